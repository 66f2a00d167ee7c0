extension BicepGrammar {
  /// Reads a declaration with its decorators. Returns false where there is none; the line is passed over then.
  mutating func readDeclaration(onlyResource: Bool = false) -> Bool {
    let start = lexer.start
    guard kind == .at || kind == .identifier else { return skipUndeclared(from: start) }
    let keyword = kind == .at ? nil : declarationKind(onlyResource: onlyResource)
    if kind != .at, keyword == nil { return skipUndeclared(from: start) }
    let frame = tape.open(keyword ?? .incompleteDeclaration, start)
    let isDecorated = readDecorators()
    if isDecorated, isAtLineEnd {
      miss(.expectedDeclarationAfterDecorator)
      tape.close(frame, lexer.previousEnd)
      return true
    }
    guard let kind = isDecorated ? declarationKind(onlyResource: onlyResource) : keyword else {
      miss(.expectedDeclarationAfterDecorator, atPreviousEnd: true)
      tape.close(frame, lexer.previousEnd)
      // What stands there is a mistake of its own.
      return isAtLineEnd
    }
    let keywordEnd = lexer.end
    let isImport = kind == .importDeclaration
    advance()
    let isExtension = isImport && (self.kind == .stringComplete || self.kind == .stringLeft)
    let declared = isExtension ? .extensionDeclaration : kind
    let flags = readRest(of: declared, keywordEnd)
    tape.rename(frame, declared, flags: flags)
    close(frame)
    return true
  }

  private var isAtLineEnd: Bool { kind == .newLine || kind == .endOfFile }

  private mutating func skipUndeclared(from start: Int) -> Bool {
    failure = .expectedDeclaration
    _ = recover([.newLine], from: start)
    return false
  }

  /// What the word begins, if it begins a declaration.
  @inline(__always) private func declarationKind(onlyResource: Bool) -> NodeKind? {
    kind == .identifier ? Self.declarationKind(lexer.text, lexer.start, lexer.end, onlyResource: onlyResource) : nil
  }

  private static func declarationKind(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, onlyResource: Bool) -> NodeKind? {
    func isWord(_ keyword: BicepKeyword) -> Bool { BicepLexer.isWord(keyword, text, start, end) }
    if isWord(.resource) { return .resourceDeclaration }
    if onlyResource { return nil }
    switch end - start {
    case 3: return isWord(.variable) ? .variableDeclaration : nil
    case 4:
      if isWord(.type) { return .typeDeclaration }
      if isWord(.function) { return .functionDeclaration }
      return isWord(.test) ? .testDeclaration : nil
    case 5:
      if isWord(.param) { return .parameterDeclaration }
      return isWord(.using) ? .usingDeclaration : nil
    case 6:
      if isWord(.output) { return .outputDeclaration }
      if isWord(.module) { return .moduleDeclaration }
      if isWord(.import) { return .importDeclaration }
      return isWord(.assert) ? .assertDeclaration : nil
    case 7: return isWord(.extends) ? .extendsDeclaration : nil
    case 8:
      if isWord(.metadata) { return .metadataDeclaration }
      return isWord(.provider) ? .extensionDeclaration : nil
    case 9: return isWord(.extension) ? .extensionDeclaration : nil
    case 11: return isWord(.targetScope) ? .targetScopeDeclaration : nil
    case 15: return isWord(.extensionConfig) ? .extensionConfigDeclaration : nil
    default: return nil
    }
  }

  /// Reads what stands behind the keyword. Returns the declaration's flags.
  private mutating func readRest(of kind: NodeKind, _ keywordEnd: Int) -> UInt8 {
    switch kind {
    case .targetScopeDeclaration:
      isTemplate = true
      _ = readAssignedValue(after: .read)
    case .metadataDeclaration, .assertDeclaration:
      _ = readAssignedValue(after: readName([.assignment, .newLine]))
    case .parameterDeclaration: return readParameter()
    case .variableDeclaration: return readVariable()
    case .resourceDeclaration, .moduleDeclaration, .testDeclaration: return readResource(kind)
    case .outputDeclaration:
      isTemplate = true
      let name = readName([.identifier, .newLine])
      var flags: UInt8 = 0
      let type = readType(isOptional: true, [.assignment, .newLine], after: name, &flags)
      _ = readAssignedValue(after: type)
      return flags | BicepFlags.hasValue
    case .typeDeclaration:
      let name = readName([.assignment, .newLine])
      let assignment = readAssignment([.newLine], after: name)
      let start = lexer.start
      if !readDeclaredType(isOptional: false) {
        _ = recover([.assignment, .leftBrace, .newLine], from: start, isKnown: name == .missing || assignment == .missing)
      }
    case .functionDeclaration:
      isTemplate = true
      let name = readName([.assignment, .newLine])
      let start = lexer.start
      if !readTypedLambda() { _ = recover([.newLine], from: start, isKnown: name == .missing) }
    case .importDeclaration: readImport()
    case .extensionDeclaration: return readExtension()
    case .usingDeclaration:
      isParameterFile = true
      return readUsing()
    case .extendsDeclaration:
      isParameterFile = true
      _ = readPath(.expectedPath, [.newLine], after: .read)
    case .extensionConfigDeclaration:
      let name = readName([.identifier, .newLine])
      _ = readWith(.expectedWith, after: name)
    default: break
    }
    return 0
  }
}

// MARK: - Parts

extension BicepGrammar {
  mutating func readName(_ stops: BicepTokenSet, isKnown: Bool = false) -> Outcome {
    if kind == .identifier {
      take(.name)
      return .read
    }
    failure = .expectedName
    return recover(stops, from: lexer.start, isKnown: isKnown)
  }

  mutating func readAssignment(_ stops: BicepTokenSet, after previous: Outcome) -> Outcome {
    if kind == .assignment {
      advance()
      return .read
    }
    failure = .expectedEquals
    return recover(stops, from: lexer.start, isKnown: previous == .missing)
  }

  /// `= value`
  mutating func readAssignedValue(after previous: Outcome) -> Outcome {
    let assignment = readAssignment([.newLine], after: previous)
    let start = lexer.start
    if readExpression(.complex) { return .read }
    return recover([.newLine], from: start, isKnown: assignment == .missing)
  }

  /// A string that is needed here.
  mutating func readPath(_ mistake: BicepMistake, _ stops: BicepTokenSet, after previous: Outcome) -> Outcome {
    if kind == .stringComplete || kind == .stringLeft {
      readString()
      return .read
    }
    failure = mistake
    return recover(stops, from: lexer.start, isKnown: previous == .missing)
  }

  /// A declared type. What was read of a broken one counts as the type.
  private mutating func readType(
    isOptional: Bool, _ stops: BicepTokenSet, after previous: Outcome, _ flags: inout UInt8
  ) -> Outcome {
    let start = lexer.start
    let words = tape.count
    let isRead = readDeclaredType(isOptional: isOptional)
    if tape.count > words { flags |= BicepFlags.hasType }
    return isRead ? .read : recover(stops, from: start, isKnown: previous == .missing)
  }

  private mutating func readParameter() -> UInt8 {
    let name = readName([.identifier, .newLine])
    if kind == .assignment, name == .read {
      if !isParameterFile {
        missingParameterTypes.append(tape.count)
        miss(.expectedType)
      }
      _ = readAssignedValue(after: .read)
      return BicepFlags.hasValue
    }
    if isParameterFile {
      _ = readAssignedValue(after: name)
      return BicepFlags.hasValue
    }
    isTemplate = true
    var flags: UInt8 = 0
    let type = readType(isOptional: false, [.assignment, .leftBrace, .newLine], after: name, &flags)
    switch kind {
    case .newLine, .endOfFile: return flags
    case .assignment:
      advance()
      let start = lexer.start
      if !readExpression(.complex) { _ = recover([.newLine], from: start) }
      return flags | BicepFlags.hasValue
    default:
      failure = .expectedParameterEnd
      _ = recover([.newLine], from: lexer.start, isKnown: type == .missing)
      return flags
    }
  }

  private mutating func readVariable() -> UInt8 {
    let name = readName([.identifier, .newLine])
    var type = name
    var flags: UInt8 = 0
    if kind != .assignment, kind != .newLine, kind != .endOfFile {
      type = readType(isOptional: false, [.assignment, .newLine], after: name, &flags)
    }
    _ = readAssignedValue(after: type)
    return flags | BicepFlags.hasValue
  }

  private mutating func readResource(_ declaration: NodeKind) -> UInt8 {
    isTemplate = true
    let isResource = declaration == .resourceDeclaration
    let name = readName([.stringComplete, .stringLeft, .newLine])
    let path = readPath(
      isResource ? .expectedResourceType : .expectedPath, [.assignment, .leftBrace, .newLine], after: name)
    var flags: UInt8 = 0
    if isResource, lexer.isKeyword(.existing) {
      flags = BicepFlags.isExisting
      advance()
    }
    let assignment = readAssignment([.leftBrace, .newLine], after: path)
    if assignment == .read, kind == .newLine, lexer.hasKeyword(.if, at: lexer.next) { advance() }
    let start = lexer.start
    let options: ExpressionOptions = isResource ? [.complex, .resources] : .complex
    let isRead: Bool
    switch kind {
    case .leftBrace: isRead = readObject(options)
    case .leftSquare where declaration != .testDeclaration: isRead = readBodyLoop(options)
    case .identifier where declaration != .testDeclaration && lexer.isKeyword(.if): isRead = readCondition(options, isInLoop: false)
    default: isRead = fail(.expectedBody)
    }
    if !isRead { _ = recover([.newLine], from: start, isKnown: assignment == .missing) }
    return flags
  }

  private mutating func readWith(_ mistake: BicepMistake, after previous: Outcome) -> Outcome {
    guard lexer.isKeyword(.with) else {
      failure = mistake
      return recover([.newLine], from: lexer.start, isKnown: previous == .missing)
    }
    advance()
    let start = lexer.start
    return readObject(.complex) ? .read : recover([.newLine], from: start)
  }

  private mutating func readExtension() -> UInt8 {
    var last = Outcome.read
    if kind == .identifier { take(.name) } else { last = readPath(.expectedExtension, [.newLine], after: .read) }
    var flags: UInt8 = 0
    if !isAtLineEnd, !lexer.isKeyword(.as) {
      if lexer.isKeyword(.with) { flags |= BicepFlags.hasValue }
      last = readWith(.expectedWithOrAs, after: last)
    }
    if !isAtLineEnd {
      if lexer.isKeyword(.as) {
        advance()
        flags |= BicepFlags.hasAlias
        _ = readName([.newLine])
      } else {
        failure = .expectedWithOrAs
        _ = recover([.newLine], from: lexer.start, isKnown: last == .missing)
      }
    }
    return flags
  }

  private mutating func readUsing() -> UInt8 {
    var path = Outcome.read
    if kind == .identifier { take(.name) } else { path = readPath(.expectedPath, [.newLine], after: .read) }
    guard !isAtLineEnd else { return 0 }
    let flags = lexer.isKeyword(.with) ? BicepFlags.hasValue : 0
    _ = readWith(.expectedWith, after: path)
    return flags
  }
}
