/// Reads HCL in one pass over the bytes: lexer, parser and tape writer in one, with a stack of its own instead of recursion.
///
/// The bytes that it reads are a copy of the text with zeros behind it, so that it may look ahead without asking for the end. Each
/// state of `HCLState` is one method, in the file of what it reads; a method consumes, writes entries and names the next state.
/// It is a struct that lives in one function only: no reference counts and no exclusivity checks in the loop.
struct HCLReader: ~Copyable {
  /// Containers in containers; what opens beyond that is not read.
  static let maximumDepth = 1 << 20

  let text: HCLBytes
  let count: Int
  /// The next byte to read.
  var position = 0

  // The tape: see HCLReader+Tape.swift.
  var tape: UnsafeMutablePointer<UInt64>
  var used = 0
  var capacity: Int
  /// The end of the last entry, or the start of the container opened last: where the next gap starts.
  var last = 0
  var frames: UnsafeMutablePointer<HCLFrame>
  var depth = 0
  var frameCapacity: Int
  var insertions: [HCLInsertion] = []
  /// The words that were moved to make room for operators: what tests count.
  var movedWords = 0

  // The operand that was read last: what a following operator takes as its left side.
  var operandIndex = 0
  var operandStart = 0
  /// Where the operand is an entry of `insertions`, its index there; else -1.
  var operandInsertion = -1
  /// The number of insertions when the operand began.
  var operandInsertions = 0

  /// Whether a new line ends what is being read; not so within parentheses, brackets and interpolations.
  var newlinesEnd = true
  /// What the expression that is being read belongs to.
  var island = HCLIsland.argument
  /// The frame that owns the island: an argument, an interpolation or a clause.
  var islandDepth = 0
  /// One error for one mistake: set by an error, reset where reading goes on as if nothing had been.
  var isQuiet = false
  /// Whether the argument was left behind on a later line than its own: no new line has to follow.
  var lineHasEnded = false
  /// Brackets of a broken line are matched until the first time that they have no match up to the end of the file.
  var skipsBalanced = true
  /// Where a comment starts that is not closed; -1 without one.
  var unclosedComment = -1
  /// The heredocs that are being read, the innermost last.
  var heredocs: [HCLHeredocMarker] = []

  /// How unclosed braces and heredocs are found: nil reads by the grammar alone.
  var repair: HCLRepair?
  /// The repair that a second reading needs, where this one met the end of the text inside a block or a heredoc.
  var wantedRepair: HCLRepair?

  /// Whether `tape` is the reader's own; else it is the storage of the array that the tape becomes, as long as that is enough.
  var ownsTape = false

  init(_ bytes: UnsafeBufferPointer<UInt8>, into storage: UnsafeMutableBufferPointer<UInt64>, repair: HCLRepair? = nil) {
    count = bytes.count
    text = HCLBytes(bytes)
    if let base = storage.baseAddress, storage.count >= 64 {
      tape = base
      capacity = storage.count
    } else {
      capacity = 64
      tape = .allocate(capacity: capacity)
      ownsTape = true
    }
    frameCapacity = 64
    frames = .allocate(capacity: frameCapacity)
    self.repair = repair
  }

  deinit {
    text.deallocate()
    if ownsTape { tape.deallocate() }
    frames.deallocate()
  }

  /// Reads the whole text.
  mutating func read() {
    start()
    if text[0] == 0xef, text[1] == 0xbb, text[2] == 0xbf { position = 3 }
    _ = readOn(toItem: false)
    finish()
  }

  /// Reads an argument or a block, or ends a body, and goes on: to the end of the text (false), or if `toItem`, until the next argument,
  /// block or end of a body is to be read (true).
  mutating func readOn(toItem: Bool) -> Bool {
    var state = HCLState.item
    var stopsHere = false
    while true {
      switch state {
      case .item:
        if stopsHere { return true }
        stopsHere = toItem
        state = item()
      case .itemEnd: state = itemEnd()
      case .operand: state = operand()
      case .steps: state = steps()
      case .operandEnd: state = operandEnd()
      case .separator: state = separator()
      case .element: state = element()
      case .objectItem: state = objectItem()
      case .text: state = templateText()
      case .finished: return false
      }
    }
  }

  /// Whether what was read hangs on text far away: brackets, comments or blocks without an end were met. Such a text is always read as a
  /// whole.
  var dependsOnWhole: Bool { repair != nil || wantedRepair != nil || !skipsBalanced || unclosedComment >= 0 }

  /// The flag of the root that remembers it.
  static var dependsOnWholeFlag: UInt8 { 1 }
}

/// What is read next. In each state `position` is at the first byte that is not read yet.
enum HCLState {
  /// An argument or a block, or the end of the body.
  case item
  /// The new line behind an argument or a block.
  case itemEnd
  /// An expression.
  case operand
  /// `.name`, `[key]` and the like; the top frame is the traversal.
  case steps
  /// An operator behind an operand, or what the frame that the expression belongs to expects.
  case operandEnd
  /// What the top frame expects behind one of its expressions.
  case separator
  /// An element of a tuple or an argument of a call, or its closing bracket.
  case element
  /// An item of an object, or its closing brace.
  case objectItem
  /// Literal text of a template.
  case text
  case finished
}

/// What an expression belongs to: how far recovery may go.
enum HCLIsland: UInt8 {
  /// A body's argument: a new line or `}` ends it.
  case argument
  /// An interpolation or a directive of a quoted template.
  case quotedTemplate
  /// An interpolation or a directive of a heredoc.
  case heredoc
}
