/// Expressions: operators, and what follows an expression in what it belongs to.
extension HCLReader {
  mutating func operandEnd() -> HCLState {
    let byte = text[position]
    let next = text[position &+ 1]
    switch byte {
    case 0x0a: break
    case 0x2e where next != 0x2e, 0x5b:
      wrapOperand(.hclTraversal, .traversal)
      return .steps
    case 0x2b: return binary(.add, 5, 1)
    case 0x2d: return binary(.subtract, 5, 1)
    case 0x2a: return binary(.multiply, 6, 1)
    case 0x2f where next != 0x2f: return binary(.divide, 6, 1)
    case 0x25: return binary(.remainder, 6, 1)
    case 0x3d where next == 0x3d: return binary(.equal, 3, 2)
    case 0x21 where next == 0x3d: return binary(.notEqual, 3, 2)
    case 0x3c: return next == 0x3d ? binary(.lessOrEqual, 4, 2) : binary(.less, 4, 1)
    case 0x3e: return next == 0x3d ? binary(.greaterOrEqual, 4, 2) : binary(.greater, 4, 1)
    case 0x26:
      if next == 0x26 { return binary(.and, 2, 2) }
      return halfOperator(.and, 2, .singleAmpersand)
    case 0x7c:
      if next == 0x7c { return binary(.or, 1, 2) }
      return halfOperator(.or, 1, .singleBar)
    case 0x3f:
      if depth >= Self.maximumDepth { return tooDeep() }
      while frames[depth].role.rawValue <= HCLFrame.Role.binary.rawValue { close(last) }
      wrapOperand(.hclConditional, .conditional)
      position &+= 1
      return .operand
    default: break
    }
    while frames[depth].role.rawValue <= HCLFrame.Role.conditional.rawValue {
      if frames[depth].role == .conditional, frames[depth].phase == 0 {
        guard byte == 0x3a else { return recover(.expectedConditionalColon, at: last) }
        frames[depth].phase = 1
        position &+= 1
        return .operand
      }
      close(last)
    }
    if frames[depth].role == .argument {
      close(last)
      return .itemEnd
    }
    return .separator
  }

  private mutating func binary(_ symbol: HCLOperator, _ precedence: UInt8, _ length: Int) -> HCLState {
    while frames[depth].role.rawValue <= HCLFrame.Role.binary.rawValue, frames[depth].phase >= precedence { close(last) }
    wrapOperand(.hclBinary, .binary, flags: symbol.rawValue)
    frames[depth].phase = precedence
    position &+= length
    return .operand
  }

  /// `&` or `|`: told, and read as the operator that was meant.
  private mutating func halfOperator(_ symbol: HCLOperator, _ precedence: UInt8, _ mistake: HCLMistake) -> HCLState {
    let state = binary(symbol, precedence, 1)
    missing(position, mistake)
    return state
  }

  mutating func separator() -> HCLState {
    let byte = text[position]
    switch frames[depth].role {
    case .argument:
      close(last)
      return .itemEnd
    case .parentheses:
      return byte == 0x29 ? closeBracket() : recover(.expectedParenthesis, at: last)
    case .call:
      if byte == 0x29 { return closeBracket() }
      if byte == 0x2e, text[position &+ 1] == 0x2e, text[position &+ 2] == 0x2e {
        frames[depth].flags = 1
        position &+= 3
        skipTrivia()
        return text[position] == 0x29 ? closeBracket() : recover(.parenthesisAfterEllipsis, at: position)
      }
      return nextElement(byte, .expectedCommaOrParenthesis)
    case .tuple:
      return byte == 0x5d ? closeBracket() : nextElement(byte, .expectedCommaOrBracket)
    case .object:
      return objectSeparator(byte)
    case .objectItem:
      if frames[depth].phase == 0 {
        guard byte == 0x3d && text[position &+ 1] != 0x3d || byte == 0x3a else { return recover(.expectedEqualsAfterKey, at: last) }
        frames[depth].phase = 1
        position &+= 1
        return .operand
      }
      close(last)
      return objectSeparator(byte)
    case .index:
      guard byte == 0x5d else { return recover(.expectedBracketAfterIndex, at: last) }
      position &+= 1
      close(position)
      skipTrivia()
      return .steps
    case .forTuple, .forObject, .forCondition:
      return forSeparator(byte)
    case .interpolation, .ifClause, .forClause:
      return sequenceEnd(byte)
    case .template, .heredoc, .templateIf, .templateFor:
      return .text
    case .root, .body:
      return .itemEnd
    case .unary, .binary, .conditional, .traversal, .block:
      close(last)
      return .operandEnd
    }
  }

  /// Behind `)`, `]` or `}`, which ends the top container; that is an operand then.
  mutating func closeBracket() -> HCLState {
    position &+= 1
    close(position)
    skipTrivia()
    return .operandEnd
  }

  private mutating func nextElement(_ byte: UInt8, _ mistake: HCLMistake) -> HCLState {
    if byte == 0x2c {
      position &+= 1
      isQuiet = false
      return .element
    }
    if position >= count || !startsOperand(position) || isItemOnNewLine(last, position) { return recover(mistake, at: last) }
    missing(last, mistake)
    return .element
  }

  /// Whether an operand starts here that cannot be taken for the rest of the one before.
  private func startsOperand(_ p: Int) -> Bool {
    text[p] == 0x22 || text[p] == 0x7b || text.isDigit(p) || text.startsName(p)
  }

  mutating func objectItem() -> HCLState {
    skipLines(position)
    let start = position
    if text[start] == 0x7d {
      if repair != nil, closesOutside(start, of: Int(frames[depth].start)) { return abandonObject() }
      return .separator
    }
    isQuiet = false
    if repair != nil, text.startsName(start), isOutsideObject(start) { return abandonObject() }
    if text.startsName(start) {
      let end = text.nameEnd(start)
      position = end
      skipTrivia()
      switch text[position] {
      case 0x3d where text[position &+ 1] != 0x3d, 0x3a:
        open(.hclObjectItem, start, .objectItem)
        frames[depth].phase = 1
        leaf(.hclIdentifier, start, end)
        position &+= 1
        return .operand
      case 0x7b, 0x22:
        if island == .argument, isItemOnNewLine(last, start) { return abandonObject() }
      default: break
      }
      position = start
    }
    if start >= count { return .finished }
    open(.hclObjectItem, start, .objectItem)
    return .operand
  }

  /// The object has no end, and what follows does not belong to it.
  private mutating func abandonObject() -> HCLState {
    missing(leastEnd, .unclosedBrace)
    lineHasEnded = true
    return abandon()
  }

  private mutating func objectSeparator(_ byte: UInt8) -> HCLState {
    if byte == 0x7d { return closeBracket() }
    if byte == 0x2c {
      position &+= 1
      return .objectItem
    }
    if text.endsLine(position) { return position >= count ? .finished : .objectItem }
    guard startsOperand(position) else { return recover(.expectedCommaOrNewline, at: last) }
    missing(last, .expectedCommaOrNewline)
    return .objectItem
  }
}
