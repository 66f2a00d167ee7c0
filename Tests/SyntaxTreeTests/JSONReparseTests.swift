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

  /// A text of many items, some laid out as a program does, some as a person may.
  private static func items(_ count: Int, _ layout: Int) -> [UInt8] {
    let items = (0..<count).map { n in
      switch (n &* 7 &+ layout) % (layout == 0 ? 1 : 5) {
      case 1: "    {\n  \"name\": \"n\(n)\", \"list\": [\n  1,\n  {\n  }\n  ]\n    }"
      case 2: "    { \"name\": \"n\(n)\", \"list\": [ { \"x\": [ 1, 2 ] }, {} ] }"
      default:
        "    {\n      \"name\": \"n\(n)\",\n      \"list\": [\n        {\n          \"x\": 1\n        },\n        [ 2 ]\n      ],\n      \"last\": {}\n    }"
      }
    }
    let text = "{\n  \"items\": [\n" + items.joined(separator: ",\n") + "\n  ]\n}\n"
    return Array((layout == 3 ? text.split(separator: "\n").joined() : text).utf8)
  }

  @Test("Texts in which brackets are missing or too many are brought up to date like others", arguments: 0..<4)
  func damage(layout: Int) {
    var random = SplitMix(state: UInt64(11 + layout))
    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(max(1, limit))) }
    let text = Self.items(40, layout)
    let pieces = ["{", "}", "[", "]", "\"", "\n", " ", ",", ":", "x", "1", "\n\n", "\n  ", "},", "{\n", "/*", "*/", "//", ""]
    for options in [JSONOptions.strict, .armTemplate] {
      var partial = 0
      var edits = 0
      for _ in 0..<60 {
        var document = Document(SourceText(text), format: .json(options))
        var place = below(text.count)
        for _ in 0..<25 {
          // Mostly near the last one, so that damage is edited and mended.
          place = below(6) == 0 ? below(document.text.count) : min(max(0, place + below(60) - 30), document.text.count)
          let removed = below(3) == 0 ? below(5) : 0
          let edit = TextEdit(ByteRange(place, place + removed), removed > 0 && below(2) == 0 ? "" : pieces[below(pieces.count)])
          let before = document
          if document.apply(edit).bytesRead < document.text.count { partial += 1 }
          edits += 1
          let fresh = Document(document.text, format: .json(options))
          if document.tape != fresh.tape {
            Issue.record(
              "\(edit.range) by \(edit.replacement) in \(before.text.string(ByteRange(0, before.text.count)))\n\(before.jsonOutlook)")
            return
          }
          if below(4) == 0 { document = before }
        }
      }
      #expect(partial > edits / 8, "\(partial) of \(edits)")
    }
  }

  @Test("A bracket typed into a long text, and taken away again, reads what stands around it", arguments: ["{", "}", "[", "]", "\""])
  func boundedRecovery(sign: String) {
    let text = Self.items(2000, 0)
    var document = Document(SourceText(text), format: .json(.armTemplate))
    let item = Self.items(1001, 0).count - Self.items(1000, 0).count
    // In the columns of the outer containers' brackets it is one of theirs for all that the layout tells.
    var far = 0
    for place in stride(from: text.count / 2, to: text.count / 2 + item, by: 3) {
      let read = document.apply(TextEdit(ByteRange(place, place), sign)).bytesRead
      #expect(document.tape == Document(document.text, format: .json(.armTemplate)).tape)
      let readAgain = document.apply(TextEdit(ByteRange(place, place + 1), "")).bytesRead
      if max(read, readAgain) > 8 * item { far += 1 }
    }
    #expect(far < item / 3 / 6)
    #expect(document.tape == Document(SourceText(text), format: .json(.armTemplate)).tape)
  }

  @Test("The same in real files", .enabled(if: JSONCorpora.isThere, "the corpora are not beside the package"))
  func realTexts() {
    var random = SplitMix(state: 5)
    for (index, file) in JSONCorpora.files("quickstarts-six").enumerated() where index % 4 == 0 {
      let text = JSONCorpora.bytes(file)
      if text.count < 12_000 { _ = edit(text, .armTemplate, 150, &random) }
    }
  }

  @Test("What is no plain letter reads in a value its object only, one between two objects these two, however large the text")
  func bytesRead() {
    let item = "{ \"name\": \"x\", \"value\": { \"deep\": \"y\" } }"
    for count in [10, 1000] {
      let text = "[\n" + Array(repeating: item, count: count).joined(separator: ",\n") + "\n]\n"
      var document = Document(SourceText(text), format: .json(.armTemplate))
      let middle = 2 + (item.utf8.count + 2) * (count / 2)
      #expect(document.apply(TextEdit(ByteRange(middle + 12, middle + 12), "é")).bytesRead <= item.utf8.count + 2)
      let deep = middle + item.utf8.count - 5
      #expect(document.apply(TextEdit(ByteRange(deep, deep), "é")).bytesRead == "{ \"deep\": \"yé\" }".utf8.count)
      #expect(document.apply(TextEdit(ByteRange(middle - 1, middle - 1), " ")).bytesRead <= 2 * item.utf8.count + 10)
    }
  }
}
