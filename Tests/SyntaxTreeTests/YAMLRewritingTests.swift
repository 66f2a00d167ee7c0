import SourceText
import Testing

@testable import SyntaxTree

/// A value with the node of each of its parts.
private struct Part {
  var path: [Int]
  var node: Node
  var key: Node?
}

private func literal(_ document: Document, _ node: Node, _ path: [Int], _ parts: inout [Part], key: Node? = nil) -> Literal {
  parts.append(Part(path: path, node: node, key: key))
  switch document.dataKind(node) {
  case .object:
    return .object(
      document.members(node).enumerated().map {
        Literal.Property($0.element.name, literal(document, $0.element.value, path + [$0.offset], &parts, key: $0.element.key))
      })
  case .array: return .array(document.elements(node).enumerated().map { literal(document, $0.element, path + [$0.offset], &parts) })
  default:
    switch document.scalar(node) {
    case .string(let text): return .string(text)
    case .integer(let value): return .integer(value)
    case .number(let value): return .string("\(value)")
    case .boolean(let value): return .boolean(value)
    case .null, nil: return .null
    }
  }
}

/// The value with the part at a path changed; nil from `change` takes it away.
private func changed(_ value: Literal, _ path: ArraySlice<Int>, _ change: (Literal.Property) -> Literal.Property?) -> Literal {
  guard let index = path.first else { return change(Literal.Property("", value))?.value ?? .null }
  func next(_ property: Literal.Property) -> Literal.Property? {
    if path.count == 1 { return change(property) }
    return Literal.Property(property.name, changed(property.value, path.dropFirst(), change))
  }
  switch value {
  case .object(let properties): return .object(properties.enumerated().compactMap { $0.offset == index ? next($0.element) : $0.element })
  case .array(let items):
    return .array(items.enumerated().compactMap { $0.offset == index ? next(Literal.Property("", $0.element))?.value : $0.element })
  default: return value
  }
}

@Suite struct YAMLRewritingTests {
  static let shapes = [
    "a: 1\nb: 2\n", "a: 1\nb: 2", "a:\n  b: 1\n  c:\n    d: x\n", "a:\n  - 1\n  - 2\nb: x\n", "a:\n- 1\n- 2\nb: x\n",
    "a: {b: 1, c: 2}\nd: 3\n",
    "a: { b: 1 }\n", "a: [1, 2]\n", "a: {}\nb: []\n", "a:\nb:\n", "- a: 1\n  b: 2\n- c\n", "- - 1\n  - 2\n- 3\n", "-\n  a: 1\n- b: 1\n",
    "# top\na: 1 # one\n# between\nb: # two\n  # inner\n  c: 3\n\n  # deep\n\n# end\nd: 4\n", "a: |\n  text\n   more\nb: 1\n",
    "a: |+ # keep\n  text\n\nb: 1\n", "a: >-\n  x\n  y\n\nb:\n  - |\n    t\n  - z\n", "a: 'x'\nb: \"y\"\n",
    "\"a\": 1\n\"b\": {\"c\": \"d\"}\n",
    "a: {\n  b: 1,\n  c: 2\n}\nd: [\n  1,\n  2,\n]\n", "a: &x\n  b: 1\nc: &y 2\nd: !!str 3\n", "--- # doc\na: 1\n...\n", "--- x\n",
    "[1, {a: 2}]\n",
    "{a: 1, b: [x, y]}\n", "a: 1\r\nb:\r\n  c: 2\r\nd:\r\n  - x\r\n  - y: 1\r\n    z: 2\r\n", "? a\n: 1\n? b\n: - 2\n  - 3\n",
    "a:\n    b:\n        c: 1\n    d: 2\n", "a: multi\n  line\n  text\nb: \"multi\n  line\"\nc: 1\n",
    "key with space: 1\n\"quoted: key\": 2\n",
    "a:   1   # far\nb:   # empty\nc:\n", "a: {b: {}, c: []}\n", "- \n- x\n-\n", "a: [ x, # one\n  y # two\n  ]\n", "  a: 1\n  b: 2\n",
    "\u{feff}a: 1\nb:\n  c: 1\n",
    "a: {b: , c: 1}\n", "a: [{b: 1}, [2]]\nc: [d: 1]\n", "a:\n\n\n  b: 1\n\n\nc: 1\n\n", "x\n", "- ? a\n- b\n", "? a\n? b\n",
    "v: !!map # c\n  a: 1\nw: 1\n", "-\tx\n", "   x\n", "- {a: 1}\n- {a: 2}\n",
  ]

  static let values: [Literal] = [
    .integer(7), .string("plain"), .string("needs: quotes"), .string("true"), .string(""), .string("line\nbreak"), .string("it's"), .null,
    .boolean(false), .array([]), .object([]), .array([.integer(1), .string("a, b")]),
    .object([.init("k", .integer(1)), .init("on", .object([.init("x y", .string("# no"))]))]),
    .array([.object([.init("p", .string("- q")), .init("r", .array([.string("*")]))]), .array([.integer(2)])]),
  ]

  private func check(_ source: String, _ rewrite: Rewrite, _ expected: Literal, _ comment: String, keeping comments: [String]) {
    let document = Document(SourceText(source), format: .yaml)
    let edits = document.textEdits(for: rewrite)
    guard !edits.isEmpty else {
      Issue.record("\(comment) in \(source.debugDescription): no edit")
      return
    }
    let (text, refused) = document.text.bytes.applying(edits)
    let result = Document(SourceText(text), format: .yaml)
    var parts: [Part] = []
    let found = result.topValue().map { literal(result, $0, [], &parts) } ?? .null
    let shown = String(decoding: text, as: UTF8.self)
    let kept = result.comments().map { result.text.string($0) }
    let lost = comments.filter { !kept.contains($0) }
    let isMixed = source.contains("\r\n") && shown.replacingOccurrences("\r\n", "").contains("\n")
    let errors = result.syntaxErrors()
    if found != expected || !errors.isEmpty || !refused.isEmpty || !lost.isEmpty || isMixed {
      Issue.record("\(comment) in\n\(source)gives\n\(shown)\(errors) \(lost) \(refused) \(isMixed ? "mixed breaks" : "")")
    }
  }

  /// The comments outside a range of lines.
  private func comments(_ document: Document, outside range: ByteRange) -> [String] {
    document.comments().filter { $0.end <= range.start || $0.start >= range.end }.map { document.text.string($0) }
  }

  @Test(arguments: shapes) func everyPartCanBeReplaced(_ source: String) {
    let document = Document(SourceText(source), format: .yaml)
    #expect(document.syntaxErrors().isEmpty, "\(source)")
    var parts: [Part] = []
    guard let top = document.topValue() else { return }
    let whole = literal(document, top, [], &parts)
    for part in parts {
      let kept = comments(document, outside: document.range(part.node))
      for value in Self.values {
        let expected = changed(whole, part.path[...]) { Literal.Property($0.name, value) }
        check(source, .replace(part.node, value), expected, "replacing \(part.path) by \(value)", keeping: kept)
      }
    }
  }

  @Test(arguments: shapes) func everyPartCanBeRemoved(_ source: String) {
    let document = Document(SourceText(source), format: .yaml)
    var parts: [Part] = []
    guard let top = document.topValue() else { return }
    let whole = literal(document, top, [], &parts)
    for part in parts where !part.path.isEmpty {
      var expected = changed(whole, part.path[...]) { _ in nil }
      // The one pair of a flow sequence's element goes with the element.
      if source.contains("[d: 1]"), part.path == [1, 0, 0] { expected = changed(whole, [1, 0]) { _ in nil } }
      let first = document.text.lines.range(ofLine: document.text.lines.line(at: part.key?.start ?? part.node.start))
      let last = document.text.lines.range(ofLine: document.text.lines.line(at: document.end(part.node)))
      check(
        source, .remove(part.node), expected, "removing \(part.path)",
        keeping: comments(document, outside: ByteRange(first.start, last.end)))
    }
  }

  @Test(arguments: shapes) func everyCollectionTakesMore(_ source: String) {
    let document = Document(SourceText(source), format: .yaml)
    var parts: [Part] = []
    guard let top = document.topValue() else { return }
    let whole = literal(document, top, [], &parts)
    let all = document.comments().map { document.text.string($0) }
    for part in parts {
      for value in Self.values {
        switch document.dataKind(part.node) {
        case .object:
          // The pair of a flow sequence holds one property.
          if document.kind(part.node) == .yamlFlowPair { continue }
          for path in [["new"], ["new: name", "true"]] {
            let added = path.dropFirst().reversed().reduce(value) { .object([.init($1, $0)]) }
            let expected = changed(whole, part.path[...]) {
              guard case .object(let properties) = $0.value else { return $0 }
              return Literal.Property($0.name, .object(properties + [.init(path[0], added)]))
            }
            check(
              source, .insert(into: part.node, path: path, value), expected, "inserting \(path) = \(value) at \(part.path)", keeping: all)
          }
        case .array:
          let expected = changed(whole, part.path[...]) {
            guard case .array(let items) = $0.value else { return $0 }
            return Literal.Property($0.name, .array(items + [value]))
          }
          check(source, .insert(into: part.node, path: [], value), expected, "appending \(value) at \(part.path)", keeping: all)
        case .null:
          let expected = changed(whole, part.path[...]) { Literal.Property($0.name, .object([.init("new", value)])) }
          check(source, .insert(into: part.node, path: ["new"], value), expected, "filling \(part.path) with \(value)", keeping: all)
        default: break
        }
      }
    }
  }

  @Test(arguments: shapes) func everyNameCanBeChanged(_ source: String) {
    let document = Document(SourceText(source), format: .yaml)
    var parts: [Part] = []
    guard let top = document.topValue() else { return }
    let whole = literal(document, top, [], &parts)
    let all = document.comments().map { document.text.string($0) }
    for part in parts {
      guard let key = part.key else { continue }
      for name in ["other", "true", "a: b", "it's", "x,y"] {
        let expected = changed(whole, part.path[...]) { Literal.Property(name, $0.value) }
        check(source, .rename(key, name), expected, "renaming \(part.path) to \(name)", keeping: all)
      }
    }
  }

  private func randomString(_ random: inout SplitMix) -> String {
    let pieces = [
      "a", "b c", ": ", "#", " #", "'", "\"", "\\", "\n", "\t", "-", "- ", "?", "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "@",
      "`", "1", "0x1", "true", "~",
      "é", "😀", "\u{85}", "\u{feff}", "\r", "\0", "=", "<<", ".", "---", "...", " ", ":", "null", "1e3",
    ]
    return (0..<Int(random.next() % 4)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
  }

  private func randomLiteral(_ random: inout SplitMix, depth: Int = 0) -> Literal {
    switch random.next() % (depth > 3 ? 6 : 10) {
    case 0: return .null
    case 1: return .boolean(random.next() % 2 == 0)
    case 2: return .integer(Int(truncatingIfNeeded: random.next() % 1000) - 500)
    case 3...5: return .string(randomString(&random))
    case 6, 7: return .array((0..<Int(random.next() % 4)).map { _ in randomLiteral(&random, depth: depth + 1) })
    default:
      return .object((0..<Int(random.next() % 4)).map { .init("\($0)" + randomString(&random), randomLiteral(&random, depth: depth + 1)) })
    }
  }

  @Test func everyValueReadsBackAsItself() {
    var random = SplitMix(state: 11)
    for round in 0..<3000 {
      let value = randomLiteral(&random)
      var style = YAMLStyle()
      style.step = 1 + Int(random.next() % 4)
      style.indentsSequences = random.next() % 2 == 0
      style.quote = random.next() % 2 == 0 ? 0x22 : 0x27
      style.padsBraces = random.next() % 2 == 0
      let text = round % 2 == 0 ? style.block(value, column: 0).joined(separator: "\n") : style.flow(value)
      let document = Document(SourceText("--- # top\n" + text), format: .yaml)
      var parts: [Part] = []
      let found = document.topValue().map { literal(document, $0, [], &parts) }
      if found != value || !document.syntaxErrors().isEmpty {
        Issue.record("\(value)\n\(text)\n\(document.syntaxErrors())")
      }
    }
  }

  @Test func anyChangeOfAnyValueReadsAsAsked() {
    var random = SplitMix(state: 5)
    for _ in 0..<1500 {
      var style = YAMLStyle()
      style.step = 1 + Int(random.next() % 4)
      style.indentsSequences = random.next() % 2 == 0
      style.lineBreak = random.next() % 3 == 0 ? "\r\n" : "\n"
      let whole = randomLiteral(&random)
      let source = style.block(whole, column: 0).joined(separator: style.lineBreak) + (random.next() % 2 == 0 ? "" : style.lineBreak)
      let document = Document(SourceText(source), format: .yaml)
      var parts: [Part] = []
      guard let top = document.topValue(), !source.hasPrefix("---") else { continue }
      guard literal(document, top, [], &parts) == whole else {
        Issue.record("\(source)")
        continue
      }
      let part = parts[Int(random.next() % UInt64(parts.count))]
      let value = randomLiteral(&random)
      check(
        source, .replace(part.node, value), changed(whole, part.path[...]) { .init($0.name, value) }, "replacing \(part.path) by \(value)",
        keeping: [])
      if !part.path.isEmpty {
        check(source, .remove(part.node), changed(whole, part.path[...]) { _ in nil }, "removing \(part.path)", keeping: [])
      }
      if document.dataKind(part.node) == .object {
        let expected = changed(whole, part.path[...]) {
          guard case .object(let properties) = $0.value else { return $0 }
          return .init($0.name, .object(properties + [.init("new", value)]))
        }
        check(source, .insert(into: part.node, path: ["new"], value), expected, "inserting \(value) at \(part.path)", keeping: [])
      }
    }
  }

  private func edited(_ source: String, _ rewrite: (Document) -> Rewrite?) -> String {
    let document = Document(SourceText(source), format: .yaml)
    guard let rewrite = rewrite(document) else { return "" }
    return String(decoding: document.text.bytes.applying(document.textEdits(for: rewrite)).text, as: UTF8.self)
  }

  @Test func editsAreInTheStyleOfTheTextAround() {
    #expect(
      edited("vaults:\n    kv:\n        region: e # here\n\n# next\nother: 1\n") {
        document in
        document.topValue().map { .insert(into: $0, path: ["vaults", "kv", "purgeProtection"], .boolean(true)) }
      } == "vaults:\n    kv:\n        region: e # here\n        purgeProtection: true\n\n# next\nother: 1\n")
    #expect(
      edited("v: { a: 1 }\n") { document in document.topValue().map { .insert(into: $0, path: ["v", "b"], .string("x")) } }
        == "v: { a: 1, b: x }\n")
    #expect(
      edited("v: {a: 1}\n") { document in
        document.topValue().map { .insert(into: $0, path: ["v", "b"], .object([.init("c", .integer(1))])) }
      } == "v: {a: 1, b: {c: 1}}\n")
    #expect(
      edited("v: 'x'\n") { document in document.topValue().flatMap { document.value($0, "v") }.map { .replace($0, .string("y")) } }
        == "v: 'y'\n")
    #expect(
      edited("v:\n") { document in document.topValue().map { .insert(into: $0, path: ["v", "w", "x"], .integer(1)) } }
        == "v:\n  w:\n    x: 1\n")
    #expect(
      edited("a:\n- 1\nb:\n") { document in document.topValue().map { .insert(into: $0, path: ["b"], .array([.integer(2)])) } }
        == "a:\n- 1\nb:\n- 2\n")
    #expect(
      edited("a:\r\n  - {b: 1}\r\n") { document in
        document.topValue().flatMap { document.value($0, "a") }.map { .insert(into: $0, path: [], .object([.init("b", .integer(2))])) }
      } == "a:\r\n  - {b: 1}\r\n  - {b: 2}\r\n")
  }
}

extension String {
  fileprivate func replacingOccurrences(_ part: String, _ other: String) -> String {
    var result = ""
    var rest = self[...]
    let first = Array(part.unicodeScalars)
    while let scalar = rest.unicodeScalars.first {
      if Array(rest.unicodeScalars.prefix(first.count)) == first {
        result += other
        rest.unicodeScalars.removeFirst(first.count)
      } else {
        result.unicodeScalars.append(scalar)
        rest.unicodeScalars.removeFirst()
      }
    }
    return result
  }
}
