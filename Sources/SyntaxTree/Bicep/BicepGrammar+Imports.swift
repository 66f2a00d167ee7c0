// MARK: - Imports

extension BicepGrammar {
  mutating func readImport() {
    let start = lexer.start
    var outcome = Outcome.read
    switch kind {
    case .leftBrace:
      if !readImportList() { outcome = recover([.newLine], from: start) }
    case .asterisk:
      let frame = tape.open(.wildcardImport, start)
      advance()
      let isRead = readAlias()
      close(frame)
      if !isRead { outcome = recover([.newLine], from: start) }
    default:
      failure = .expectedImportedSymbols
      outcome = lexer.isKeyword(.from) ? .skipped : recover([.newLine], from: start)
      if lexer.isKeyword(.from) { miss(.expectedImportedSymbols) }
    }
    guard lexer.isKeyword(.from) else {
      failure = .expectedFrom
      _ = recover([.newLine], from: lexer.start, isKnown: outcome != .read)
      return
    }
    advance()
    _ = readPath(.expectedPath, [.newLine], after: .read)
  }

  /// `as name`
  private mutating func readAlias() -> Bool {
    guard lexer.isKeyword(.as) else { return fail(.expectedAs) }
    advance()
    guard kind == .identifier else { return fail(.expectedName) }
    take(.name)
    return true
  }

  private mutating func readImportList() -> Bool {
    let frame = tape.open(.importList, lexer.start)
    let isRead = readElements(until: .rightBrace) { grammar in
      let item = grammar.tape.open(.importItem, grammar.lexer.start)
      let isString = grammar.kind == .stringComplete || grammar.kind == .stringLeft
      if grammar.kind == .identifier {
        grammar.take(.name)
      } else if isString {
        grammar.readString()
      } else {
        let start = grammar.lexer.start
        grammar.failure = .expectedName
        _ = grammar.recover([.comma, .newLine, .rightBrace], from: start)
      }
      if grammar.lexer.isKeyword(.as) {
        grammar.advance()
        _ = grammar.readName([.comma, .newLine, .rightBrace])
      } else if isString {
        grammar.miss(.expectedAliasForString)
      }
      grammar.close(item)
    }
    close(frame)
    return isRead
  }
}

// MARK: - Decorators

extension BicepGrammar {
  /// Reads decorators with the line breaks behind them. Returns whether there are any.
  mutating func readDecorators() -> Bool {
    guard kind == .at else { return false }
    while kind == .at {
      let frame = tape.open(.decorator, lexer.start)
      advance()
      let start = lexer.start
      if kind == .identifier {
        if !readMember(.complex, isDecorator: true) { _ = recover([.newLine], from: start) }
      } else {
        failure = .expectedDecoratorName
        _ = recover([.newLine], from: start)
      }
      close(frame)
      if kind != .newLine, kind != .endOfFile {
        failure = .expectedNewLine
        _ = recover([.newLine], from: lexer.start)
      }
      if kind == .newLine { advance() }
    }
    return true
  }
}
