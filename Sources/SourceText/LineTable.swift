/// Where the lines of a text start. Lines end at LF, CRLF and a lone CR, and at nothing else.
public struct LineTable: Sendable, Equatable {
  /// Byte offsets of the first byte of each line; the first is 0.
  public private(set) var starts: [Int32]
  /// Bytes in the whole text.
  public private(set) var length: Int

  public init(of bytes: [UInt8]) {
    var starts: [Int32] = [0]
    bytes.withUnsafeBufferPointer { text in
      var i = 0
      let n = text.count
      while i < n {
        let byte = text[i]
        i += 1
        if byte == 0x0a || (byte == 0x0d && !(i < n && text[i] == 0x0a)) { starts.append(Int32(truncatingIfNeeded: i)) }
      }
    }
    self.starts = starts
    length = bytes.count
  }

  public var lineCount: Int { starts.count }

  /// The number, from zero, of the line that holds byte `offset`; clamped to the text.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line with its line break; empty behind the last line.
  public func range(ofLine line: Int) -> ByteRange {
    guard line >= 0, line < starts.count else { return ByteRange(length, length) }
    return ByteRange(Int(starts[line]), line + 1 < starts.count ? Int(starts[line + 1]) : length)
  }
}
