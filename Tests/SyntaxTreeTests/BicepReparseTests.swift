import SourceText
import Testing

@testable import SyntaxTree

struct BicepReparseTests {
  /// Makes an edit on text and tape. Returns the bytes that were read again.
  private func edit(_ bytes: inout [UInt8], _ tape: inout Tape, _ range: ByteRange, _ replacement: [UInt8]) -> Int {
    bytes.replaceSubrange(range.start..<range.end, with: replacement)
    var landmarks = Landmarks()
    if let read = BicepParser.reparse(&tape, SourceText(bytes), &landmarks, replaced: range, by: replacement.count) { return read }
    tape = BicepParser.parse(bytes)
    return bytes.count
  }

  private static let sets = [
    "/res/key-vault/vault/main.bicep", "baselines/Loops_LF/main.bicep", "baselines/InvalidResources_CRLF/main.bicep",
    "baselines/InvalidExpressions_LF/main.bicep", "baselines/InvalidTypeDeclarations_LF/main.bicep",
    "baselines/MultilineStrings_LF/main.bicep",
  ]

  @Test(.enabled(if: BicepCorpus.isPresent, "the corpora are not beside the package"))
  func theTapeAfterAnEditIsThatOfAFreshStart() {
    var random = BicepRandom(state: 41)
    let pieces: [[UInt8]] = [
      "'", "'''", "${", "}", "{", "[", "]", "(", ")", "\n", "\r", "\r\n", ",", ":", "=", "//", "/*", "*/", "@", "\n@", "#disable-next-line",
      "\n#disable-next-line\n", "|", "\n|", "?", "\n?", "=>", "for", "\nresource ", "\nparam x ", "param", "\nusing 'a'\n", "var", "x", " ",
      "1",
      "\nvar y = 1\n", "\nparam z = 2\n", "\u{feff}", "\\",
    ].map { Array($0.utf8) }
    var edits = 0
    var partial = 0
    for file in BicepCorpus.files(where: { path in Self.sets.contains { path.hasSuffix($0) } }) {
      var bytes = Array(file.bytes.prefix(12_000))
      var tape = BicepParser.parse(bytes)
      for _ in 0..<400 {
        let start = Int(random.next() % UInt64(bytes.count + 1))
        let end = random.next() % 3 == 0 ? min(bytes.count, start + Int(random.next() % 60)) : start
        let before = bytes
        let replacement = random.next() % 6 == 0 ? [] : pieces[Int(random.next() % UInt64(pieces.count))]
        let read = edit(&bytes, &tape, ByteRange(start, end), replacement)
        edits += 1
        if read < bytes.count { partial += 1 }
        let fresh = BicepParser.parse(bytes)
        if tape != fresh {
          Issue.record("\(file.path): \(start)..<\(end) by '\(String(decoding: replacement, as: UTF8.self))'")
          return
        }
        // Two edits of three are taken back, so that the text stays much like a real one.
        if random.next() % 3 != 0 {
          bytes = before
          tape = BicepParser.parse(bytes)
        }
      }
    }
    #expect(edits == Self.sets.count * 400)
    #expect(partial > edits / 4)
  }

  @Test func aTypedLetterReadsADeclarationOrTwoWhateverTheSizeOfTheFile() {
    var previous: Int?
    for count in [1000, 2000, 4000] {
      var bytes = Array((0..<count).map { "resource r\($0 % 10) 'a@b' = {\n  name: 'x'\n}\n\n" }.joined().utf8)
      var tape = BicepParser.parse(bytes)
      let middle = bytes.count / 2
      let read = edit(&bytes, &tape, ByteRange(middle, middle), Array("x".utf8))
      #expect(tape == BicepParser.parse(bytes))
      #expect(read < 300)
      if let previous { #expect(abs(read - previous) < 100) }
      previous = read
    }
  }

  @Test(arguments: [
    ("var a = {", "\n"), ("/*", ""), ("'''", ""), ("]", "\n"), ("#disable-next-line", "\n"), ("@secure()", "\n"), ("/* x */", ""),
  ])
  func editsThatReachFarAreReadAsFar(_ text: String, _ lineBreak: String) {
    let lines = (0..<200).map { "param p\($0) string = 'x'\n// c\nvar v\($0) = [\n  1\n]\n" }
    for line in [0, 1, 50, 198, 199] {
      var bytes = Array(lines.joined().utf8)
      var tape = BicepParser.parse(bytes)
      let offset = lines[..<line].joined().utf8.count
      _ = edit(&bytes, &tape, ByteRange(offset, offset), Array((text + lineBreak).utf8))
      #expect(tape == BicepParser.parse(bytes))
      _ = edit(&bytes, &tape, ByteRange(offset, offset + (text + lineBreak).utf8.count), [])
      #expect(tape == BicepParser.parse(bytes))
      #expect(bytes == Array(lines.joined().utf8))
    }
  }

  @Test(arguments: [
    ("resource r 'a@b' = {\n  name: 'n'\n  properties: ◀{ a: 'x▮' }▶\n}\n", "y"),
    ("resource r 'a@b' = ◀{\n  name: 'n▮'\n  properties: { a: 'x' }\n}▶\n", "y"),
    ("resource r 'a@b' = if (c) ◀{\n  name: 'n▮'\n}▶\n", "y"),
    ("resource r 'a@b' = {\n  resource s 'c' = ◀{\n    name: 'n▮'\n  }▶\n}\n", "y"),
    ("resource r 'a@b' = [for i in l: {\n  name: 'n'\n  tags: { a: ◀[\n    1▮\n  ]▶ }\n}]\n", "2"),
    ("var v = [\n  ◀{ a: '▮' }▶\n  { b: 2 }\n]\n", "${b}"),
    ("resource r 'a@b' = [for i in l: if (c) ◀{\n  name: 'n▮'\n}▶]\n", "y"),
    ("resource r 'a@b' = [for i in ◀{ a: 'n▮' }▶: {\n  name: 'n'\n}]\n", "y"),
    ("var v = ◀[for i in l: i▮]▶\n", "2"),
    ("param p array = ◀[\n  'a▮'\n]▶\n", "b"),
    ("var v = ◀[\n  ▮\n  { b: 2 }\n]▶\n", "1"),
    ("module m 'm.bicep' = ◀{\n  params: p▮\n}▶\n", "q"),
    ("output o object = map(l, i => ◀{ a: i▮ }▶)\n", "j"),
  ]) func aLetterInAValueReadsItsInnermostBracketsAlone(_ marked: String, _ typed: String) {
    let plain = marked.filter { !"◀▶▮".contains($0) }
    func offset(_ mark: Character) -> Int {
      marked.prefix { $0 != mark }.filter { !"◀▶▮".contains($0) }.utf8.count
    }
    var bytes = Array(("var before = 1\n" + plain + "var behind = 2\n").utf8)
    let shift = "var before = 1\n".utf8.count
    var tape = BicepParser.parse(bytes)
    let place = offset("▮") + shift
    let read = edit(&bytes, &tape, ByteRange(place, place), Array(typed.utf8))
    #expect(tape == BicepParser.parse(bytes))
    #expect(read == offset("▶") - offset("◀") + typed.utf8.count)
  }

  @Test func aDocumentReadsOnlyWhatAnEditTouches() {
    var document = Document(SourceText((0..<200).map { "param p\($0) string = 'x'\n" }.joined()), format: .bicep)
    let reparse = document.apply(TextEdit(ByteRange(2000, 2000), "y"))
    #expect(reparse.bytesRead < 200)
    #expect(document.tape == Document(document.text, format: .bicep).tape)
  }

  @Test func editsAllOverALongTextFindTheirDeclarations() {
    var random = BicepRandom(state: 7)
    let text = (0..<900).map { "@secure()\nparam p\($0) string = 'x'\n\nvar v\($0) = {\n  a: [\n    1\n  ]\n}\n" }.joined()
    var document = Document(SourceText(text), format: .bicep)
    let pieces = ["x", "", "\n", "}", "{", "var y = 1\n", "'"]
    for _ in 0..<300 {
      let start = Int(random.next() % UInt64(document.text.count + 1))
      let end = min(document.text.count, start + Int(random.next() % 3) * Int(random.next() % 40))
      document.apply(TextEdit(ByteRange(start, end), pieces[Int(random.next() % UInt64(pieces.count))]))
      let isSame = document.tape == Document(document.text, format: .bicep).tape
      #expect(isSame)
      if !isSame { return }
    }
  }

  @Test func aFileThatBecomesOneOfParametersIsReadAsAWhole() {
    var bytes = Array(((0..<100).map { "var v\($0) = \($0)\n" }.joined() + "param a string = 'b'\n").utf8)
    var tape = BicepParser.parse(bytes)
    #expect(edit(&bytes, &tape, ByteRange(0, 0), Array("using 'a'\n".utf8)) == bytes.count)
    #expect(tape == BicepParser.parse(bytes))
    #expect(edit(&bytes, &tape, ByteRange(0, 10), []) == bytes.count)
    #expect(tape == BicepParser.parse(bytes))
  }
}
