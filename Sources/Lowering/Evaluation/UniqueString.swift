/// ARM's `uniqueString`: a 64-bit MurmurHash of the arguments, joined by `-`, as thirteen digits of base 32.
///
/// Checked against values that Azure's own engine computed (Bicep's snapshot and parameter baselines).
enum UniqueString {
  static func of(_ arguments: [String]) -> String {
    var bits = hash(Array(arguments.joined(separator: "-").utf8))
    let digits = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    var text: [UInt8] = []
    for _ in 0..<13 {
      text.append(digits[Int(truncatingIfNeeded: bits >> 59)])
      bits <<= 5
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let factor1: UInt32 = 0x239b_961b
  private static let factor2: UInt32 = 0xab0e_9789

  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    var low: UInt32 = 0
    var high: UInt32 = 0
    func word(_ start: Int, _ end: Int) -> UInt32 {
      (start..<min(end, start + 4)).reduce(0) { $0 | UInt32(bytes[$1]) << UInt32(8 * ($1 - start)) }
    }
    var index = 0
    while index + 8 <= bytes.count {
      low ^= mixedLow(word(index, bytes.count))
      low = (rotated(low, 19) &+ high) &* 5 &+ 0x561c_cd1b
      high ^= mixedHigh(word(index + 4, bytes.count))
      high = (rotated(high, 13) &+ low) &* 5 &+ 0x0bca_a747
      index += 8
    }
    if index < bytes.count { low ^= mixedLow(word(index, bytes.count)) }
    if index + 4 < bytes.count { high ^= mixedHigh(word(index + 4, bytes.count)) }
    low ^= UInt32(truncatingIfNeeded: bytes.count)
    high ^= UInt32(truncatingIfNeeded: bytes.count)
    low = low &+ high
    high = high &+ low
    low = finished(low)
    high = finished(high)
    low = low &+ high
    high = high &+ low
    return UInt64(high) << 32 | UInt64(low)
  }

  private static func mixedLow(_ word: UInt32) -> UInt32 { rotated(word &* factor1, 15) &* factor2 }
  private static func mixedHigh(_ word: UInt32) -> UInt32 { rotated(word &* factor2, 17) &* factor1 }
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word << count | word >> (32 - count) }

  private static func finished(_ word: UInt32) -> UInt32 {
    var word = word
    word = (word ^ word >> 16) &* 0x85eb_ca6b
    word = (word ^ word >> 13) &* 0xc2b2_ae35
    return word ^ word >> 16
  }
}
