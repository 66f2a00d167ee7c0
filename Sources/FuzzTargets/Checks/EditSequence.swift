import SourceText
import SyntaxTree

/// A text and edits to it, out of any bytes: the first tells the format, the second how many edits follow, six bytes each (where in the
/// text, 16 bits; how much is removed; how, one byte; what is typed, two signs), the rest is the text.
struct EditSequence {
  let format: Format
  let text: [UInt8]
  private let steps: [Step]

  private struct Step {
    let place: Int
    let removed: Int
    let how: UInt8
    let signs: (UInt8, UInt8)

    /// How many signs are typed.
    var typed: [UInt8] {
      // A letter, mostly, is what people type.
      let (first, second) = how & 4 == 0 ? signs : (0x61 + signs.0 % 26, 0x61 + signs.1 % 26)
      return [[], [first], [first, second], [first, second, first]][Int(how & 3)]
    }

    /// Beside the edit before instead of anywhere.
    var isNearby: Bool { how & 8 != 0 }
  }

  static let formats: [Format] = [.json(.strict), .json(.armTemplate), .json(.relaxed), .yaml, .hcl, .bicep]

  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 2 else { return nil }
    format = Self.formats[Int(bytes[0]) % Self.formats.count]
    let count = min(Int(bytes[1] & 63), (bytes.count - 2) / Self.stepLength)
    steps = (0..<count).map { number in
      let first = 2 + number * Self.stepLength
      return Step(
        place: Int(bytes[first]) << 8 | Int(bytes[first + 1]), removed: Int(bytes[first + 2]), how: bytes[first + 3],
        signs: (bytes[first + 4], bytes[first + 5]))
    }
    text = Array(bytes[(2 + count * Self.stepLength)...])
  }

  private static let stepLength = 6

  /// Makes the edits one after another; after each the tape must be that of the text read afresh. How many there were.
  func check() -> Int {
    var document = Document(SourceText(text), format: format)
    var last = 0
    for step in steps {
      var place = step.place * (document.text.count + 1) >> 16
      if step.isNearby { place = min(document.text.count, max(0, last + step.place % 32 - 15)) }
      last = place
      let removed = step.removed < 0xf0 ? step.removed & 15 : document.text.count
      document.apply(TextEdit(ByteRange(place, place + removed), step.typed))
      let fresh = Document(SourceText(document.text.bytes), format: format)
      if document.text != fresh.text || document.text.lines != fresh.text.lines {
        report("the line table of an edited text differs from that of the same text")
      }
      if document.tape != fresh.tape { report("the tape of an edited text differs from that of the same text") }
    }
    checkTape(document)
    return steps.count
  }
}

/// Takes the bytes as edits to a text.
public func checkEdits(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let sequence = EditSequence(Array(UnsafeBufferPointer(start: data, count: count))) else { return 0 }
  EditCount.add(sequence.check(), to: sequence.format)
  return 0
}
