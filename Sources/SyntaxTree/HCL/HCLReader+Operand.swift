/// Expressions: operands, and the steps behind them.
extension HCLReader {
  mutating func operand() -> HCLState {
    let mark = position
    skipTrivia()
    let start = position
    let byte = text[start]
    let kind = HCLBytes.byteClass(byte)
    if kind == HCLBytes.letter { return nameOperand(start) }
    if kind == HCLBytes.digit {
      position = text.numberEnd(start)
      leaf(.hclNumber, start, position)
      takeLeafAsOperand()
      skipTrivia()
      return .operandEnd
    }
    switch byte {
    case 0x22: return quotedOperand(start)
    case 0x5b, 0x7b, 0x28: return bracketOperand(start, byte)
    case 0x2d, 0x21:
      if byte == 0x21, text[start &+ 1] == 0x3d { break }
      if depth >= Self.maximumDepth { return tooDeep() }
      open(.hclUnary, start, .unary)
      frames[depth].flags = byte == 0x21 ? HCLOperator.not.rawValue : HCLOperator.negate.rawValue
      frames[depth].phase = 7
      position = start &+ 1
      return .operand
    case 0x3c where text[start &+ 1] == 0x3c: return heredocOperand(start)
    default:
      if kind == HCLBytes.high, text.startsName(start) { return nameOperand(start) }
    }
    return recover(.expectedValue, at: mark)
  }

  private mutating func bracketOperand(_ start: Int, _ byte: UInt8) -> HCLState {
    if depth >= Self.maximumDepth { return tooDeep() }
    position = start &+ 1
    if byte == 0x28 {
      open(.hclParentheses, start, .parentheses)
      newlinesEnd = false
      return .operand
    }
    skipLines(position)
    if text[position] == 0x66, text.isName(position, text.nameEnd(position), "for") {
      return openFor(start, isTuple: byte == 0x5b)
    }
    if byte == 0x5b {
      open(.hclTuple, start, .tuple)
      newlinesEnd = false
      return .element
    }
    open(.hclObject, start, .object)
    newlinesEnd = true
    return .objectItem
  }

  private mutating func nameOperand(_ start: Int) -> HCLState {
    let end = text.nameEnd(start)
    position = end
    skipTrivia()
    switch text[position] {
    case 0x2e where text[position &+ 1] != 0x2e, 0x5b:
      open(.hclTraversal, start, .traversal)
      leaf(nameKind(start, end), start, end)
      return .steps
    case 0x28:
      return openCall(start, end)
    case 0x3a where text[position &+ 1] == 0x3a:
      return namespacedCall(start, end)
    default:
      leaf(nameKind(start, end), start, end)
      takeLeafAsOperand()
      return .operandEnd
    }
  }

  @inline(__always)
  private func nameKind(_ start: Int, _ end: Int) -> NodeKind {
    let length = end &- start
    guard length == 4 || length == 5 else { return .hclVariable }
    let word = text.four(start)
    if length == 4 { return word == 0x6575_7274 ? .hclBoolean : word == 0x6c6c_756e ? .hclNull : .hclVariable }
    return word == 0x736c_6166 && text[start &+ 4] == 0x65 ? .hclBoolean : .hclVariable
  }

  /// A call; `position` is at its `(`.
  private mutating func openCall(_ start: Int, _ end: Int) -> HCLState {
    if depth >= Self.maximumDepth { return tooDeep() }
    open(.hclCall, start, .call)
    leaf(.hclFunctionName, start, end)
    position &+= 1
    newlinesEnd = false
    return .element
  }

  /// `provider::name::function(…)`; `position` is at the first `::`.
  private mutating func namespacedCall(_ start: Int, _ firstEnd: Int) -> HCLState {
    var end = firstEnd
    while text[position] == 0x3a, text[position &+ 1] == 0x3a {
      position &+= 2
      skipTrivia()
      guard text.startsName(position) else { return callWithoutArguments(start, end, .expectedFunctionName) }
      end = text.nameEnd(position)
      position = end
      skipTrivia()
    }
    return text[position] == 0x28 ? openCall(start, end) : callWithoutArguments(start, end, .expectedArguments)
  }

  private mutating func callWithoutArguments(_ start: Int, _ end: Int, _ mistake: HCLMistake) -> HCLState {
    open(.hclCall, start, .call)
    leaf(.hclFunctionName, start, end)
    missing(mistake == .expectedFunctionName ? end &+ 2 : end, mistake)
    close(last)
    return .operandEnd
  }

  /// An element of a tuple or an argument of a call, or the end of them.
  mutating func element() -> HCLState {
    skipLines(position)
    let byte = text[position]
    if byte == 0x5d && frames[depth].role == .tuple || byte == 0x29 && frames[depth].role == .call { return .separator }
    return .operand
  }

  mutating func steps() -> HCLState {
    while true {
      let start = position
      if text[start] == 0x5b {
        if text[start &+ 1] == 0x2a, let end = fullSplatEnd(start) {
          leaf(.hclFullSplat, start, end)
          position = end
        } else {
          if depth >= Self.maximumDepth { return tooDeep() }
          open(.hclIndexStep, start, .index)
          newlinesEnd = false
          position = start &+ 1
          return .operand
        }
      } else if text[start] == 0x2e, text[start &+ 1] != 0x2e {
        position = start &+ 1
        if HCLBytes.byteClass(text[position]) != HCLBytes.letter { skipTrivia() }
        let name = position
        if text.startsName(name), name == start &+ 1 || !isItemOnNewLine(start, name) {
          position = text.nameEnd(name)
          leaf(.hclAttributeStep, name, position)
        } else if text.isDigit(name) {
          position = text.digitsEnd(name)
          leaf(.hclNumberStep, name, position)
          if text[position] == 0x2e, text.isDigit(position &+ 1) { markLeaf(.chainedNumberSteps) }
        } else if text[name] == 0x2a {
          position = name &+ 1
          leaf(.hclAttributeSplat, name, position)
        } else {
          missing(start &+ 1, .expectedAttributeName)
          position = start &+ 1
        }
      } else {
        close(last)
        return .operandEnd
      }
      skipTrivia()
    }
  }

  private func fullSplatEnd(_ start: Int) -> Int? {
    var p = start &+ 2
    p &+= text.spaces(p)
    return text[p] == 0x5d ? p &+ 1 : nil
  }
}
