/// A 64-bit hash of bytes that takes eight at a time: for telling whether a text is what it was, within one process.
///
/// `Fingerprint` is the one for names that are written down.
public struct ContentHash: Sendable {
  private var state: UInt64 = 0x9e37_79b9_7f4a_7c15

  public init() {}

  public mutating func add(_ word: UInt64) {
    let (high, low) = (state ^ word).multipliedFullWidth(by: 0xd6e8_feb8_6659_fd93)
    state = high ^ low &+ 0x2545_f491_4f6c_dd1d
  }

  public mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    let whole = bytes.count & ~7
    var index = 0
    let raw = UnsafeRawBufferPointer(bytes)
    while index < whole {
      add(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(bytes[index])
      index += 1
    }
    // With the length in it, so that a zero byte more is another text.
    add(rest)
    add(UInt64(bytes.count))
  }

  public mutating func add(_ string: String) {
    var string = string
    string.withUTF8 { add($0) }
  }

  public var value: UInt64 { state ^ state >> 32 }
}

extension SourceText {
  /// The hash of the bytes of a range.
  public func hash(of range: ByteRange) -> UInt64 {
    withBytes(range) { bytes in
      var hash = ContentHash()
      hash.add(bytes)
      return hash.value
    }
  }
}
