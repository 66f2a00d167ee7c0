/// Passes over runs of bytes, eight at a time; the text must have eight readable bytes behind its end, the first one zero.
enum BicepBytes {
  @inline(__always) private static func load(_ text: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
    UnsafeRawPointer(text + offset).loadUnaligned(as: UInt64.self).littleEndian
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  @inline(__always) private static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The high bit of each byte that is zero; above the first such byte others may be told too.
  @inline(__always) private static func zeros(_ word: UInt64) -> UInt64 { (word &- all(1)) & ~word & highBits }

  /// Behind the spaces at `first`.
  @inline(__always) static func behindSpaces(_ text: UnsafePointer<UInt8>, _ first: Int) -> Int {
    var i = first
    while true {
      let others = load(text, i) ^ all(0x20)
      if others != 0 { return i &+ (others.trailingZeroBitCount >> 3) }
      i &+= 8
    }
  }

  /// Behind the letters, digits and underscores at `first`.
  @inline(__always) static func behindWord(_ text: UnsafePointer<UInt8>, _ first: Int) -> Int {
    var i = first
    while true {
      let word = load(text, i)
      let low = word & ~highBits
      let lower = low | all(0x20)
      // In each byte the high bit: at least the first of the range, and not above its last.
      let letters = (lower &+ all(0x80 - 0x61)) & ~(lower &+ all(0x7f - 0x7a))
      let digits = (low &+ all(0x80 - 0x30)) & ~(low &+ all(0x7f - 0x39))
      let underscores = ~((low ^ all(0x5f)) &+ all(0x7f))
      let others = ~((letters | digits | underscores) & ~word) & highBits
      if others != 0 { return i &+ (others.trailingZeroBitCount >> 3) }
      i &+= 8
    }
  }

  /// Behind bytes that mean themselves in a string between single quotes. Stops at `'`, `$`, `\`, line breaks and NUL, and at a few
  /// others: `%`, `&` and control characters.
  @inline(__always) static func behindPlainText(_ text: UnsafePointer<UInt8>, _ first: Int) -> Int {
    var i = first
    while true {
      let word = load(text, i)
      let quotes = zeros((word | all(0x03)) ^ all(0x27))
      let controls = (word &- all(0x10)) & ~word & highBits
      let hits = quotes | controls | zeros(word ^ all(0x5c))
      if hits != 0 { return i &+ (hits.trailingZeroBitCount >> 3) }
      i &+= 8
    }
  }

  /// The first line break at or behind `first`, or the end of the text.
  @inline(__always) static func lineEnd(_ text: UnsafePointer<UInt8>, _ first: Int, _ count: Int) -> Int {
    var i = first
    while true {
      let word = load(text, i)
      let hits = zeros(word ^ all(0x0a)) | zeros(word ^ all(0x0d)) | zeros(word)
      if hits != 0 {
        i &+= hits.trailingZeroBitCount >> 3
        if i >= count { return count }
        if text[i] != 0 { return i }
        i &+= 1
      } else {
        i &+= 8
      }
    }
  }
}
