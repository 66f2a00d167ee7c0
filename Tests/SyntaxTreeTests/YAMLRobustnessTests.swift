import SourceText
import Testing

@testable import SyntaxTree

@Suite struct YAMLRobustnessTests {
  private func check(_ bytes: [UInt8], _ name: @autoclosure () -> String = "") {
    let document = Document(SourceText(bytes), format: .yaml)
    let problems = tapeProblems(document)
    if !problems.isEmpty {
      Issue.record("\(name()): \(problems) in \(String(decoding: bytes.prefix(400), as: UTF8.self).debugDescription)")
    }
    _ = document.syntaxErrors()
    _ = document.comments()
    _ = yamlValue(document, document.topValue())
  }

  @Test(.enabled(if: YAMLCorpus.isPresent, "the corpora are not beside the package"))
  func everyTruncationOfEveryCaseIsLossless() {
    for url in YAMLCorpus.files("yaml-test-suite-data", "/in.yaml") {
      let bytes = YAMLCorpus.bytes(url)
      for count in 0...bytes.count { check(Array(bytes.prefix(count)), url.path) }
      for count in 0..<bytes.count { check(Array(bytes.dropFirst(count)), url.path) }
    }
  }

  @Test func randomTextIsLossless() {
    var random = SplitMix(state: 7)
    let alphabet = Array("  \n\n\t-?:,[]{}#&*!|>'\"%@`ab01\\.~\r<".utf8) + [0, 0xef, 0xbb, 0xbf, 0xff, 0xc3, 0xa9]
    for _ in 0..<20_000 {
      let count = Int(random.next() % 60)
      check((0..<count).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
    }
    for _ in 0..<500 {
      check((0..<Int(random.next() % 300)).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    }
  }

  @Test(arguments: ["a: %\nb: é\n", "a: 'x%'\n", "a: [x%y]\n", "a: |\n  é%\n  x\n", "%: 1\n", "a:\n - x\n   é%\n"])
  func bytesThatAreNoTextAreReportedWhereTheyStand(_ template: String) {
    for (bad, message) in [([0xff], "these bytes are not UTF-8"), ([0xe2, 0x82], "these bytes are not UTF-8"), ([0x07], nil)]
      as [([UInt8], String?)]
    {
      guard let place = template.utf8.firstIndex(of: 0x25) else { continue }
      let start = template.utf8.distance(from: template.utf8.startIndex, to: place)
      var bytes = Array(template.utf8)
      bytes.replaceSubrange(start...start, with: bad)
      let document = Document(SourceText(bytes), format: .yaml)
      let errors = document.syntaxErrors()
      #expect(errors.map(\.range) == [ByteRange(start, start + bad.count)], "\(template.debugDescription) \(bad)")
      if let message { #expect(errors.first?.message == message) }
      #expect(tapeProblems(document).isEmpty)
    }
  }

  @Test func editsAndContextsOfBrokenTextAreNoDanger() {
    var random = SplitMix(state: 3)
    let pieces = [
      "a: ", "b", "- ", "\n", "\n  ", "\n    ", "{", "}", "[", "]", ", ", ": ", "? ", "&x ", "*x", "!t ", "'", "\"", "| ", ">-", "#",
      " # c", "---\n", "...", "<<: ", "\t", "é",
      "\r\n", "1", "\u{feff}", "\0",
    ]
    for _ in 0..<1000 {
      let text = (0..<Int(random.next() % 25)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
      let document = Document(SourceText(text), format: .yaml)
      var nodes = [document.root]
      var next = 0
      while next < nodes.count {
        nodes.append(contentsOf: document.children(nodes[next]))
        next += 1
      }
      for node in nodes {
        let changes: [Rewrite] = [
          .replace(node, .integer(1)), .replace(node, .object([.init("k", .array([.null]))])),
          .insert(into: node, path: ["a", "n"], .string("")),
          .insert(into: node, path: [], .object([])), .remove(node), .rename(node, "x: y"),
        ]
        for change in changes {
          let (result, refused) = document.text.bytes.applying(document.textEdits(for: change))
          if !refused.isEmpty { Issue.record("\(change) of \(text.debugDescription): \(refused)") }
          check(result)
        }
      }
      for offset in 0...document.text.count {
        let context = document.caretContext(at: offset)
        if !context.replacing.touches(offset) { Issue.record("\(text.debugDescription) at \(offset)") }
      }
    }
  }

  @Test func oddBytesAreKept() {
    for text in [
      "a: \0\nb: 1", "\0", "a: b\rc: d\r", "\u{feff}a: 1\n", "\u{feff}", "a: \u{85}\u{2028}", "\r\n\r\n", "a:\r\n  - b\r\n  - c\r\n",
    ] {
      check(Array(text.utf8))
    }
    check([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x80, 0x0a, 0xc3])
    let document = Document(SourceText("\u{feff}a: 1\rb: 2\r\nc: 3"), format: .yaml)
    #expect(yamlValue(document, document.topValue()) == "{a: 1, b: 2, c: 3}")
    #expect(document.syntaxErrors().isEmpty)
  }

  @Test(arguments: [
    "[", "{", "{a: ", "[[a]: ", "- ", "? ", "- - ", "? - ", "&a ", "!t ", "\"", "'", "[\"", "{\"a\":[", "* ", "*a: ", "| ", "---\n", "%\n",
    ": ",
  ])
  func deepNestingIsNoDanger(_ unit: String) {
    check(Array(String(repeating: unit, count: 100_000).utf8), unit)
  }

  #if DEBUG
  @Test(arguments: [
    "[", "{", "{a: ", "[[a]: ", "- ", "? ", "&a ", "\"", "'", "[\"", "* ", "| ", "---\n", "%\n", ": ", "}", "[}", "]: x,", "a: \"x\n",
    "- \"x\n", "a\n",
    "a: b\n", " x\n", "\tx\n", "#\n", " \n", "a: |\n", "- [a\n", "a: {b\n", "\n\n", "x ", "a: b: c ", "\"a\" ", "[a]: ", "]", "- a\nb\n",
    "  a: 1\n b: 2\n",
    "&a\n", "!t\n", "? a\n", "{a\n", "\\", "'a\n b\n", "[a, b]\n",
  ])
  func workGrowsWithTheText(_ unit: String) {
    func work(_ count: Int) -> Double { Double(YAMLParser.work(Array(String(repeating: unit, count: count).utf8))) }
    #expect(work(4000) < work(2000) * 2.3 + 1000, "\(unit.debugDescription)")
    let closed = String(repeating: "[", count: 2000) + String(repeating: unit, count: 2000) + String(repeating: "]: x", count: 2000)
    let twice = String(repeating: "[", count: 4000) + String(repeating: unit, count: 4000) + String(repeating: "]: x", count: 4000)
    #expect(
      Double(YAMLParser.work(Array(twice.utf8))) < Double(YAMLParser.work(Array(closed.utf8))) * 2.6 + 1000,
      "\(unit.debugDescription) in brackets")
  }

  @Test func workGrowsWithIndentation() {
    for unit in ["k:\n", "k: \"x\n", "- \"x\n", "k: [\n", "x\n", "- k: 'x\n", "? |\n"] {
      func work(_ depth: Int) -> (work: Double, bytes: Double) {
        let text = (0..<depth).map { String(repeating: " ", count: $0) + unit }.joined()
        return (Double(YAMLParser.work(Array(text.utf8))), Double(text.utf8.count))
      }
      let once = work(400)
      let twice = work(800)
      #expect(twice.work / twice.bytes < once.work / once.bytes * 1.3, "\(unit.debugDescription)")
    }
  }
  #endif

  @Test func deepIndentationIsNoDanger() {
    var text = ""
    for depth in 0..<1500 { text += String(repeating: " ", count: depth) + "k:\n" }
    check(Array(text.utf8))
    text = ""
    for depth in 0..<1500 { text += String(repeating: " ", count: depth) + "k: \"x\n" }
    check(Array(text.utf8))
  }

  @Test func aLongLineAndLongGapsAreKept() {
    let long = String(repeating: "x", count: 1 << 20)
    for text in [
      long, "a: \(long)", "\"\(long)\": 1", "# \(long)\na: 1 # \(long)",
      "a:" + String(repeating: " ", count: 200_000) + "[ b" + String(repeating: " ", count: 200_000) + ": c ]",
    ] {
      check(Array(text.utf8))
    }
    let gap = Document(
      SourceText("&a" + String(repeating: "\n", count: 200_000) + " !!str" + String(repeating: " ", count: 200_000) + "12"), format: .yaml)
    #expect(gap.syntaxErrors().isEmpty)
    #expect(yamlValue(gap, gap.topValue()) == "\"12\"")
  }
}

/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}
