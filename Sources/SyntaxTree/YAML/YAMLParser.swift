import SourceText

/// Placeholder.
enum YAMLParser {
  static func parse(_ bytes: [UInt8]) -> Tape {
    var builder = TapeBuilder()
    return builder.finish(bytes.count)
  }
  static func message(for node: Node, in document: Document) -> SyntaxError { SyntaxError(document.range(node), "unexpected") }
}
extension Document {
  func yamlTopValue(_ index: Int) -> Node? { nil }
  func yamlDataKind(_ node: Node) -> DataKind { .missing }
  func yamlMembers(_ node: Node) -> [Member] { [] }
  func yamlElements(_ node: Node) -> [Node] { [] }
  func yamlScalar(_ node: Node) -> Scalar? { nil }
  func yamlTextEdits(for rewrite: Rewrite) -> [TextEdit] { [] }
  func yamlCaretContext(at offset: Int) -> CaretContext { CaretContext(path: [], role: .nothing, replacing: ByteRange(offset, offset)) }
  func yamlComments() -> [ByteRange] { [] }
}
