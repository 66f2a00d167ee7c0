import SourceText
import Testing

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
