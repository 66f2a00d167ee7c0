import SourceText

/// JSON and JSON with comments.
///
/// One pass over the bytes. Brackets that do not balance are matched by a second look at them (`JSONBrackets`), which tells
/// where an unclosed container ends and which closing bracket is too many; the pass is then made once more with that knowledge.
enum JSONParser {
  static func parse(_ text: UnsafeBufferPointer<UInt8>, options: JSONOptions) -> Tape { parseDocument(text, options: options).tape }

  /// The tape, and what an edit has to know of it.
  static func parseDocument(_ text: UnsafeBufferPointer<UInt8>, options: JSONOptions) -> (tape: Tape, outlook: JSONOutlook) {
    guard let base = text.baseAddress else { return (Tape(words: emptyDocument), JSONOutlook()) }
    var run = JSONRun(base: base, count: text.count, options: options, repairs: nil)
    if let words = run.words() { return (Tape(words: words), JSONOutlook(run.lexis, isBalanced: true)) }
    let repairs = JSONBrackets.repairs(base, text.count, hasMultilineStrings: options.comments)
    var second = JSONRun(base: base, count: text.count, options: options, repairs: repairs)
    let words = second.words() ?? emptyDocument
    return (Tape(words: words), JSONOutlook(second.lexis, isBalanced: false))
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
  /// The words that were written when a container was closed last: the last entry is a container if these are all.
  var closedWords = 0
  /// Where the part ends that is parsed alone; nil for a whole text.
  var partEnd: Int?
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

  /// The words of the tape, which begins with `first`; nil when brackets do not balance and no repairs are known.
  mutating func words(first: [UInt64] = [TapeWord.make(.root, isContainer: true, gap: 0, length: 0), 0]) -> [UInt64]? {
    var words = first
    written = first.count
    var size = ((partEnd ?? count) - position) / 12 + 64
    while true {
      let old = words
      var stop = Stop.full
      words = Array(unsafeUninitializedCapacity: size) { buffer, filled in
        _ = buffer.update(fromContentsOf: old)
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

  // Beside the state the loop keeps, in the same variable, what is open.
  private static let inObject = 16
  private static let inRoot = 32

  /// The state behind a value of the open container, with what is open.
  private var after: Int {
    switch kind {
    case NodeKind.root.rawValue: JSONState.done | Self.inRoot
    case NodeKind.jsonObject.rawValue: JSONState.value | Self.inObject
    default: JSONState.value
    }
  }

  /// The offset from which on an entry is not for the loop alone.
  private var nextStop: Int { repairs.flatMap { nextRepair < $0.count ? $0[nextRepair].position : nil } ?? partEnd ?? count }

  private mutating func run() -> Stop {
    guard let tape = tape.baseAddress else { return .full }
    let base = base
    let count = count
    var stop = nextStop

    var written = written
    var gapStart = position
    var scanned = scanned
    var current = current
    var children = children
    var closedWords = closedWords
    var after = after
    var state = state | after & ~15

    while true {
      var i = scanned
      var punctuation = 0
      // The gaps that most texts have, first.
      if i &+ 8 <= count {
        if state == JSONState.name | Self.inObject {
          if base[i] == 0x3a {
            punctuation = 2
            i &+= base[i &+ 1] == 0x20 ? 2 : 1
          }
        } else {
          if base[i] == 0x2c {
            punctuation = 1
            i &+= 1
          }
          if base[i] == 0x0a { i = JSONLexis.spacesEnd(base, i &+ 1, count) }
        }
      }
      var c = i < count ? base[i] : 0
      if JSONLexis.isGap(c) {
        (i, punctuation) = gapEnd(i, punctuation)
        c = i < count ? base[i] : 0
      }

      var isSlow = i >= stop || written >= capacity
      if !isSlow {
        if c == 0x7d || c == 0x5d {
          if state & (Self.inObject | Self.inRoot) == (c == 0x7d ? Self.inObject : 0),
            punctuation == 0 && state & 15 <= JSONState.value
              || punctuation == 1 && state & 15 == JSONState.value && options.trailingCommas
          {
            let saved = tape[current &+ 1]
            let head = tape[current]
            i &+= 1
            tape[current] = head & 0xffff_ffff | UInt64(truncatingIfNeeded: i &- Int(truncatingIfNeeded: head &>> 32)) &<< 32
            tape[current &+ 1] =
              UInt64(truncatingIfNeeded: written &- current) | UInt64(truncatingIfNeeded: children) &<< 32
            current = Int(truncatingIfNeeded: saved & 0xffff_ffff)
            children = Int(truncatingIfNeeded: saved &>> 32) &+ 1
            let kind = UInt8(truncatingIfNeeded: tape[current])
            after =
              kind == NodeKind.jsonObject.rawValue
              ? JSONState.value | Self.inObject : kind == NodeKind.jsonArray.rawValue ? JSONState.value : JSONState.done | Self.inRoot
            state = after
            closedWords = written
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
        self.written = written
        self.position = gapStart
        self.scanned = scanned
        self.current = current
        self.children = children
        self.closedWords = closedWords
        kind = UInt8(truncatingIfNeeded: tape[current])
        self.state = state & 15
        switch mend(upTo: i) {
        case .stop(let stop): return stop
        case .again: break
        }
        written = self.written
        gapStart = self.position
        scanned = self.scanned
        current = self.current
        children = self.children
        closedWords = self.closedWords
        after = self.after
        state = self.state | after & ~15
        stop = nextStop
        continue
      }

      let isName = state & (Self.inObject | 10) == Self.inObject
      if c == 0x22 {
        var end = JSONLexis.plainEnd(base, i &+ 1, count)
        var mark: UInt64 = 0
        if end < count, base[end] == 0x22 {
          end &+= 1
        } else {
          (end, mark) = lexis.stringEnd(i, from: end)
        }
        let kind = isName ? NodeKind.jsonName.rawValue : NodeKind.jsonString.rawValue
        tape[written] =
          UInt64(kind) | mark | UInt64(truncatingIfNeeded: i &- gapStart) &<< 16 | UInt64(truncatingIfNeeded: end &- i) &<< 32
        written &+= 1
        children &+= 1
        state = isName ? JSONState.name | Self.inObject : after
        gapStart = end
        scanned = end
      } else if c | 0x20 == 0x7b {
        if isName {
          // A container where a name should stand.
          tape[written] = TapeWord.make(.missing, error: JSONFault.nameMissing.rawValue, gap: i &- gapStart, length: 0)
          written &+= 1
          children &+= 1
          gapStart = i
        }
        let opened = c == 0x7b ? NodeKind.jsonObject.rawValue : NodeKind.jsonArray.rawValue
        tape[written] =
          UInt64(opened) | 1 &<< 8 | UInt64(truncatingIfNeeded: i &- gapStart) &<< 16 | UInt64(truncatingIfNeeded: i) &<< 32
        tape[written &+ 1] = UInt64(truncatingIfNeeded: current) | UInt64(truncatingIfNeeded: children) &<< 32
        current = written
        written &+= 2
        children = 0
        state = c == 0x7b ? Self.inObject : 0
        after = state | JSONState.value
        // The bracket belongs to the gap of the first entry, or to the container's tail.
        gapStart = i
        scanned = i &+ 1
      } else {
        var (end, mark) = isName ? (0, 0) : JSONLexis.plainWord(base, i, count)
        if end == 0 { (end, mark) = word(i, isName: isName) }
        tape[written] = mark | UInt64(truncatingIfNeeded: i &- gapStart) &<< 16 | UInt64(truncatingIfNeeded: end &- i) &<< 32
        written &+= 1
        children &+= 1
        state = isName ? JSONState.name | Self.inObject : after
        gapStart = end
        scanned = end
      }
    }
  }

  /// The end of a gap of any kind, and its punctuation added to that before it: two bits each, more where a comment is not
  /// allowed or not closed.
  @inline(never) private mutating func gapEnd(_ start: Int, _ before: Int) -> (end: Int, punctuation: Int) {
    var i = start
    var punctuation = before
    while i < count {
      switch base[i] {
      case 0x20, 0x0a: i = JSONLexis.spacesEnd(base, i &+ 1, count)
      case 0x2c:
        punctuation = punctuation &<< 2 | 1
        i &+= 1
      case 0x3a:
        punctuation = punctuation &<< 2 | 2
        i &+= 1
      case 0x09, 0x0d: i &+= 1
      case 0x2f:
        guard lexis.isComment(i) else { return (i, punctuation) }
        let comment = lexis.commentEnd(i)
        if !options.comments || !comment.isClosed { punctuation |= 0x1000 }
        i = comment.end
      default: return (i, punctuation)
      }
    }
    return (i, punctuation)
  }

  /// Any bare word: its end, and what it is as bits of a tape word.
  @inline(never) private mutating func word(_ i: Int, isName: Bool) -> (end: Int, mark: UInt64) {
    let end = lexis.wordEnd(i)
    if isName { return (end, UInt64(NodeKind.jsonName.rawValue) | JSONFault.nameNotQuoted.mark) }
    let word = lexis.word(i, end)
    return (end, UInt64(word.kind.rawValue) | word.mark)
  }
}
