import SourceText

/// Placeholder.
enum JSONParser {
  static func parse(_ bytes: [UInt8], options: JSONOptions) -> Tape {
    var builder = TapeBuilder()
    return builder.finish(bytes.count)
  }
  static func message(for node: Node, in document: Document) -> SyntaxError { SyntaxError(document.range(node), "unexpected") }
}
extension Document {
  func jsonTopValue() -> Node? { nil }
  func jsonDataKind(_ node: Node) -> DataKind { .missing }
  func jsonMembers(_ node: Node) -> [Member] { [] }
  func jsonElements(_ node: Node) -> [Node] { [] }
  func jsonScalar(_ node: Node) -> Scalar? { nil }
  func jsonTextEdits(for rewrite: Rewrite) -> [TextEdit] { [] }
  func jsonCaretContext(at offset: Int) -> CaretContext { CaretContext(path: [], role: .nothing, replacing: ByteRange(offset, offset)) }
  func jsonComments() -> [ByteRange] { [] }
}
