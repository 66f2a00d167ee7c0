import SourceText

/// HCL, native syntax. Not read yet: the whole text is one gap of the root.
enum HCLParser {
  static func parse(_ bytes: [UInt8]) -> Tape {
    var builder = TapeBuilder()
    return builder.finish(bytes.count)
  }
  static func message(for node: Node, in document: Document) -> SyntaxError { SyntaxError(document.range(node), "unexpected") }
}
