import SourceText
import Testing

@testable import LanguageServer

@Suite struct ConversionTests {
  @Test(arguments: PositionEncoding.allCases)
  func aCursorAnswersAsTheTextDoes(encoding: PositionEncoding) {
    let text = SourceText("a😀é漢\r\nb\rc\n\n😀😀x")
    var cursor = PositionCursor(text, encoding)
    for offset in Array(0...text.count) + [text.count, 3, 9, 1, -1, 99] {
      let start = text.position(of: offset, in: encoding)
      // An offset inside a scalar is the scalar's start; the cursor is asked for ends of tokens only.
      guard text.offset(of: start, in: encoding) == min(max(0, offset), text.count) else { continue }
      #expect(cursor.position(of: offset) == start, "offset \(offset)")
    }
  }

  @Test func aChangeIsAppliedAsTheClientCounts() {
    var document = OpenDocument(uri: "file:///a", path: "/a", languageID: nil, folder: 0, version: 1, text: SourceText("x😀y\r\nz"))
    func range(_ a: (Int, Int), _ b: (Int, Int)) -> LineRange {
      LineRange(start: TextPosition(line: a.0, column: a.1), end: TextPosition(line: b.0, column: b.1))
    }
    document.apply(range((0, 1), (0, 3)), "é", encoding: .utf16)
    #expect(document.text == SourceText("xéy\r\nz"))
    document.apply(range((0, 99), (0, 99)), "!", encoding: .utf16)
    #expect(document.text == SourceText("xéy!\r\nz"), "behind the line's end is before its break")
    document.apply(range((9, 0), (9, 9)), "?", encoding: .utf16)
    #expect(document.text == SourceText("xéy!\r\nz?"), "behind the last line is the end")
    document.apply(range((0, 2), (0, 0)), "", encoding: .utf16)
    #expect(document.text == SourceText("y!\r\nz?"), "a range the wrong way round is the text between its ends")
    document.apply(nil, "new", encoding: .utf16)
    #expect(document.text == SourceText("new"))
    #expect(document.pending == .wholeText)
  }

  @Test func utf16IsTakenWheneverItIsOfferedOrNothingIs() {
    #expect(ClientCapabilities.encoding(offered: [], prefersUTF8: false) == .utf16)
    #expect(ClientCapabilities.encoding(offered: ["klingon"], prefersUTF8: false) == .utf16)
    #expect(ClientCapabilities.encoding(offered: ["utf-32", "utf-8", "utf-16"], prefersUTF8: false) == .utf16)
    #expect(ClientCapabilities.encoding(offered: ["utf-32", "utf-8"], prefersUTF8: false) == .utf8)
    #expect(ClientCapabilities.encoding(offered: ["utf-32"], prefersUTF8: false) == .utf32)
    #expect(ClientCapabilities.encoding(offered: ["utf-16", "utf-8"], prefersUTF8: true) == .utf8)
  }

  @Test func fixAllAnswersWithTheKindThatWasAskedFor() {
    #expect(FixAllKind.answer(to: nil) == "source.fixAll.cmklint")
    #expect(FixAllKind.answer(to: ["source.fixAll"]) == "source.fixAll")
    #expect(FixAllKind.answer(to: ["source.fixAll.cmklint"]) == "source.fixAll.cmklint")
    #expect(FixAllKind.answer(to: ["source"]) == "source.fixAll.cmklint")
    #expect(FixAllKind.answer(to: ["source.fixAll", "source.fixAll.cmklint"]) == "source.fixAll.cmklint")
    #expect(FixAllKind.answer(to: ["source.fixAll.ruff"]) == nil)
    #expect(FixAllKind.answer(to: ["source.fix"]) == nil)
    #expect(FixAllKind.answer(to: ["quickfix"]) == nil)
  }
}
