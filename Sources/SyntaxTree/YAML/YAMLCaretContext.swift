import SourceText
extension Document {
  func yamlTextEdits(for rewrite: Rewrite) -> [TextEdit] { [] }
  func yamlCaretContext(at offset: Int) -> CaretContext { CaretContext(path: [], role: .nothing, replacing: ByteRange(offset, offset)) }
}
