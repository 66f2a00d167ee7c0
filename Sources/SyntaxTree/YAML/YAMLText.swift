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

  /// The bytes of the line break at `p`.
  @inline(__always) func breakLength(_ p: Int) -> Int { self[p] == 0x0d && self[p &+ 1] == 0x0a ? 2 : 1 }

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

  private func isLineEnd(_ p: Int) -> Bool { self[p] == 0x0a || self[p] == 0x0d || p >= end }
}

@inline(__always) func isFlowIndicator(_ byte: UInt8) -> Bool {
  byte == 0x2c || byte == 0x5b || byte == 0x5d || byte == 0x7b || byte == 0x7d
}
