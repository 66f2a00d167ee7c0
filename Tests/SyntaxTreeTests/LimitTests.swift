import SourceText
import Testing

@testable import SyntaxTree

/// Texts that no person writes. What they must become: a tape that holds every byte, and words about what is wrong.
@Suite struct LimitTests {
  static let formats: [Format] = [.json(.strict), .json(.armTemplate), .json(.relaxed), .yaml, .hcl, .bicep]

  private func check(_ bytes: [UInt8], _ format: Format, _ what: @autoclosure () -> String = "") -> Document {
    let document = Document(SourceText(bytes), format: format)
    for problem in tapeProblems(document).prefix(1) { Issue.record("\(format) \(what()): \(problem)") }
    for error in document.syntaxErrors(limit: 20)
    where error.range.start < 0 || error.range.end > bytes.count || error.range.start > error.range.end || error.message.isEmpty {
      Issue.record("\(format) \(what()): a mistake at \(error.range)")
    }
    return document
  }

  private func repeated(_ head: String, _ unit: String, _ bytes: Int, _ tail: String) -> [UInt8] {
    let unit = Array(unit.utf8)
    return Array(head.utf8) + Array(repeating: unit, count: bytes / unit.count).joined() + Array(tail.utf8)
  }

  static let large: [(Format, String, String, String)] = [
    (.json(.armTemplate), "[\n", "  { \"type\": \"Microsoft.KeyVault/vaults\", \"size\": 2048 },\n", "null]\n"),
    (.yaml, "all:\n", "  - type: Microsoft.KeyVault/vaults\n    size: 2048\n", ""),
    (.hcl, "", "resource \"azurerm_key_vault\" \"main\" {\n  name = \"kv-${var.name}\"\n}\n", ""),
    (.bicep, "", "resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = {\n  name: 'kv-${name}'\n}\n", ""),
  ]

  @Test("A file of eight megabytes is read whole, and its tape is in proportion to it", arguments: large)
  func largeFile(_ format: Format, _ head: String, _ unit: String, _ tail: String) {
    let document = check(repeated(head, unit, 8_000_000, tail), format)
    #expect(document.syntaxErrors(limit: 1) == [])
    let quarter = check(repeated(head, unit, 2_000_000, tail), format)
    #expect(document.tape.words.count <= quarter.tape.words.count * 4 + 64)
  }

  @Test(
    "A line of two megabytes is read whole",
    arguments: [
      (.json(.strict), "[", "{\"type\": \"vaults\", \"size\": 2048}, ", "1]"), (.json(.strict), "\"", "long ", "\""),
      (.yaml, "a: [", "{type: vaults, size: 2048}, ", "1]"), (.yaml, "a: \"", "long ", "\""), (.yaml, "a: ", "long ", "end"),
      (.hcl, "x = [", "{type = \"vaults\", size = 2048}, ", "1]\n"), (.hcl, "x = \"", "long ", "\"\n"),
      (.bicep, "var x = [", "{type: 'vaults', size: 2048}, ", "1]"), (.bicep, "var x = '", "long ", "'"),
    ] as [(Format, String, String, String)])
  func longLine(_ format: Format, _ head: String, _ unit: String, _ tail: String) {
    let document = check(repeated(head, unit, 2_000_000, tail), format)
    #expect(document.syntaxErrors(limit: 1) == [])
    #expect(document.text.position(of: document.text.count, in: .utf16).line == (tail.hasSuffix("\n") ? 1 : 0))
  }

  @Test("A hundred thousand containers in one another are read, or refused in words", arguments: formats)
  func deepNesting(_ format: Format) {
    let head = format == .bicep ? "var x = " : format == .hcl ? "x = " : ""
    for (opening, closing) in [("[", "]"), ("{\"a\":", "}"), ("{a: ", "}"), ("{a = ", "}"), ("(", ")"), ("f(", ")")] {
      let inner = String(repeating: opening, count: 100_000)
      _ = check(Array((head + inner).utf8), format, "unclosed \(opening)")
      let document = check(Array((head + inner + "1" + String(repeating: closing, count: 100_000)).utf8), format, "nested \(opening)")
      // Whoever looks for a place in it comes to an end.
      #expect(document.path(to: document.text.count / 2).count <= 4096)
      _ = document.caretContext(at: document.text.count / 2)
    }
    let document = check(Array((head + String(repeating: "[", count: 100_000)).utf8), format)
    #expect(!document.syntaxErrors(limit: 1).isEmpty)
  }

  static let oddities: [[UInt8]] =
    [
      "", "\u{feff}", "\u{feff}\u{feff}", "\0", "\0\0\0", "\r", "\r\r\r", "\n\r", "\u{2028}", "\u{85}", "\u{7f}", "é", "🦊", "\t", " ",
      "\u{b}",
      "\"", "'", "'''", "`", "\"\\", "\"\\u", "\"\\u12", "'${", "\"${", "\"%{", "<<E", "<<E\n", "<<-E\n${", "/*", "//", "#", "%", "&", "*",
      "!",
      "|", ">", "---", "--- |", "...", "- ", "? ", "key:", "key: [", "key: {", "{", "[", "(", "{\"a\"", "{\"a\":", "{\"a\": 1,", "x = ",
      "x = [", "x {",
      "x \"y\" {", "var x = ", "@", "param", "resource a 'b' = {", "var x = '", "var x = '''", "var x = {", "var x = [for",
      "#disable-next-line",
    ].map { Array($0.utf8) } + [
      [0xff], [0xfe, 0xff], [0xc3], [0xe2, 0x82], [0xf0, 0x9f, 0xa6], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf5, 0x80], [0x80],
    ]

  @Test(
    "Invalid UTF-8, NUL, lone CR, a byte order mark and whatever is not terminated are held, alone and inside a text", arguments: formats)
  func oddBytes(_ format: Format) {
    let texts: [[UInt8]] = ["", "{ \"a\": ", "a: ", "a = ", "var x = ", "var x = '", "\"", "# ", "/* "].map { Array($0.utf8) }
    for odd in Self.oddities {
      for text in texts {
        for tail in ["", "\n", "\rb: 1\r", " }\n", "'\n", "\"\n"] {
          _ = check(text + odd + Array(tail.utf8), format, String(decoding: text + odd, as: UTF8.self).debugDescription)
        }
      }
    }
  }

  @Test("Odd bytes typed into a text and taken out again leave the tape of the text", arguments: large)
  func oddBytesTyped(_ format: Format, _ head: String, _ unit: String, _ tail: String) {
    let text = repeated(head, unit, 1200, tail)
    let original = Document(SourceText(text), format: format)
    for odd in Self.oddities where !odd.isEmpty {
      for place in [0, text.count / 3, text.count / 2, text.count] {
        var document = original
        document.apply(TextEdit(ByteRange(place, place), odd))
        #expect(document.tape == Document(SourceText(document.text.bytes), format: format).tape)
        document.apply(TextEdit(ByteRange(place, place + odd.count), []))
        #expect(document.tape == original.tape)
      }
    }
  }

  /// Formats whose edits do not read the whole text.
  @Test(
    "A letter typed into a value costs the same in a text twice as long",
    arguments: [
      (.json(.armTemplate), "[\n", "  { \"type\": \"vaults\", \"size\": 2048 },\n", "null]\n"),
      (.bicep, "", "resource kv 'vaults@2023-07-01' = {\n  name: 'kv'\n}\n", ""),
    ] as [(Format, String, String, String)])
  func aLetterCostsTheSame(_ format: Format, _ head: String, _ unit: String, _ tail: String) {
    func work(_ bytes: Int) -> Int {
      let text = repeated(head, unit, bytes, tail)
      let middle = head.utf8.count + (text.count / 2 / unit.utf8.count) * unit.utf8.count
      let place = middle + (Array(unit.utf8).firstIndex(of: 0x76) ?? 0) + 1
      var document = Document(SourceText(text), format: format)
      return document.apply(TextEdit(ByteRange(place, place), [0x61])).bytesRead
    }
    let once = work(20_000)
    #expect(once < 1000)
    #expect(work(40_000) <= once)
  }

  @Test("The text that a tape cannot hold is not read; the limit is that of its length field")
  func theLimitOfATape() {
    #expect(Tape.maximumLength == Int(Int32.max))
    #expect(TapeWord.length(TapeWord.make(.root, gap: 0, length: Tape.maximumLength)) == Tape.maximumLength)
  }
}
