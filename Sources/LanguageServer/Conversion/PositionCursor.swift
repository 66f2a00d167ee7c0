import SourceText

/// Turns byte offsets into positions. Cheap where the offsets come in order: the columns of a line are counted once, however
/// many offsets lie on it.
struct PositionCursor {
  private let text: SourceText
  private let encoding: PositionEncoding
  private var last: (offset: Int, position: TextPosition)?

  init(_ text: SourceText, _ encoding: PositionEncoding) {
    self.text = text
    self.encoding = encoding
  }

  mutating func position(of offset: Int) -> TextPosition {
    let offset = min(max(0, offset), text.count)
    let line = text.lines.line(at: offset)
    let position: TextPosition
    if let last, last.position.line == line, last.offset <= offset {
      let more = text.columns(of: ByteRange(last.offset, offset), in: encoding)
      position = TextPosition(line: line, column: last.position.column + more)
    } else {
      position = text.position(of: offset, in: encoding)
    }
    last = (offset, position)
    return position
  }

  mutating func range(_ range: ByteRange) -> LineRange {
    LineRange(start: position(of: range.start), end: position(of: range.end))
  }
}
