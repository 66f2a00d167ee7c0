import Foundation
import SourceText
import Testing

@testable import SyntaxTree

@Suite("YAML: reparse after an edit")
struct YAMLReparseTests {
  /// What random edits cost.
  struct Cost {
    var edits = 0
    /// Edits for which not the whole text was read.
    var partial = 0
  }

  /// Makes random edits of a text, taking it up afresh after every `streak`, and compares the tape after each with that of a fresh parse.
  private func edit(_ bytes: [UInt8], _ count: Int, streak: Int, _ typing: inout YAMLTyping, _ cost: inout Cost, _ name: String = "") {
    let original = Document(SourceText(bytes), format: .yaml)
    var document = original
    for round in 0..<count {
      if round % streak == 0 { document = original }
      let edit = typing.edit(of: document.text)
      let before = document.text
      cost.edits += 1
      if document.apply(edit).bytesRead < document.text.count { cost.partial += 1 }
      if document.tape != Document(document.text, format: .yaml).tape {
        let around = before.string(ByteRange(edit.range.start - 150, edit.range.end + 150)).debugDescription
        Issue.record("\(name) \(edit.range) by \(String(decoding: edit.replacement, as: UTF8.self).debugDescription) near \(around)")
        return
      }
    }
  }

  static func manifest(_ vaults: Int) -> String {
    var text = "# keys and what they protect\nvaults:\n"
    for n in 0..<vaults {
      text += """
          # vault \(n)
          kv-\(n): &kv\(n)
            location: westeurope
            purgeProtection: \(n % 2 == 0)
            keys:
              - name: "key-\(n)"
                type: RSA
                size: 2048 # bits
              - { name: other, type: EC }
            description: >-
              Holds keys of
              team \(n).

        """
    }
    return text + "resources: []\n"
  }

  @Test("After each of many random edits of small texts the tape equals that of a fresh parse")
  func smallTexts() {
    var typing = YAMLTyping(11)
    var cost = Cost()
    for text in [
      "a: 1\nb:\n  c: [1, 2]\n  d: x\n  e:\n  - f: g\n    h: |\n      i\n  - j\nk: 'l'\n", "- a\n- - b\n  - c: d\n    e: f\n- g\n", "",
      "a\n",
      "---\na: 1\n---\n- b\n- c\n...\n%YAML 1.2\n---\nd: &x e\nf: *x\n", "\u{feff}a: 1\nb: 2\nc: 3\n",
      "a: 1\r\nb:\r\n  c: d\r\n  e: f\r\ng: h\r\n",
      "? a\n: b\n? - c\n: - d\ne: f\n", "a:\n  b: \"c\n    d\"\n  e: f\ng:\n  h\n  i\nj: k\n",
      "[a, {b: c}, [d,\n e]]\n", "a: {b: 1,\n  c: 2}\nd: e\n",
      Self.manifest(2),
    ] { edit(Array(text.utf8), 600, streak: 8, &typing, &cost, text) }
    #expect(cost.edits == 12 * 600)
    #expect(cost.partial > cost.edits / 3)
  }

  @Test("The same in the texts of the conformance suite", .enabled(if: YAMLCorpus.isPresent, "the corpora are not beside the package"))
  func conformanceTexts() {
    var typing = YAMLTyping(12)
    var cost = Cost()
    for url in YAMLCorpus.files("yaml-test-suite-data", "/in.yaml") {
      edit(YAMLCorpus.bytes(url), 40, streak: 5, &typing, &cost, url.path)
    }
    #expect(cost.edits > 16_000)
  }

  @Test(
    "The same in real files, most of which are not read whole", .enabled(if: YAMLCorpus.isPresent, "the corpora are not beside the package")
  )
  func realTexts() {
    var typing = YAMLTyping(13)
    var cost = Cost()
    for set in ["yaml-real-pipelines", "yaml-real-workflows"] {
      for url in YAMLCorpus.files(set, ".yml", ".yaml") { edit(YAMLCorpus.bytes(url), 50, streak: 3, &typing, &cost, url.path) }
    }
    #expect(cost.edits > 7000)
    #expect(cost.partial > cost.edits * 3 / 4)
  }

  @Test("The same in manifests")
  func manifests() throws {
    var typing = YAMLTyping(14)
    var cost = Cost()
    let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Schemas/Examples")
    for name in ["compliant.cmk.yaml", "violations.cmk.yaml"] {
      edit(Array(try Data(contentsOf: examples.appendingPathComponent(name))), 1000, streak: 6, &typing, &cost, name)
    }
    edit(Array(Self.manifest(20).utf8), 1000, streak: 10, &typing, &cost, "manifest")
    #expect(cost.partial > cost.edits * 2 / 3)
  }

  @Test(
    "Where a part cannot be read alone, more is read",
    arguments: [
      // An error that is written when the next node is read.
      ("-\n- ! -\n", 8, 8, "x"),
      // A collection behind a `?` begins at the mapping's column.
      (":\n?\n-\n:\n- c\n- d\n", 6, 6, "x"),
      // A byte order mark before a marker.
      ("\n\u{feff}---\n", 8, 8, "\\"),
      // Tabs, and properties before them.
      (":\n- !\n\t- e\n: !", 9, 10, "<<: *a"),
      ("2\n: &", 0, 0, "e: &node\n\t - x: y\nb: |\n  c\n"),
      // A quote that reaches over lines and is not closed.
      ("a: \"b\n  c: d\n  e: f\ng: h\ni: j\n", 10, 10, "\""),
      ("a:\n  b: \"c\n    d: e\n    f: g\nh: i\n", 22, 22, "\""),
      // The same, over a half-written key and what stands below it.
      ("k: \"x\nabc\n  d: e\n  f: g\n  h: i\nj: k\n", 30, 30, "\""), ("\"k\n  d: e\n  f: g\n  h: i\nj: k\n", 18, 18, "\""),
      ("- \"a\n- b\n- [ \"c\n  d\n- e: f\n  g: h\n", 33, 33, "\"]"),
      // Handles of tags.
      ("%TAG !e! x:\n---\na: 1\nb: !e!c 2\n", 6, 7, "f"),
      ("a: 1\nb: !e!c 2\nd: 3\n", 0, 0, "%TAG !e! x:\n---\n"),
      // Entries that slipped.
      ("a:\n    b: 1\n  c: 2\n  d: 3\n    e: 4\nf: 5\n", 22, 22, "x"),
      ("a:\n    b: 1\n    c: 2\n  d: 3\n    e: 4\nf: 5\n", 15, 17, ""),
      // A key that two lines make one, and a line that ends a document.
      ("a: 1\nb: 2\nc: 3\n", 9, 10, ""), ("a: 1\nb: 2\nc: 3\n", 5, 5, "---\n"), ("a: 1\nb: 2\nc: 3\n", 5, 5, "...\n"),
    ] as [(String, Int, Int, String)])
  func farReachingEdits(_ text: String, _ start: Int, _ end: Int, _ replacement: String) {
    let bytes = Array(text.utf8)
    var document = Document(SourceText(bytes), format: .yaml)
    document.apply(TextEdit(ByteRange(start, end), replacement))
    #expect(document.tape == Document(document.text, format: .yaml).tape)
    #expect(tapeProblems(document).isEmpty)
    document.apply(TextEdit(ByteRange(start, start + replacement.utf8.count), Array(bytes[start..<end])))
    #expect(document.tape == Document(SourceText(bytes), format: .yaml).tape)
  }

  @Test(
    "Edits of texts with very many collections are no danger", arguments: ["- ", "? ", "[", "{a: ", "- \"x\n", "a:\n", "---\n", "&a\n"])
  func manyCollections(_ unit: String) {
    let original = Document(SourceText(String(repeating: unit, count: 20_000)), format: .yaml)
    var document = original
    for place in [0, 1, original.text.count / 2, original.text.count - 1] {
      for typed in ["x", "\n", "\""] {
        document.apply(TextEdit(ByteRange(place, place), typed))
        #expect(document.tape == Document(document.text, format: .yaml).tape)
        document.apply(TextEdit(ByteRange(place, place + 1), ""))
        #expect(document.tape == original.tape)
      }
    }
  }

  @Test("A letter reads the line before it, its own, and nothing of other entries")
  func aLetter() {
    var document = Document(SourceText("a:\n  b: 1\n  c: 2\n  d:\n    e: 3\n    f: 4\n    g: 5\nh: 6\n"), format: .yaml)
    let place = 35
    #expect(document.text.string(ByteRange(place, place + 4)) == "f: 4")
    #expect(document.apply(TextEdit(ByteRange(place + 3, place + 3), "x")).bytesRead == "d:\n    e: 3\n    f: x4\n    ".utf8.count)
    let dash = Document(SourceText("a:\n- b: 1\n  c: 2\n- d: 3\n  e: 4\n  f: 5\n"), format: .yaml)
    document = dash
    #expect(document.apply(TextEdit(ByteRange(22, 22), "x")).bytesRead == "c: 2\n- d: x3\n  ".utf8.count)
    #expect(document.tape == Document(document.text, format: .yaml).tape)
  }

  @Test("A letter typed in a manifest of a megabyte reads about an entry, and no more than in one of ten kilobytes")
  func bytesRead() {
    var medians: [Int] = []
    for vaults in [40, 4000] {
      var document = Document(SourceText(Self.manifest(vaults)), format: .yaml)
      var typing = YAMLTyping(15)
      var read: [Int] = []
      while read.count < 60 {
        let place = typing.below(document.text.count)
        guard document.text.bytes[place] | 0x20 >= 0x61, document.text.bytes[place] | 0x20 <= 0x7a else { continue }
        read.append(document.apply(TextEdit(ByteRange(place, place), "x")).bytesRead)
      }
      #expect(document.tape == Document(document.text, format: .yaml).tape)
      read.sort()
      medians.append(read[read.count / 2])
      #expect((read.last ?? 0) < 400)
    }
    #expect(medians.allSatisfy { $0 < 100 }, "\(medians)")
    #expect(abs(medians[0] - medians[1]) < 30, "\(medians)")
  }
}
