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

  /// Brings the table up to date after the bytes from `start` to `oldEnd` gave way to those that now go from `start` to `newEnd`.
  ///
  /// Looks at the new bytes only; the starts of later lines are shifted.
  mutating func replace(_ start: Int, _ oldEnd: Int, _ newEnd: Int, in bytes: [UInt8]) {
    let delta = newEnd - oldEnd
    // Whether a line starts at an offset hangs on the bytes before and behind it.
    let first = max(1, firstIndex(from: start))
    let last = max(first, firstIndex(from: oldEnd + 1))
    var added: [Int32] = []
    var offset = max(1, start)
    while offset <= min(newEnd, bytes.count) {
      if startsLine(offset, bytes) { added.append(Int32(truncatingIfNeeded: offset)) }
      offset += 1
    }
    starts.replaceSubrange(first..<last, with: added)
    if delta != 0 {
      let shift = Int32(truncatingIfNeeded: delta)
      for index in (first + added.count)..<starts.count { starts[index] &+= shift }
    }
    length = bytes.count
  }

  private func startsLine(_ offset: Int, _ bytes: [UInt8]) -> Bool {
    let before = bytes[offset - 1]
    return before == 0x0a || before == 0x0d && !(offset < bytes.count && bytes[offset] == 0x0a)
  }

  /// The index of the first line that starts at `offset` or behind it.
  private func firstIndex(from offset: Int) -> Int {
    let line = line(at: offset)
    return Int(starts[line]) >= offset ? line : line + 1
  }

  /// The number of lines; the one behind the last line break counts.
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
