/// The core schema of YAML 1.2: what a plain scalar stands for.
enum YAMLCoreSchema {
  static func resolve(_ bytes: some RandomAccessCollection<UInt8>) -> Scalar {
    guard let first = bytes.first else { return .null }
    switch first {
    case 0x7e:
      if bytes.count == 1 { return .null }
    case 0x6e, 0x4e:
      if isWord(bytes, "null", "Null", "NULL") { return .null }
    case 0x74, 0x54:
      if isWord(bytes, "true", "True", "TRUE") { return .boolean(true) }
    case 0x66, 0x46:
      if isWord(bytes, "false", "False", "FALSE") { return .boolean(false) }
    case 0x30...0x39, 0x2b, 0x2d, 0x2e:
      if let number = number(Array(bytes)) { return number }
    default: break
    }
    return .string(String(decoding: bytes, as: UTF8.self))
  }

  private static func isWord(_ bytes: some RandomAccessCollection<UInt8>, _ words: StaticString...) -> Bool {
    for word in words where word.utf8CodeUnitCount == bytes.count {
      if word.withUTF8Buffer({ $0.elementsEqual(bytes) }) { return true }
    }
    return false
  }

  private static func number(_ bytes: [UInt8]) -> Scalar? {
    if bytes.count > 2, bytes[0] == 0x30, bytes[1] == 0x78 || bytes[1] == 0x6f {
      let radix = bytes[1] == 0x78 ? 16 : 8
      let digits = String(decoding: bytes[2...], as: UTF8.self)
      guard bytes[2] != 0x2b, bytes[2] != 0x2d, digits.utf8.allSatisfy({ isDigit($0, radix) }) else { return nil }
      if let value = Int(digits, radix: radix) { return .integer(value) }
      return .number(digits.utf8.reduce(0) { $0 * Double(radix) + Double(hexValue($1)) })
    }
    var p = 0
    if bytes[0] == 0x2b || bytes[0] == 0x2d { p = 1 }
    let rest = bytes[p...]
    if isWord(rest, ".inf", ".Inf", ".INF") { return .number(bytes[0] == 0x2d ? -.infinity : .infinity) }
    if p == 0, isWord(rest, ".nan", ".NaN", ".NAN") { return .number(.nan) }
    let whole = digits(bytes, &p)
    var hasPoint = false
    var fraction = 0
    if p < bytes.count, bytes[p] == 0x2e {
      hasPoint = true
      p += 1
      fraction = digits(bytes, &p)
    }
    guard whole + fraction > 0 else { return nil }
    var hasExponent = false
    if p < bytes.count, bytes[p] | 0x20 == 0x65 {
      hasExponent = true
      p += 1
      if p < bytes.count, bytes[p] == 0x2b || bytes[p] == 0x2d { p += 1 }
      guard digits(bytes, &p) > 0 else { return nil }
    }
    guard p == bytes.count else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    if !hasPoint, !hasExponent, let value = Int(text) { return .integer(value) }
    // The standard library wants digits on both sides of the point.
    var spelled = text.first == "+" ? String(text.dropFirst()) : text
    if whole == 0 { spelled = spelled.hasPrefix("-") ? "-0" + spelled.dropFirst() : "0" + spelled }
    if hasPoint, fraction == 0, let point = spelled.firstIndex(of: ".") { spelled.insert("0", at: spelled.index(after: point)) }
    return Double(spelled).map { .number($0) }
  }

  private static func digits(_ bytes: [UInt8], _ p: inout Int) -> Int {
    let start = p
    while p < bytes.count, isDigit(bytes[p], 10) { p += 1 }
    return p - start
  }

  private static func isDigit(_ byte: UInt8, _ radix: Int) -> Bool {
    switch byte {
    case 0x30...0x37: true
    case 0x38, 0x39: radix >= 10
    case 0x41...0x46, 0x61...0x66: radix == 16
    default: false
    }
  }

  private static func hexValue(_ byte: UInt8) -> UInt8 { byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57 }
}
