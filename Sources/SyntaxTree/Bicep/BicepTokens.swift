import SourceText

/// A token of a Bicep text.
struct BicepToken: Hashable {
  let kind: BicepTokenKind
  let range: ByteRange
}

extension BicepLexer {
  /// The tokens of a text, as upstream's lexer has them: line breaks that stand together are one, the end of the file is the last.
  static func tokens(of bytes: [UInt8]) -> [BicepToken] {
    withPadding(bytes) { text in
      var lexer = BicepLexer(text, count: bytes.count, separatesNewLines: true)
      var tokens: [BicepToken] = []
      repeat {
        lexer.advance()
        tokens.append(BicepToken(kind: lexer.kind, range: ByteRange(lexer.start, lexer.end)))
      } while lexer.kind != .endOfFile
      return tokens
    }
  }

  /// Where the comments of a text are, with their marks.
  static func comments(of bytes: [UInt8]) -> [ByteRange] {
    withPadding(bytes) { text in
      var lexer = BicepLexer(text, count: bytes.count)
      lexer.comments = []
      repeat { lexer.advance() } while lexer.kind != .endOfFile
      return (lexer.comments ?? []).map { ByteRange($0.start, $0.end) }
    }
  }
}

extension Document {
  /// The comments of a Bicep text in document order, with their marks (`//`, `/*`).
  func bicepComments() -> [ByteRange] { BicepLexer.comments(of: text.bytes) }
}
