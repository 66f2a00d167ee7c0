/// The bytes of a YAML text while it is read. Behind the end everything reads as zero, so that loops end at a byte and not at a count;
/// every zero byte is compared with the end before it is believed.
///
/// Holds only for as long as the buffer that it was made from.
struct YAMLText {
  private let base: UnsafePointer<UInt8>
  let end: Int

  #if DEBUG
  /// Counts the reads, for tests.
  var reads: UnsafeMutablePointer<Int>?
  #endif

  init(_ base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    end = count
  }

  @inline(__always) subscript(place: Int) -> UInt8 {
    #if DEBUG
    reads?.pointee += 1
    #endif
    return UInt(bitPattern: place) < UInt(bitPattern: end) ? base[place] : 0
  }

  /// Eight bytes from `place` on, the first in the lowest bits.
  @inline(__always) func word(_ place: Int) -> UInt64 {
    #if DEBUG
    reads?.pointee += 1
    #endif
    if place >= 0, place &+ 8 <= end { return UInt64(littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self)) }
    return lastWord(place)
  }

  @inline(never) private func lastWord(_ place: Int) -> UInt64 {
    var word: UInt64 = 0
    for k in 0..<8 { word |= UInt64(self[place &+ k]) &<< UInt64(k &* 8) }
    return word
  }

  /// White space, a line break or the end of the text.
  @inline(__always) func isBlank(_ p: Int) -> Bool {
    let byte = self[p]
    if byte > 0x20 { return false }
    if byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { return true }
    return byte == 0 && p >= end
  }

  /// The `-` of a sequence's entry.
  @inline(__always) func isDash(_ p: Int) -> Bool { self[p] == 0x2d && isBlank(p &+ 1) }

  /// Whether `---` or `...` stands at `p`, the start of a line.
  func isMarkerLine(_ p: Int) -> Bool {
    let byte = self[p]
    return (byte == 0x2d || byte == 0x2e) && self[p &+ 1] == byte && self[p &+ 2] == byte && isBlank(p &+ 3)
  }

  /// The first byte from `from` on that is no space.
  @inline(__always) func afterSpaces(_ from: Int) -> Int {
    var p = from
    while true {
      let other = word(p) ^ 0x2020_2020_2020_2020
      if other != 0 { return p &+ other.trailingZeroBitCount &>> 3 }
      p &+= 8
    }
  }

  /// A letter or digit of ASCII: a plain scalar starts there and nothing else.
  @inline(__always) func isWordStart(_ p: Int) -> Bool {
    let byte = self[p]
    return (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  /// The bytes of the line break at `p`.
  @inline(__always) func breakLength(_ p: Int) -> Int { self[p] == 0x0d && self[p &+ 1] == 0x0a ? 2 : 1 }

  /// The start of the line that holds byte `from`; a byte order mark at the start of the text stands on no line.
  func lineStart(_ from: Int) -> Int {
    var p = from
    while p > 0, self[p &- 1] != 0x0a, self[p &- 1] != 0x0d { p &-= 1 }
    return p == 0 && from >= 3 && startsWithMark ? 3 : p
  }

  private var startsWithMark: Bool { self[0] == 0xef && self[1] == 0xbb && self[2] == 0xbf }

  /// The end of the line that holds byte `from`, before its break.
  @inline(__always) func lineEnd(_ from: Int) -> Int {
    var p = from
    while p < end {
      let bytes = word(p)
      let lf = bytes ^ 0x0a0a_0a0a_0a0a_0a0a
      let cr = bytes ^ 0x0d0d_0d0d_0d0d_0d0d
      let hit = ((lf &- 0x0101_0101_0101_0101) & ~lf | (cr &- 0x0101_0101_0101_0101) & ~cr) & 0x8080_8080_8080_8080
      if hit != 0 { return min(p &+ hit.trailingZeroBitCount &>> 3, end) }
      p &+= 8
    }
    return end
  }

  /// The end of a line without a comment and trailing white space.
  func contentEnd(ofLineAt from: Int) -> Int {
    let stop = lineEnd(from)
    var p = from
    var last = from
    while p < stop {
      if self[p] == 0x23, p > from, self[p - 1] == 0x20 || self[p - 1] == 0x09 { break }
      if self[p] != 0x20, self[p] != 0x09 { last = p + 1 }
      p += 1
    }
    return last
  }

  /// Whether the line from `p` on begins with an implicit key: `name:`, quoted or not.
  func isKeyLine(_ from: Int) -> Bool {
    var p = from
    let quote = self[p]
    if quote == 0x22 || quote == 0x27 {
      p += 1
      while self[p] != quote {
        if self[p] == 0x5c, quote == 0x22, self[p + 1] >= 0x20 { p += 1 }
        if isLineEnd(p) { return false }
        p += 1
      }
      p += 1
      while self[p] == 0x20 || self[p] == 0x09 { p += 1 }
      return self[p] == 0x3a && isBlank(p + 1)
    }
    if quote == 0x23 { return false }
    while !isLineEnd(p) {
      let byte = self[p]
      if byte == 0x3a, isBlank(p + 1) { return true }
      if byte == 0x23, self[p - 1] == 0x20 || self[p - 1] == 0x09 { return false }
      p += 1
    }
    return false
  }

  /// Whether all bytes of a range are UTF-8 and none is a control character other than a tab or a line break.
  func isPrintable(_ from: Int, _ to: Int) -> Bool {
    var p = from
    while p < to {
      let bytes = word(p)
      // A byte above ASCII, or one below a space.
      if (bytes | (bytes &- 0x2020_2020_2020_2020) & ~bytes) & 0x8080_8080_8080_8080 == 0 {
        p &+= 8
        continue
      }
      let stop = min(p &+ 8, to)
      while p < stop {
        let length = scalarLength(p)
        if length == 0 { return false }
        p &+= length
      }
    }
    return true
  }

  /// The bytes of the printable scalar at `p`; 0 when there is none (RFC 3629, table of §4).
  func scalarLength(_ p: Int) -> Int {
    let first = self[p]
    if first < 0x80 { return first >= 0x20 || first == 0x09 || first == 0x0a || first == 0x0d ? 1 : 0 }
    func follows(_ k: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xbf) -> Bool { self[p &+ k] >= low && self[p &+ k] <= high }
    switch first {
    case 0xc2...0xdf: return follows(1) ? 2 : 0
    case 0xe0: return follows(1, 0xa0) && follows(2) ? 3 : 0
    case 0xed: return follows(1, 0x80, 0x9f) && follows(2) ? 3 : 0
    case 0xe1...0xef: return follows(1) && follows(2) ? 3 : 0
    case 0xf0: return follows(1, 0x90) && follows(2) && follows(3) ? 4 : 0
    case 0xf1...0xf3: return follows(1) && follows(2) && follows(3) ? 4 : 0
    case 0xf4: return follows(1, 0x80, 0x8f) && follows(2) && follows(3) ? 4 : 0
    default: return 0
    }
  }

  /// The bytes of the escape at `p`; of one at the end of a line only the backslash counts; 0 for one that does not exist.
  func escapeLength(_ p: Int) -> Int {
    switch self[p + 1] {
    case 0x30, 0x61, 0x62, 0x74, 0x09, 0x6e, 0x76, 0x66, 0x72, 0x65, 0x20, 0x22, 0x2f, 0x5c, 0x4e, 0x5f, 0x4c, 0x50: 2
    case 0x0a, 0x0d: 1
    case 0x78: hexDigits(p + 2, 2)
    case 0x75: hexDigits(p + 2, 4)
    case 0x55: hexDigits(p + 2, 8)
    default: 0
    }
  }

  private func hexDigits(_ p: Int, _ count: Int) -> Int {
    for k in 0..<count {
      let byte = self[p + k]
      guard byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66 else { return 0 }
    }
    return 2 + count
  }

  private func isLineEnd(_ p: Int) -> Bool { self[p] == 0x0a || self[p] == 0x0d || p >= end }
}

@inline(__always) func isFlowIndicator(_ byte: UInt8) -> Bool {
  byte == 0x2c || byte == 0x5b || byte == 0x5d || byte == 0x7b || byte == 0x7d
}
