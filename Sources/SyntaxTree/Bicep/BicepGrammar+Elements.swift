// MARK: - Lists

extension BicepGrammar {
  /// The elements of brackets that line breaks or commas separate, the opening bracket being the token. Returns false where the
  /// closing one is missing.
  @inline(__always) mutating func readElements(
    until closing: BicepTokenKind, declaring keyword: BicepKeyword? = nil, _ read: (inout BicepGrammar) -> Void
  ) -> Bool {
    advance()
    if kind == .newLine { advance() }
    return readElementsInside(until: closing, declaring: keyword, read)
  }

  /// The same, the opening bracket being read.
  @inline(__always) mutating func readElementsInside(
    until closing: BicepTokenKind, declaring keyword: BicepKeyword? = nil, _ read: (inout BicepGrammar) -> Void
  ) -> Bool {
    while kind != closing, kind != .endOfFile, !isAtDeclaration(besides: keyword) {
      read(&self)
      if kind == .newLine {
        advance()
      } else if kind == .comma {
        advance()
        if kind == .newLine { readLineBreakAfterComma() }
      } else if kind != closing, kind != .endOfFile {
        miss(.expectedSeparator)
      }
    }
    return finishElements(closing)
  }

  @inline(never) private mutating func readLineBreakAfterComma() {
    miss(.newLineAfterComma)
    advance()
  }

  @inline(__always) private mutating func finishElements(_ closing: BicepTokenKind) -> Bool {
    if kind == closing {
      advance()
      return true
    }
    return missClosing(closing)
  }

  /// The closing bracket is not there. A declaration that follows is read as one.
  @inline(never) private mutating func missClosing(_ closing: BicepTokenKind) -> Bool {
    let mistake: BicepMistake =
      switch closing {
      case .rightBrace: .expectedClosingBrace
      case .rightSquare: .expectedClosingSquare
      case .rightParenthesis: .expectedClosingParenthesis
      default: .expectedClosingChevron
      }
    miss(mistake, atPreviousEnd: true)
    return true
  }

  /// Arguments between brackets: commas separate them, line breaks may follow these.
  @inline(__always) mutating func readList(until closing: BicepTokenKind, _ read: (inout BicepGrammar) -> Void) {
    advance()
    if kind == closing { return advance() }
    if kind == .newLine { advance() }
    var isReported = false
    while kind != closing, kind != .endOfFile, !isAtDeclaration() {
      read(&self)
      if kind == .newLine {
        if isFollowedByEnd(closing) {
          skipNewLine()
          break
        }
        miss(.expectedComma)
        isReported = true
        advance()
      } else if kind == .comma {
        advance()
        if kind == .newLine { advance() }
        if kind == closing { read(&self) }
      } else if kind != closing, kind != .endOfFile {
        miss(.expectedSeparator)
        isReported = true
      }
    }
    if kind == closing { advance() } else if !isReported { _ = missClosing(closing) }
  }

  /// Whether the closing bracket or nothing that belongs here stands behind the line break.
  private func isFollowedByEnd(_ closing: BicepTokenKind) -> Bool {
    if lexer.next >= lexer.count { return true }
    let byte = lexer.text[lexer.next]
    return byte == (closing == .rightParenthesis ? 0x29 : 0x3e) || BicepLexer.beginsDeclaration(lexer.text, lexer.count, at: lexer.next)
  }

  /// What parentheses held.
  struct Parentheses {
    var count = 0
    var hasMistake = false
    var isClosed = true
  }

  /// `(a, b)`, the opening bracket being the token.
  @inline(__always) mutating func readParentheses(
    permitsNewLines: Bool, _ read: (inout BicepGrammar) -> Bool
  ) -> Parentheses {
    var list = Parentheses()
    var last = Outcome.read
    advance()
    if permitsNewLines, kind == .newLine { advance() }
    while kind != .rightParenthesis, !isAtDeclaration() {
      let start = lexer.start
      list.count += 1
      last = .read
      if !read(&self) {
        list.hasMistake = true
        last = recover([.stringRight, .rightBrace, .rightParenthesis, .rightSquare, .newLine, .comma], from: start)
      }
      if permitsNewLines, kind == .newLine { advance() }
      guard kind == .comma else { break }
      advance()
      if permitsNewLines, kind == .newLine { advance() }
      if kind == .rightParenthesis { list.count += 1 }
    }
    if kind == .rightParenthesis {
      advance()
    } else {
      list.hasMistake = true
      list.isClosed = false
      failure = .expectedClosingParenthesis
      if isAtDeclaration() {
        miss(.expectedClosingParenthesis, atPreviousEnd: true)
      } else {
        _ = recover(.operandEnd, from: lexer.start, isKnown: last == .missing)
      }
      if kind == .rightParenthesis { advance() }
    }
    return list
  }
}

// MARK: - Objects and arrays

extension BicepGrammar {
  mutating func readObject(_ options: ExpressionOptions) -> Bool {
    guard kind == .leftBrace else { return fail(.expectedObject) }
    guard depth < Self.maximumDepth else {
      skipTooDeep()
      return true
    }
    depth &+= 1
    let frame = tape.open(.bicepObject, lexer.start)
    let hasResources = options.contains(.resources)
    let isRead = readElements(until: .rightBrace, declaring: hasResources ? .resource : nil) { grammar in
      if grammar.kind == .identifier, hasResources, grammar.lexer.isKeyword(.resource), grammar.isBeforeIdentifier {
        _ = grammar.readDeclaration(onlyResource: true)
      } else if grammar.kind == .at, hasResources {
        _ = grammar.readDeclaration(onlyResource: true)
      } else if grammar.kind == .ellipsis {
        grammar.readSpread([.comma, .newLine, .rightBrace])
      } else {
        grammar.readProperty()
      }
    }
    close(frame)
    depth &-= 1
    return isRead
  }

  fileprivate var isBeforeIdentifier: Bool {
    BicepLexer.isIdentifierStart(lexer.text[lexer.skippingBlanks(from: lexer.next)])
  }

  private mutating func readProperty() {
    let frame = tape.open(.property, lexer.start)
    let key = readKey()
    if key != .read { tape.rename(frame, .property, flags: BicepFlags.lacksKey) }
    var colon = Outcome.read
    if kind == .colon {
      advance()
    } else {
      failure = .expectedColon
      colon = recover([.newLine, .rightBrace], from: lexer.start, isKnown: key == .missing)
    }
    let start = lexer.start
    if !readExpression(.complex) { _ = recover([.newLine, .rightBrace], from: start, isKnown: colon == .missing) }
    close(frame)
  }

  @inline(__always) mutating func readKey() -> Outcome {
    switch kind {
    case .identifier: take(.name)
    case .stringComplete, .stringLeft: readString()
    default:
      failure = .expectedPropertyName
      return recover([.colon, .newLine, .rightBrace], from: lexer.start)
    }
    return .read
  }

  private mutating func readSpread(_ stops: BicepTokenSet) {
    let frame = tape.open(.spread, lexer.start)
    advance()
    let start = lexer.start
    if !readExpression(.complex) { _ = recover(stops, from: start) }
    close(frame)
  }

  /// `[…]`: an array or a loop.
  mutating func readArrayOrLoop(_ options: ExpressionOptions) -> Bool {
    let frame = tape.open(.bicepArray, lexer.start)
    advance()
    if kind == .newLine { advance() }
    if lexer.isKeyword(.for) { return readLoop(frame, options, isBody: false) }
    let isRead = readElementsInside(until: .rightSquare) { grammar in
      if grammar.kind == .ellipsis { return grammar.readSpread([.comma, .newLine, .rightSquare]) }
      let start = grammar.lexer.start
      if !grammar.readExpression(.complex) { _ = grammar.recover([.newLine, .rightSquare], from: start) }
    }
    close(frame)
    return isRead
  }
}

// MARK: - Loops and conditions

extension BicepGrammar {
  /// `[for …]` as the body of a resource or module.
  mutating func readBodyLoop(_ options: ExpressionOptions) -> Bool {
    let frame = tape.open(.loop, lexer.start)
    advance()
    if kind == .newLine { advance() }
    if lexer.isKeyword(.for) { return readLoop(frame, options, isBody: true) }
    close(frame)
    return fail(.expectedFor)
  }

  /// A loop from its keyword on, which is the token. The body of a resource (`isBody`) holds an object or a condition.
  private mutating func readLoop(_ frame: TapeWriter.Frame, _ options: ExpressionOptions, isBody: Bool) -> Bool {
    tape.rename(frame, .loop)
    advance()
    let variables = readLoopVariables()
    var last = variables
    if lexer.isKeyword(.in) {
      advance()
      last = .read
    } else {
      failure = .expectedIn
      last = recover([.rightSquare, .newLine], from: lexer.start, isKnown: variables != .read)
    }
    var start = lexer.start
    let words = tape.count
    if !readExpression(.complex) {
      if tape.count == words { tape.rename(frame, .loop, flags: BicepFlags.lacksList) }
      last = recover([.colon, .rightSquare, .newLine], from: start, isKnown: last == .missing)
    }
    if kind == .colon {
      advance()
      last = .read
    } else {
      failure = .expectedColon
      last = recover([.rightSquare, .newLine], from: lexer.start, isKnown: last == .missing)
    }
    start = lexer.start
    if isBody ? readLoopBody(options) : readExpression(options.union(.complex)) {
      last = .read
      if kind == .newLine { advance() }
    } else {
      last = recover([.rightSquare, .newLine], from: start, isKnown: last == .missing)
    }
    if kind == .rightSquare {
      advance()
    } else {
      failure = .expectedClosingSquare
      _ = recover([.rightSquare, .newLine], from: lexer.start, isKnown: last == .missing)
      if kind == .rightSquare { advance() }
    }
    close(frame)
    return true
  }

  private mutating func readLoopVariables() -> Outcome {
    switch kind {
    case .identifier:
      take(.name)
      return .read
    case .leftParenthesis:
      let frame = tape.open(.variableBlock, lexer.start)
      let list = readParentheses(permitsNewLines: false) { grammar in grammar.readExpression([]) }
      close(frame)
      makeVariableBlock(frame)
      if list.count != 2, !list.hasMistake { tape.blame(frame, .expectedLoopVariables) }
      return list.count == 2 && !list.hasMistake ? .read : .skipped
    default:
      miss(.expectedLoopVariable)
      return .missing
    }
  }

  private mutating func readLoopBody(_ options: ExpressionOptions) -> Bool {
    if kind == .leftBrace { return readObject(options) }
    return lexer.isKeyword(.if) ? readCondition(options, isInLoop: true) : fail(.expectedBodyOrIf)
  }

  /// `if (…) {…}`
  mutating func readCondition(_ options: ExpressionOptions, isInLoop: Bool) -> Bool {
    let frame = tape.open(.condition, lexer.start)
    advance()
    var start = lexer.start
    var outcome = Outcome.read
    if readParenthesized(options.subtracting(.resources), orLambda: false) {
      if !isParenthesisClosed { outcome = .missing }
    } else {
      outcome = recover(isInLoop ? [.rightSquare, .leftBrace, .newLine] : [.leftBrace, .newLine], from: start)
    }
    start = lexer.start
    if !readObject(options) { _ = recover(isInLoop ? [.rightSquare, .newLine] : [.newLine], from: start, isKnown: outcome == .missing) }
    close(frame)
    return true
  }
}
