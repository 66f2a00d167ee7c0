import SourceText
import SyntaxTree

/// Whether a YAML text has a key at the top of one of its documents.
enum YAMLTopKey {
  /// Where the colon behind the first such key at the left margin ends, in block style; nil where there is none.
  static func end(of key: String, in bytes: [UInt8]) -> Int? {
    let key = Array(key.utf8)
    return ByteSearch.first(of: key, in: bytes) { position in
      var start = position
      var quote: UInt8?
      if start > 0, bytes[start - 1] == 0x22 || bytes[start - 1] == 0x27 {
        start -= 1
        quote = bytes[start]
      }
      guard start == 0 || bytes[start - 1] == 0x0a || bytes[start - 1] == 0x0d || start == 3 && bytes[0] == 0xef || isInFlow(start, bytes)
      else { return nil }
      var end = position + key.count
      if let quote {
        guard end < bytes.count, bytes[end] == quote else { return nil }
        end += 1
      }
      while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
      return end < bytes.count && bytes[end] == UInt8(ascii: ":") ? end + 1 : nil
    }
  }

  /// Whether it is there in another style, which only a parser tells: in flow style, indented, behind a question mark. Most
  /// files do not have the word at all.
  static func isParsed(_ key: String, in bytes: [UInt8]) -> Bool {
    guard ByteSearch.first(of: Array(key.utf8), in: bytes, { $0 }) != nil else { return false }
    let document = Document(SourceText(bytes), format: .yaml)
    var index = 0
    while let top = document.topValue(index), index < 1000 {
      if document.value(top, key) != nil { return true }
      index += 1
    }
    return false
  }

  /// The key is the first of a flow mapping that is the whole document: `{ cmkManifest: 1, … }`.
  private static func isInFlow(_ start: Int, _ bytes: [UInt8]) -> Bool {
    var i = start - 1
    while i >= 0, FileRecognition.isSpace(bytes[i]) { i -= 1 }
    guard i >= 0, bytes[i] == UInt8(ascii: "{") else { return false }
    i -= 1
    while i >= 0, FileRecognition.isSpace(bytes[i]) { i -= 1 }
    return i < 0
  }
}
