/// `for` expressions.
extension HCLReader {
  /// What has been read of a `for`; the phase of its frame.
  enum ForPhase {
    static var collection: UInt8 { 0 }
    static var key: UInt8 { 1 }
    static var value: UInt8 { 2 }
  }

  /// A `for` expression whose bracket is at `start`; `position` is at the word `for`.
  mutating func openFor(_ start: Int, isTuple: Bool) -> HCLState {
    open(isTuple ? .hclForTuple : .hclForObject, start, isTuple ? .forTuple : .forObject)
    newlinesEnd = false
    position &+= 3
    return forVariables()
  }

  /// `key, value in`, up to the collection.
  mutating func forVariables() -> HCLState {
    skipTrivia()
    guard text.startsName(position) else { return recover(.expectedForVariable, at: position) }
    forVariable()
    if text[position] == 0x2c {
      position &+= 1
      skipTrivia()
      guard text.startsName(position) else { return recover(.expectedForVariable, at: position) }
      forVariable()
    }
    guard text[position] == 0x69, text.isName(position, text.nameEnd(position), "in") else { return recover(.expectedIn, at: last) }
    position &+= 2
    return .operand
  }

  private mutating func forVariable() {
    let start = position
    position = text.nameEnd(start)
    leaf(.hclForVariable, start, position)
    skipTrivia()
  }

  mutating func forSeparator(_ byte: UInt8) -> HCLState {
    let isTuple = frames[depth].role == .forTuple
    if frames[depth].role == .forCondition {
      if byte == (frames[depth &- 1].role == .forTuple ? 0x5d : 0x7d) {
        close(last)
        return closeBracket()
      }
      return recover(.expectedForEnd, at: last)
    }
    // After a mistake the bracket ends the expression whatever it lacks.
    if isQuiet, byte == (isTuple ? 0x5d : 0x7d) { return closeBracket() }
    switch frames[depth].phase {
    case ForPhase.collection:
      guard byte == 0x3a else { return recover(.expectedForColon, at: last) }
      frames[depth].phase = isTuple ? ForPhase.value : ForPhase.key
      position &+= 1
      return .operand
    case ForPhase.key:
      guard byte == 0x3d, text[position &+ 1] == 0x3e else { return recover(.expectedArrow, at: last) }
      frames[depth].phase = ForPhase.value
      position &+= 2
      return .operand
    default:
      return forEnd(isTuple)
    }
  }

  private mutating func forEnd(_ isTuple: Bool) -> HCLState {
    if text[position] == 0x2e, text[position &+ 1] == 0x2e, text[position &+ 2] == 0x2e {
      if isTuple { missing(position, .groupingInTuple) }
      frames[depth].flags = 1
      position &+= 3
      skipTrivia()
    }
    if text[position] == (isTuple ? 0x5d : 0x7d) { return closeBracket() }
    guard text[position] == 0x69, text.isName(position, text.nameEnd(position), "if") else { return recover(.expectedForEnd, at: last) }
    open(.hclForCondition, position, .forCondition)
    position &+= 2
    return .operand
  }
}
