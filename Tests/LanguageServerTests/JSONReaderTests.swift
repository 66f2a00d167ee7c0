import Testing

@testable import LanguageServer

@Suite struct JSONReaderTests {
  private func read(_ text: String) -> JSONValue? { JSONReader.value(of: Array(text.utf8)) }

  @Test func valuesOfAllKindsAreRead() {
    #expect(
      read(#" {"a": [1, -2.5, true, false, null], "b": {}, "c": "x"} "#)
        == .object([
          .init(name: "a", value: .array([.integer(1), .number(-2.5), .boolean(true), .boolean(false), .null])),
          .init(name: "b", value: .object([])), .init(name: "c", value: .string("x")),
        ]))
  }

  @Test func escapesAreDecoded() {
    #expect(read(#""\"\\\/\b\f\n\r\té""#) == .string("\"\\/\u{8}\u{c}\n\r\té"))
  }

  @Test func aSurrogatePairIsOneScalarAndALoneSurrogateIsReplaced() {
    #expect(read(#""\ud83d\ude00""#) == .string("😀"))
    #expect(read(#""a\ud83d b\ude00 \ud83d\u0041""#) == .string("a\u{fffd} b\u{fffd} \u{fffd}A"))
  }

  @Test(arguments: ["", "hello", "{", #"{"a":}"#, #"{"a":1,}"#, "[1,]", "1 2", "// c\n1", "\"a\u{1}b\"", "01", "'a'", "{\"a\" 1}"])
  func whatIsNoJSONIsRefused(text: String) {
    #expect(read(text) == nil)
  }

  @Test func nestingIsLimited() {
    let limit = JSONReader.deepestNesting
    #expect(read(String(repeating: "[", count: limit) + String(repeating: "]", count: limit)) != nil)
    #expect(read(String(repeating: "[", count: limit + 1) + String(repeating: "]", count: limit + 1)) == nil)
    #expect(read(String(repeating: "[", count: 100_000)) == nil)
    #expect(read("\"" + String(repeating: "[", count: 100_000) + "\"") != nil)
  }

  @Test func theLastOfEqualNamesCounts() {
    #expect(read(#"{"a": 1, "a": 2}"#)?["a"] == .integer(2))
  }
}
