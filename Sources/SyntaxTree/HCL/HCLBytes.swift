/// The bytes of a text with zeros behind them: what looks ahead need not ask for the end.
///
/// A value of two words, so that the scanning of names, numbers and strings does not touch the reader.
struct HCLBytes {
  /// The bytes that may be looked at behind the text, all zero.
  static let padding = 64

  let base: UnsafeMutablePointer<UInt8>
  let count: Int

  /// A copy of the bytes; to be given back by `deallocate`.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    count = bytes.count
    base = .allocate(capacity: bytes.count + Self.padding)
    if let start = bytes.baseAddress { base.initialize(from: start, count: bytes.count) }
    (base + bytes.count).initialize(repeating: 0, count: Self.padding)
  }

  func deallocate() { base.deallocate() }

  /// The byte at `p`, which must be less than `padding` bytes behind the end.
  @inline(__always)
  subscript(_ p: Int) -> UInt8 { base[p] }

  /// A class for each byte, as text: the table is constant data. a: letters and `_`; b: digits; c: `-`; d: above ASCII; `: the rest.
  private static var classes: StaticString {
    """
    ````````````````````````````````\
    `````````````c``bbbbbbbbbb``````\
    `aaaaaaaaaaaaaaaaaaaaaaaaaa````a\
    `aaaaaaaaaaaaaaaaaaaaaaaaaa`````\
    dddddddddddddddddddddddddddddddd\
    dddddddddddddddddddddddddddddddd\
    dddddddddddddddddddddddddddddddd\
    dddddddddddddddddddddddddddddddd
    """
  }
  static var letter: UInt8 { 0x61 }
  static var digit: UInt8 { 0x62 }
  static var dash: UInt8 { 0x63 }
  static var high: UInt8 { 0x64 }

  @inline(__always)
  static func byteClass(_ byte: UInt8) -> UInt8 { classes.utf8Start[Int(byte)] }

  @inline(__always)
  func isNewline(_ p: Int) -> Bool { self[p] == 0x0a || self[p] == 0x0d && self[p &+ 1] == 0x0a }

  /// Whether a line ends here: a new line, a comment to the end of the line, the end of the text.
  @inline(__always)
  func endsLine(_ p: Int) -> Bool {
    isNewline(p) || self[p] == 0x23 || self[p] == 0x2f && self[p &+ 1] == 0x2f || p >= count
  }

  /// The number of spaces at `p`, if they are less than eight; else eight.
  @inline(__always)
  func spaces(_ p: Int) -> Int {
    let word = UInt64(littleEndian: UnsafeRawPointer(base + p).loadUnaligned(as: UInt64.self))
    return (word ^ 0x2020_2020_2020_2020).trailingZeroBitCount >> 3
  }

  /// Whether a name starts here.
  @inline(__always)
  func startsName(_ p: Int) -> Bool {
    let kind = Self.byteClass(self[p])
    return kind == Self.letter || kind == Self.high && wideNameEnd(p, isStart: true) > p
  }

  /// The end of the name whose first byte is at `p` and was looked at.
  @inline(__always)
  func nameEnd(_ p: Int) -> Int {
    let bit = SIMD16<UInt8>(repeating: 0x20)
    let letter = SIMD16<UInt8>(repeating: 0x61)
    let letterCount = SIMD16<UInt8>(repeating: 26)
    let zero = SIMD16<UInt8>(repeating: 0x30)
    let digitCount = SIMD16<UInt8>(repeating: 10)
    let low = SIMD16<UInt8>(repeating: 0x5f)
    let dash = SIMD16<UInt8>(repeating: 0x2d)
    var p = p
    while true {
      let bytes = sixteen(p)
      let letters = ((bytes | bit) &- letter) .< letterCount
      let digits = (bytes &- zero) .< digitCount
      let halves = unsafeBitCast(letters .| digits .| (bytes .== low) .| (bytes .== dash), to: SIMD2<UInt64>.self)
      let length = Self.first(~halves[0], ~halves[1])
      p &+= length
      if length == 16 { continue }
      if self[p] < 0x80 { return p }
      let end = wideNameEnd(p, isStart: false)
      if end == p { return p }
      p = end
    }
  }

  /// The end of the scalar at `p` if it may stand in a name; else `p`.
  @inline(never)
  func wideNameEnd(_ p: Int, isStart: Bool) -> Int {
    guard let (scalar, length) = scalar(p) else { return p }
    let properties = scalar.properties
    return (isStart ? properties.isIDStart : properties.isIDContinue) ? p &+ length : p
  }

  /// The Unicode scalar at `p` and its bytes; nil where they are not valid UTF-8.
  func scalar(_ p: Int) -> (Unicode.Scalar, Int)? {
    let first = UInt32(self[p])
    let length: Int
    var value: UInt32
    let least: UInt32
    switch first {
    case 0..<0x80: (length, value, least) = (1, first, 0)
    case 0xc2..<0xe0: (length, value, least) = (2, first & 0x1f, 0x80)
    case 0xe0..<0xf0: (length, value, least) = (3, first & 0x0f, 0x800)
    case 0xf0..<0xf5: (length, value, least) = (4, first & 0x07, 0x10000)
    default: return nil
    }
    for k in 1..<max(length, 1) {
      guard self[p &+ k] & 0xc0 == 0x80 else { return nil }
      value = value << 6 | UInt32(self[p &+ k] & 0x3f)
    }
    guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }

  /// The end of the number whose first digit is at `p`.
  @inline(__always)
  func numberEnd(_ p: Int) -> Int {
    var p = digitsEnd(p)
    if self[p] == 0x2e, isDigit(p &+ 1) { p = digitsEnd(p &+ 1) }
    if self[p] | 0x20 == 0x65 {
      let sign = self[p &+ 1] == 0x2b || self[p &+ 1] == 0x2d
      let digits = p &+ (sign ? 2 : 1)
      if isDigit(digits) { p = digitsEnd(digits) }
    }
    return p
  }

  @inline(__always)
  func isDigit(_ p: Int) -> Bool { self[p] &- 0x30 < 10 }

  @inline(__always)
  func digitsEnd(_ p: Int) -> Int {
    var p = p
    while isDigit(p) { p &+= 1 }
    return p
  }

  /// Whether the name from `start` to `end` is `word`.
  @inline(__always)
  func isName(_ start: Int, _ end: Int, _ word: StaticString) -> Bool {
    guard end &- start == word.utf8CodeUnitCount else { return false }
    for k in 0..<word.utf8CodeUnitCount where self[start &+ k] != word.utf8Start[k] { return false }
    return true
  }

  @inline(__always)
  func sixteen(_ p: Int) -> SIMD16<UInt8> { UnsafeRawPointer(base + p).loadUnaligned(as: SIMD16<UInt8>.self) }

  /// Four bytes as one word, the first the lowest.
  @inline(__always)
  func four(_ p: Int) -> UInt32 { UInt32(littleEndian: UnsafeRawPointer(base + p).loadUnaligned(as: UInt32.self)) }

  /// The index of the first lane that is set; 16 where none is. Without a branch, as its outcome would be anyone's guess.
  @inline(__always)
  static func first(_ mask: SIMDMask<SIMD16<Int8>>) -> Int {
    let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    return first(halves[0], halves[1])
  }

  @inline(__always)
  static func first(_ low: UInt64, _ high: UInt64) -> Int {
    let first = low.trailingZeroBitCount >> 3
    return first &+ (high.trailingZeroBitCount >> 3) & (0 &- first >> 3)
  }
}
