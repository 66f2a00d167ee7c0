/// A 64-bit FNV-1a hash, the same on every machine and in every run (unlike `Hasher`).
public struct Fingerprint: Sendable {
  public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  public init() {}

  public mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }

  /// Adds a string and an end mark, so that ("ab", "c") and ("a", "bc") differ.
  public mutating func add(_ string: String) {
    for byte in string.utf8 { add(byte) }
    add(0xff)
  }

  public mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
    add(0xff)
  }

  public static func of(_ parts: String...) -> UInt64 {
    var print = Fingerprint()
    for part in parts { print.add(part) }
    return print.value
  }

  /// Sixteen hexadecimal digits.
  public var hex: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
