/// Where the lines of a text start. Lines end at LF, CRLF and a lone CR, and at nothing else.
public struct LineTable: Sendable, Equatable {
  private var table: PieceTable<Int32>
  /// Bytes in the whole text.
  public private(set) var length: Int

  /// Byte offsets of the first byte of each line; the first is 0.
  public var starts: [Int32] { table.elements }

  public init(of bytes: [UInt8]) { self.init(of: bytes, margin: PieceTable<Int32>.standardMargin) }

  init(of bytes: [UInt8], margin: Int) {
    self = bytes.withUnsafeBufferPointer { LineTable(of: $0, margin: margin) }
  }

  /// The lines of bytes that live elsewhere.
  public init(of text: UnsafeBufferPointer<UInt8>) { self.init(of: text, margin: PieceTable<Int32>.standardMargin) }

  private init(of text: UnsafeBufferPointer<UInt8>, margin: Int) {
    var starts: [Int32] = []
    // Counted first, as a list that grows takes twice the memory.
    var breaks = 0
    for byte in text where byte == 0x0a || byte == 0x0d { breaks &+= 1 }
    starts.reserveCapacity(breaks + 1)
    starts.append(0)
    var i = 0
    let n = text.count
    while i < n {
      let byte = text[i]
      i += 1
      if byte == 0x0a || (byte == 0x0d && !(i < n && text[i] == 0x0a)) { starts.append(Int32(truncatingIfNeeded: i)) }
    }
    table = PieceTable(starts, margin: margin)
    length = text.count
  }

  /// Brings the table up to date after the bytes from `start` to `oldEnd` gave way to those that now go from `start` to `newEnd`.
  ///
  /// Looks at the new bytes only, and shifts no more of the later lines than those nearby.
  mutating func replace(_ start: Int, _ oldEnd: Int, _ newEnd: Int, in bytes: PieceTable<UInt8>) {
    // Whether a line starts at an offset hangs on the bytes before and behind it.
    let first = max(1, firstIndex(from: start))
    let last = max(first, firstIndex(from: oldEnd + 1))
    let from = max(0, start - 1)
    let added = bytes.withElements(from..<(newEnd + 1)) { window in
      var added: [Int32] = []
      for offset in 1..<max(1, window.count + 1) where from + offset >= start && from + offset <= newEnd {
        let before = window[offset - 1]
        if before == 0x0a || before == 0x0d && !(offset < window.count && window[offset] == 0x0a) {
          added.append(Int32(truncatingIfNeeded: from + offset))
        }
      }
      return added
    }
    if first < last || !added.isEmpty { table.replaceSubrange(first..<last, with: added) }
    table.shift(from: first + added.count, by: Int32(truncatingIfNeeded: newEnd - oldEnd))
    length = bytes.count
  }

  /// The index of the first line that starts at `offset` or behind it.
  private func firstIndex(from offset: Int) -> Int {
    let line = line(at: offset)
    return Int(table[line]) >= offset ? line : line + 1
  }

  /// The number of lines; the one behind the last line break counts.
  public var lineCount: Int { table.count }

  /// The number, from zero, of the line that holds byte `offset`; clamped to the text.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = table.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if Int(table[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line with its line break; empty behind the last line.
  public func range(ofLine line: Int) -> ByteRange {
    guard line >= 0, line < table.count else { return ByteRange(length, length) }
    return ByteRange(Int(table[line]), line + 1 < table.count ? Int(table[line + 1]) : length)
  }
}
