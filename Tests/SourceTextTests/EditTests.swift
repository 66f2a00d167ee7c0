import Testing

@testable import SourceText

@Suite("Edits")
struct EditTests {
  @Test("An edit replaces its range and brings the lines up to date")
  func apply() {
    var text = SourceText("a\nb\nc")
    text.apply(TextEdit(ByteRange(1, 3), "\r\nxx\r"))
    #expect(text == SourceText("a\r\nxx\r\nc"))
    #expect(text.lines == LineTable(of: text.bytes))
  }

  @Test("An edit that reaches outside the text is clamped to it")
  func clamped() {
    var text = SourceText("abc")
    text.apply(TextEdit(ByteRange(2, 99), "X"))
    #expect(text == SourceText("abX"))
    text.apply(TextEdit(ByteRange(50, 60), "Y"))
    #expect(text == SourceText("abXY"))
    text.apply(TextEdit(ByteRange(-4, 1), ""))
    #expect(text == SourceText("bXY"))
  }

  @Test("Lines after any edit are those of the new text")
  func linesAfterEdits() {
    var state: UInt64 = 7
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, limit)
    }
    let pieces = ["\n", "\r", "\r\n", "a", "", "\n\n", "x\ry", "é"]
    var text = SourceText("one\ntwo\r\nthree\rfour")
    for _ in 0..<5000 {
      let start = random(text.count + 1)
      text.apply(
        TextEdit(ByteRange(start, start + random(4)), pieces[random(pieces.count)] + (random(3) == 0 ? pieces[random(pieces.count)] : "")))
      if text.lines != LineTable(of: text.bytes) { Issue.record("\(text.bytes)") }
      if text.count > 200 { text.apply(TextEdit(ByteRange(20, 180), "")) }
    }
  }

  @Test("Many edits at once count in the text before any of them; what overlaps is refused")
  func applying() {
    let text = Array("abcdef".utf8)
    let insertions = [TextEdit(ByteRange(3, 3), "1"), TextEdit(ByteRange(0, 1), "A"), TextEdit(ByteRange(3, 3), "2")]
    #expect(String(decoding: text.applying(insertions).text, as: UTF8.self) == "Abc12def")
    let (result, refused) = text.applying([TextEdit(ByteRange(1, 4), "x"), TextEdit(ByteRange(2, 5), "y"), TextEdit(ByteRange(6, 9), "z")])
    #expect(String(decoding: result, as: UTF8.self) == "axef")
    #expect(refused.count == 2)
  }

  @Test("The line break of a text is its first one")
  func lineBreak() {
    #expect(SourceText("a").lineBreak == "\n" && SourceText("a\r\nb\n").lineBreak == "\r\n" && SourceText("a\rb\n").lineBreak == "\r")
  }

  @Test("A slice is clamped, and invalid UTF-8 reads as U+FFFD")
  func slices() {
    let text = SourceText([0x61, 0xff, 0x62])
    #expect(text.string(ByteRange(0, 9)) == "a\u{fffd}b" && text.string(ByteRange(-3, 1)) == "a" && text.string(ByteRange(7, 9)) == "")
  }
}
