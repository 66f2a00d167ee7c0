import SourceText

extension BicepParser {
  /// The sentence about the mistake at an entry, and where the hand goes.
  static func message(for node: Node, in document: Document) -> SyntaxError {
    let mistake = document.errorCode(node).flatMap(BicepMistake.init(rawValue:)) ?? .none
    var range = document.range(node)
    if mistake == .badEscape, let escape = firstBadEscape(in: range, of: document) { range = escape }
    switch mistake {
    case .unterminatedString, .unterminatedMultiLineString, .unterminatedComment, .nestedTooDeeply, .badEscape, .identifierTooLong,
      .integerTooLarge, .missingDiagnosticCode, .expectedOneExpression, .safeCall, .expectedLoopVariables, .expectedVariableName:
      return SyntaxError(range, sentence(mistake))
    default:
      if document.kind(node) == .unexpected, let stray = strayCharacter(at: range.start, in: document) {
        return SyntaxError(ByteRange(range.start, range.start + stray.length), unrecognized(stray.shown))
      }
      return SyntaxError(range, sentence(mistake))
    }
  }

  private static func unrecognized(_ character: String) -> String {
    character == "\"" ? "unexpected '\"'; strings stand between single quotes" : "unexpected character '\(character)'"
  }

  /// The character at which something else was expected, if no token of Bicep begins with it; its length in bytes.
  private static func strayCharacter(at offset: Int, in document: Document) -> (shown: String, length: Int)? {
    let bytes = document.text.slice(ByteRange(offset, offset + 4))
    guard let first = bytes.first else { return nil }
    if first >= 0x80 {
      let length = first < 0xc0 ? 1 : 1 + bytes.dropFirst().prefix { $0 & 0xc0 == 0x80 }.count
      return (String(decoding: bytes.prefix(length), as: UTF8.self), length)
    }
    let signs = "_@{}()[],.?:=+-*/%!<>&|'$\n\r"
    if BicepLexer.isIdentifierPart(first) || signs.utf8.contains(first) { return nil }
    return (first < 0x20 || first == 0x7f ? "\\u{\(String(first, radix: 16))}" : String(decoding: [first], as: UTF8.self), 1)
  }

  /// Where the first escape sequence is that is none.
  private static func firstBadEscape(in range: ByteRange, of document: Document) -> ByteRange? {
    let bytes = Array(document.text.slice(range)) + [UInt8](repeating: 0, count: BicepLexer.paddingLength)
    return bytes.withUnsafeBufferPointer { buffer -> ByteRange? in
      guard let base = buffer.baseAddress else { return nil }
      let lexer = BicepLexer(base, count: range.length)
      var i = 0
      while i < range.length {
        if base[i] != 0x5c {
          i += 1
          continue
        }
        let length = BicepLexer.escapeLength(lexer.text, i)
        if length == 0 { return ByteRange(range.start + i, min(range.end, range.start + i + 2)) }
        i += length
      }
      return nil
    }
  }

  private static func sentence(_ mistake: BicepMistake) -> String {
    switch mistake {
    case .none: "unexpected text"
    case .unterminatedComment: "this comment is not closed with '*/'"
    case .unterminatedString: "this string is not closed with a single quote on its line"
    case .unterminatedMultiLineString: "this string is not closed with \"'''\""
    case .badEscape: "unknown escape sequence; known are \\\\, \\', \\n, \\r, \\t, \\$ and \\u{…}"
    case .identifierTooLong: "a name may have at most 255 characters"
    case .integerTooLarge: "this number does not fit into 64 bits"
    case .missingDiagnosticCode: "expected at least one diagnostic code after the directive"
    case .expectedDeclaration: "expected a declaration: param, var, resource, module, output, type, func, import, metadata or targetScope"
    case .expectedDeclarationAfterDecorator: "expected a declaration after the decorator"
    case .expectedNewLine: "expected a new line here"
    case .expectedName: "expected a name"
    case .expectedEquals: "expected '='"
    case .expectedColon: "expected ':'"
    case .expectedValue: "expected a value"
    case .expectedType: "expected a type"
    case .expectedParameterEnd: "expected '=' and a default value, or a new line, after the parameter's type"
    case .expectedResourceType: "expected a resource type such as 'Microsoft.KeyVault/vaults@2023-07-01'"
    case .expectedPath: "expected a path between single quotes"
    case .expectedBody: "expected a body: '{', 'if' or a loop in '['"
    case .expectedBodyOrIf: "expected '{' or 'if' as the body of the loop"
    case .expectedObject: "expected '{'"
    case .expectedOpeningParenthesis: "expected '('"
    case .expectedClosingBrace: "expected '}'"
    case .expectedClosingSquare: "expected ']'"
    case .expectedClosingParenthesis: "expected ')'"
    case .expectedClosingChevron: "expected '>'"
    case .expectedSeparator: "expected a comma or a new line"
    case .expectedComma: "expected a comma"
    case .newLineAfterComma: "unexpected comma before a new line; a new line alone separates the elements"
    case .expectedPropertyName: "expected a property name"
    case .expectedMemberName: "expected the name of a property or function"
    case .expectedIndex: "expected an index between the brackets"
    case .expectedDecoratorName: "expected the name of a decorator"
    case .expectedFor: "expected 'for' after '['"
    case .expectedLoopVariable: "expected the name of the loop's variable, or '(' and two names"
    case .expectedLoopVariables: "expected two names in the parentheses: the item's and the index's"
    case .expectedIn: "expected 'in'"
    case .expectedOneExpression: "expected exactly one value in the parentheses"
    case .expectedVariableName: "expected only names in the parentheses"
    case .expectedArrow: "expected '=>'"
    case .unexpectedInHole: "unexpected text in the hole of a string; expected '}'"
    case .complexValueInHole: "an object or array may not stand here"
    case .expectedImportedSymbols: "expected '{' with names to import, or '* as name'"
    case .expectedFrom: "expected 'from' and a path"
    case .expectedAs: "expected 'as' and a name"
    case .expectedAliasForString: "expected 'as' and a name after the string"
    case .expectedExtension: "expected the name of an extension, or its registry path between single quotes"
    case .expectedWithOrAs: "expected 'with', 'as' or a new line"
    case .expectedWith: "expected 'with' and an object"
    case .safeCall: "'.?' may not be used to call a function"
    case .nestedTooDeeply: "nested too deeply; at most \(BicepGrammar.maximumDepth) levels are read"
    }
  }
}
