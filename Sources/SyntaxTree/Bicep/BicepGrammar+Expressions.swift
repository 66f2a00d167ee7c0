/// What an expression may hold in its place.
struct ExpressionOptions: OptionSet {
  let rawValue: UInt8

  /// Objects and arrays.
  static let complex = ExpressionOptions(rawValue: 1)
  /// Declarations of resources in objects.
  static let resources = ExpressionOptions(rawValue: 2)
}

extension BicepTokenSet {
  /// Where what stands behind an operator ends at the latest.
  static let operandEnd: BicepTokenSet = [.stringRight, .rightBrace, .rightParenthesis, .rightSquare, .newLine]
}

// MARK: - Operators

extension BicepGrammar {
  mutating func readExpression(_ options: ExpressionOptions) -> Bool {
    guard depth < Self.maximumDepth else { return readTooDeep() }
    depth &+= 1
    let mark = tape.mark
    let isRead = readBinary(options, above: 0)
    if isRead {
      if kind == .newLine, lexer.text[lexer.next] == 0x3f, lexer.text[lexer.next &+ 1] != 0x3f { advance() }
      if kind == .question { readTernary(options, mark) }
    }
    depth &-= 1
    return isRead
  }

  private mutating func readTooDeep() -> Bool {
    switch kind {
    case .leftBrace, .leftSquare, .leftParenthesis, .stringLeft:
      skipTooDeep()
      return true
    default: return fail(.nestedTooDeeply)
    }
  }

  @inline(never) private mutating func readTernary(_ options: ExpressionOptions, _ mark: TapeWriter.Mark) {
    let frame = tape.wrap(mark, .ternary)
    advance()
    var start = lexer.start
    let first: Outcome =
      readExpression(options)
      ? .read : recover([.colon, .stringRight, .rightBrace, .rightParenthesis, .rightSquare, .newLine], from: start)
    if first == .read, kind == .newLine, lexer.text[lexer.next] == 0x3a, lexer.text[lexer.next &+ 1] != 0x3a { advance() }
    var colon = Outcome.read
    if kind == .colon {
      advance()
    } else {
      failure = .expectedColon
      colon = recover(.operandEnd, from: lexer.start, isKnown: first == .missing)
    }
    start = lexer.start
    if !readExpression(options) { _ = recover(.operandEnd, from: start, isKnown: colon == .missing) }
    close(frame)
  }

  private mutating func readBinary(_ options: ExpressionOptions, above minimum: UInt8) -> Bool {
    let mark = tape.mark
    guard readUnary(options) else { return false }
    while true {
      let precedence = kind.precedence
      if precedence <= minimum { return true }
      readOperands(options, precedence, mark)
    }
  }

  @inline(never) private mutating func readOperands(_ options: ExpressionOptions, _ precedence: UInt8, _ mark: TapeWriter.Mark) {
    let frame = tape.wrap(mark, .binary)
    repeat {
      take(.binaryOperator, flags: kind.operatorCode)
      let start = lexer.start
      if !readBinary(options, above: precedence) { _ = recover(.operandEnd, from: start) }
    } while kind.precedence == precedence
    close(frame)
  }

  @inline(__always) private mutating func readUnary(_ options: ExpressionOptions) -> Bool {
    guard kind == .exclamation || kind == .minus else { return readMember(options) }
    return readPrefixed(options)
  }

  @inline(never) private mutating func readPrefixed(_ options: ExpressionOptions) -> Bool {
    let operation = kind == .minus ? BicepOperator.negate : .not
    let frame = tape.open(.unary, lexer.start, flags: operation.rawValue)
    advance()
    let start = lexer.start
    if !readMember(options) { _ = recover(.operandEnd, from: start) }
    close(frame)
    return true
  }
}

// MARK: - Access

extension BicepGrammar {
  /// A value with what follows it.
  mutating func readMember(_ options: ExpressionOptions, isDecorator: Bool = false) -> Bool {
    let mark = tape.mark
    guard readPrimary(options) else { return false }
    switch kind {
    case .dot: break
    case .leftSquare, .doubleColon, .exclamation:
      if isDecorator { return true }
    default: return true
    }
    let frame = tape.wrap(mark, .access)
    let isRead = readSuffixes(options, isDecorator: isDecorator)
    close(frame)
    return isRead
  }

  private mutating func readSuffixes(_ options: ExpressionOptions, isDecorator: Bool) -> Bool {
    while true {
      switch kind {
      case .dot:
        advance()
        var flags: UInt8 = 0
        let marker = lexer.start
        if kind == .question, !isDecorator {
          flags = BicepFlags.isSafe
          advance()
        }
        let mark = tape.mark
        if kind == .identifier { take(.member, flags: flags) } else { miss(.expectedMemberName) }
        if kind == .leftParenthesis {
          if lexer.previousEnd > marker || flags == 0 { tape.renameLast(.name) }
          let call = tape.wrap(mark, .methodCall)
          readArguments(options)
          close(call)
          if flags != 0 { tape.blame(call, .safeCall) }
        }
      case .leftSquare where !isDecorator:
        if !readIndex(options) { return false }
      case .doubleColon where !isDecorator:
        advance()
        if kind == .identifier { take(.nestedMember) } else { miss(.expectedMemberName) }
      case .exclamation where !isDecorator: take(.nonNull)
      default: return true
      }
    }
  }

  private mutating func readIndex(_ options: ExpressionOptions) -> Bool {
    let frame = tape.open(.index, lexer.start)
    advance()
    var flags: UInt8 = 0
    if kind == .question {
      flags |= BicepFlags.isSafe
      advance()
    }
    if kind == .caret {
      flags |= BicepFlags.isFromEnd
      advance()
    }
    tape.rename(frame, .index, flags: flags)
    var isRead = true
    if kind == .rightSquare { miss(.expectedIndex) } else { isRead = readExpression(options) }
    if isRead {
      isRead = kind == .rightSquare || fail(.expectedClosingSquare)
      if isRead { advance() }
    }
    close(frame)
    return isRead
  }

  /// `(a, b)`, the opening bracket being the token.
  mutating func readArguments(_ options: ExpressionOptions) {
    readList(until: .rightParenthesis) { grammar in
      let start = grammar.lexer.start
      if !grammar.readExpression(options) { _ = grammar.recover([.newLine, .comma, .rightParenthesis], from: start) }
    }
  }
}

// MARK: - Primary expressions

extension BicepGrammar {
  private mutating func readPrimary(_ options: ExpressionOptions) -> Bool {
    switch kind {
    case .identifier: return readWord(options)
    case .stringComplete:
      take(.bicepString, flags: lexer.flags)
      return true
    case .stringLeft:
      readString()
      return true
    case .leftBrace where options.contains(.complex): return readObject(options)
    case .leftSquare where options.contains(.complex): return readArrayOrLoop(options)
    case .leftBrace, .leftSquare: return fail(.complexValueInHole)
    case .integer: take(.integer)
    case .trueKeyword: take(.bicepBoolean, flags: 1)
    case .falseKeyword: take(.bicepBoolean)
    case .nullKeyword: take(.bicepNull)
    case .leftParenthesis: return readParenthesized(options, orLambda: true)
    default: return fail(.expectedValue)
    }
    return true
  }

  private mutating func readWord(_ options: ExpressionOptions) -> Bool {
    let mark = tape.mark
    take(.variable)
    switch kind {
    case .leftParenthesis:
      tape.renameLast(.name)
      let frame = tape.wrap(mark, .call)
      readArguments(options)
      close(frame)
    case .arrow:
      tape.renameLast(.name)
      readLambda(tape.wrap(mark, .lambda))
    default: break
    }
    return true
  }

  /// `=> body`
  private mutating func readLambda(_ frame: TapeWriter.Frame) {
    readLambdaBody()
    close(frame)
  }

  /// The arrow, being the token, and what stands behind it.
  mutating func readLambdaBody() {
    advance()
    if kind == .newLine, !lexer.hasDeclarationKeyword(at: lexer.next) { advance() }
    let start = lexer.start
    if !readExpression(.complex) { _ = recover([.newLine, .rightParenthesis], from: start) }
  }

  /// A string, the token being its first piece.
  mutating func readString() {
    if kind == .stringComplete { return take(.bicepString, flags: lexer.flags) }
    let frame = tape.open(.interpolatedString, lexer.start, flags: lexer.flags & BicepFlags.isMultiLine)
    takeSegment()
    while true {
      let start = lexer.start
      if depth >= Self.maximumDepth {
        skipHole(.nestedTooDeeply)
      } else if !readExpression([]) {
        _ = recover([.stringMiddle, .stringRight, .newLine], from: start)
      }
      if kind != .stringMiddle, kind != .stringRight, kind != .newLine, kind != .endOfFile { skipHole(.unexpectedInHole) }
      guard kind == .stringMiddle || kind == .stringRight else {
        blame(frame, .unterminatedString)
        break
      }
      let isLast = kind == .stringRight
      takeSegment()
      if isLast { break }
    }
    close(frame)
  }

  private mutating func skipHole(_ mistake: BicepMistake) {
    failure = mistake
    _ = recover([.stringMiddle, .stringRight, .newLine], from: lexer.start)
  }

  @inline(__always) private mutating func takeSegment() {
    let start = lexer.start + lexer.openingLength
    let end = lexer.end - lexer.closingLength
    guard lexer.mistake == .none else { return takeMistaken(.stringSegment, from: start, to: end) }
    tape.leaf(.stringSegment, start, end, flags: lexer.flags)
    advance()
  }

  /// `(…)`
  mutating func readParenthesized(_ options: ExpressionOptions, orLambda: Bool) -> Bool {
    guard kind == .leftParenthesis else { return fail(.expectedOpeningParenthesis) }
    let mark = tape.mark
    let frame = tape.open(.parenthesized, lexer.start)
    let list = readParentheses(permitsNewLines: true) { grammar in grammar.readExpression(options) }
    close(frame)
    if orLambda, kind == .arrow {
      makeVariableBlock(frame)
      readLambda(tape.wrap(mark, .lambda))
    } else if list.count != 1, !list.hasMistake {
      tape.blame(frame, .expectedOneExpression)
    }
    isParenthesisClosed = list.isClosed
    return true
  }

  /// Makes of parentheses with expressions a list of names.
  mutating func makeVariableBlock(_ frame: TapeWriter.Frame) {
    tape.rename(frame, .variableBlock)
    if tape.renameVariables(in: frame).hasOthers { tape.blame(frame, .expectedVariableName) }
  }
}
