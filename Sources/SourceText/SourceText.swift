/// The bytes of one document with its line table. A value: an edit makes the next one.
///
/// Bytes are kept as they came: a byte order mark, NUL and invalid UTF-8 included.
public struct SourceText: Sendable, Equatable {
  public private(set) var bytes: [UInt8]
  public private(set) var lines: LineTable

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lines = LineTable(of: bytes)
  }

  public init(_ string: String) { self.init(Array(string.utf8)) }

  public var count: Int { bytes.count }

  /// Replaces one range, clamped to the text.
  public mutating func apply(_ edit: TextEdit) {
    let start = min(max(0, edit.range.start), bytes.count)
    let end = min(max(start, edit.range.end), bytes.count)
    bytes.replaceSubrange(start..<end, with: edit.replacement)
    lines.replace(ByteRange(start, end), count: edit.replacement.count, in: bytes)
  }

  /// The text of a range, clamped; invalid UTF-8 reads as U+FFFD.
  public func string(_ range: ByteRange) -> String { String(decoding: slice(range), as: UTF8.self) }

  /// The bytes of a range, clamped to the text.
  public func slice(_ range: ByteRange) -> ArraySlice<UInt8> {
    let start = min(max(0, range.start), bytes.count)
    return bytes[start..<min(max(start, range.end), bytes.count)]
  }

  /// The bytes of a line without its line break.
  public func contentRange(ofLine line: Int) -> ByteRange {
    let whole = lines.range(ofLine: line)
    var end = whole.end
    if end > whole.start, bytes[end - 1] == 0x0a { end -= 1 }
    if end > whole.start, bytes[end - 1] == 0x0d { end -= 1 }
    return ByteRange(whole.start, end)
  }

  /// The line break that the document uses: the first one's, LF where there is none.
  public var lineBreak: String {
    guard lines.lineCount > 1 else { return "\n" }
    let first = lines.range(ofLine: 0)
    let content = contentRange(ofLine: 0)
    return string(ByteRange(content.end, first.end))
  }
}

// MARK: - Positions

extension SourceText {
  /// The position of a byte offset, clamped to the text; an offset inside a scalar counts as its start.
  public func position(of offset: Int, in encoding: PositionEncoding) -> TextPosition {
    let offset = min(max(0, offset), bytes.count)
    let line = lines.line(at: offset)
    let start = lines.range(ofLine: line).start
    return TextPosition(line: line, column: columns(of: ByteRange(start, offset), in: encoding))
  }

  /// How many units the bytes of a range take, which begins at the start of a scalar and lies on one line. A scalar that the
  /// range cuts does not count.
  public func columns(of range: ByteRange, in encoding: PositionEncoding) -> Int {
    let start = min(max(0, range.start), bytes.count)
    let end = min(max(start, range.end), bytes.count)
    if encoding == .utf8 { return end - start }
    var column = 0
    var i = start
    while i < end {
      let (length, units) = scalar(at: i)
      if i + length > end { break }
      column += encoding == .utf16 ? units : 1
      i += length
    }
    return column
  }

  /// The byte offset of a position. A column past the line's end is the end before the line break, a line past the text
  /// is the end of the text, a column inside a scalar is the scalar's start.
  public func offset(of position: TextPosition, in encoding: PositionEncoding) -> Int {
    guard position.line >= 0 else { return 0 }
    guard position.line < lines.lineCount else { return bytes.count }
    let content = contentRange(ofLine: position.line)
    if encoding == .utf8 {
      var target = min(content.start + max(0, position.column), content.end)
      while target > content.start, target < content.end, bytes[target] & 0xc0 == 0x80 { target -= 1 }
      return target
    }
    var column = 0
    var i = content.start
    while i < content.end {
      let (length, units) = scalar(at: i)
      let width = encoding == .utf16 ? units : 1
      if column + width > position.column { break }
      column += width
      i += length
    }
    return min(i, content.end)
  }

  /// Bytes and UTF-16 units of the scalar at byte `i`; a byte that starts no valid scalar counts as one of each.
  private func scalar(at i: Int) -> (bytes: Int, utf16: Int) {
    let first = bytes[i]
    guard first >= 0xc2 else { return (1, 1) }
    let length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1
    guard length > 1, i + length <= bytes.count else { return (1, 1) }
    for k in 1..<length where bytes[i + k] & 0xc0 != 0x80 { return (1, 1) }
    return (length, length == 4 ? 2 : 1)
  }
}
