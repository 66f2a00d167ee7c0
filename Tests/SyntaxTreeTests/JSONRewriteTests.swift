import SourceText
import Testing

@testable import SyntaxTree

@Suite("JSON: rewriting in the style of the text")
struct JSONRewriteTests {
  /// Applies the rewrite that `make` describes and returns the new text.
  func rewritten(_ text: String, _ options: JSONOptions = .armTemplate, make: (Document, Node) -> Rewrite?) -> String {
    let document = Document(SourceText(text), format: .json(options))
    guard let top = document.topValue() ?? Optional(document.root), let rewrite = make(document, top) else { return "no such node" }
    let edits = document.textEdits(for: rewrite)
    let (bytes, refused) = document.text.bytes.applying(edits)
    #expect(refused.isEmpty)
    let after = Document(SourceText(bytes), format: .json(options))
    #expect(after.syntaxErrors().count <= document.syntaxErrors().count, "\(after.text.string(ByteRange(0, 1000)))")
    return String(decoding: bytes, as: UTF8.self)
  }
  func inserted(_ text: String, _ path: [String], _ value: Literal, _ options: JSONOptions = .armTemplate) -> String {
    rewritten(text, options) { .insert(into: $1, path: path, value) }
  }
  func removed(_ text: String, _ name: String, _ options: JSONOptions = .armTemplate) -> String {
    rewritten(text, options) { document, top in document.value(top, name).map { .remove($0) } }
  }

  @Test("A property goes behind the last one, on a line of its own, indented like it")
  func insertLine() {
    #expect(inserted("{\n  \"a\": 1\n}\n", ["b"], .boolean(true)) == "{\n  \"a\": 1,\n  \"b\": true\n}\n")
    #expect(inserted("{\n\t\"a\": 1\n}", ["b"], .object([.init("c", .null)])) == "{\n\t\"a\": 1,\n\t\"b\": {\n\t\t\"c\": null\n\t}\n}")
  }

  @Test("An object on one line stays on one line")
  func insertInline() {
    #expect(inserted("{ \"a\": 1 }", ["b"], .integer(2)) == "{ \"a\": 1, \"b\": 2 }")
    #expect(inserted("{\"a\":1}", ["b"], .object([.init("c", .string("x\"y"))])) == "{\"a\":1,\"b\":{\"c\":\"x\\\"y\"}}")
  }

  @Test("Line breaks stay CRLF")
  func insertCRLF() {
    #expect(
      inserted("{\r\n    \"a\": 1\r\n}\r\n", ["b", "c"], .integer(2))
        == "{\r\n    \"a\": 1,\r\n    \"b\": {\r\n        \"c\": 2\r\n    }\r\n}\r\n")
  }

  @Test("A comment behind the last property stays behind it")
  func insertBehindComment() {
    #expect(inserted("{\n  \"a\": 1 // one\n}", ["b"], .integer(2)) == "{\n  \"a\": 1, // one\n  \"b\": 2\n}")
    #expect(
      inserted("{\n  \"a\": 1 /* one */ // two\n  // \"c\": 3\n}", ["b"], .integer(2))
        == "{\n  \"a\": 1, /* one */ // two\n  \"b\": 2\n  // \"c\": 3\n}")
  }

  @Test("A trailing comma is kept where it is the style and allowed")
  func insertTrailingComma() {
    #expect(inserted("{\n  \"a\": 1,\n}", ["b"], .integer(2), .relaxed) == "{\n  \"a\": 1,\n  \"b\": 2,\n}")
    #expect(inserted("{\n  \"a\": 1, // one\n}", ["b"], .integer(2), .relaxed) == "{\n  \"a\": 1, // one\n  \"b\": 2,\n}")
    #expect(inserted("{\n  \"a\": 1,\n}", ["b"], .integer(2), .armTemplate) == "{\n  \"a\": 1,\n  \"b\": 2\n}")
    #expect(inserted("{ \"a\": 1, }", ["b"], .integer(2), .relaxed) == "{ \"a\": 1, \"b\": 2, }")
  }

  @Test("Objects on the way are made, and those that are there are used")
  func insertNested() {
    #expect(
      inserted("{\n  \"a\": {\n    \"b\": 1\n  }\n}", ["a", "c", "d"], .integer(2))
        == "{\n  \"a\": {\n    \"b\": 1,\n    \"c\": {\n      \"d\": 2\n    }\n  }\n}")
    #expect(inserted("{ \"a\": 1 }", ["a", "b"], .null) == "{ \"a\": 1 }")
    #expect(inserted("{ \"a\": 1 }", ["a"], .null) == "{ \"a\": null }")
  }

  @Test("An empty object is spread over lines where what is around it is")
  func insertIntoEmpty() {
    #expect(inserted("{\n  \"a\": {}\n}", ["a", "b"], .integer(2)) == "{\n  \"a\": {\n    \"b\": 2\n  }\n}")
    #expect(inserted("{ \"a\": {} }", ["a", "b"], .integer(2)) == "{ \"a\": { \"b\": 2 } }")
    #expect(inserted("{\"x\":0,\"a\":{}}", ["a", "b"], .integer(2)) == "{\"x\":0,\"a\":{\"b\":2}}")
    #expect(inserted("{}", ["b"], .integer(2)) == "{\n  \"b\": 2\n}")
    #expect(inserted("{\n}", ["b"], .integer(2)) == "{\n  \"b\": 2\n}")
    #expect(inserted("{\n    // empty\n}", ["b"], .integer(2)) == "{\n    // empty\n    \"b\": 2\n}")
    #expect(inserted("", ["b"], .integer(2)) == "{\n  \"b\": 2\n}\n")
  }

  @Test("An array gets one more element")
  func append() {
    let into: (Document, Node) -> Rewrite? = { .insert(into: $0.value($1, "a") ?? $1, path: [], .string("z")) }
    #expect(rewritten("{\n  \"a\": [\n    \"x\"\n  ]\n}", make: into) == "{\n  \"a\": [\n    \"x\",\n    \"z\"\n  ]\n}")
    #expect(rewritten("{\n  \"a\": [\"x\"]\n}", make: into) == "{\n  \"a\": [\"x\", \"z\"]\n}")
    #expect(rewritten("{\n  \"a\": []\n}", make: into) == "{\n  \"a\": [\n    \"z\"\n  ]\n}")
    #expect(rewritten("{ \"a\": [] }", make: into) == "{ \"a\": [\"z\"] }")
  }

  @Test("A value becomes another one; where it is missing it is written")
  func replace() {
    let a: (Document, Node) -> Rewrite? = { document, top in document.value(top, "a").map { .replace($0, .boolean(true)) } }
    #expect(rewritten("{ \"a\": { \"b\": [1, 2] } }", make: a) == "{ \"a\": true }")
    #expect(rewritten("{\n  \"a\":\n}", make: a) == "{\n  \"a\": true\n}")
    #expect(rewritten("{\n  \"a\"\n}", make: a) == "{\n  \"a\": true\n}")
    let spread: (Document, Node) -> Rewrite? = { document, top in
      document.value(top, "a").map { .replace($0, .object([.init("b", .array([.integer(1)]))])) }
    }
    #expect(rewritten("{\n  \"a\": 1\n}", make: spread) == "{\n  \"a\": {\n    \"b\": [\n      1\n    ]\n  }\n}")
    #expect(rewritten("{ \"a\": 1 }", make: spread) == "{ \"a\": { \"b\": [1] } }")
  }

  @Test("A property goes with its comma and its line")
  func remove() {
    #expect(removed("{\n  \"a\": 1,\n  \"b\": 2\n}", "a") == "{\n  \"b\": 2\n}")
    #expect(removed("{\n  \"a\": 1,\n  \"b\": 2\n}", "b") == "{\n  \"a\": 1\n}")
    #expect(removed("{\n  \"a\": 1, // one\n  \"b\": 2 // two\n}", "b") == "{\n  \"a\": 1 // one\n}")
    #expect(removed("{\n  \"a\": 1, // one\n  // above\n  \"b\": 2\n}", "b") == "{\n  \"a\": 1 // one\n  // above\n}")
    #expect(removed("{\n  \"a\": 1, // one\n  \"b\": 2\n}", "a") == "{\n  \"b\": 2\n}")
    #expect(removed("{ \"a\": 1, \"b\": 2, \"c\": 3 }", "a") == "{ \"b\": 2, \"c\": 3 }")
    #expect(removed("{ \"a\": 1, \"b\": 2, \"c\": 3 }", "b") == "{ \"a\": 1, \"c\": 3 }")
    #expect(removed("{ \"a\": 1, \"b\": 2, \"c\": 3 }", "c") == "{ \"a\": 1, \"b\": 2 }")
    #expect(removed("{\r\n  \"a\": 1,\r\n  \"b\": {\r\n    \"c\": 3\r\n  }\r\n}", "b") == "{\r\n  \"a\": 1\r\n}")
    #expect(removed("{\n  \"a\": 1, // one\n  \"b\": 2 }", "b") == "{\n  \"a\": 1 // one\n }")
    #expect(removed("{\n  \"a\": 1\n}", "a") == "{}")
    #expect(removed("{\n  \"a\": 1,\n  \"b\": 2,\n}", "b", .relaxed) == "{\n  \"a\": 1,\n}")
  }

  @Test("A property gets another name")
  func rename() {
    let result = rewritten("{ \"a\": 1 }") { document, top in document.members(top).first.map { .rename($0.key, "b\n") } }
    #expect(result == "{ \"b\\n\": 1 }")
  }
}
