import Testing

@testable import LanguageServer

@Suite struct JSONWriterTests {
  private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func membersAndElementsAreSeparated() {
    let text = written {
      $0.object {
        $0.member("a", 1)
        $0.member("b", "x")
        $0.name("c")
        $0.array {
          $0.integer(-20)
          $0.object { _ in }
          $0.array { _ in }
          $0.null()
          $0.encoded(Array("[7]".utf8))
          $0.boolean(true)
        }
        $0.member("d", false)
      }
    }
    #expect(text == #"{"a":1,"b":"x","c":[-20,{},[],null,[7],true],"d":false}"#)
  }

  @Test func onlyWhatHasToBeIsEscaped() {
    #expect(written { $0.string("a\"\\\n\r\t\u{1}\u{7f}é😀\u{2028}/") } == "\"a\\\"\\\\\\n\\r\\t\\u0001\u{7f}é😀\u{2028}/\"")
  }

  @Test(arguments: [0, 7, -7, Int.max, Int.min])
  func integersAreWrittenInFull(number: Int) { #expect(written { $0.integer(number) } == String(number)) }

  @Test func whatIsWrittenReadsTheSame() {
    let value = JSONValue.object([
      .init(name: "k\"", value: .array([.integer(1), .number(1.5), .string("\u{0}\u{1f}é😀"), .boolean(false), .null])),
      .init(name: "", value: .object([])),
    ])
    var writer = JSONWriter()
    writer.value(value)
    #expect(JSONReader.value(of: writer.bytes) == value)
  }

  @Test func anEmptiedWriterStartsAnew() {
    var writer = JSONWriter()
    writer.integer(1)
    writer.removeAll()
    writer.integer(2)
    #expect(writer.bytes == Array("2".utf8))
  }
}
