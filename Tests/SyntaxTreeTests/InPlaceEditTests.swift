import SourceText
import TestSupport
import Testing

@testable import SyntaxTree

@Suite("Edits inside of words, numbers, strings and comments")
struct InPlaceEditTests {
  /// With the endings of their files, and of how many of these one is read.
  static let formats: [(format: Format, endings: [String], every: Int)] = [
    (.json(.armTemplate), [".json"], 17), (.yaml, [".yaml", ".yml"], 5), (.hcl, [".tf", ".tfvars"], 17),
    (.bicep, [".bicep", ".bicepparam"], 17),
  ]

  /// What is typed: mostly letters, but also what makes words keywords, ends strings, opens holes, and breaks the text.
  private static let pieces: [[UInt8]] =
    ["a", "e", "x", "Z", "_", "1", "0", "-", ".", " ", "ab", "for", "r", "if", "in", "e5"].map { Array($0.utf8) }
    + ["é", "$", "{", "}", "%", "'", "\"", "\\", "*", "/", "#", ":", ",", "\n", "\r", "\r\n", "\t", "=", "[", "]"].map { Array($0.utf8) }

  private static func isWord(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5f }

  /// An edit in a word or at one of its ends; one in eight is anywhere.
  private func edit(of text: SourceText, near last: Int, _ random: inout SplitMix) -> TextEdit {
    func below(_ limit: Int) -> Int { Int(random.next() >> 33) % max(1, limit) }
    var place = below(3) == 0 ? below(text.count + 1) : min(text.count, max(0, last + below(200) - 100))
    let isAnywhere = below(8) == 0
    if !isAnywhere {
      while place < text.count, !Self.isWord(text[place]) { place += 1 }
      if place < text.count { place += below(3) }
    }
    let isLetter = below(8) != 0
    let typed = below(4) == 0 ? [] : isLetter ? Self.pieces[below(12)] : Self.pieces[below(Self.pieces.count)]
    let removed = typed.isEmpty ? 1 + below(below(4) == 0 ? 8 : 1) : below(6) == 0 ? 1 + below(2) : 0
    return TextEdit(ByteRange(min(place, text.count), min(text.count, place + removed)), typed)
  }

  /// So many edits after one another, each compared with a fresh start; how many were made in place. Nil where one differed.
  private func check(_ bytes: [UInt8], _ format: Format, edits: Int, _ random: inout SplitMix) -> Int? {
    let original = Document(SourceText(bytes), format: format)
    var document = original
    var last = bytes.count / 2
    var inPlace = 0
    for _ in 0..<edits {
      let before = document
      let edit = edit(of: before.text, near: last, &random)
      last = edit.range.start
      var copy = document
      if copy.applyInPlace(edit.range, edit.replacement) != nil { inPlace += 1 }
      document.apply(edit)
      let fresh = Document(SourceText(document.text.bytes), format: format)
      if document.tape != fresh.tape || document.text.lines != fresh.text.lines {
        let around = before.text.string(ByteRange(max(0, edit.range.start - 200), edit.range.end + 200))
        Issue.record("\(format), \(edit.range) by '\(String(decoding: edit.replacement, as: UTF8.self))' in \(around)")
        return nil
      }
      if below(3, &random) != 0 { document = before }
      if below(40, &random) == 0 { document = original }
    }
    return inPlace
  }

  private func below(_ limit: Int, _ random: inout SplitMix) -> Int { Int(random.next() >> 33) % limit }

  @Test("After each of many edits in words the tape equals that of a fresh start", arguments: 0..<4)
  func smallTexts(_ number: Int) {
    var random = SplitMix(state: UInt64(51 + number))
    let texts = [
      [
        "{\n  \"name\": \"value\", // a comment\n  \"n\": [12, -3.5, true, null, \"\\u0041b\", 0],\n  /* block */ \"x\": {\"a b\": \"c\"}\n}\n",
        "[\n  \"a ${b}\", \"it's\", \"é ü\",\n  // one\n  \"two\"\n  // three\n]\n// end of it",
        "{\"a\": \"unclosed\n, \"b\": 2}\n{\"c\": \"d\"}",
        "{ /* a */ \"b\": {\n  /* c */ \"d\": 1\n}\n}",
      ],
      [
        "---\n# comment here\nname: value of it\nlist:\n  - one\n  - 'two words'\n  - \"three\"\n  - {a: b, c: [d, e]}\ntext: |\n  word\n  more words\n\nlast: x:y#z\n",
        "a: &b word\nc: *b\n? key here\n: value # why\n--- !tag\nabc--\n...\n---\nfolded: >-\n  a b c\n   d\nkey:\n  multi line\n  plain text\n",
        "[a, b c, \"d\": e, {f: g}]\n", "abc: def\n ghi\n# x\nj: 'k''l'\n\tm: n\n", "%YAML 1.2\n---\n- word\n-word\n- -word: x\n",
      ],
      [
        "resource \"type\" \"name\" {\n  # comment here\n  for_each = var.items[0].name\n  text = \"a ${local.b} c\" // end\n  n = 12 + 3.5e2\n  /* block\n  comment */ x = [for k, v in m : k if v]\n}\n",
        "a = <<EOT\n  some words here\n  word\n  EO\n  and ${b} more words\nEOT\nc = <<-END\n  x y\n  END\nd = \"%{ if e }f%{ else }g%{ endif }\"\n",
        "x = true ? null : false\ny = f(a, b...)\nz = provider::aws::name(1)\nt = -a.b.*.c\nu = 12e\nv = {\n  a = 1\n  \"b\" : 2\n}\n",
        "block {\nname = [\n  word\nother = 1\n}\n# tail comment",
      ],
      [
        "// comment here\nparam name string = 'value'\n@description('some words')\nresource r 'Type@2020' existing = {\n  name: 'a${name}b c'\n  /* block */ n: 12\n  list: [for i in range(0, 3): i]\n}\nvar t = '''\nmany words\n  here'''\n",
        "#disable-next-line code\nvar x = true ? null : [\n  a.b!.c\n  d::e\n]\ntype T = 'a' | 'b'\nfunc f(a string) string => 'x${a}'\nvar m = $'''a ${b} $c'''\n",
        "using 'main.bicep'\nparam one = 'two'\nparam three = 4\n",
        "var a = {\n  b: 'c\n  d: e f\n}\nparam x\nimport * as y from 'z'\noutput o int = 12x\n",
        "module m 'x.bicep' = [for i in l: if (c) {\n  name: i.name\n  resource inner 'a' = {\n    name: 'b'\n  }\n}]\n// tail",
      ],
    ]
    var inPlace = 0
    for text in texts[number] {
      guard let count = check(Array(text.utf8), Self.formats[number].format, edits: 2500, &random) else { return }
      inPlace += count
    }
    #expect(inPlace > 500)
  }

  @Test("A sign between quotes is seen from a broken line above: no letter with a meaning there is taken in place")
  func signsBetweenQuotes() {
    let text = "key\n- \": - ()\"\n- Up, \"a:b c\", 'x #y'\n"
    for place in 0..<text.utf8.count {
      for edit in [
        TextEdit(ByteRange(place, place + 1), ""), TextEdit(ByteRange(place, place), "x"), TextEdit(ByteRange(place, place), " "),
      ] {
        var document = Document(SourceText(text), format: .yaml)
        document.apply(edit)
        #expect(document.tape == Document(SourceText(document.text.bytes), format: .yaml).tape, "\(edit)")
      }
    }
  }

  @Test("The same in real files", .enabled(if: Corpora.isThere, "\(Corpora.reason)"), arguments: 0..<4)
  func realTexts(_ number: Int) {
    var random = SplitMix(state: UInt64(61 + number))
    var edits = 0
    var inPlace = 0
    for (index, path) in Corpora.files(endings: Self.formats[number].endings).enumerated()
    where index % Self.formats[number].every == 0 && edits < 6000 {
      let bytes = Corpora.bytes(path)
      guard bytes.count < 8000 else { continue }
      guard let count = check(bytes, Self.formats[number].format, edits: 100, &random) else { return }
      edits += 100
      inPlace += count
    }
    #expect(edits > 2000)
    #expect(inPlace > edits / 6)
  }

  @Test("The same in long flat texts, of which only places here and there are remembered", arguments: 0..<4)
  func longTexts(_ number: Int) {
    var random = SplitMix(state: UInt64(81 + number))
    let line: (Int) -> String =
      [
        { "  \"name\($0)\": \"some value\", // why\n" }, { "name\($0): some value # why\n" }, { "name\($0) = some.value # why\n" },
        { "param name\($0) string = 'value' // why\n" },
      ][number]
    let lines = (0..<1500).map(line).joined()
    let text = number == 0 ? "{\n" + lines + "  \"last\": {}\n}\n" : lines
    guard let inPlace = check(Array(text.utf8), Self.formats[number].format, edits: 200, &random) else { return }
    #expect(inPlace > 50)
  }

  @Test(
    "A letter typed in a word of a real file reads fewer than 100 bytes in the median", .enabled(if: Corpora.isThere, "\(Corpora.reason)"),
    arguments: 0..<4)
  func bytesRead(_ number: Int) {
    var random = SplitMix(state: 71)
    var read: [Int] = []
    for (index, path) in Corpora.files(endings: Self.formats[number].endings).enumerated()
    where index % Self.formats[number].every == 0 && read.count < 4000 {
      let bytes = Corpora.bytes(path)
      guard bytes.count > 200, bytes.count < 60_000 else { continue }
      var document = Document(SourceText(bytes), format: Self.formats[number].format)
      let words = bytes.indices.dropFirst().filter { Self.isWord(bytes[$0]) && Self.isWord(bytes[$0 - 1]) }
      guard !words.isEmpty else { continue }
      for _ in 0..<20 {
        let place = words[below(words.count, &random)]
        read.append(document.apply(TextEdit(ByteRange(place, place), "z")).bytesRead)
        read.append(document.apply(TextEdit(ByteRange(place, place + 1), [])).bytesRead)
      }
    }
    read.sort()
    #expect(read.count > 1000)
    let median = read.isEmpty ? 0 : read[read.count / 2]
    #expect(median < 100)
    let most = read.isEmpty ? 0 : read[read.count * 9 / 10]
    print(
      "Bytes read for a typed letter in files that end with \(Self.formats[number].endings): \(median) in the median, at most \(most) in nine of ten"
    )
  }
}
