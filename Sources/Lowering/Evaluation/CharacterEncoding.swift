/// The character encodings that need no tables.
enum CharacterEncoding {
  case utf8, utf16LittleEndian, utf16BigEndian, latin1, ascii

  /// By its IANA name; nil for one that is not here.
  init?(_ name: String) {
    switch name.lowercased() {
    case "utf-8", "utf8": self = .utf8
    case "utf-16le": self = .utf16LittleEndian
    case "utf-16be": self = .utf16BigEndian
    case "iso-8859-1", "latin1": self = .latin1
    case "us-ascii", "ascii": self = .ascii
    default: return nil
    }
  }

  /// Nil where the encoding has no place for a character.
  func encoded(_ text: String) -> [UInt8]? {
    switch self {
    case .utf8: return Array(text.utf8)
    case .utf16LittleEndian: return text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    case .utf16BigEndian: return text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    case .latin1, .ascii:
      let limit: UInt32 = self == .latin1 ? 0xff : 0x7f
      return text.unicodeScalars.allSatisfy { $0.value <= limit }
        ? text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } : nil
    }
  }

  /// Nil where the bytes are no text of the encoding.
  func decoded(_ bytes: [UInt8]) -> String? {
    switch self {
    case .utf8: return String(validating: bytes, as: UTF8.self)
    case .utf16LittleEndian, .utf16BigEndian:
      guard bytes.count.isMultiple(of: 2) else { return nil }
      let units = stride(from: 0, to: bytes.count, by: 2).map { index in
        let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
        return self == .utf16LittleEndian ? second << 8 | first : first << 8 | second
      }
      return String(validating: units, as: UTF16.self)
    case .latin1, .ascii:
      guard self == .latin1 || bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
  }
}
