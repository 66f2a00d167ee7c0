import SourceText

/// JSON and JSON with comments.
///
/// One pass over the bytes. Brackets that do not balance are matched by a second look at them (`JSONBrackets`), which tells
/// where an unclosed container ends and which closing bracket is too many; the pass is then made once more with that knowledge.
enum JSONParser {
  static func parse(_ bytes: [UInt8], options: JSONOptions) -> Tape {
    bytes.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return Tape(words: emptyDocument) }
      var run = JSONRun(base: base, count: text.count, options: options, repairs: nil)
      if let words = run.words() { return Tape(words: words) }
      let repairs = JSONBrackets.repairs(base, text.count, hasMultilineStrings: options.comments)
      var second = JSONRun(base: base, count: text.count, options: options, repairs: repairs)
      return Tape(words: second.words() ?? emptyDocument)
    }
  }

  private static let emptyDocument: [UInt64] = [
    TapeWord.make(.root, isContainer: true, gap: 0, length: 0), 3 | 1 << 32,
    TapeWord.make(.missing, error: JSONFault.documentEmpty.rawValue, gap: 0, length: 0),
  ]
}

/// One pass over a text, onto a tape.
///
/// While a container is open, its first word holds in place of the length the offset where it starts, its second word the
/// index of the container around it and the number of children that that one had: the tape is its own stack.
///
/// The loop scans a gap, counting its punctuation, and takes the next entry if that is what the state waits for. All else is
/// left to `mend`, which reads the gap again and puts down what is missing or too many.
struct JSONRun {
  let base: UnsafePointer<UInt8>
  let count: Int
  let options: JSONOptions
  var lexis: JSONLexis
  /// What to do with brackets that do not balance; nil in the first pass, which ends at the first such bracket.
  let repairs: [JSONBrackets.Repair]?
  var nextRepair = 0

  var tape = UnsafeMutableBufferPointer<UInt64>(start: nil, count: 0)
  var capacity = 0
  var written = 2
  /// The end of the last entry: where the gap starts.
  var position = 0
  /// How far the gap has been read; its punctuation up to here is in the state.
  var scanned = 0
  /// Where a container was closed last without a bracket.
  var closedAt = -1
  /// How many of the containers that the next repair closes are closed.
  var repairedCloses = 0
  var current = 0
  var children = 0
  var kind = NodeKind.root.rawValue
  var state = JSONState.start

  enum Stop { case finished, full, unbalanced }

  init(base: UnsafePointer<UInt8>, count: Int, options: JSONOptions, repairs: [JSONBrackets.Repair]?) {
    self.base = base
    self.count = count
    self.options = options
    self.repairs = repairs
    lexis = JSONLexis(base: base, count: count, hasMultilineStrings: options.comments)
    // A byte order mark belongs to the first gap.
    if count >= 3, base[0] == 0xef, base[1] == 0xbb, base[2] == 0xbf { scanned = 3 }
  }

  /// The words of the tape; nil when brackets do not balance and no repairs are known.
  mutating func words() -> [UInt64]? {
    var words: [UInt64] = [TapeWord.make(.root, isContainer: true, gap: 0, length: 0), 0]
    var size = count / 12 + 64
    while true {
      let old = words
      var stop = Stop.full
      words = Array(unsafeUninitializedCapacity: size) { buffer, filled in
        for (index, word) in old.enumerated() { buffer[index] = word }
        tape = buffer
        capacity = buffer.count - JSONRun.reserve
        stop = run()
        filled = written
      }
      switch stop {
      case .finished: return words
      case .unbalanced: return nil
      case .full: size += size / 2 + 64
      }
    }
  }

  /// Words that one turn of the loop may write without a further look at the capacity.
  static let reserve = 8

  private mutating func run() -> Stop {
    let base = base
    let count = count
    guard let tape = tape.baseAddress else { return .full }
    let capacity = capacity
    let hasComments = options.comments
    let hasTrailingCommas = options.trailingCommas
    let object = NodeKind.jsonObject.rawValue
    var stop = repairs.flatMap { nextRepair < $0.count ? $0[nextRepair].position : nil } ?? count

    var written = written
    var gapStart = position
    var scanned = scanned
    var current = current
    var children = children
    var kind = kind
    var state = state
    var after = kind == NodeKind.root.rawValue ? JSONState.done : JSONState.value

    var isMisplaced = false
    while true {
      var i = scanned
      var punctuation = 0
      var c: UInt8 = 0
      gap: while i < count {
        c = base[i]
        switch c {
        case 0x20: i = JSONLexis.spacesEnd(base, i &+ 1, count)
        case 0x0a: i = JSONLexis.spacesEnd(base, i &+ 1, count)
        case 0x2c:
          punctuation = punctuation &<< 2 | 1
          i &+= 1
        case 0x3a:
          punctuation = punctuation &<< 2 | 2
          i &+= 1
        case 0x09, 0x0d: i &+= 1
        case 0x2f:
          guard lexis.isComment(i) else { break gap }
          let comment = lexis.commentEnd(i)
          if !hasComments || !comment.isClosed { punctuation |= 0x1000 }
          i = comment.end
        default: break gap
        }
      }

      var isSlow = written >= capacity || i >= stop || isMisplaced
      if !isSlow {
        if c == 0x7d || c == 0x5d {
          if kind == (c == 0x7d ? object : object &+ 1),
            punctuation == 0 && state <= JSONState.value || punctuation == 1 && state == JSONState.value && hasTrailingCommas
          {
            let saved = tape[current &+ 1]
            let head = tape[current]
            i &+= 1
            tape[current] = head & 0xffff_ffff | UInt64(truncatingIfNeeded: i &- Int(truncatingIfNeeded: head &>> 32)) &<< 32
            tape[current &+ 1] =
              UInt64(truncatingIfNeeded: written &- current) | UInt64(truncatingIfNeeded: children) &<< 32
            current = Int(truncatingIfNeeded: saved & 0xffff_ffff)
            children = Int(truncatingIfNeeded: saved &>> 32) &+ 1
            kind = UInt8(truncatingIfNeeded: tape[current])
            after = kind == NodeKind.root.rawValue ? JSONState.done : JSONState.value
            state = after
            gapStart = i
            scanned = i
            continue
          }
          isSlow = true
        } else {
          isSlow = (punctuation ^ (state & 3)) | (i &- gapStart) &>> 16 != 0
        }
      }
      if isSlow {
        isMisplaced = false
        self.written = written
        self.position = gapStart
        self.scanned = scanned
        self.current = current
        self.children = children
        self.kind = kind
        self.state = state
        switch mend(upTo: i) {
        case .stop(let stop): return stop
        case .again: break
        }
        written = self.written
        gapStart = self.position
        scanned = self.scanned
        current = self.current
        children = self.children
        kind = self.kind
        state = self.state
        after = kind == NodeKind.root.rawValue ? JSONState.done : JSONState.value
        if let repairs { stop = nextRepair < repairs.count ? repairs[nextRepair].position : count }
        continue
      }

      let gap = UInt64(truncatingIfNeeded: i &- gapStart) &<< 16
      switch c {
      case 0x22:
        let isName = kind == object && JSONState.takesName(state)
        var end = JSONLexis.plainEnd(base, i &+ 1, count)
        var mark: UInt64 = 0
        if end < count, base[end] == 0x22 {
          end &+= 1
        } else {
          (end, mark) = lexis.stringEnd(i, from: end)
        }
        let kind = isName ? NodeKind.jsonName.rawValue : NodeKind.jsonString.rawValue
        tape[written] = UInt64(kind) | mark | gap | UInt64(truncatingIfNeeded: end &- i) &<< 32
        written &+= 1
        children &+= 1
        state = isName ? JSONState.name : after
        gapStart = end
        scanned = end
      case 0x7b, 0x5b:
        // A container where a name should stand.
        if kind == object, JSONState.takesName(state) {
          isMisplaced = true
          continue
        }
        let opened = c == 0x7b ? object : object &+ 1
        tape[written] = UInt64(opened) | 1 &<< 8 | gap | UInt64(truncatingIfNeeded: i) &<< 32
        tape[written &+ 1] = UInt64(truncatingIfNeeded: current) | UInt64(truncatingIfNeeded: children) &<< 32
        current = written
        written &+= 2
        children = 0
        kind = opened
        after = JSONState.value
        state = JSONState.start
        // The bracket belongs to the gap of the first entry, or to the container's tail.
        gapStart = i
        scanned = i &+ 1
      default:
        let end = lexis.wordEnd(i)
        if kind == object, JSONState.takesName(state) {
          tape[written] =
            UInt64(NodeKind.jsonName.rawValue) | JSONFault.nameNotQuoted.mark | gap | UInt64(truncatingIfNeeded: end &- i) &<< 32
          state = JSONState.name
        } else {
          let word = lexis.word(i, end)
          tape[written] = UInt64(word.kind.rawValue) | word.mark | gap | UInt64(truncatingIfNeeded: end &- i) &<< 32
          state = after
        }
        written &+= 1
        children &+= 1
        gapStart = end
        scanned = end
      }
    }
  }
}
