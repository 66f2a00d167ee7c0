import SourceText
import Testing

@testable import SyntaxTree

@Suite("Bicep: rewriting in the style of the text")
struct BicepRewriteTests {
  /// Applies the rewrite that `make` describes to the first declaration and returns the new text.
  func rewritten(_ text: String, make: (BicepSyntax, Node) -> Rewrite?) -> String {
    let document = Document(SourceText(text), format: .bicep)
    let syntax = BicepSyntax(document)
    guard let first = syntax.declarations.first, let rewrite = make(syntax, first) else { return "no such node" }
    let (bytes, refused) = document.text.bytes.applying(document.textEdits(for: rewrite))
    #expect(refused.isEmpty)
    let after = Document(SourceText(bytes), format: .bicep)
    let mistakes = after.syntaxErrors().map(\.message)
    #expect(mistakes.count <= document.syntaxErrors().count, "\(mistakes) \(String(decoding: bytes, as: UTF8.self))")
    return String(decoding: bytes, as: UTF8.self)
  }

  func inserted(_ text: String, _ path: [String], _ value: Literal) -> String {
    rewritten(text) { .insert(into: $1, path: path, value) }
  }
  func value(_ syntax: BicepSyntax, _ declaration: Node, _ path: [String]) -> Node? {
    path.reduce(syntax.container(at: declaration)) { node, name in
      node.flatMap { syntax.container(at: $0) }.flatMap { syntax.value(of: name, in: $0) }
    }
  }
  func removed(_ text: String, _ path: String...) -> String {
    rewritten(text) { syntax, first in value(syntax, first, path).map { .remove($0) } }
  }
  func replaced(_ text: String, _ path: [String], _ literal: Literal) -> String {
    rewritten(text) { syntax, first in
      (path.isEmpty ? syntax.value(of: first) : value(syntax, first, path)).map { .replace($0, literal) }
    }
  }

  @Test("A property goes behind the last one, on a line of its own, indented like it")
  func insertLine() {
    #expect(inserted("var x = {\n  a: 1\n}\n", ["b"], .boolean(true)) == "var x = {\n  a: 1\n  b: true\n}\n")
    #expect(
      inserted("var x = {\n\ta: 1\n}", ["b"], .object([.init("c", .null)])) == "var x = {\n\ta: 1\n\tb: {\n\t\tc: null\n\t}\n}")
    #expect(
      inserted("var x = {\n    a: 1\n}", ["b", "c"], .array([.integer(1), .string("z")]))
        == "var x = {\n    a: 1\n    b: {\n        c: [\n            1\n            'z'\n        ]\n    }\n}")
  }

  @Test("An object on one line stays on one line, with commas")
  func insertInline() {
    #expect(inserted("var x = { a: 1 }", ["b"], .integer(2)) == "var x = { a: 1, b: 2 }")
    #expect(inserted("var x = {a:1}", ["b", "c"], .string("y")) == "var x = {a:1, b:{ c:'y' }}")
    #expect(inserted("var x = { a: 1, }", ["b"], .integer(2)) == "var x = { a: 1, b: 2, }")
    #expect(inserted("var x = { a: { b: {} } }", ["a", "b", "c"], .integer(2)) == "var x = { a: { b: { c: 2 } } }")
  }

  @Test("Line breaks stay CRLF")
  func insertCRLF() {
    #expect(
      inserted("var x = {\r\n  a: 1\r\n}\r\n", ["b", "c"], .integer(2)) == "var x = {\r\n  a: 1\r\n  b: {\r\n    c: 2\r\n  }\r\n}\r\n")
  }

  @Test("Comments and directives stay where they are")
  func insertBehindComment() {
    #expect(inserted("var x = {\n  a: 1 // one\n}", ["b"], .integer(2)) == "var x = {\n  a: 1 // one\n  b: 2\n}")
    #expect(
      inserted("var x = {\n  a: 1 /* one */ // two\n  // c: 3\n}", ["b"], .integer(2))
        == "var x = {\n  a: 1 /* one */ // two\n  b: 2\n  // c: 3\n}")
    #expect(inserted("var x = {\n  a: 1 }", ["b"], .integer(2)) == "var x = {\n  a: 1\n  b: 2 }")
    #expect(
      inserted("var x = {\n  #disable-next-line no-x\n  a: 1\n}", ["b"], .integer(2))
        == "var x = {\n  #disable-next-line no-x\n  a: 1\n  b: 2\n}")
  }

  @Test("An empty object is spread over lines where what is around it is")
  func insertIntoEmpty() {
    #expect(inserted("var x = {\n  a: {}\n}", ["a", "b"], .integer(2)) == "var x = {\n  a: {\n    b: 2\n  }\n}")
    #expect(inserted("var x = {}", ["b"], .integer(2)) == "var x = {\n  b: 2\n}")
    #expect(inserted("var x = {\n}", ["b"], .integer(2)) == "var x = {\n  b: 2\n}")
    #expect(inserted("var x = {\n    // empty\n}", ["b"], .integer(2)) == "var x = {\n    // empty\n    b: 2\n}")
    #expect(inserted("var x = { // empty\n}", ["b"], .integer(2)) == "var x = { // empty\n  b: 2\n}")
  }

  @Test("A declaration stands for its object, behind conditions and loops")
  func insertIntoDeclaration() {
    let body = "{\n  name: 'a'\n}"
    let after = "{\n  name: 'a'\n  properties: {\n    x: true\n  }\n}"
    for head in [
      "resource r 'A/b@2024-01-01' = ", "resource r 'A/b@2024-01-01' = if (x) ", "module m './m.bicep' = ", "param p object = ",
      "@secure()\nparam p object = ", "resource r 'A/b@2024-01-01' existing = ",
    ] {
      #expect(inserted(head + body, ["properties", "x"], .boolean(true)) == head + after)
    }
    for head in [
      "resource r 'A/b@2024-01-01' = [for i in range(0, 2): ", "module m 'm' = [for (a, i) in c: if (a) ", "var v = [for x in y: ",
    ] {
      #expect(inserted(head + body + "]", ["properties", "x"], .boolean(true)) == head + after + "]")
    }
  }

  @Test("A property stands before nested resources")
  func insertBeforeNested() {
    let head = "resource r 'A/b@2024-01-01' = {\n  name: 'a'\n"
    let tail = "\n  resource s 'c' = {\n    name: 'b'\n  }\n}"
    #expect(inserted(head + tail, ["tags"], .object([])) == head + "  tags: {}\n" + tail)
    #expect(
      inserted("resource r 'A/b@2024-01-01' = {\n  resource s 'c' = {\n  }\n}", ["tags"], .null)
        == "resource r 'A/b@2024-01-01' = {\n  tags: null\n  resource s 'c' = {\n  }\n}")
  }

  @Test("Keys are quoted where they are no identifiers, strings where they must be escaped")
  func spelling() {
    #expect(
      inserted("var x = { a: 1 }", ["b-c"], .string("it's ${x} $x \\ \n\t\u{1}"))
        == "var x = { a: 1, 'b-c': 'it\\'s \\${x} $x \\\\ \\n\\t\\u{1}' }")
    #expect(inserted("var x = { a: 1 }", ["true"], .integer(-1)) == "var x = { a: 1, 'true': -1 }")
    #expect(inserted("var x = { 'a-b': { c: 1 } }", ["a-b", "c"], .integer(2)) == "var x = { 'a-b': { c: 2 } }")
  }

  @Test("An array gets one more element")
  func append() {
    #expect(inserted("var x = [\n  'x'\n]", [], .string("z")) == "var x = [\n  'x'\n  'z'\n]")
    #expect(inserted("var x = ['x']", [], .string("z")) == "var x = ['x', 'z']")
    #expect(inserted("var x = []", [], .string("z")) == "var x = [\n  'z'\n]")
    #expect(inserted("var x = [[]]", [], .object([.init("a", .null)])) == "var x = [[], { a: null }]")
    #expect(inserted("var x = {\n  a: [\n    1 // one\n  ]\n}", ["a"], .null) == "var x = {\n  a: null\n}")
  }

  @Test("What cannot be made is not made")
  func impossible() {
    #expect(inserted("var x = 1", ["a"], .null) == "var x = 1")
    #expect(inserted("var x = { a: 1 }", ["a", "b"], .null) == "var x = { a: 1 }")
    #expect(replaced("resource r 'A/b@1' = {\n}", [], .integer(1)) == "resource r 'A/b@1' = {\n}")
    #expect(
      rewritten("var x = '${a}'") { syntax, node in
        syntax.value(of: node).flatMap { syntax.parts(of: $0).first { syntax.kind($0) == .variable } }.map { .replace($0, .object([])) }
      } == "var x = '${a}'")
  }

  @Test("Half-written properties get their value")
  func halfWritten() {
    #expect(inserted("var x = {\n  a:\n}", ["a"], .integer(1)) == "var x = {\n  a: 1\n}")
    #expect(inserted("var x = {\n  a\n  b: 2\n}", ["a", "c"], .null) == "var x = {\n  a: {\n    c: null\n  }\n  b: 2\n}")
    #expect(inserted("var x = {\n  a: 1\n", ["b"], .null) == "var x = {\n  a: 1\n  b: null\n")
  }

  @Test("A value becomes another one")
  func replace() {
    #expect(replaced("var x = { a: f(1) ? [2] : y.z }", ["a"], .boolean(true)) == "var x = { a: true }")
    #expect(replaced("param x string = 'a' // c\n", [], .string("b")) == "param x string = 'b' // c\n")
    let object = Literal.object([.init("b", .array([.integer(1)]))])
    #expect(replaced("var x = {\n  a: 1\n}", ["a"], object) == "var x = {\n  a: {\n    b: [\n      1\n    ]\n  }\n}")
    #expect(replaced("var x = { a: 1 }", ["a"], object) == "var x = { a: { b: [1] } }")
    #expect(
      rewritten("resource r 'A/b@2020-01-01' = {\n}") { syntax, node in
        syntax.path(of: node).map { .replace($0, .string("A/b@2024-01-01")) }
      } == "resource r 'A/b@2024-01-01' = {\n}")
  }

  @Test("A property goes with its comma and its line")
  func remove() {
    #expect(removed("var x = {\n  a: 1\n  b: 2\n}", "a") == "var x = {\n  b: 2\n}")
    #expect(removed("var x = {\n  a: 1\n  b: 2\n}", "b") == "var x = {\n  a: 1\n}")
    #expect(removed("var x = {\n  a: 1 // one\n  // above\n  b: 2 // two\n}", "b") == "var x = {\n  a: 1 // one\n  // above\n}")
    #expect(removed("var x = { a: 1, b: 2, c: 3 }", "a") == "var x = { b: 2, c: 3 }")
    #expect(removed("var x = { a: 1, b: 2, c: 3 }", "b") == "var x = { a: 1, c: 3 }")
    #expect(removed("var x = { a: 1, b: 2, c: 3 }", "c") == "var x = { a: 1, b: 2 }")
    #expect(removed("var x = {\n  a: 1, b: 2\n  c: 3\n}", "b") == "var x = {\n  a: 1\n  c: 3\n}")
    #expect(removed("var x = {\n  a: 1, b: 2\n  c: 3\n}", "a") == "var x = {\n  b: 2\n  c: 3\n}")
    #expect(removed("var x = {\r\n  a: 1\r\n  b: {\r\n    c: 3\r\n  }\r\n}", "b") == "var x = {\r\n  a: 1\r\n}")
    #expect(removed("var x = {\n  a: 1 // one\n  b: 2 }", "b") == "var x = {\n  a: 1 // one\n }")
    #expect(removed("var x = {\n  a: 1\n}", "a") == "var x = {}")
    #expect(removed("var x = {\n  a: 1\n\n  b: 2\n\n  c: 3\n}", "b") == "var x = {\n  a: 1\n\n  c: 3\n}")
  }

  @Test("An element goes, and so does a declaration")
  func removeOthers() {
    let second: (BicepSyntax, Node) -> Rewrite? = { syntax, node in
      syntax.container(at: node).map { syntax.elements(of: $0) }.flatMap { $0.count > 1 ? .remove($0[1]) : nil }
    }
    #expect(rewritten("var x = [1, 2, 3]", make: second) == "var x = [1, 3]")
    #expect(rewritten("var x = [\n  1\n  2 // two\n  3\n]", make: second) == "var x = [\n  1\n  3\n]")
    #expect(rewritten("@secure()\nparam a string\n\nparam b int\n") { .remove($1) } == "param b int\n")
    #expect(rewritten("param a string\nparam b int\n") { .remove($1) } == "param b int\n")
  }

  @Test("A property gets another name")
  func rename() {
    let first: (String) -> (BicepSyntax, Node) -> Rewrite? = { name in
      { syntax, node in syntax.container(at: node).flatMap { syntax.properties(of: $0).first }.map { .rename($0.key, name) } }
    }
    #expect(rewritten("var x = { a: 1 }", make: first("b")) == "var x = { b: 1 }")
    #expect(rewritten("var x = { 'a b': 1 }", make: first("c")) == "var x = { c: 1 }")
    #expect(rewritten("var x = { a: 1 }", make: first("b c")) == "var x = { 'b c': 1 }")
  }
}
