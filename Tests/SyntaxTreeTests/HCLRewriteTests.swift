import SourceText
import Testing

@testable import SyntaxTree

@Suite("HCL: rewriting in the style of the text")
struct HCLRewriteTests {
  /// Applies the rewrite that `make` describes to the first item of the file and returns the new text.
  func rewritten(_ text: String, make: (Document, Node) -> Rewrite?) -> String {
    let document = Document(SourceText(text), format: .hcl)
    guard let rewrite = make(document, document.hclItems(document.root).first ?? document.root) else { return "no such node" }
    let (bytes, refused) = document.text.bytes.applying(document.textEdits(for: rewrite))
    #expect(refused.isEmpty)
    let after = Document(SourceText(bytes), format: .hcl)
    let mistakes = after.syntaxErrors().map(\.message)
    #expect(mistakes.count <= document.syntaxErrors().count, "\(mistakes) \(String(decoding: bytes, as: UTF8.self))")
    return String(decoding: bytes, as: UTF8.self)
  }

  func inserted(_ text: String, _ path: [String], _ value: Literal) -> String {
    rewritten(text) { .insert(into: $1, path: path, value) }
  }

  /// The argument or block at a path of names.
  func item(_ document: Document, _ path: [String]) -> Node? {
    var body: Node? = document.hclBlocks(document.root).first?.body ?? document.root
    for name in path.dropLast() { body = body.flatMap { document.hclBlocks($0, name).first?.body } }
    guard let body, let name = path.last else { return nil }
    return document.hclAttribute(body, name)?.node ?? document.hclBlocks(body, name).first?.node
  }
  func value(_ document: Document, _ path: [String]) -> Node? {
    guard let item = item(document, path) else { return nil }
    return document.kind(item) == .hclBlock ? item : document.hclChildren(item).last
  }
  func removed(_ text: String, _ path: String...) -> String {
    rewritten(text) { document, _ in value(document, path).map { .remove($0) } }
  }
  func replaced(_ text: String, _ path: [String], _ literal: Literal) -> String {
    rewritten(text) { document, _ in value(document, path).map { .replace($0, literal) } }
  }

  @Test("An argument goes behind the last one before the blocks")
  func insertLine() {
    #expect(inserted("x {\n  a = 1\n}\n", ["b"], .boolean(true)) == "x {\n  a = 1\n  b = true\n}\n")
    #expect(inserted("x {\n\ta = 1\n\n\ty {\n\t}\n}\n", ["b"], .null) == "x {\n\ta = 1\n\tb = null\n\n\ty {\n\t}\n}\n")
    #expect(inserted("x {\n  y {\n  }\n}\n", ["b"], .null) == "x {\n  b = null\n\n  y {\n  }\n}\n")
    #expect(inserted("x {\n}\n", ["b"], .null) == "x {\n  b = null\n}\n")
    #expect(inserted("x {}\n", ["b"], .null) == "x {\n  b = null\n}\n")
    #expect(inserted("x {\r\n  a = 1 # one\r\n}\r\n", ["b"], .null) == "x {\r\n  a = 1 # one\r\n  b = null\r\n}\r\n")
    #expect(inserted("x {\n  a = <<EOT\nfoo\nEOT\n}\n", ["b"], .null) == "x {\n  a = <<EOT\nfoo\nEOT\n  b = null\n}\n")
    #expect(inserted("x {\n  a = 1 }\n", ["b"], .null) == "x {\n  a = 1\n  b = null\n}\n")
  }

  @Test("Signs that stand below each other stay so")
  func align() {
    #expect(inserted("x {\n  a   = 1\n  bcd = 2\n}\n", ["ef"], .null) == "x {\n  a   = 1\n  bcd = 2\n  ef  = null\n}\n")
    #expect(inserted("x {\n  a   = 1\n  bcd = 2\n}\n", ["efghi"], .null) == "x {\n  a     = 1\n  bcd   = 2\n  efghi = null\n}\n")
    #expect(inserted("x {\n  a = 1\n  bcd = 2\n}\n", ["efghi"], .null) == "x {\n  a = 1\n  bcd = 2\n  efghi = null\n}\n")
    #expect(inserted("x {\n  abcd = 1\n\n  b = 2\n}\n", ["ef"], .null) == "x {\n  abcd = 1\n\n  b  = 2\n  ef = null\n}\n")
    #expect(
      inserted("x {\n  a   = 1\n  bcd = 2\n}\n", ["efghi"], .object([.init("a", .null), .init("bcd", .integer(1))]))
        == "x {\n  a   = 1\n  bcd = 2\n  efghi = {\n    a   = null\n    bcd = 1\n  }\n}\n")
    #expect(removed("x {\n  a   = 1\n  bcd = 2\n}\n", "bcd") == "x {\n  a = 1\n}\n")
    #expect(
      rewritten("t = {\n  a = 1\n}\nlonger = 1\n") { document, item in
        document.hclChildren(item).last.flatMap { document.hclChildren($0).first }.map { .remove($0) }
      } == "t      = {}\nlonger = 1\n")
    #expect(removed("x {\n  a   = 1\n  bcd = 2\n}\n", "a") == "x {\n  bcd = 2\n}\n")
    #expect(
      rewritten("x {\n  a   = 1\n  bcd = 2\n}\n") { document, _ in
        item(document, ["bcd"]).flatMap { document.hclChildren($0).first }.map { .rename($0, "b") }
      } == "x {\n  a = 1\n  b = 2\n}\n")
  }

  @Test("Blocks on the way are used, and made below where they are missing")
  func insertNested() {
    #expect(
      inserted("x {\n  a = 1\n\n  y {\n    b = 2\n  }\n}\n", ["y", "c"], .null)
        == "x {\n  a = 1\n\n  y {\n    b = 2\n    c = null\n  }\n}\n")
    #expect(
      inserted("x {\n  a = 1\n}\n", ["y", "z", "c"], .null)
        == "x {\n  a = 1\n\n  y {\n    z {\n      c = null\n    }\n  }\n}\n")
    #expect(inserted("x {\n}\n", ["y", "c"], .null) == "x {\n  y {\n    c = null\n  }\n}\n")
    #expect(
      inserted("x \"y\" {\n  t = {\n    a = 1\n  }\n}\n", ["t", "u", "v"], .null)
        == "x \"y\" {\n  t = {\n    a = 1\n    u = {\n      v = null\n    }\n  }\n}\n")
    #expect(inserted("x {\n  a = 1\n}\n", ["a", "b"], .null) == "x {\n  a = 1\n}\n")
  }

  @Test("A block on one line gets lines for a second argument")
  func insertOneLine() {
    #expect(inserted("x { a = 1 }\n", ["b"], .null) == "x {\n  a = 1\n  b = null\n}\n")
    #expect(inserted("x { a = 1 }\n", ["bcd"], .null) == "x {\n  a   = 1\n  bcd = null\n}\n")
    #expect(inserted("x { a = 1 }\n", ["y", "b"], .null) == "x {\n  a = 1\n\n  y {\n    b = null\n  }\n}\n")
  }

  @Test("Objects keep their line, their signs and their commas")
  func objects() {
    #expect(inserted("t = { a = 1 }\n", ["b"], .null) == "t = { a = 1, b = null }\n")
    #expect(inserted("t = { a : 1 }\n", ["b", "c"], .null) == "t = { a : 1, b : { c : null } }\n")
    #expect(inserted("t = {\n  a: 1\n}\n", ["bcd"], .null) == "t = {\n  a: 1\n  bcd: null\n}\n")
    #expect(inserted("t = {\n  a = 1,\n  b = 2,\n}\n", ["c"], .null) == "t = {\n  a = 1,\n  b = 2,\n  c = null,\n}\n")
    #expect(inserted("t = {\n  a = 1,\n  b = 2 # two\n}\n", ["c"], .null) == "t = {\n  a = 1,\n  b = 2, # two\n  c = null\n}\n")
    #expect(inserted("t = {\n  \"a\" = 1\n}\n", ["bc"], .null) == "t = {\n  \"a\"  = 1\n  \"bc\" = null\n}\n")
    #expect(inserted("t = {}\n", ["b"], .null) == "t = {\n  b = null\n}\n")
    #expect(inserted("t = { a = {} }\n", ["a", "b-c d"], .null) == "t = { a = { \"b-c d\" = null } }\n")
  }

  @Test("Lists get one more element")
  func append() {
    let one = Literal.string("z")
    #expect(inserted("t = [\"x\"]\n", [], one) == "t = [\"x\", \"z\"]\n")
    #expect(inserted("t = []\n", [], one) == "t = [\"z\"]\n")
    #expect(inserted("t = []\n", [], .object([.init("a", .null)])) == "t = [\n  {\n    a = null\n  }\n]\n")
    #expect(inserted("t = [\n  \"x\",\n]\n", [], one) == "t = [\n  \"x\",\n  \"z\",\n]\n")
    #expect(inserted("t = [\n  \"x\" # x\n]\n", [], one) == "t = [\n  \"x\", # x\n  \"z\"\n]\n")
    #expect(inserted("t = [\n  <<EOT\nx\nEOT\n]\n", [], one) == "t = [\n  <<EOT\nx\nEOT\n  ,\n  \"z\"\n]\n")
  }

  @Test("Strings are escaped so that they are read again as they were")
  func strings() {
    for string in ["", "a\"b", "\\", "${x}", "%{x}", "$${", "$$${a}", "%%{", "$", "%", "a\nb\r\t", "\u{0}\u{7f}", "é€😀", "$\u{301}{"] {
      let text = inserted("x {\n}\n", ["s"], .string(string))
      let document = Document(SourceText(text), format: .hcl)
      #expect(value(document, ["s"]).flatMap { document.hclString($0) } == string)
    }
  }

  @Test("The file itself gets arguments and blocks")
  func file() {
    func inserted(_ text: String, _ path: [String]) -> String {
      rewritten(text) { document, _ in .insert(into: document.root, path: path, .null) }
    }
    #expect(inserted("", ["a"]) == "a = null\n")
    #expect(inserted("# c", ["a"]) == "# c\na = null\n")
    #expect(inserted("a = 1\nbc = 2", ["d"]) == "a = 1\nbc = 2\nd = null")
    #expect(inserted("x {\n}\n", ["y", "a"]) == "x {\n}\n\ny {\n  a = null\n}\n")
    #expect(inserted("x {\n}\n", ["x", "a"]) == "x {\n  a = null\n}\n")
  }

  @Test("A value becomes another one")
  func replace() {
    #expect(replaced("x {\n  a = b ? c.d[0] : 1 # c\n}\n", ["a"], .boolean(true)) == "x {\n  a = true # c\n}\n")
    #expect(replaced("x {\n  a = <<EOT\nb\nEOT\n}\n", ["a"], .string("b")) == "x {\n  a = \"b\"\n}\n")
    #expect(replaced("x {\n  a = 1\n}\n", ["a"], .array([.string("b")])) == "x {\n  a = [\"b\"]\n}\n")
    #expect(replaced("x { a = 1 }\n", ["a"], .object([.init("b", .null)])) == "x { a = { b = null } }\n")
  }

  @Test("An argument and a block go with their lines")
  func remove() {
    #expect(removed("x {\n  a = 1 # one\n  # above\n\n  b = 2\n}\n", "a") == "x {\n  # above\n\n  b = 2\n}\n")
    #expect(removed("x {\n  a = 1\n}\n", "a") == "x {\n}\n")
    #expect(removed("x { a = 1 }\n", "a") == "x {}\n")
    #expect(removed("x {\n  a = 1\n\n  y {\n    b = 1\n  }\n}\n", "y") == "x {\n  a = 1\n}\n")
    #expect(removed("x {\n  a = 1\n\n  y {\n    b = 1\n  }\n\n  z {\n  }\n}\n", "y") == "x {\n  a = 1\n\n  z {\n  }\n}\n")
    #expect(removed("x {\n  a = <<EOT\nb\nEOT\n  c = 1\n}\n", "a") == "x {\n  c = 1\n}\n")
    #expect(rewritten("a {\n}\n\nb {\n}\n") { .remove($1) } == "b {\n}\n")
    #expect(rewritten("b {\n}\n\na {\n}\n") { .remove($0.hclItems($0.root).last ?? $1) } == "b {\n}\n")
  }

  @Test("An item or element goes with its comma")
  func removeEntries() {
    func removed(_ text: String, _ index: Int) -> String {
      rewritten(text) { document, item in
        guard let list = document.hclChildren(item).last else { return nil }
        let entries = document.hclChildren(list)
        return index < entries.count ? .remove(entries[index]) : nil
      }
    }
    #expect(removed("t = [1, 2, 3]\n", 0) == "t = [2, 3]\n")
    #expect(removed("t = [1, 2, 3]\n", 2) == "t = [1, 2]\n")
    #expect(removed("t = [\n  1,\n  2\n]\n", 1) == "t = [\n  1\n]\n")
    #expect(removed("t = [\n  1,\n  2,\n]\n", 0) == "t = [\n  2,\n]\n")
    #expect(removed("t = [\n  1,\n]\n", 0) == "t = []\n")
    #expect(removed("t = { a = 1, b = 2 }\n", 1) == "t = { a = 1 }\n")
    #expect(removed("t = {\n  a = 1\n  b = 2\n}\n", 0) == "t = {\n  b = 2\n}\n")
  }
}
