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

  /// Brings the table up to date after the bytes of `range`, of the text before, gave way to `count` others; `bytes` is the
  /// text after. Looks at the new bytes alone; the lines behind them only move.
  mutating func replace(_ range: ByteRange, count: Int, in bytes: [UInt8]) {
    // Whether a line starts at a place hangs on the byte there and the one before it: at the ends of the new bytes too.
    let first = max(1, starts.partitioningIndex { Int($0) >= range.start })
    let behind = max(first, starts.partitioningIndex { Int($0) > range.end })
    var fresh: [Int32] = []
    for place in range.start...range.start + count where place > 0 && place <= bytes.count {
      let before = bytes[place - 1]
      let isLineFeed = place < bytes.count && bytes[place] == 0x0a
      if before == 0x0a || before == 0x0d && !isLineFeed { fresh.append(Int32(truncatingIfNeeded: place)) }
    }
    let delta = Int32(truncatingIfNeeded: count - range.length)
    if delta != 0 {
      starts.withUnsafeMutableBufferPointer { starts in
        for index in behind..<starts.count { starts[index] &+= delta }
      }
    }
    starts.replaceSubrange(first..<behind, with: fresh)
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

extension [Int32] {
  /// The first index from which on the condition holds, which holds for none before it.
  fileprivate func partitioningIndex(where condition: (Int32) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
