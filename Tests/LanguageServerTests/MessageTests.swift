import Testing

@testable import LanguageServer

@Suite struct MessageTests {
  private func message(_ text: String) throws -> Message { Message(try #require(JSONReader.value(of: Array(text.utf8)))) }

  @Test func requestsNotificationsAndResponsesAreToldApart() throws {
    #expect(try message(#"{"jsonrpc":"2.0","id":7,"method":"m"}"#) == .request(.integer(7), method: "m", parameters: nil))
    #expect(
      try message(#"{"jsonrpc":"2.0","id":"7","method":"m","params":[]}"#) == .request(.string("7"), method: "m", parameters: .array([])))
    #expect(try message(#"{"jsonrpc":"2.0","method":"m","params":null}"#) == .notification(method: "m", parameters: .null))
    #expect(try message(#"{"jsonrpc":"2.0","id":"a","result":1}"#) == .response(.string("a"), result: .integer(1)))
    #expect(try message(#"{"jsonrpc":"2.0","id":"a","error":{}}"#) == .response(.string("a"), result: nil))
  }

  @Test(arguments: ["1", "\"x\"", "null", "[]", #"[{"jsonrpc":"2.0","id":"b","method":"m"}]"#, #"{"jsonrpc":"2.0","id":{},"method":"m"}"#])
  func whatHasNoUsableIDIsRefusedWithoutOne(text: String) throws { #expect(try message(text) == .invalid(nil)) }

  @Test(arguments: [
    #"{"jsonrpc":"2.0","id":5}"#, #"{"jsonrpc":"2.0","id":5,"method":5}"#, #"{"id":5,"method":"m"}"#,
    #"{"jsonrpc":"2.0","id":5,"method":"m","params":"s"}"#,
  ])
  func anOddRequestIsRefusedUnderItsID(text: String) throws { #expect(try message(text) == .invalid(.integer(5))) }

  @Test(arguments: ["{}", #"{"jsonrpc":"2.0","method":5}"#, #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700}}"#])
  func whatCannotBeAnsweredIsPassedOver(text: String) throws { #expect(try message(text) == .ignored) }
}
