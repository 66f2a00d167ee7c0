// MARK: - Types

extension BicepGrammar {
  /// A type behind a declaration's name: `resource 'type'`, whose string is optional for an output, or any other.
  mutating func readDeclaredType(isOptional: Bool) -> Bool {
    guard lexer.isKeyword(.resource), lexer.text[lexer.skippingBlanks(from: lexer.next)] != 0x3c else { return readType() }
    let frame = tape.open(.resourceType, lexer.start)
    advance()
    if kind == .stringComplete || kind == .stringLeft {
      readString()
    } else if !isOptional {
      _ = readPath(.expectedResourceType, [.assignment, .newLine], after: .read)
    }
    close(frame)
    return true
  }

  mutating func readType() -> Bool {
    guard depth < Self.maximumDepth else {
      switch kind {
      case .leftBrace, .leftSquare, .leftParenthesis, .stringLeft:
        skipTooDeep()
        return true
      default: return fail(.nestedTooDeeply)
      }
    }
    depth &+= 1
    defer { depth &-= 1 }
    let mark = tape.mark
    let frame: TapeWriter.Frame
    if isBeforePipe {
      if kind == .newLine { advance() }
      frame = tape.open(.unionType, lexer.start)
      advance()
      guard readPrefixedType() else {
        close(frame)
        return false
      }
    } else {
      guard readPrefixedType() else { return false }
      guard isBeforePipe else { return true }
      frame = tape.wrap(mark, .unionType)
    }
    while isBeforePipe {
      if kind == .newLine { advance() }
      advance()
      let member = lexer.start
      if kind == .newLine {
        miss(.expectedType)
      } else if !readPrefixedType() {
        _ = recover([.pipe, .newLine], from: member)
      }
    }
    close(frame)
    return true
  }

  /// Whether a `|` follows, on the next line too.
  private var isBeforePipe: Bool {
    if kind == .pipe { return true }
    return kind == .newLine && lexer.text[lexer.next] == 0x7c && lexer.text[lexer.next &+ 1] != 0x7c
  }

  private mutating func readPrefixedType() -> Bool {
    let mark = tape.mark
    if kind == .exclamation || kind == .minus {
      let operation = kind == .minus ? BicepOperator.negate : .not
      let frame = tape.open(.unaryType, lexer.start, flags: operation.rawValue)
      advance()
      let start = lexer.start
      if !readMemberType() { _ = recover(.operandEnd, from: start) }
      close(frame)
    } else if !readMemberType() {
      return false
    }
    guard kind == .question || kind == .exclamation else { return true }
    let frame = tape.wrap(mark, .typeAccess)
    while true {
      if kind == .question { take(.nullableSuffix) } else if kind == .exclamation { take(.nonNull) } else { break }
    }
    close(frame)
    return true
  }

  private mutating func readMemberType() -> Bool {
    let mark = tape.mark
    guard readPrimaryType() else { return false }
    guard kind == .dot || kind == .leftSquare else { return true }
    let frame = tape.wrap(mark, .typeAccess)
    var isRead = true
    while isRead {
      if kind == .dot {
        readTypeMember()
      } else if kind == .leftSquare {
        isRead = readTypeIndex()
      } else {
        break
      }
    }
    close(frame)
    return isRead
  }

  private mutating func readTypeMember() {
    advance()
    if kind == .asterisk { return take(.additionalSuffix) }
    let mark = tape.mark
    guard kind == .identifier else { return miss(.expectedMemberName) }
    take(.member)
    if kind == .less { readTypeArguments(mark) }
  }

  /// `<…>` behind the name that was written last.
  private mutating func readTypeArguments(_ mark: TapeWriter.Mark) {
    tape.renameLast(.name)
    let frame = tape.wrap(mark, .typeArguments)
    readList(until: .greater) { grammar in
      let start = grammar.lexer.start
      if !grammar.readType() { _ = grammar.recover([.newLine, .comma, .greater], from: start) }
    }
    close(frame)
  }

  private mutating func readTypeIndex() -> Bool {
    let frame = tape.open(.typeIndex, lexer.start)
    advance()
    var isRead = true
    if kind == .rightSquare {
      tape.rename(frame, .arraySuffix)
    } else if kind == .asterisk {
      tape.rename(frame, .itemsSuffix)
      advance()
    } else {
      isRead = readExpression([])
    }
    if isRead {
      isRead = kind == .rightSquare || fail(.expectedClosingSquare)
      if isRead { advance() }
    }
    close(frame)
    return isRead
  }

  private mutating func readPrimaryType() -> Bool {
    switch kind {
    case .identifier:
      let mark = tape.mark
      take(.typeName)
      if kind == .less { readTypeArguments(mark) }
    case .integer: take(.integer)
    case .trueKeyword: take(.bicepBoolean, flags: 1)
    case .falseKeyword: take(.bicepBoolean)
    case .nullKeyword: take(.bicepNull)
    case .stringComplete, .stringLeft: readString()
    case .leftBrace: return readObjectType()
    case .leftSquare: return readTupleType()
    case .leftParenthesis:
      let frame = tape.open(.parenthesizedType, lexer.start)
      let list = readParentheses(permitsNewLines: false) { grammar in grammar.readType() }
      close(frame)
      if list.count != 1, !list.hasMistake { tape.blame(frame, .expectedOneExpression) }
    default: return fail(.expectedType)
    }
    return true
  }

  private mutating func readObjectType() -> Bool {
    let frame = tape.open(.objectType, lexer.start)
    let isRead = readElements(until: .rightBrace, declaring: .resource) { grammar in
      let property = grammar.tape.open(.typeProperty, grammar.lexer.start)
      _ = grammar.readDecorators()
      var key = Outcome.read
      if grammar.kind == .asterisk {
        grammar.tape.rename(property, .additionalProperties)
        grammar.advance()
      } else {
        key = grammar.readKey()
        if key != .read { grammar.tape.rename(property, .typeProperty, flags: BicepFlags.lacksKey) }
      }
      grammar.readPropertyType(after: key)
      grammar.close(property)
    }
    close(frame)
    return isRead
  }

  /// `: type`
  private mutating func readPropertyType(after key: Outcome) {
    var colon = Outcome.read
    if kind == .colon {
      advance()
    } else {
      failure = .expectedColon
      colon = recover([.newLine, .rightBrace], from: lexer.start, isKnown: key == .missing)
    }
    let start = lexer.start
    if !readType() { _ = recover([.newLine, .rightBrace], from: start, isKnown: colon == .missing) }
  }

  private mutating func readTupleType() -> Bool {
    let frame = tape.open(.tupleType, lexer.start)
    let isRead = readElements(until: .rightSquare, declaring: .resource) { grammar in
      let item = grammar.tape.open(.tupleItem, grammar.lexer.start)
      _ = grammar.readDecorators()
      let start = grammar.lexer.start
      if !grammar.readType() { _ = grammar.recover([.newLine, .rightSquare], from: start) }
      grammar.close(item)
    }
    close(frame)
    return isRead
  }
}

// MARK: - Functions

extension BicepGrammar {
  /// `(x string, …) type => body`
  mutating func readTypedLambda() -> Bool {
    guard kind == .leftParenthesis else { return fail(.expectedOpeningParenthesis) }
    let frame = tape.open(.typedLambda, lexer.start)
    let block = tape.open(.typedVariableBlock, lexer.start)
    _ = readParentheses(permitsNewLines: true) { grammar in
      let variable = grammar.tape.open(.typedVariable, grammar.lexer.start)
      if grammar.kind == .identifier { grammar.take(.name) } else { grammar.miss(.expectedName) }
      let start = grammar.lexer.start
      if !grammar.readDeclaredType(isOptional: false) {
        _ = grammar.recover([.newLine, .comma, .rightParenthesis], from: start)
      }
      grammar.close(variable)
      return true
    }
    close(block)
    let start = lexer.start
    let type = readDeclaredType(isOptional: false) ? .read : recover([.newLine, .rightParenthesis, .arrow], from: start)
    if kind == .arrow {
      readLambdaBody()
    } else {
      failure = .expectedArrow
      _ = recover([.newLine, .rightParenthesis], from: lexer.start, isKnown: type == .missing)
    }
    close(frame)
    return true
  }
}
