/// Bodies: arguments, blocks, and the ends of their lines.
extension HCLReader {
  /// How a body may end; the phase of its frame.
  enum BodyForm {
    static var lines: UInt8 { 0 }
    /// `{ name = value }`, nothing read yet.
    static var oneLine: UInt8 { 1 }
    /// A one-line block with a mistake that has been told: its brace may stand anywhere.
    static var lenient: UInt8 { 2 }
  }

  mutating func item() -> HCLState {
    skipLines(position)
    let start = position
    let byte = text[start]
    let kind = HCLBytes.byteClass(byte)
    if kind == HCLBytes.letter || kind == HCLBytes.high && text.startsName(start) { return namedItem(start) }
    switch byte {
    case 0x7d where frames[depth].role == .body:
      if repair != nil { closeBodies(beforeBrace: start) }
      return closeBody()
    case 0 where start >= count: return .finished
    case 0x22: return quotedItem(start)
    case 0x7d:
      errorLeaf(.unexpected, start, start &+ 1, .strayBrace)
      position = start &+ 1
      isQuiet = false
      return .item
    default:
      position = brokenLineEnd(start)
      errorLeaf(.unexpected, start, text.trimmed(start, position), .expectedItem)
      return .itemEnd
    }
  }

  private mutating func namedItem(_ start: Int) -> HCLState {
    let end = text.nameEnd(start)
    if repair != nil { closeBodies(before: start, end) }
    position = end
    skipTrivia()
    switch text[position] {
    case 0x3d:
      openArgument(start)
      leaf(.hclIdentifier, start, end)
      position &+= 1
      return .operand
    case 0x7b, 0x22:
      return block(start, end)
    case 0x3a where text[position &+ 1] != 0x3a:
      openArgument(start)
      leaf(.hclIdentifier, start, end)
      return colonForEquals()
    default:
      if text.startsName(position) { return block(start, end) }
      openArgument(start)
      leaf(.hclIdentifier, start, end)
      return brokenHead(.expectedEqualsOrBrace)
    }
  }

  @inline(__always)
  private mutating func openArgument(_ start: Int) {
    open(.hclAttribute, start, .argument)
    island = .argument
    islandDepth = depth
    newlinesEnd = true
  }

  /// `name: value`: told, and read as if it were `name = value`.
  private mutating func colonForEquals() -> HCLState {
    errorLeaf(.unexpected, position, position &+ 1, .colonForEquals)
    position &+= 1
    return .operand
  }

  /// What follows the name of an argument or the head of a block is neither.
  private mutating func brokenHead(_ mistake: HCLMistake) -> HCLState {
    let end = brokenLineEnd(position)
    let stop = text.trimmed(position, end)
    if stop > position { errorLeaf(.unexpected, position, stop, mistake) } else { missing(last, mistake) }
    position = end
    close(last)
    return .itemEnd
  }

  /// A line that starts with a string: an argument with a quoted name, or nothing of HCL.
  private mutating func quotedItem(_ start: Int) -> HCLState {
    let scan = text.scanQuoted(start &+ 1)
    var p = scan.end &+ 1
    if scan.stop == .quote {
      p &+= text.spaces(p)
      if text[p] == 0x3d && text[p &+ 1] != 0x3d || text[p] == 0x3a {
        openArgument(start)
        errorLeaf(.hclString, start, scan.end &+ 1, .quotedName)
        position = p &+ 1
        return .operand
      }
    }
    position = brokenLineEnd(start)
    errorLeaf(.unexpected, start, text.trimmed(start, position), .expectedItem)
    return .itemEnd
  }

  /// A block's labels and the opening of its body; `position` is behind the type.
  private mutating func block(_ start: Int, _ end: Int) -> HCLState {
    if frames[depth].role == .body, frames[depth].phase == BodyForm.oneLine {
      missing(start, .blockInOneLineBlock)
      frames[depth].phase = BodyForm.lenient
    }
    open(.hclBlock, start, .block)
    leaf(.hclIdentifier, start, end)
    while true {
      switch text[position] {
      case 0x7b: return openBody()
      case 0x22: label()
      default:
        if text.startsName(position) {
          let end = text.nameEnd(position)
          leaf(.hclIdentifier, position, end)
          position = end
        } else if text.endsLine(position) {
          let end = position
          skipLines(position)
          if text[position] == 0x7b {
            missing(last, .braceOnNextLine)
            return openBody()
          }
          position = end
          return brokenHead(.expectedLabelOrBrace)
        } else {
          return brokenHead(.expectedLabelOrBrace)
        }
      }
      skipTrivia()
    }
  }

  private mutating func label() {
    let start = position
    let scan = text.scanQuoted(start &+ 1)
    switch scan.stop {
    case .quote:
      position = scan.end &+ 1
      leaf(.hclString, start, position, flags: scan.flags)
      if let mistake = scan.mistake { markLeaf(mistake) }
    case .interpolation, .directive:
      position = text.quotedEnd(start)
      errorLeaf(.hclString, start, position, .templateInLabel)
    case .end:
      position = scan.end
      errorLeaf(.hclString, start, position, .unclosedString)
    }
  }

  /// Tells a mistake of the entry that was just added.
  mutating func markLeaf(_ mistake: HCLMistake) {
    guard !isQuiet else { return }
    tape[used &- 1] = tape[used &- 1] & ~(63 << 10) | 1 << 9 | UInt64(mistake.rawValue) << 10
  }

  private mutating func openBody() -> HCLState {
    if depth >= Self.maximumDepth { return tooDeep() }
    open(.hclBody, position, .body)
    position &+= 1
    isQuiet = false
    skipTrivia()
    if !text.endsLine(position), text[position] != 0x7d { frames[depth].phase = BodyForm.oneLine }
    return .item
  }

  /// Nothing more is read; the rest is one entry with an error.
  mutating func tooDeep() -> HCLState {
    isQuiet = false
    errorLeaf(.unexpected, position, count, .nestedTooDeeply)
    position = count
    return .finished
  }

  private mutating func closeBody() -> HCLState {
    position &+= 1
    close(position)
    close(position)
    isQuiet = false
    skipTrivia()
    if text.endsLine(position) { return .item }
    // The brace of a one-line block whose mistake was told, or of the block around a block in one line.
    if text[position] == 0x7d, frames[depth].role == .body {
      if frames[depth].phase != BodyForm.lenient { missing(last, .expectedNewlineAfterBlock) }
      return .item
    }
    let start = position
    position = brokenLineEnd(start)
    errorLeaf(.unexpected, start, text.trimmed(start, position), .expectedNewlineAfterBlock)
    return .itemEnd
  }

  /// Behind an argument, or behind what was skipped.
  mutating func itemEnd() -> HCLState {
    if lineHasEnded {
      lineHasEnded = false
      isQuiet = false
      return .item
    }
    skipTrivia()
    let isOneLine = frames[depth].role == .body && frames[depth].phase == BodyForm.oneLine
    if text.endsLine(position) {
      if isOneLine {
        missing(last, position >= count ? .unclosedBlock : .braceOnSameLine)
        frames[depth].phase = BodyForm.lenient
      }
      isQuiet = false
      return .item
    }
    if text[position] == 0x7d, frames[depth].role == .body {
      if frames[depth].phase == BodyForm.lines { missing(last, .expectedNewlineAfterValue) }
      isQuiet = false
      return closeBody()
    }
    let start = position
    position = brokenLineEnd(start)
    let end = text.trimmed(start, position)
    if end > start {
      errorLeaf(.unexpected, start, end, isOneLine ? .oneArgumentPerLine : .expectedNewlineAfterValue)
    } else if position == start {
      // A brace that closes nothing.
      errorLeaf(.unexpected, start, start &+ 1, .strayBrace)
      position = start &+ 1
    }
    return .itemEnd
  }

  /// Closes all that is open; the innermost bracket without an end is told of.
  mutating func finish() {
    while depth > 0 {
      let role = frames[depth].role
      if let mistake = Self.unclosed(role) {
        var repair = wantedRepair ?? HCLRepair()
        if role == .heredoc, repair.heredoc < 0 { repair.heredoc = Int(frames[depth].start) }
        wantedRepair = repair
        mark(mistake)
        isQuiet = true
      }
      close(leastEnd)
    }
    if unclosedComment >= last {
      isQuiet = false
      errorLeaf(.unexpected, unclosedComment, count, .unclosedComment)
    }
    // The root's own words: its length is the text's.
    tape[0] |= UInt64(truncatingIfNeeded: count) << 32 | UInt64(dependsOnWhole ? Self.dependsOnWholeFlag : 0) << 10
    tape[1] = UInt64(truncatingIfNeeded: used &+ 2 &* insertions.count) | UInt64(truncatingIfNeeded: frames[0].children) << 32
    placeInsertions()
  }

  /// What is wrong where the text ends inside a container; nil where nothing is, or what is missing was told.
  static func unclosed(_ role: HCLFrame.Role) -> HCLMistake? {
    switch role {
    case .body: .unclosedBlock
    case .parentheses, .call: .unclosedParenthesis
    case .tuple, .index, .forTuple: .unclosedBracket
    case .object, .forObject: .unclosedBrace
    case .interpolation, .ifClause, .forClause: .unclosedInterpolation
    case .template: .unclosedString
    case .heredoc: .unclosedHeredoc
    case .templateIf: .expectedEndIf
    case .templateFor: .expectedEndFor
    case .unary, .binary, .conditional, .traversal, .root, .block, .argument, .objectItem, .forCondition: nil
    }
  }
}
