import SourceText
extension Document {
  func jsonTextEdits(for rewrite: Rewrite) -> [TextEdit] { [] }
  func jsonCaretContext(at offset: Int) -> CaretContext { CaretContext(path: [], role: .nothing, replacing: ByteRange(offset, offset)) }
}
