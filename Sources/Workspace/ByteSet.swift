/// A set of bytes, as a bracket expression of a glob describes it.
struct ByteSet: Sendable {
  private var words: SIMD4<UInt64> = .zero

  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] & (1 << UInt64(byte & 63)) != 0 }

  private mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  private mutating func insert(where holds: (UInt8) -> Bool) {
    for byte in UInt8.min...UInt8.max where holds(byte) { insert(byte) }
  }

  /// Reads `[…]` at `i` and moves behind it, with the quirks of git's `wildmatch`; nil if git would never match it.
  init?(_ pattern: [UInt8], _ i: inout Int, withoutSlash: Bool) {
    func byte(_ at: Int) -> UInt8 { at < pattern.count ? pattern[at] : 0 }
    var p = i + 1
    let negated = byte(p) == UInt8(ascii: "!") || byte(p) == UInt8(ascii: "^")
    if negated { p += 1 }
    var previous: UInt8 = 0
    // The first byte is never the end: `[]a]` holds a bracket.
    repeat {
      var current = byte(p)
      if current == 0 { return nil }
      if current == UInt8(ascii: "\\") {
        p += 1
        current = byte(p)
        if current == 0 { return nil }
        insert(current)
      } else if current == UInt8(ascii: "-"), previous != 0, byte(p + 1) != 0, byte(p + 1) != UInt8(ascii: "]") {
        p += 1
        if byte(p) == UInt8(ascii: "\\") { p += 1 }
        let last = byte(p)
        if last == 0 { return nil }
        let first = previous
        insert { first <= $0 && $0 <= last }
        current = 0
      } else if current == UInt8(ascii: "["), byte(p + 1) == UInt8(ascii: ":") {
        let name = p + 2
        var end = name
        while byte(end) != 0, byte(end) != UInt8(ascii: "]") { end += 1 }
        if byte(end) == 0 { return nil }
        if end > name, byte(end - 1) == UInt8(ascii: ":") {
          guard let holds = Self.characterClass(String(decoding: pattern[name..<end - 1], as: UTF8.self)) else { return nil }
          insert(where: holds)
          p = end
          current = 0
        } else {
          insert(current)
        }
      } else {
        insert(current)
      }
      previous = current
      p += 1
    } while byte(p) != UInt8(ascii: "]")
    if negated { words = ~words }
    if withoutSlash { words[0] &= ~(1 << UInt64(UInt8(ascii: "/"))) }
    i = p + 1
  }

  /// The POSIX classes on ASCII, as git's own character table has them.
  private static func characterClass(_ name: String) -> ((UInt8) -> Bool)? {
    func isUpper(_ b: UInt8) -> Bool { (0x41...0x5a).contains(b) }
    func isLower(_ b: UInt8) -> Bool { (0x61...0x7a).contains(b) }
    func isDigit(_ b: UInt8) -> Bool { (0x30...0x39).contains(b) }
    func isAlnum(_ b: UInt8) -> Bool { isUpper(b) || isLower(b) || isDigit(b) }
    switch name {
    case "alnum": return isAlnum
    case "alpha": return { isUpper($0) || isLower($0) }
    case "blank": return { $0 == 0x20 || $0 == 0x09 }
    case "cntrl": return { $0 < 0x20 || $0 == 0x7f }
    case "digit": return isDigit
    case "graph": return { (0x21...0x7e).contains($0) }
    case "lower": return isLower
    case "print": return { (0x20...0x7e).contains($0) }
    case "punct": return { (0x21...0x7e).contains($0) && !isAlnum($0) }
    case "space": return { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
    case "upper": return isUpper
    case "xdigit": return { isDigit($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0) }
    default: return nil
    }
  }
}
