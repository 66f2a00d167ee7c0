import Testing

@testable import SourceText
@testable import SyntaxTree

@Suite("JSON: reparse after an edit")
struct JSONReparseTests {
  /// What a person or a program types, and what breaks texts.
  static let pieces = [
    "a", "1", " ", "\n", "\r\n", "\"", ",", ":", "{", "}", "[", "]", "{}", "\"x\": 1", ",\n  \"y\": [1, 2]", "/", "*", "//", "/* c */",
    "\\", "'",
    "é", "\u{1}", "true", "-", "{ \"z\": {} }", "", "", "",
  ]

  /// Random edits, each compared with a fresh parse.
  func edit(_ text: [UInt8], _ options: JSONOptions, _ count: Int, _ random: inout SplitMix) -> Int {
    var document = Document(SourceText(text), format: .json(options))
    var bytesRead = 0
    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(max(1, limit))) }
    for round in 0..<count {
      if round % 25 == 24 { document = Document(SourceText(text), format: .json(options)) }
      let start = below(document.text.count + 1)
      let length = below(4) == 0 ? below(12) : below(2)
      let edit = TextEdit(ByteRange(start, start + length), Self.pieces[below(Self.pieces.count)])
      let before = document
      bytesRead += document.apply(edit).bytesRead
      let fresh = Document(document.text, format: .json(options))
      if document.tape != fresh.tape {
        Issue.record(
          "\(edit.range) by \(String(decoding: edit.replacement, as: UTF8.self)) in \(before.text.string(ByteRange(start - 80, start + 80)))"
        )
        return bytesRead
      }
    }
    return bytesRead
  }

  @Test("After each of many random edits the tape equals that of a fresh parse")
  func smallTexts() {
    var random = SplitMix(state: 3)
    let texts = [
      "{\n  \"a\": 1,\n  \"b\": { \"c\": [1, { \"d\": \"e\" }, []], \"f\": {} },\n  \"g\": \"h\" // i\n}\n",
      "[{\"a\":[[[{\"b\":{}}]]]},{\"c\":\"d\\n\",\"e\":/* x */ 1.5e3}]", "{}", "[[],[],[]]", "",
      "{ \"a\": \"multi\nline\", \"b\": [ \"x\" ] }", "{ \"a\": { \"b\": 1, \"c\": { \"d\" 2 } \"e\": 3 }",
    ]
    for text in texts {
      for options in [JSONOptions.strict, .armTemplate, .relaxed] { _ = edit(Array(text.utf8), options, 1500, &random) }
    }
  }

  @Test("The same where text, lines and tape are in pieces, and a copy made before an edit stays what it was", arguments: [1, 2, 5, 16])
  func inPieces(margin: Int) {
    var random = SplitMix(state: UInt64(margin))
    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(max(1, limit))) }
    let item = "{ \"name\": \"x\", // c\n  \"value\": { \"deep\": [\"y\", 1, {}] } }"
    let text = Array(("[\n" + Array(repeating: item, count: 12).joined(separator: ",\n") + "\n]\n").utf8)
    for options in [JSONOptions.strict, .armTemplate, .relaxed] {
      for _ in 0..<60 {
        var document = Document(SourceText(text, margin: margin), format: .json(options))
        for _ in 0..<30 {
          document.tape.words.margin = margin
          let before = document
          let bytes = document.text.bytes
          let start = below(document.text.count + 1)
          let edit = TextEdit(
            ByteRange(start, start + (below(4) == 0 ? below(12) : below(2))), below(2) == 0 ? "x" : Self.pieces[below(Self.pieces.count)])
          document.apply(edit)
          let fresh = Document(SourceText(document.text.bytes), format: .json(options))
          #expect(document.tape == fresh.tape && document.text == fresh.text && document.text.lines == fresh.text.lines)
          #expect(before.text.bytes == bytes)
          let last = before.tape.words.count - 1
          #expect(
            before.tape == Document(SourceText(bytes), format: .json(options)).tape
              && before.tape.words[last] == before.tape.words.elements[last])
          if document.tape != fresh.tape { return }
        }
      }
    }
  }

  @Test("The same in real files", .enabled(if: JSONCorpora.isThere, "the corpora are not beside the package"))
  func realTexts() {
    var random = SplitMix(state: 5)
    for (index, file) in JSONCorpora.files("quickstarts-six").enumerated() where index % 4 == 0 {
      let text = JSONCorpora.bytes(file)
      if text.count < 12_000 { _ = edit(text, .armTemplate, 150, &random) }
    }
  }

  @Test("A letter typed in a value reads its object only, one between two objects these two, however large the text")
  func bytesRead() {
    let item = "{ \"name\": \"x\", \"value\": { \"deep\": \"y\" } }"
    for count in [10, 1000] {
      let text = "[\n" + Array(repeating: item, count: count).joined(separator: ",\n") + "\n]\n"
      var document = Document(SourceText(text), format: .json(.armTemplate))
      let middle = 2 + (item.utf8.count + 2) * (count / 2)
      #expect(document.apply(TextEdit(ByteRange(middle + 12, middle + 12), "z")).bytesRead <= item.utf8.count + 1)
      let deep = middle + item.utf8.count - 5
      #expect(document.apply(TextEdit(ByteRange(deep, deep), "z")).bytesRead == "{ \"deep\": \"y\" }".utf8.count + 1)
      #expect(document.apply(TextEdit(ByteRange(middle - 1, middle - 1), " ")).bytesRead <= 2 * item.utf8.count + 10)
    }
  }
}
