/// The bytes of one document with its line table. A value: an edit makes the next one.
///
/// Bytes are kept as they came: a byte order mark, NUL and invalid UTF-8 included.
public struct SourceText: Sendable, Equatable {
  /// The bytes, to be read where they lie.
  public private(set) var table: PieceTable<UInt8>
  public private(set) var lines: LineTable
  private var whole = WholeText()

  public init(_ bytes: [UInt8]) {
    table = PieceTable(bytes)
    lines = LineTable(of: bytes)
  }

  /// With pieces as small as a test wants them.
  init(_ bytes: [UInt8], margin: Int) {
    table = PieceTable(bytes, margin: margin)
    lines = LineTable(of: bytes, margin: margin)
  }

  public init(_ string: String) { self.init(Array(string.utf8)) }

  public static func == (a: SourceText, b: SourceText) -> Bool { a.table == b.table }

  public var count: Int { table.count }

  /// The byte at an offset of the text.
  @inlinable public subscript(offset: Int) -> UInt8 { table[offset] }

  /// All bytes in one array: a copy of the text, made when first asked for, where a long text was edited. What reads a few bytes
  /// asks for those.
  public var bytes: [UInt8] { table.isFlat ? table.elements : whole.bytes(of: table) }

  /// Calls `body` with the bytes of a range, clamped to the text.
  @inlinable public func withBytes<Result>(_ range: ByteRange, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let start = min(max(0, range.start), count)
    return table.withElements(start..<min(max(start, range.end), count), body)
  }

  /// Keeps the text in one array from now on, for a reader that needs all of it after each edit: an edit moves the bytes behind it.
  public mutating func keepFlat() {
    flatten()
    table.keepFlat()
  }

  /// Makes the text one array, which pays where all of it is read anyway.
  public mutating func flatten() {
    guard !table.isFlat else { return }
    table = PieceTable(bytes, margin: table.margin)
    whole = WholeText()
  }

  /// Replaces one range, clamped to the text.
  public mutating func apply(_ edit: TextEdit) {
    let start = min(max(0, edit.range.start), count)
    let end = min(max(start, edit.range.end), count)
    let mayBeMade = !table.isFlat
    table.replaceSubrange(start..<end, with: edit.replacement)
    // Of a text in one array nobody asks for another; what copies share is theirs.
    if mayBeMade && whole.isMade || !isKnownUniquelyReferenced(&whole) { whole = WholeText() }
    lines.replace(start, end, start + edit.replacement.count, in: table)
  }

  /// The text of a range, clamped; invalid UTF-8 reads as U+FFFD.
  public func string(_ range: ByteRange) -> String { withBytes(range) { String(decoding: $0, as: UTF8.self) } }

  /// The bytes of a range, clamped to the text; the slice's indices are offsets of the text. In a long text that was edited it is a
  /// part of `bytes`: `withBytes` and the subscript need no copy.
  public func slice(_ range: ByteRange) -> ArraySlice<UInt8> {
    let bytes = bytes
    let start = min(max(0, range.start), bytes.count)
    return bytes[start..<min(max(start, range.end), bytes.count)]
  }

  /// The bytes of a line without its line break.
  public func contentRange(ofLine line: Int) -> ByteRange {
    let whole = lines.range(ofLine: line)
    var end = whole.end
    if end > whole.start, table[end - 1] == 0x0a { end -= 1 }
    if end > whole.start, table[end - 1] == 0x0d { end -= 1 }
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
    let offset = min(max(0, offset), count)
    let line = lines.line(at: offset)
    let start = lines.range(ofLine: line).start
    let target = scalarStart(at: offset, from: start)
    return TextPosition(line: line, column: columns(of: ByteRange(start, target), in: encoding))
  }

  /// How many units the bytes of a range take, which begins at the start of a scalar and lies on one line. A scalar that the
  /// range cuts does not count.
  public func columns(of range: ByteRange, in encoding: PositionEncoding) -> Int {
    let start = min(max(0, range.start), count)
    let end = min(max(start, range.end), count)
    if encoding == .utf8 { return end - start }
    var column = 0
    var i = start
    while i < end {
      if let next = asciiEnd(i, end) {
        column += next - i
        i = next
        continue
      }
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
    guard position.line < lines.lineCount else { return count }
    if position.column <= 0 { return lines.range(ofLine: position.line).start }
    let content = contentRange(ofLine: position.line)
    if encoding == .utf8 {
      return scalarStart(at: content.start + min(max(0, position.column), content.length), from: content.start)
    }
    var column = 0
    var i = content.start
    while i < content.end {
      if position.column - column >= 8, let next = asciiEnd(i, content.end) {
        column += next - i
        i = next
        continue
      }
      let (length, units) = scalar(at: i)
      let width = encoding == .utf16 ? units : 1
      if width > position.column - column { break }
      column += width
      i += length
    }
    return min(i, content.end)
  }

  /// The start of the scalar that `offset` lies in, not before `start`; `offset` itself where it lies in none.
  private func scalarStart(at offset: Int, from start: Int) -> Int {
    guard offset < count, table[offset] & 0xc0 == 0x80 else { return offset }
    for back in 1...3 where offset - back >= start {
      if table[offset - back] & 0xc0 == 0x80 { continue }
      return scalar(at: offset - back).bytes > back ? offset - back : offset
    }
    return offset
  }

  /// Eight bytes on, if they are ASCII and all before `end`.
  private func asciiEnd(_ i: Int, _ end: Int) -> Int? {
    guard i + 8 <= end else { return nil }
    var all: UInt8 = 0
    for k in i..<(i + 8) { all |= table[k] }
    return all < 0x80 ? i + 8 : nil
  }

  /// Bytes and UTF-16 units of the scalar at byte `i`; a byte that starts no valid scalar counts as one of each.
  private func scalar(at i: Int) -> (bytes: Int, utf16: Int) {
    let first = table[i]
    guard first >= 0xc2 else { return (1, 1) }
    let length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1
    guard length > 1, i + length <= count else { return (1, 1) }
    for k in 1..<length where table[i + k] & 0xc0 != 0x80 { return (1, 1) }
    return (length, length == 4 ? 2 : 1)
  }
}
