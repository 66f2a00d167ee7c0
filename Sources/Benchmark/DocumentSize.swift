import SourceText
import SyntaxTree

/// The memory that an open document takes beside its text.
struct DocumentSize {
  /// Hundredths of a byte a byte of text: the tape's words and the line table's entries.
  let hundredths: Int

  init(of bytes: [UInt8], format: Format) {
    let document = Document(SourceText(bytes), format: format)
    let size = document.tape.words.count * MemoryLayout<UInt64>.stride + document.text.lines.starts.count * MemoryLayout<Int32>.stride
    hundredths = size * 100 / max(1, bytes.count)
  }

  var figure: String { hundredths.hundredths }
}
