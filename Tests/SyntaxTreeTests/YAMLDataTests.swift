import Foundation
import SourceText
import Testing

@testable import SyntaxTree

/// A document's value in one line of JSON-like text, aliases followed.
func yamlValue(_ document: Document, _ node: Node?, depth: Int = 0) -> String {
  guard let node, depth < 50 else { return "missing" }
  switch document.dataKind(node) {
  case .object:
    return "{" + document.members(node).map { "\($0.name): \(yamlValue(document, $0.value, depth: depth + 1))" }.joined(separator: ", ")
      + "}"
  case .array: return "[" + document.elements(node).map { yamlValue(document, $0, depth: depth + 1) }.joined(separator: ", ") + "]"
  case .missing: return "missing"
  default:
    switch document.scalar(node) {
    case .string(let text): return text.debugDescription
    case .integer(let value): return "\(value)"
    case .number(let value): return "\(value)"
    case .boolean(let value): return "\(value)"
    case .null: return "null"
    case nil: return "unreadable"
    }
  }
}

private func value(_ text: String, document index: Int = 0) -> String {
  let document = Document(SourceText(text), format: .yaml)
  return yamlValue(document, document.topValue(index))
}

@Suite struct YAMLDataTests {
  @Test func plainScalarsFollowTheCoreSchema() {
    #expect(value("[null, ~, NULL, true, False, 12, -7, +3, 0x1F, 0o17, 017]") == "[null, null, null, true, false, 12, -7, 3, 31, 15, 17]")
    #expect(value("[1.5, 1., .5, -1e3, 1e-2, .inf, -.INF]") == "[1.5, 1.0, 0.5, -1000.0, 0.01, inf, -inf]")
    #expect(
      value("[yes, nan, 1.2.3, 0x, -, '12', 2027-11-01, 12a, 1_000]".replacingOccurrences(of: " -,", with: " --,"))
        == #"["yes", "nan", "1.2.3", "0x", "--", "12", "2027-11-01", "12a", "1_000"]"#)
    #expect(value("a:\nb: ~") == "{a: null, b: null}")
    #expect(value("!!str 12") == "\"12\"")
    #expect(value("!!int '12'") == "12")
    #expect(value("!<tag:yaml.org,2002:str> 12") == "\"12\"")
    #expect(value("99999999999999999999") == "1e+20")
  }

  @Test func textIsFoldedAndDecoded() {
    #expect(value("a\n b\n\n c") == #""a b\nc""#)
    #expect(value(#""a\tb\x41\u00e9\U0001F600\ud83d\ude00""#) == "\"a\\tbAé😀😀\"")
    #expect(value("'it''s'") == "it's".debugDescription)
    #expect(
      value("a: |\n  x\n   y\n\nb: >-\n  x\n  y\n\n  z\nc: |+\n  x\n\nd: |2\n    x\n")
        == #"{a: "x\n y\n", b: "x y\nz", c: "x\n\n", d: "  x\n"}"#)
    #expect(value("a: |\r\n  x\r\n  y\r\n") == #"{a: "x\ny\n"}"#)
  }

  @Test func anAliasIsWhatItsAnchorStandsFor() {
    #expect(value("a: &x {k: 1}\nb: *x\nc: &x 2\nd: *x") == "{a: {k: 1}, b: {k: 1}, c: 2, d: 2}")
    #expect(value("a: *nobody") == "{a: missing}")
    #expect(value("a: &x [1, *x]") == "{a: [1, missing]}")
    #expect(value("--- &x 1\n--- *x", document: 1) == "missing")
  }

  @Test func mergeKeysGiveWayToWrittenOnes() {
    #expect(value("a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 3") == "{a: {k: 1, l: 2}, b: {k: 1, l: 3}}")
    #expect(value("- &x {k: 1}\n- &y {k: 2, m: 3}\n- <<: [*x, *y]\n- '<<': *x") == "[{k: 1}, {k: 2, m: 3}, {k: 1, m: 3}, {<<: {k: 1}}]")
    #expect(value("- &x {k: 1}\n- &y {<<: *x, l: 2}\n- {<<: *y, l: 3}") == "[{k: 1}, {k: 1, l: 2}, {k: 1, l: 3}]")
    #expect(value("a: &x\n  <<: *x\n  k: 1") == "{a: {k: 1}}")
  }

  @Test func documentsAreCounted() {
    #expect(value("a\n---\nb\n...\nc", document: 0) == #""a""#)
    #expect(value("a\n---\nb\n...\nc", document: 2) == #""c""#)
    #expect(value("# nothing") == "missing")
    #expect(value("a", document: 1) == "missing")
  }

  @Test func whatIsBrokenDoesNotBlankWhatIsWhole() {
    #expect(value("v:\n  na\n  region: e\nw: 1") == "{v: {na: null, region: \"e\"}, w: 1}")
    #expect(value("a: 1\nna\nb: 2") == "{a: 1, na: null, b: 2}")
    #expect(value("a: \"x\nb: 2") == "{a: \"x\", b: 2}")
    #expect(value("a: [1, 2\nb: 2") == "{a: [1, 2], b: 2}")
    #expect(value("a: {k: 1, l: \"x\nb: 2") == "{a: {k: 1, l: \"x\"}, b: 2}")
    #expect(value("a:\n    b: 1\n  c: 2\nd: 3") == "{a: {b: 1, c: 2}, d: 3}")
    #expect(value("a: 1\n   b: 2\n   c: 3\nd: 4") == "{a: 1, b: 2, c: 3, d: 4}")
    #expect(value("a: ]\nb: 2") == "{a: null, b: 2}")
    #expect(value("a:\n\tb: 1\n\tc: 2\nd: 3") == "{a: {b: 1, c: 2}, d: 3}")
    #expect(value("- a\nb: c\n- d") == #"["a", "d"]"#)
    #expect(value("a: @x\nb: 2") == "{a: \"@x\", b: 2}")
    #expect(value("a: b: c\nd: 1") == "{a: \"b: c\", d: 1}")
  }

  @Test(arguments: [
    "v:\n  na\n  region: e\nw: 1", "a: 1\nna\nb: 2", "a: \"x\nb: 2", "a: [1, 2\nb: 2", "a: {k: 1, l: \"x\nb: 2",
    "a:\n    b: 1\n  c: 2\nd: 3",
    "a: 1\n   b: 2\n   c: 3\nd: 4", "a: ]\nb: 2", "a:\n\tb: 1\n\tc: 2\nd: 3", "- a\nb: c\n- d", "a: @x\nb: 2", "a: b: c\nd: 1", "[1 , , 2]",
    "[\"a\" \"b\"]", "{a: 1, \"b\" 2}", "a: 'x\n", "a: 1\n- b\nc: 2", "[1, 2}", "{a: [1}", "a: \"\\q\"", "&a &b c", "a: [x]]",
    "a: 1 #x\nb: 2#x\n c: 3",
    "a: - b\n   - c\nd: 1", "a: [\nb\n]\nc: 1", "a: \"b\nc\"\nd: 1",
  ])
  func oneMistakeIsOneError(_ text: String) {
    let document = Document(SourceText(text), format: .yaml)
    #expect(document.syntaxErrors().count == 1, "\(text.debugDescription): \(document.syntaxErrors())")
    #expect(tapeProblems(document).isEmpty)
  }

  @Test func errorsStandWhereTheHandGoes() {
    for (text, line) in [
      ("a: b: c", "a: b«:» c: a value with ': ' must be in quotes"), ("a: @x", "a: «@»x: a value cannot start"),
      ("a: \"x\\q\\n\"", "a: \"x«\\q»\\n\": this escape"), ("a: 1\nna\nb: 2", "a: 1\nna«»\nb: 2: expected ':'"),
      ("a: [1, 2\nb: 1", "a: [1, 2«»\nb: 1: expected ']'"), ("a: 'x\nb: 1", "a: 'x«»\nb: 1: expected \"'\""),
      ("a:\n    b: 1\n  c: 2", "a:\n    b: 1\n«  »c: 2: the indentation"), ("a: {b: 1 \"c\": 2}", "a: {b: 1 \"c\"«:» 2}: a ':'"),
      ("a: [\"x\" \"y\"]", "a: [\"x\"«» \"y\"]: expected ','"), ("a: \"x\" y", "a: \"x\" «y»: nothing can follow"),
      ("a:\n\tb: 1", "a:\n«\t»b: 1: a tab"), ("a: [x]]", "a: [x]«]»: nothing can follow"),
    ] {
      let document = Document(SourceText(text), format: .yaml)
      let errors = document.syntaxErrors()
      guard let error = errors.first else {
        Issue.record("\(text.debugDescription) has no error")
        continue
      }
      let shown =
        document.text.string(ByteRange(0, error.range.start)) + "«" + document.text.string(error.range) + "»"
        + document.text.string(ByteRange(error.range.end, document.text.count)) + ": " + error.message
      #expect(shown.hasPrefix(line), "\(shown)")
      #expect(errors.count == 1, "\(text.debugDescription): \(errors)")
    }
  }

  @Test func commentsAreFound() {
    let text = "# a\nb: c # d\ne: |  # f\n  # text\n# g\nh: 'x # y'\ni: [1, # j\n  2]\nk: a#b\n"
    let document = Document(SourceText(text), format: .yaml)
    #expect(document.comments().map { document.text.string($0) } == ["# a", "# d", "# f", "# g", "# j"])
  }

  @Test(.enabled(if: YAMLCorpus.isPresent, "the corpora are not beside the package"))
  func theTestSuitesValuesAreThoseOfItsJSON() {
    var failures: [String] = []
    var count = 0
    for url in YAMLCorpus.files("yaml-test-suite-data", "/in.json") {
      let source = SourceText(YAMLCorpus.bytes(url.deletingLastPathComponent().appendingPathComponent("in.yaml")))
      guard let json = try? JSONSerialization.jsonObject(with: Data(YAMLCorpus.bytes(url)), options: [.fragmentsAllowed]),
        !FileManager.default.fileExists(atPath: url.deletingLastPathComponent().appendingPathComponent("error").path)
      else { continue }
      count += 1
      let document = Document(source, format: .yaml)
      let found = normal(yaml: document, document.topValue())
      let wanted = normal(json: json)
      if found != wanted { failures.append("\(url.path.suffix(30)): \(found) for \(wanted)") }
    }
    #expect(count > 200)
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
  }

  private func normal(json: Any) -> String {
    switch json {
    case let object as [String: Any]: "{" + object.map { "\($0.key): \(normal(json: $0.value))" }.sorted().joined(separator: ", ") + "}"
    case let array as [Any]: "[" + array.map(normal(json:)).joined(separator: ", ") + "]"
    case let text as String: text.debugDescription
    case let number as NSNumber: isBoolean(number) ? "\(number.boolValue)" : "\(number.doubleValue)"
    default: "null"
    }
  }

  private func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

  private func normal(yaml document: Document, _ node: Node?) -> String {
    guard let node else { return "null" }
    switch document.dataKind(node) {
    case .object:
      return "{" + document.members(node).map { "\($0.name): \(normal(yaml: document, $0.value))" }.sorted().joined(separator: ", ") + "}"
    case .array: return "[" + document.elements(node).map { normal(yaml: document, $0) }.joined(separator: ", ") + "]"
    default:
      switch document.scalar(node) {
      case .string(let text): return text.debugDescription
      case .integer(let value): return "\(Double(value))"
      case .number(let value): return "\(value)"
      case .boolean(let value): return "\(value)"
      case .null, nil: return "null"
      }
    }
  }
}
