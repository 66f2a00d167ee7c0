/// What the loop leaves aside: mistakes, gaps that are too long for a word, brackets that do not balance, the end.
///
/// Each step begins with a look at the capacity and writes less than `JSONRun.reserve` words, so that a full tape finds the
/// fields in a state from which the next, larger one goes on.
extension JSONRun {
  enum Turn {
    /// The loop goes on from `scanned`, with the fields as they are now.
    case again
    case stop(Stop)
  }

  /// Deals with the gap from `position` to the entry at `token` (or the end of the text), and with that entry where it does not
  /// fit. Leaves the state so that the loop, scanning on from `scanned`, gets ahead.
  mutating func mend(upTo token: Int) -> Turn {
    if written >= capacity { return .stop(.full) }
    let isRoot = kind == NodeKind.root.rawValue
    if isRoot, state == JSONState.done { return partEnd == nil ? rest(upTo: token) : .stop(.finished) }
    if let partEnd, token >= partEnd { return .stop(position == partEnd ? .finished : .unbalanced) }
    if let repairs, nextRepair < repairs.count, repairs[nextRepair].position <= token {
      return apply(repairs[nextRepair], at: token)
    }
    guard feed(upTo: token) else { return .stop(.full) }
    guard token < count else { return end() }

    let isObject = kind == NodeKind.jsonObject.rawValue
    switch base[token] {
    case 0x7d, 0x5d:
      if isRoot || base[token] != (isObject ? 0x7d : 0x5d) {
        guard repairs != nil else { return .stop(.unbalanced) }
        drop(at: token)
      } else {
        close(end: token + 1)
      }
    case 0x7b, 0x5b: if isObject { expectValue() } else { expectElement(token) }
    default: if isObject { expectProperty(token) } else { expectElement(token) }
    }
    return .again
  }

  // MARK: - Entries

  /// Puts down a leaf, which starts less than a gap behind `position`.
  private mutating func leaf(_ kind: NodeKind, _ start: Int, _ end: Int, mark: UInt64) {
    tape[written] =
      UInt64(kind.rawValue) | mark | UInt64(truncatingIfNeeded: start - position) << 16
      | UInt64(truncatingIfNeeded: end - start) << 32
    written += 1
    children += 1
    position = end
    scanned = max(scanned, end)
  }

  private mutating func unexpected(_ fault: JSONFault, _ start: Int, _ end: Int) {
    leaf(.unexpected, start, end, mark: fault.mark)
  }

  /// Puts down an entry for what is not there. It is no mistake of its own where the entry before it is already one that hides it.
  private mutating func missing(_ fault: JSONFault, at place: Int? = nil, isSilent: Bool = false) {
    let flags =
      switch fault {
      case .commaMissing, .colonMissing: JSONPlaceholder.separator
      case .nameMissing: JSONPlaceholder.name
      default: JSONPlaceholder.value
      }
    let place = max(position, place ?? position)
    leaf(.missing, place, place, mark: isSilent || isBehindBrokenEntry ? UInt64(flags) << 10 : fault.mark)
  }

  /// Whether the entry that ends at `position` is an unclosed string or a bare word as a name: what is missing behind it is the
  /// same mistake.
  private var isBehindBrokenEntry: Bool {
    guard written > 2, children > 0, closedWords != written else { return false }
    let word = tape[written - 1]
    let kind = TapeWord.kind(word)
    guard kind == .jsonName || kind == .jsonString, TapeWord.hasError(word) else { return false }
    let code = TapeWord.flags(word)
    return code == JSONFault.stringNotClosed.rawValue || code == JSONFault.nameNotQuoted.rawValue
  }

  /// Puts down trivia until the rest of the gap up to `end` fits into a word.
  private mutating func bridge(to end: Int) -> Bool {
    while end - position > Tape.maximumGap {
      guard written < capacity else { return false }
      tape[written] = TapeWord.make(.trivia, gap: 0, length: Tape.maximumGap)
      written += 1
      children += 1
      position += Tape.maximumGap
    }
    return written < capacity
  }

  // MARK: - The gap

  /// Reads the punctuation and comments of the gap, puts down what is wrong with them and brings the state forward.
  private mutating func feed(upTo token: Int) -> Bool {
    while scanned < token {
      guard bridge(to: scanned) else { return false }
      let i = scanned
      switch base[i] {
      case 0x2c: comma(at: i, token)
      case 0x3a: colon(at: i)
      case 0x2f:
        let comment = lexis.commentEnd(i)
        if !comment.isClosed || !options.comments {
          unexpected(comment.isClosed ? .commentNotAllowed : .commentNotClosed, i, comment.end)
        }
        scanned = comment.end
      default: scanned += 1
      }
    }
    return bridge(to: token)
  }

  private mutating func comma(at i: Int, _ token: Int) {
    scanned = i + 1
    switch (kind, state) {
    case (NodeKind.root.rawValue, _): unexpected(.unexpectedComma, i, i + 1)
    case (_, JSONState.value): state = JSONState.comma
    case (_, JSONState.name):
      if lexis.gapEnd(i + 1) >= token, token < count, !isCloser(token), !startsProperty(token) {
        state = JSONState.colon
        unexpected(.commaForColon, i, i + 1)
      } else {
        state = JSONState.comma
        missing(.colonAndValueMissing)
      }
    case (_, JSONState.colon):
      state = JSONState.comma
      missing(.valueMissing, at: behindColon(position, i))
    default: unexpected(.unexpectedComma, i, i + 1)
    }
  }

  private mutating func colon(at i: Int) {
    scanned = i + 1
    guard kind == NodeKind.jsonObject.rawValue else {
      if kind == NodeKind.jsonArray.rawValue, state == JSONState.value {
        state = JSONState.comma
        unexpected(.colonForComma, i, i + 1)
      } else {
        unexpected(.unexpectedColon, i, i + 1)
      }
      return
    }
    switch state {
    case JSONState.name: state = JSONState.colon
    case JSONState.start, JSONState.comma:
      state = JSONState.colon
      missing(.nameMissing, at: i)
    case JSONState.value where turnIntoName(): state = JSONState.colon
    default: unexpected(.unexpectedColon, i, i + 1)
    }
  }

  /// `"a": "b": 1`: the string that was taken for the value of `a` is a name, and the value of `a` is missing.
  private mutating func turnIntoName() -> Bool {
    guard children > 1, position > 1, base[position - 1] == 0x22, closedWords != written else { return false }
    let word = tape[written - 1]
    guard TapeWord.kind(word) == .jsonString, TapeWord.kind(tape[written - 2]) == .jsonName else { return false }
    let start = position - TapeWord.length(word)
    let gapStart = start - TapeWord.gap(word)
    let place = behindColon(gapStart, start) ?? start
    tape[written - 1] = TapeWord.make(.missing, error: JSONFault.valueMissing.rawValue, gap: place - gapStart, length: 0)
    tape[written] =
      word & ~0xffff_00ff | UInt64(NodeKind.jsonName.rawValue) | UInt64(truncatingIfNeeded: start - place) << 16
    written += 1
    children += 1
    return true
  }

  /// The offset behind the first colon between the two, comments left out.
  private mutating func behindColon(_ start: Int, _ end: Int) -> Int? {
    var i = start
    while i < end {
      if base[i] == 0x3a { return i + 1 }
      i = lexis.isComment(i) ? lexis.commentEnd(i).end : i + 1
    }
    return nil
  }

  private func isCloser(_ i: Int) -> Bool { base[i] == 0x7d || base[i] == 0x5d }

  /// Whether a name and a colon stand at `token`.
  private mutating func startsProperty(_ token: Int) -> Bool {
    if base[token] == 0x7b || base[token] == 0x5b { return false }
    let end = base[token] == 0x22 ? lexis.stringEnd(token).end : lexis.wordEnd(token)
    let next = lexis.gapEnd(end)
    return next < count && base[next] == 0x3a
  }

  // MARK: - What does not fit

  private mutating func expectProperty(_ token: Int) {
    switch state {
    case JSONState.value:
      guard startsProperty(token) else { return swallow(token) }
      state = JSONState.comma
      missing(.commaMissing)
    case JSONState.name:
      let isProperty = startsProperty(token)
      state = isProperty ? JSONState.comma : JSONState.colon
      missing(isProperty ? .colonAndValueMissing : .colonMissing)
    default: break
    }
  }

  /// An opening bracket in an object.
  private mutating func expectValue() {
    switch state {
    case JSONState.name: missing(.colonMissing)
    case JSONState.start, JSONState.comma, JSONState.value: missing(.nameMissing, at: scanned)
    default: return
    }
    state = JSONState.colon
  }

  /// An entry of an array (or the value at the top).
  private mutating func expectElement(_ token: Int) {
    guard state == JSONState.value else { return }
    switch base[token] {
    case 0x22, 0x5b, 0x7b: break
    default:
      let word = lexis.word(token, lexis.wordEnd(token))
      if word.kind == .jsonWord { return swallow(token) }
    }
    state = JSONState.comma
    missing(.commaMissing)
  }

  /// Text that nothing separates from the value before it: up to the next comma, bracket or line break, one mistake.
  private mutating func swallow(_ token: Int) {
    var i = token
    var end = token
    scan: while i < count {
      switch base[i] {
      case 0x2c, 0x5b, 0x5d, 0x7b, 0x7d, 0x0a, 0x0d: break scan
      case 0x20, 0x09: i += 1
      case 0x2f where lexis.isComment(i): break scan
      case 0x22:
        i = lexis.stringEnd(i).end
        end = i
      default:
        i = base[i] == 0x3a ? i + 1 : lexis.wordEnd(i)
        end = i
      }
    }
    if i >= count { lexis.reachedEnd = true }
    leaf(.unexpected, token, end, mark: isBehindBrokenEntry ? 0 : JSONFault.unexpectedText.mark)
  }

  /// What follows the value at the top: one entry, however long.
  private mutating func rest(upTo token: Int) -> Turn {
    guard bridge(to: scanned) else { return .stop(.full) }
    while scanned < count {
      switch base[scanned] {
      case 0x20, 0x09, 0x0a, 0x0d: scanned += 1
      case 0x2f where lexis.isComment(scanned):
        let comment = lexis.commentEnd(scanned)
        if !comment.isClosed || !options.comments {
          unexpected(comment.isClosed ? .commentNotAllowed : .commentNotClosed, scanned, comment.end)
        }
        scanned = comment.end
      default:
        guard repairs != nil else { return .stop(.unbalanced) }
        var end = count
        while end > scanned + 1, [0x20, 0x09, 0x0a, 0x0d].contains(base[end - 1]) { end -= 1 }
        unexpected(.contentAfterEnd, scanned, end)
        scanned = count
        return finish()
      }
      guard bridge(to: scanned) else { return .stop(.full) }
    }
    return finish()
  }

  // MARK: - Closing

  /// Closes the open container at `end`.
  private mutating func close(end: Int, fault: JSONFault? = nil) {
    switch state {
    case JSONState.name: missing(.colonAndValueMissing, isSilent: fault == .notClosed)
    case JSONState.colon: missing(.valueMissing, at: behindColon(position, min(scanned, end)), isSilent: fault == .notClosed)
    default: break
    }
    let isTrailing = state == JSONState.comma && !options.trailingCommas
    seal(end, mark: fault?.mark ?? (isTrailing ? JSONFault.trailingComma.mark : 0))
  }

  private mutating func seal(_ end: Int, mark: UInt64) {
    let head = tape[current]
    let saved = tape[current + 1]
    tape[current] = head & 0xffff_ffff | mark | UInt64(truncatingIfNeeded: end - Int(truncatingIfNeeded: head >> 32)) << 32
    tape[current + 1] = UInt64(truncatingIfNeeded: written - current) | UInt64(truncatingIfNeeded: children) << 32
    current = Int(truncatingIfNeeded: saved & 0xffff_ffff)
    children = Int(truncatingIfNeeded: saved >> 32) + 1
    kind = UInt8(truncatingIfNeeded: tape[current])
    state = kind == NodeKind.root.rawValue ? JSONState.done : JSONState.value
    position = end
    scanned = end
    closedWords = written
  }

  /// A closing bracket that closes nothing.
  private mutating func drop(at token: Int) { unexpected(.unexpectedCloser, token, token + 1) }

  private mutating func apply(_ repair: JSONBrackets.Repair, at token: Int) -> Turn {
    guard repair.position == token else {
      nextRepair += 1
      return .again
    }
    switch repair.action {
    case .closeBefore(let closes):
      guard repairedCloses < closes, kind != NodeKind.root.rawValue else {
        repairedCloses = 0
        nextRepair += 1
        // The container that is not closed is the mistake; the comma behind its bracket that is not there either is none.
        if state == JSONState.value, !hasComma(upTo: token), !isCloser(token) { state = JSONState.comma }
        return .again
      }
      if repairedCloses == 0 { close(end: lastEnd, fault: .notClosed) } else { sealUnclosed() }
      repairedCloses += 1
      return .again
    case .drop:
      guard feed(upTo: token) else { return .stop(.full) }
      nextRepair += 1
      drop(at: token)
      return .again
    case .replace:
      guard feed(upTo: token) else { return .stop(.full) }
      nextRepair += 1
      if kind == NodeKind.root.rawValue { drop(at: token) } else { close(end: token + 1, fault: .wrongCloser) }
      return .again
    }
  }

  private mutating func sealUnclosed() {
    seal(lastEnd, mark: 0)
  }

  /// The end of the last entry of the open container, or of its opening bracket.
  private var lastEnd: Int { max(position, Int(truncatingIfNeeded: tape[current] >> 32) + 1) }

  private mutating func hasComma(upTo token: Int) -> Bool {
    var i = position
    while i < token {
      if base[i] == 0x2c { return true }
      i = lexis.isComment(i) ? lexis.commentEnd(i).end : i + 1
    }
    return false
  }

  /// The end of the text, behind its last gap.
  private mutating func end() -> Turn {
    if kind != NodeKind.root.rawValue {
      guard repairs != nil else { return .stop(.unbalanced) }
      close(end: count, fault: .notClosed)
      while kind != NodeKind.root.rawValue { seal(count, mark: 0) }
    } else if children == 0 {
      missing(.documentEmpty)
    }
    return finish()
  }

  private mutating func finish() -> Turn {
    tape[0] = TapeWord.make(.root, isContainer: true, gap: 0, length: count)
    tape[1] = UInt64(truncatingIfNeeded: written) | UInt64(truncatingIfNeeded: children) << 32
    return .stop(.finished)
  }
}
