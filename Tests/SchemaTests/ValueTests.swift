import SourceText
import SyntaxTree
import Testing

@testable import Schema

@Suite struct ValueTests {
  @Test func theNearestWordIsWithinTwoChangesOrAThird() {
    let words = ["size", "type", "softDelete", "purgeProtection"]
    #expect(Spelling.nearest(to: "sze", among: words) == "size")
    #expect(Spelling.nearest(to: "tpye", among: words) == "type")
    #expect(Spelling.nearest(to: "purgeprotect", among: words) == "purgeProtection")
    #expect(Spelling.nearest(to: "enabledForDeployment", among: words) == nil)
    #expect(Spelling.nearest(to: "id", among: words) == nil)
    #expect(Spelling.nearest(to: String(repeating: "x", count: 100_000), among: words) == nil)
  }

  @Test(arguments: [
    ("^a+$", "aaa", true), ("^a+$", "aab", false), ("a|b", "xbx", true), ("^(a|bc)*d$", "abcad", true), ("^(a|bc)*d$", "acd", false),
    ("^[0-9a-f]{4}$", "0a1f", true), ("^[0-9a-f]{4}$", "0a1", false), ("^[^/]+/[^/]+$", "kv/key", true), ("^[^/]+/[^/]+$", "kv", false),
    ("^\\d{2,3}?$", "1234", false), ("^\\p{L}+$", "Größe", true), ("\\bcat\\b", "a cat!", true), ("\\bcat\\b", "concat", false),
    ("^[\\w.-]+$", "a.b-c_d", true), ("^(?:a|b){2}$", "ab", true), ("^$", "", true), ("x*", "", true), ("^[^\\W\\d]$", "5", false),
    ("^\\u00e9$", "é", true), ("a.c", "a\nc", false), ("^(a?){30}a{30}$", String(repeating: "a", count: 30), true),
  ])
  func aPatternMatchesAsInECMAScript(pattern: String, text: String, expected: Bool) {
    #expect(Pattern(pattern).isSupported)
    #expect(Pattern(pattern).matches(text) == expected, "\(pattern) \(text)")
  }

  @Test(arguments: ["(", "(a{1001}){1001}", "(?=a)", "[", "a**", "\\1(a)", "[z-a]"])
  func whatCannotBeReadMatchesEverything(pattern: String) {
    #expect(!Pattern(pattern).isSupported)
    #expect(Pattern(pattern).matches("anything"))
  }

  @Test func aPatternOfManyLevelsIsNotRead() {
    #expect(!Pattern(String(repeating: "(", count: 100_000)).isSupported)
  }

  @Test func aSchemaOfManyLevelsAndAnAliasOfManyCopiesEnd() {
    let deep = String(repeating: "[", count: 50_000) + String(repeating: "]", count: 50_000)
    let schema = SchemaDocument(Array(##"{ "items": { "$ref": "#" }, "type": "array" }"##.utf8))
    #expect(schema?.validate(Document(SourceText(deep), format: .json(.strict))).count ?? 0 <= 1)
    #expect(SchemaDocument(Array((#"{"not":"#.repeated(2000) + "{}" + "}".repeated(2000)).utf8)) == nil)

    var laughs = "a0: &a0 [x]\n"
    for level in 1...30 { laughs += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n" }
    let strings = SchemaDocument(
      Array(##"{ "additionalProperties": { "$ref": "#x" }, "$defs": { "x": { "$anchor": "x", "items": { "$ref": "#x" } } } }"##.utf8))
    #expect(strings?.validate(Document(SourceText(laughs), format: .yaml)).count == 0)
  }

  @Test func referencesInACircleEnd() {
    let schema = SchemaDocument(
      Array(##"{ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } }"##.utf8))
    #expect(schema?.validate(Document(SourceText("1"), format: .json(.strict))).count == 0)
    #expect(schema?.proposals(at: [], role: .value).count == 0)
  }

  @Test func theBestMatchingFormIsReportedAndNotAll() {
    let schema = SchemaDocument(
      Array(
        #"""
        { "oneOf": [
          { "properties": { "kind": { "const": "a" }, "x": { "type": "integer" } }, "required": ["kind", "x"], "additionalProperties": false },
          { "properties": { "kind": { "const": "b" }, "y": { "type": "string" } }, "required": ["kind", "y"], "additionalProperties": false } ] }
        """#.utf8))
    func messages(_ json: String) -> [String]? { schema?.validate(Document(SourceText(json), format: .json(.strict))).map(\.message) }
    #expect(messages(#"{ "kind": "b", "y": 1 }"#) == ["'y' is 1; expected text"])
    #expect(messages(#"{ "kind": "a", "x": 1, "z": 2 }"#) == ["'z' is not a property of this object"])
  }
}

extension String {
  fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
