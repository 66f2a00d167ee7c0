/// What happens behind a mistake: what is skipped, and where reading goes on.
extension HCLReader {
  /// So many frames are looked through for the one that a stray bracket closes.
  private static var reach: Int { 64 }

  private enum Stop {
    /// At what the top frame expects.
    case here
    /// At the bracket that closes this frame, which is not the top one.
    case outer(Int)
    /// Where the argument or the interpolation ends.
    case abandon
    case end
  }

  /// Tells a mistake in an expression; skips to the next place that makes sense to a container that is open. The error is told
  /// of what is skipped, or, where nothing is, at the offset `at`.
  mutating func recover(_ mistake: HCLMistake, at: Int) -> HCLState {
    var at = at
    if let name = takenName { at = giveBack(name) }
    at = firstNewline(last, at)
    while frames[depth].role.rawValue <= HCLFrame.Role.traversal.rawValue { close(leastEnd) }
    if position >= count {
      // At the end it is the bracket that is told of; where there is none, what is missing.
      if frames[depth].role == .argument { missing(max(at, last), mistake) }
      return .finished
    }
    var mistake = mistake
    if mistake == .expectedValue, frames[depth].role == .objectItem, frames[depth].phase == 0 { mistake = .expectedKey }
    if island != .argument, hasNewline(last, position), ownerIsOnLine(of: last) {
      // The rest of a one-line interpolation is missing, not on the lines below.
      let end = text.lineEnd(last)
      missing(max(at, last), mistake)
      position = end
      return abandon()
    }
    if isItemOnNewLine(last, position) {
      missing(max(at, last), mistake)
      if island == .quotedTemplate { position = min(position, text.lineEnd(last)) } else { lineHasEnded = true }
      return abandon()
    }
    if isMistypedBracket(position) {
      errorLeaf(.unexpected, position, position &+ 1, mistake)
      if frames[depth].role == .objectItem || frames[depth].role == .forCondition { close(leastEnd) }
      return closeBracket()
    }
    let (stop, end) = skip(position)
    let trimmedEnd = text.trimmed(position, end)
    if trimmedEnd > position { errorLeaf(.unexpected, position, trimmedEnd, mistake) } else { missing(max(at, last), mistake) }
    position = end
    switch stop {
    case .end: return .finished
    case .abandon: return abandon()
    case .here: break
    case .outer(let frame):
      while depth > frame { pop() }
    }
    if frames[depth].role == .objectItem { close(last) }
    if frames[depth].role == .forCondition { close(last) }
    return .separator
  }

  /// Where the operand is the name of an argument on a line of its own, taken for a part of what should have ended before: its start.
  private var takenName: Int? {
    guard text[position] == 0x3d, text[position &+ 1] != 0x3d, text[position &+ 1] != 0x3e, operandInsertion < 0, operandIndex == used &- 1,
      last == operandStart &+ TapeWord.length(tape[used &- 1]), TapeWord.kind(tape[used &- 1]) == .hclVariable,
      frames[depth].role != .argument, text.column(operandStart) != nil
    else { return nil }
    return operandStart
  }

  /// Takes the operand, which is a name, out of the tape. The end of what stands before it.
  private mutating func giveBack(_ start: Int) -> Int {
    used &-= 1
    last = start &- TapeWord.gap(tape[used])
    frames[depth].children &-= 1
    position = start
    operandIndex = 0
    return max(leastEnd, last)
  }

  /// Whether the bracket at `p`, which closes something else, stands on its line just where that of the top frame would.
  private func isMistypedBracket(_ p: Int) -> Bool {
    guard text[p] == 0x29 || text[p] == 0x5d || text[p] == 0x7d else { return false }
    switch frames[depth].role {
    case .parentheses, .call, .tuple, .object, .forTuple, .forObject, .objectItem, .forCondition: break
    default: return false
    }
    let isPart = frames[depth].role == .objectItem || frames[depth].role == .forCondition
    let start = Int(frames[isPart ? depth &- 1 : depth].start)
    guard let column = text.column(p), let own = text.indentation(start), column == own else { return false }
    return start < p &- column
  }

  /// The least end of the top frame: where it has no children yet, behind what opens it.
  var leastEnd: Int {
    guard frames[depth].children == 0 else { return last }
    switch frames[depth].role {
    case .unary, .parentheses, .tuple, .object, .forTuple, .forObject, .index, .template, .body:
      return max(last, Int(frames[depth].start) &+ 1)
    case .interpolation, .ifClause, .forClause, .forCondition: return max(last, Int(frames[depth].start) &+ 2)
    default: return last
    }
  }

  /// Closes the top frame, and what the reader keeps for it.
  mutating func pop() {
    switch frames[depth].role {
    case .interpolation, .ifClause, .forClause:
      island = frames[depth].island
      islandDepth = Int(frames[depth].islandDepth)
    case .heredoc:
      if !heredocs.isEmpty { heredocs.removeLast() }
    default: break
    }
    close(leastEnd)
  }

  /// Closes all up to what the expression belongs to; an argument ends, of a template the text goes on.
  mutating func abandon() -> HCLState {
    switch island {
    case .argument:
      while depth > islandDepth { pop() }
      close(last)
      return .itemEnd
    case .heredoc:
      while depth >= islandDepth, depth > 1 {
        let isOwner = depth == islandDepth
        pop()
        if isOwner { break }
      }
      return .text
    case .quotedTemplate:
      return abandonQuoted()
    }
  }

  /// The line ends inside a quoted template: it and those around it on this line end here.
  mutating func abandonQuoted() -> HCLState {
    while depth > 1, frames[depth].role != .template { pop() }
    close(last)
    while island == .quotedTemplate, ownerIsOnLine(of: position) {
      while depth > 1, frames[depth].role != .template { pop() }
      close(last)
    }
    skipTrivia()
    return .operandEnd
  }

  /// Whether the owner of the island starts on the line of `p`, as far as one sees.
  func ownerIsOnLine(of p: Int) -> Bool {
    var p = p
    let first = max(Int(frames[islandDepth].start), p &- 4096)
    while p > first {
      p &-= 1
      if text[p] == 0x0a { return false }
    }
    return true
  }

  // MARK: - Skipping

  private mutating func skip(_ start: Int) -> (Stop, Int) {
    let role = frames[depth].role
    let isSeparated = role == .call || role == .tuple || role == .objectItem || role == .object
    let endsWithLine = island != .argument && ownerIsOnLine(of: start)
    var p = start
    var nested = 0
    while p < count {
      let byte = text[p]
      switch byte {
      case 0x0a:
        if endsWithLine { return (.abandon, p) }
        if nested == 0 {
          if newlinesEnd { return (role == .argument ? .abandon : .here, p) }
          if island == .argument, text.isItem(text.lineContent(p &+ 1)) { return (.abandon, p) }
        }
        p &+= 1
      case 0x2c where nested == 0 && isSeparated:
        return (.here, p)
      case 0x28, 0x5b, 0x7b:
        nested &+= skipsBalanced ? 1 : 0
        p &+= 1
      case 0x29, 0x5d, 0x7d:
        if nested > 0 {
          nested &-= 1
        } else if let frame = closed(by: byte) {
          return (frame == depth ? .here : .outer(frame), p)
        } else if byte == 0x7d, island == .argument, islandDepth > 0, frames[islandDepth &- 1].role == .body {
          return (.abandon, p)
        }
        p &+= 1
      default:
        p = skipToken(p)
      }
    }
    if nested > 0 {
      skipsBalanced = false
      return skip(start)
    }
    return (.end, count)
  }

  /// The innermost frame of the island that the bracket closes.
  private func closed(by bracket: UInt8) -> Int? {
    var frame = depth
    while frame >= islandDepth, frame > depth &- Self.reach {
      switch frames[frame].role {
      case .parentheses, .call: if bracket == 0x29 { return frame }
      case .tuple, .index, .forTuple: if bracket == 0x5d { return frame }
      case .object, .forObject, .interpolation, .ifClause, .forClause: if bracket == 0x7d { return frame }
      default: break
      }
      frame &-= 1
    }
    return nil
  }

  /// The end of a broken line of a body: the new line outside its brackets, a comment, or the brace that closes the body.
  mutating func brokenLineEnd(_ start: Int) -> Int {
    var p = start
    var nested = 0
    while p < count {
      let byte = text[p]
      switch byte {
      case 0x0a where nested == 0: return p
      case 0x28, 0x5b, 0x7b:
        nested &+= skipsBalanced ? 1 : 0
        p &+= 1
      case 0x29, 0x5d, 0x7d:
        if byte == 0x7d, nested == 0, frames[depth].role != .root { return p }
        nested = max(0, nested &- 1)
        p &+= 1
      case 0x23 where nested == 0: return p
      case 0x2f where nested == 0 && text[p &+ 1] == 0x2f: return p
      default: p = skipToken(p)
      }
    }
    if nested > 0 {
      skipsBalanced = false
      return brokenLineEnd(start)
    }
    return count
  }

  /// Behind a string, a heredoc, a comment, or any other byte.
  private mutating func skipToken(_ p: Int) -> Int {
    switch text[p] {
    case 0x22: return max(p &+ 1, text.quotedEnd(p))
    case 0x23: return text.lineEnd(p)
    case 0x2f where text[p &+ 1] == 0x2f: return text.lineEnd(p)
    case 0x2f where text[p &+ 1] == 0x2a:
      let end = blockCommentEnd(p)
      if unclosedComment == p { unclosedComment = -1 }
      return end
    case 0x3c where text[p &+ 1] == 0x3c:
      guard skipsBalanced, let head = text.heredocHead(p) else { return p &+ 1 }
      let end = text.heredocEnd(head.textStart, head.marker)
      if end == nil { skipsBalanced = false }
      return end ?? p &+ 1
    default: return p &+ 1
    }
  }

  // MARK: - Lines that start something

  /// Whether an argument or a block starts at `p`, which is on a later line than `start`.
  func isItemOnNewLine(_ start: Int, _ p: Int) -> Bool {
    island != .heredoc && text.isItem(p) && hasNewline(start, p)
  }

  private func hasNewline(_ start: Int, _ end: Int) -> Bool { firstNewline(start, end) < end }

  /// The first LF between two offsets; the second offset where there is none.
  private func firstNewline(_ start: Int, _ end: Int) -> Int {
    var p = start
    while p < end {
      if text[p] == 0x0a { return p }
      p &+= 1
    }
    return end
  }
}
