import SourceText
import Testing

@testable import SyntaxTree

@Suite("HCL: reparse after an edit")
struct HCLReparseTests {
  /// What a person or a program types, and what breaks texts.
  private static let pieces: [[UInt8]] =
    [
      "a", "x", " ", "\n", "\n\n", "}", "{", "\"", "${", "%{", "<<EOF", "<<-EOT\n", "EOF\n", "\nEOF\n", "/*", "*/", "#", "//", "=", "==",
      ":", ",", ".", "[", "]", "(", ")", "?", "~}", "\r\n", "\r", "\\", "0", "a = 1\n", "\nb {\n}\n", "  c = \"${d}\"\n", " {\n", "\n}\n",
      "é", "for ", " if ", "...", "&", "|", "!", "%{ if a }", "x y {\n", "\"l\" {", "\n    k = [\n", "]\n", "foo = <<A\nx\nA\n", "\t", "::",
      "one { a = 1 }\n", "one { a = 1", "a = 1 b = 2", "\u{feff}", "/* c */", "/* c\n d */", "# c\n", "x = (\n", ")\n", "x = \n", "x\n",
      "\n  a.b\n", "\n- 1\n",
    ].map { Array($0.utf8) } + [[0xff], [0]]

  /// An edit at a random place: something typed, removed, replaced, pasted or moved.
  private func edit(of bytes: [UInt8], _ random: inout SplitMix) -> TextEdit {
    func below(_ limit: Int) -> Int { Int(random.next() >> 33) % max(1, limit) }
    func lineStart(_ offset: Int) -> Int { bytes[..<offset].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0 }
    func lineEnd(_ offset: Int) -> Int { bytes[offset...].firstIndex(of: 0x0a).map { $0 + 1 } ?? bytes.count }
    let start = below(bytes.count + 1)
    func range(_ length: Int) -> ByteRange { ByteRange(start, min(bytes.count, start + length)) }
    switch below(12) {
    case 0...5: return TextEdit(range(below(4) == 0 ? below(6) : 0), Self.pieces[below(Self.pieces.count)])
    case 6: return TextEdit(range(1), [])
    case 7: return TextEdit(range(below(60)), [])
    case 8:
      let first = lineStart(below(bytes.count + 1))
      let last = (0...below(4)).reduce(first) { end, _ in lineEnd(end) }
      let place = below(3) == 0 ? start : lineStart(start)
      return TextEdit(ByteRange(place, place), Array(bytes[first..<last]))
    case 9:
      let first = below(bytes.count + 1)
      return TextEdit(range(0), Array(bytes[first..<min(bytes.count, first + below(80))]))
    case 10: return TextEdit(ByteRange(lineStart(start), lineEnd(start)), [])
    default: return TextEdit(range(below(30)), Self.pieces[below(Self.pieces.count)])
    }
  }

  /// So many random edits, each compared with a fresh start. How many of them read a part only; nil where one differed.
  private func check(_ text: [UInt8], edits: Int, _ random: inout SplitMix) -> Int? {
    let original = Document(SourceText(text), format: .hcl)
    var document = original
    var partial = 0
    for _ in 0..<edits {
      let before = document
      let edit = edit(of: before.text.bytes, &random)
      if document.apply(edit).bytesRead < document.text.count { partial += 1 }
      if document.tape != Document(document.text, format: .hcl).tape {
        let around = before.text.string(ByteRange(max(0, edit.range.start - 200), edit.range.end + 200))
        Issue.record("\(edit.range) by '\(String(decoding: edit.replacement, as: UTF8.self))' in \(around)")
        return nil
      }
      // Most edits are taken back, so that the text stays much like a real one.
      if random.next() % 3 != 0 { document = before }
      if random.next() % 20 == 0 { document = original }
    }
    return partial
  }

  @Test("After each of many random edits the tape equals that of a fresh start")
  func smallTexts() {
    var random = SplitMix(state: 11)
    let texts = [
      HCLRobustnessTests.sample, "", "a = 1\n", "a = 1\nb = [\n  2,\n]\nc {\n  d = 3\n\n  e \"f\" {\n  }\n}\n# end",
      "a {\n  b { c = 1 }\n  d = <<E\n  ${e}\n  E\n}\n\n/* f */ g = 1 /*\n*/\nh = 2\n", "\u{feff}a = 1\n}\nb = 2\r\nc {\r\n}\r\n",
      "a = [\nb = 2\nc {\n  d = (\n  e = 1\n}\nf \"g\n{\n  h = \"${i\"\n}\n",
    ]
    for text in texts { #expect(check(Array(text.utf8), edits: 2500, &random) != nil) }
  }

  @Test("The same in real files", .enabled(if: JSONCorpora.isThere, "the corpora are not beside the package"))
  func realTexts() {
    var random = SplitMix(state: 13)
    var edits = 0
    var partial = 0
    for set in ["avm-tf-keyvault-vault", "avm-tf-cognitiveservices-account", "azurerm-examples", "caf-tf"] {
      for (index, file) in JSONCorpora.files(set, endings: [".tf", ".tfvars"]).enumerated() where index % 5 == 0 {
        let text = JSONCorpora.bytes(file)
        guard text.count < 6000 else { continue }
        guard let read = check(text, edits: 300, &random) else { return }
        edits += 300
        partial += read
      }
    }
    #expect(edits > 10_000)
    #expect(partial > edits / 2)
  }

  @Test("What is no plain letter reads, in a value or a head, that argument or that head, however large the text")
  func bytesRead() {
    let block = "resource \"azurerm_thing\" \"x\" {\n  name = \"n\"\n  tags = local.tags\n\n  inner {\n    on = true\n  }\n}\n\n"
    for count in [10, 100, 3000] {
      let start = block.utf8.count * (count / 2)
      var document = Document(SourceText(String(repeating: block, count: count)), format: .hcl)
      func read(_ offset: Int) -> Int {
        let read = document.apply(TextEdit(ByteRange(start + offset, start + offset), "é")).bytesRead
        #expect(document.tape == Document(document.text, format: .hcl).tape)
        return read
      }
      // From the line before, whose end has to be seen, to the first line behind.
      #expect(read("resource \"azurerm_thing\" \"x\" {\n  name = \"n".utf8.count) == "{\n  name = \"né\"\n  tags = local.tags\n".utf8.count)
      #expect(read("resource \"azure".utf8.count) == "\n\nresource \"azureérm_thing\" \"x\" {\n".utf8.count)
    }
  }

  @Test("A bracket without its end makes the text one to be read as a whole, as long as it is there")
  func fragileTexts() {
    let line = "a = 1\nb {\n  c = 2\n}\n"
    for opening in ["d {\n", "d = [\n", "/*", "d = <<E\n"] {
      var document = Document(SourceText(String(repeating: line, count: 20)), format: .hcl)
      let start = line.utf8.count * 10
      document.apply(TextEdit(ByteRange(start, start), opening))
      #expect(document.tape == Document(document.text, format: .hcl).tape)
      document.apply(TextEdit(ByteRange(start, start + opening.utf8.count), ""))
      #expect(document.tape == Document(document.text, format: .hcl).tape)
      #expect(document.apply(TextEdit(ByteRange(start, start), " ")).bytesRead < 2 * line.utf8.count)
    }
  }

  @Test("In a long text too, wherever the edits are, and its landmarks stay between items")
  func longTexts() {
    var random = SplitMix(state: 17)
    let text = (0..<600).map { "resource \"a\" \"r\($0)\" {\n  name = \"n\($0)\"\n  inner {\n    on = [1, 2]\n  }\n}\n\n" }.joined()
    var document = Document(SourceText(text), format: .hcl)
    for _ in 0..<150 {
      let before = document
      document.apply(edit(of: before.text.bytes, &random))
      #expect(document.tape == Document(document.text, format: .hcl).tape)
      guard document.flags(document.root) == 0 else {
        document = before
        continue
      }
      var places: [Int: Int] = [:]
      var walk = HCLWalk(index: 2, position: 0, limit: document.tape.words.count)
      while let child = walk.child(document.tape) {
        places[walk.index] = walk.position
        walk.step(over: child)
      }
      for offset in stride(from: 0, to: document.text.count, by: 2000) {
        let place = document.landmarks.place(before: offset)
        #expect(places[place.index] == place.position)
        #expect(place.position <= offset)
      }
    }
  }

  @Test("In bodies in bodies as many as one likes the ones inside are read as part of one further out")
  func deepTexts() {
    for depth in [10, 1000] {
      let head = String(repeating: "a {\nb = 1\n", count: depth)
      var document = Document(SourceText(head + "c = 2\n" + String(repeating: "}\n", count: depth)), format: .hcl)
      for (offset, text) in [(head.utf8.count + 4, "3"), (head.utf8.count, "d = 4\n"), (head.utf8.count / 2, "x"), (0, "e = 5\n")] {
        document.apply(TextEdit(ByteRange(offset, offset), text))
        #expect(document.tape == Document(document.text, format: .hcl).tape)
      }
    }
  }
}
