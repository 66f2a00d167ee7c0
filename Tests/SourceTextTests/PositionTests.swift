import Testing

@testable import SourceText

@Suite("Positions")
struct PositionTests {
  func column(_ text: SourceText, _ offset: Int, _ encoding: PositionEncoding) -> [Int] {
    let position = text.position(of: offset, in: encoding)
    return [position.line, position.column]
  }

  @Test("Lines end at LF, CRLF and a lone CR, and at nothing else")
  func lines() {
    let text = SourceText("a\nb\r\nc\rd\u{2028}e\u{0c}f")
    #expect(text.lines.starts == [0, 2, 5, 7])
    #expect(SourceText("").lines.lineCount == 1)
    #expect(SourceText("\r\r\n\n\r").lines.starts == [0, 1, 3, 4, 5])
    #expect(text.lines.line(at: -1) == 0 && text.lines.line(at: 4) == 1 && text.lines.line(at: 5) == 2 && text.lines.line(at: 999) == 3)
    #expect(text.lines.range(ofLine: 1) == ByteRange(2, 5) && text.lines.range(ofLine: 9) == ByteRange(text.count, text.count))
    #expect(text.contentRange(ofLine: 1) == ByteRange(2, 3) && text.contentRange(ofLine: 2) == ByteRange(5, 6))
  }

  @Test("A column counts bytes, UTF-16 units or scalars")
  func columns() {
    let text = SourceText("\r\né😀x")
    #expect(PositionEncoding.allCases.map { column(text, 4, $0)[1] } == [2, 1, 1])
    #expect(PositionEncoding.allCases.map { column(text, 8, $0)[1] } == [6, 3, 2])
    #expect(PositionEncoding.allCases.map { column(text, 9, $0)[1] } == [7, 4, 3])
  }

  @Test("An offset inside a scalar counts as its start, one outside the text as its nearest end")
  func clampedOffsets() {
    let text = SourceText("é😀")
    #expect(column(text, 4, .utf16) == [0, 1] && column(text, 4, .utf32) == [0, 1])
    #expect(column(text, 1, .utf16) == [0, 0])
    #expect(column(text, -5, .utf16) == [0, 0] && column(text, 50, .utf16) == [0, 3])
  }

  @Test("A position outside the line or the text is its nearest end")
  func clampedPositions() {
    let text = SourceText("ab\r\né😀\rz")
    for encoding in PositionEncoding.allCases {
      #expect(text.offset(of: TextPosition(line: 0, column: 99), in: encoding) == 2)
      #expect(text.offset(of: TextPosition(line: 1, column: 99), in: encoding) == 10)
      #expect(text.offset(of: TextPosition(line: 9, column: 0), in: encoding) == text.count)
      #expect(text.offset(of: TextPosition(line: -1, column: 5), in: encoding) == 0)
      #expect(text.offset(of: TextPosition(line: 0, column: -3), in: encoding) == 0)
      #expect(text.offset(of: TextPosition(line: .max, column: .max), in: encoding) == text.count)
      #expect(text.offset(of: TextPosition(line: 1, column: .max), in: encoding) == 10)
    }
    #expect(text.offset(of: TextPosition(line: 1, column: 2), in: .utf16) == 6)
    #expect(text.offset(of: TextPosition(line: 1, column: 4), in: .utf8) == 6)
  }

  @Test("Every offset at a scalar's start survives the way there and back, in every encoding, invalid UTF-8 included")
  func roundTrip() {
    let texts: [[UInt8]] = [
      Array("a\u{feff}é\t😀\r\n\r\rñ\n\n".utf8), [0xef, 0xbb, 0xbf, 0x61],
      [0xff, 0x61, 0xc3, 0x0a, 0xf0, 0x9f, 0x98, 0x0d, 0x80, 0x80, 0xe2],
      [0, 0, 0x0a, 0], [0xed, 0xa0, 0x80, 0xc0, 0x80],
    ]
    for bytes in texts {
      let text = SourceText(bytes)
      for encoding in PositionEncoding.allCases {
        var previous = TextPosition(line: 0, column: 0)
        for offset in 0...bytes.count {
          let position = text.position(of: offset, in: encoding)
          #expect(previous <= position)
          previous = position
          let back = text.offset(of: position, in: encoding)
          #expect(back <= offset)
          #expect(text.position(of: back, in: encoding) == position || text.contentRange(ofLine: position.line).end < offset)
        }
      }
    }
  }
}
