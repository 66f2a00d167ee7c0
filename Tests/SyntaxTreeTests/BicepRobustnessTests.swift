import SourceText
import Testing

@testable import SyntaxTree

struct BicepRobustnessTests {
  private func check(_ bytes: [UInt8], _ what: @autoclosure () -> String) {
    let document = Document(SourceText(bytes), format: .bicep)
    let problems = tapeProblems(document)
    if let problem = problems.first { Issue.record("\(what()): \(problem)") }
    for error in document.syntaxErrors(limit: 50) where error.range.start < 0 || error.range.end > bytes.count {
      Issue.record("\(what()): a mistake at \(error.range), outside of the text")
    }
  }

  // MARK: The corpora

  @Test(.enabled(if: BicepCorpus.isPresent, "the corpora are not beside the package"))
  func everyFileOfTheCorporaIsInItsTapeByteForByte() {
    var count = 0
    for file in BicepCorpus.files() {
      check(file.bytes, file.path)
      count += 1
    }
    #expect(count > 1400)
  }

  private static let edited = [
    "avm/res/key-vault/vault/key/main.bicep", "baselines/Loops_LF/main.bicep", "baselines/TypeDeclarations_LF/main.bicep",
    "baselines/InvalidExpressions_LF/main.bicep", "baselines/MultilineStrings_LF/main.bicep",
    "baselines_bicepparam/Expressions/parameters.bicepparam",
  ]

  private func sample() -> [BicepCorpus.File] { BicepCorpus.files { path in Self.edited.contains { path.hasSuffix($0) } } }

  @Test(.enabled(if: BicepCorpus.isPresent, "the corpora are not beside the package"))
  func aFileCutOffAnywhereIsReadAsFarAsItGoes() {
    let files = sample()
    #expect(files.count == Self.edited.count)
    for file in files {
      for length in 0...min(file.bytes.count, 2000) {
        check(Array(file.bytes[..<length]), "\(file.path) cut at \(length)")
      }
    }
  }

  @Test(.enabled(if: BicepCorpus.isPresent, "the corpora are not beside the package"))
  func randomEditsNeverBreakTheTape() {
    var random = BicepRandom(state: 20_261_121)
    let pieces: [[UInt8]] =
      [
        "'", "'''", "${", "}", "{", "[", "]", "(", ")", "\n", "\r", "\r\n", ",", ":", "=", "//", "/*", "*/", "@", "#disable-next-line", "|",
        "?", "::", "=>", "...", "for", "if (", "resource ", "param x ", "type ", "$'''", "\\u{", "\\", "\u{0}", "é", "<", ">", "!", "&&",
        "??",
      ].map { Array($0.utf8) } + [[0xff], [0xc3], [0xef, 0xbb, 0xbf]]
    for file in sample() {
      var bytes = Array(file.bytes.prefix(4000))
      for _ in 0..<700 {
        let start = Int(random.next() % UInt64(bytes.count + 1))
        let end = random.next() % 3 == 0 ? min(bytes.count, start + Int(random.next() % 40)) : start
        bytes.replaceSubrange(start..<end, with: pieces[Int(random.next() % UInt64(pieces.count))])
        check(bytes, "\(file.path) edited")
        if bytes.count < 500 || bytes.count > 8000 { bytes = Array(file.bytes.prefix(4000)) }
      }
    }
  }

  @Test func randomBytesAndTokensNeverBreakTheTape() {
    var random = BicepRandom(state: 7)
    let words = [
      "param", "var", "resource", "type", "func", "import", "x", "y", "1", "'a'", "'a${", "}", "}'", "{", "(", ")", "[", "]", ",", ":", "=",
      "=>", "?", "??", "!", "-", "+", ".", "::", "|", "\n", "\n", "for", "in", "if", "from", "as", "with", "*", "<", ">", "@", "...", "^",
      "'''", "$'''", "#", "using", "output", "module", "existing", "/*", "//",
    ]
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<(1 + random.next() % 40) {
        text += words[Int(random.next() % UInt64(words.count))] + (random.next() % 3 == 0 ? "" : " ")
      }
      check(Array(text.utf8), text)
      check((0..<(random.next() % 60)).map { _ in UInt8(truncatingIfNeeded: random.next() >> 13) }, "bytes")
    }
  }

  // MARK: Hard places

  @Test(arguments: [
    "[", "(", "{a:", "a ? ", "a ? b : ", "'${", "x => ", "a(", "a[", "[for a in b: ", "!", "-", "a = ", "@", "@a(", "${", "'a", ",",
  ])
  func aHundredThousandOfOneSignNeitherCrashNorMultiplyMistakes(_ sign: String) {
    for prefix in ["var x = ", "type t = ", "resource r 'x' = ", "func f(a int) int => ", "param p ", ""] {
      let text = prefix + String(repeating: sign, count: 100_000)
      let document = Document(SourceText(text), format: .bicep)
      #expect(tapeProblems(document).isEmpty, "\(prefix)\(sign)")
      #expect(!document.syntaxErrors(limit: 10).isEmpty, "\(prefix)\(sign)")
    }
  }

  @Test func bracketsNestedTooDeeplyAreOneMistakeAndWhatFollowsIsWhole() throws {
    let count = 100_000
    let text = "var x = " + String(repeating: "[", count: count) + String(repeating: "]", count: count) + "\nvar y = 1"
    let document = Document(SourceText(text), format: .bicep)
    let errors = document.syntaxErrors()
    #expect(errors.count == 1)
    #expect(errors.first?.message.contains("nested too deeply") == true)
    let syntax = BicepSyntax(document)
    let last = try #require(syntax.declarations.last)
    #expect(syntax.value(of: last).flatMap(syntax.integer) == 1)
  }

  @Test func longChainsAreFlat() {
    let chain = "var x = a" + String(repeating: ".b", count: 50_000) + String(repeating: " + c * d", count: 50_000)
    let document = Document(SourceText(chain), format: .bicep)
    #expect(document.syntaxErrors().isEmpty)
    #expect(document.path(to: chain.utf8.count - 1).count < 8)
  }

  /// The words that `wrap` moves are the only work that is not one step a byte: they double with the text.
  @Test(arguments: ["(a.b + 1) * 2 ?? c ? d : e", "a.b.c[0]!.d(1)::e", "(((a))) + [1, 2][0] * {a: 1}.a", "f(g(h(1 + 2) + 3) + 4)"])
  func theWorkDoublesWithTheText(_ expression: String) {
    func moved(_ count: Int) -> Int {
      let nested = (0..<40).reduce(expression) { text, _ in "(\(text)) + 1" }
      let text = (0..<count).map { "var x\($0) = \(nested)\n" }.joined()
      let bytes = Array(text.utf8)
      return BicepLexer.withPadding(bytes) { pointer in
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: bytes.count * 4 + 64)
        defer { words.deallocate() }
        var grammar = BicepGrammar(pointer, count: bytes.count, tape: TapeWriter(words, capacity: bytes.count * 4 + 64))
        grammar.readFile()
        return grammar.tape.wordsMoved + grammar.tape.count
      }
    }
    let small = moved(50)
    #expect(moved(100) <= 2 * small)
  }

  @Test(arguments: ["\u{0}", "\u{feff}", "\u{feff}\u{feff}", "\r", "\u{85}", "\u{2028}", "é", "🦊", "\"", "`", "\\", "\u{7f}", "\t"])
  func oddCharactersAreTold(_ character: String) {
    for text in [
      "\(character)var x = 1\n", "var x = \(character)\nvar y = 2", "var x = '\(character)'", "// \(character)\nvar x = 1", character,
    ] {
      check(Array(text.utf8), text)
    }
  }

  @Test func invalidUTF8StandsInStringsAndCommentsAndIsToldElsewhere() {
    let inString = Document(SourceText(Array("var x = '".utf8) + [0xff, 0xc3, 0x28] + Array("' // ".utf8) + [0xfe]), format: .bicep)
    #expect(inString.syntaxErrors().isEmpty)
    let outside = Document(SourceText(Array("var x = ".utf8) + [0xff] + Array("\nvar y = 1".utf8)), format: .bicep)
    #expect(outside.syntaxErrors().count == 1)
    #expect(BicepSyntax(outside).declarations.count == 2)
  }

  @Test func linesMayEndWithALoneCarriageReturn() {
    let document = Document(SourceText("param a string\rparam b int = 1\r\rvar c = [\r  1\r  2\r]\r"), format: .bicep)
    #expect(document.syntaxErrors().isEmpty)
    #expect(BicepSyntax(document).declarations.count == 3)
  }

  @Test func aByteOrderMarkIsNoToken() {
    #expect(Document(SourceText("\u{feff}param a string\n"), format: .bicep).syntaxErrors().isEmpty)
    #expect(Document(SourceText("\u{feff}#disable-next-line x\nparam a string\n"), format: .bicep).syntaxErrors().isEmpty)
  }

  @Test func aGapLongerThanAWordHoldsIsKept() {
    let comment = "/* " + String(repeating: "long ", count: 60_000) + "*/"
    let document = Document(SourceText("var a =\(comment) b\(comment).c +\(comment) 1\n\(comment)\nvar d = 1"), format: .bicep)
    #expect(tapeProblems(document).isEmpty)
    #expect(document.syntaxErrors().isEmpty)
    #expect(BicepSyntax(document).declarations.count == 2)
    #expect(document.comments().count == 4)
  }
}

/// Numbers that look random and are the same in each run.
struct BicepRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
