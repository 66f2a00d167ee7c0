import SourceText
import SyntaxTree

/// A text and edits to it, out of any bytes: the first tells the format, the second how many edits follow, six bytes each (where in the
/// text, 16 bits; how much is removed; how much is typed, two bits, and what: two signs), the rest is the text.
struct EditSequence {
  let format: Format
  let text: [UInt8]
  private let steps: [[UInt8]]

  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 2 else { return nil }
    let formats: [Format] = [.json(.strict), .json(.armTemplate), .json(.relaxed), .yaml, .hcl, .bicep]
    format = formats[Int(bytes[0]) % formats.count]
    let count = min(Int(bytes[1] & 15), (bytes.count - 2) / Self.stepLength)
    steps = (0..<count).map { Array(bytes[(2 + $0 * Self.stepLength)..<(2 + ($0 + 1) * Self.stepLength)]) }
    text = Array(bytes[(2 + count * Self.stepLength)...])
  }

  private static let stepLength = 6

  /// Makes the edits one after another; after each the tape must be that of the text read afresh.
  func check() {
    var document = Document(SourceText(text), format: format)
    for step in steps {
      let place = (Int(step[0]) << 8 | Int(step[1])) * (document.text.count + 1) >> 16
      let removed = step[2] < 0xf0 ? Int(step[2] & 15) : document.text.count
      let typed = [[], [step[4]], [step[4], step[5]], [step[4], step[5], step[4]]][Int(step[3] & 3)]
      document.apply(TextEdit(ByteRange(place, place + removed), typed))
      let fresh = Document(SourceText(document.text.bytes), format: format)
      if document.text != fresh.text { report("the line table of an edited text differs from that of the same text") }
      if document.tape != fresh.tape { report("the tape of an edited text differs from that of the same text") }
    }
    checkTape(document)
  }
}

/// Takes the bytes as edits to a text.
public func checkEdits(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  EditSequence(Array(UnsafeBufferPointer(start: data, count: count)))?.check()
  return 0
}
