import SourceText
extension Document {
  func jsonCaretContext(at offset: Int) -> CaretContext { CaretContext(path: [], role: .nothing, replacing: ByteRange(offset, offset)) }
}
