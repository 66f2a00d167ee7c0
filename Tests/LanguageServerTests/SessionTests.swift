import Testing

@testable import LanguageServer

@Suite struct SessionTests {
  private let uri = "file:///nowhere/a+b (c)/x.cmk.json"
  private let bad = #"""
    {"cmkManifest": 1,
     "vaults": {"kv": {"region": "eastus", "resourceGroup": "rg", "purgeProtection": true, "keys": {"k": {"type": "RSA", "size": 4096}}}},
     "resources": {"app": {"kind": "foundry", "region": "eastus", "resourceGroup": "rg", "identity": "systemAssigned",
       "encryption": {"source": "customerManaged", "key": "kv/k"}}}}
    """#
  private let good = #"{"cmkManifest": 1}"#

  private func code(_ reply: JSONValue) -> Int? { reply["error"]?["code"]?.integer }

  // MARK: Lifecycle

  @Test func requestsAreRefusedBeforeInitializeAndAfterShutdown() throws {
    let client = try TestClient()
    #expect(code(try client.request("textDocument/hover")) == -32002)
    try client.initialize()
    #expect(code(try client.request("initialize", "{\"capabilities\":{}}")) == -32600)
    #expect(code(try client.request("cmk/unknown")) == -32601)
    #expect(code(try client.request("textDocument/hover")) == -32602)
    #expect(try client.request("shutdown")["result"] == .null)
    #expect(code(try client.request("shutdown")) == -32600)
    client.notify("exit")
    #expect(try client.end().status == 0)
  }

  @Test func exitWithoutShutdownIsAFailureAndSoIsTheEndOfInput() throws {
    let first = try TestClient()
    first.notify("exit")
    #expect(try first.end().status == 1)
    let second = try TestClient()
    try second.initialize()
    second.send(raw: "Content-Length: 10\r\n\r\n{")
    second.closeInput()
    #expect(try second.end().status == 1)
  }

  @Test func whatIsNoJSONIsAnsweredAndTheSessionGoesOn() throws {
    let client = try TestClient()
    client.send("{")
    try client.initialize()
    #expect(client.messages.first?["id"] == .null)
    #expect(client.messages.first.flatMap(code) == -32700)
  }

  @Test func aPlainClientGetsPlainDiagnosticsAndNoRequests() throws {
    let client = try TestClient()
    try client.initialize(capabilities: "{}")
    client.open(uri, bad)
    let diagnostics = try client.published(uri, version: 1)
    #expect(!diagnostics.isEmpty)
    for name in ["tags", "data", "codeDescription", "relatedInformation"] { #expect(diagnostics.allSatisfy { $0[name] == nil }) }
    client.notify("exit")
    #expect(try client.end().rest.allSatisfy { $0["id"] == nil })
  }

  // MARK: Diagnostics

  @Test func diagnosticsFollowTheTextAndGoWithIt() throws {
    let client = try TestClient()
    try client.initialize()
    client.open(uri, bad)
    let diagnostics = try client.published(uri, version: 1)
    let size = try #require(diagnostics.first { $0["code"] == .string("CMK202") })
    #expect(size["range"]?["start"] == .object([.init(name: "line", value: .integer(1)), .init(name: "character", value: .integer(125))]))
    #expect(size["source"] == .string("cmklint"))
    #expect(size["codeDescription"]?["href"]?.string?.hasSuffix("CMK202.md") == true)
    client.change(uri, good, version: 2)
    #expect(try client.published(uri, version: 2).isEmpty)
    client.change(uri, bad, version: 3)
    #expect(try client.published(uri, version: 3) == diagnostics)
    client.notify("textDocument/didClose", #"{"textDocument":{"uri":"\#(uri)"}}"#)
    #expect(try client.published(uri, version: nil).isEmpty)
  }

  @Test func aDocumentThatIsOfNoDialectForAWhileIsCheckedAgain() throws {
    let client = try TestClient()
    try client.initialize()
    let uri = "file:///nowhere/x.json"
    func rename(from length: Int, to name: String, version: Int) {
      let range = #"{"start":{"line":0,"character":2},"end":{"line":0,"character":\#(2 + length)}}"#
      client.notify(
        "textDocument/didChange",
        #"{"textDocument":{"uri":"\#(uri)","version":\#(version)},"contentChanges":[{"range":\#(range),"text":"\#(name)"}]}"#)
    }
    client.open(uri, bad)
    let diagnostics = try client.published(uri, version: 1)
    #expect(!diagnostics.isEmpty)
    rename(from: 11, to: "none", version: 2)
    #expect(try client.published(uri, version: 2).isEmpty)
    rename(from: 4, to: "cmkManifest", version: 3)
    #expect(try client.published(uri, version: 3) == diagnostics)
  }

  @Test func aBurstOfEditsIsFewPublishes() throws {
    let client = try TestClient()
    try client.initialize()
    client.open(uri, bad)
    _ = try client.published(uri, version: 1)
    var burst = ""
    for version in 2...201 {
      let body =
        #"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"\#(uri)","version":\#(version)},"#
        + #""contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":" "}]}}"#
      burst += "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
    client.send(raw: burst)
    let last = try client.published(uri, version: 201)
    #expect(last.contains { $0["code"] == .string("CMK202") })
    #expect(client.messages.count { $0["method"] == .string("textDocument/publishDiagnostics") } < 50)
  }

  @Test func aPullIsUnchangedUntilSomethingChanges() throws {
    let client = try TestClient()
    let reply = try client.initialize(capabilities: TestClient.pullingCapabilities)
    #expect(reply["result"]?["capabilities"]?["diagnosticProvider"] != nil)
    client.open(uri, bad)
    func pull(_ previous: String? = nil) throws -> JSONValue? {
      let known = previous.map { #","previousResultId":"\#($0)""# } ?? ""
      return try client.request("textDocument/diagnostic", #"{"textDocument":{"uri":"\#(uri)"}\#(known)}"#)["result"]
    }
    let first = try pull()
    let id = try #require(first?["resultId"]?.string)
    #expect(first?["items"]?.array?.isEmpty == false)
    #expect(try pull(id)?["kind"] == .string("unchanged"))
    client.change(uri, " " + bad, version: 2)
    #expect(try pull(id)?["kind"] == .string("unchanged"), "a blank on the first line moves no finding")
    client.change(uri, "\n" + bad, version: 3)
    #expect(try pull(id)?["kind"] == .string("full"))
    #expect(client.messages.allSatisfy { $0["method"] != .string("textDocument/publishDiagnostics") })
  }

  // MARK: Cancelling

  @Test func aCancelledRequestGetsOneAnswer() throws {
    let client = try TestClient()
    try client.initialize()
    var batch = ""
    for body in [
      #"{"jsonrpc":"2.0","id":"slow","method":"cmk/unknown"}"#, #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"slow"}}"#,
      #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":77}}"#, #"{"jsonrpc":"2.0","id":77,"method":"cmk/unknown"}"#,
    ] { batch += "Content-Length: \(body.utf8.count)\r\n\r\n\(body)" }
    client.send(raw: batch)
    #expect(try client.request("shutdown")["result"] == .null)
    client.notify("exit")
    let answers = try client.end().rest.filter { $0["id"] == .string("slow") }
    #expect(answers.count == 1)
    #expect([-32800, -32601].contains(try #require(answers.first.flatMap(code))))
  }

  // MARK: Actions

  private func actions(_ client: TestClient, only: String, version: Int = 1) throws -> [JSONValue] {
    let whole = #"{"start":{"line":0,"character":0},"end":{"line":99,"character":0}}"#
    let reply = try client.request(
      "textDocument/codeAction",
      #"{"textDocument":{"uri":"\#(uri)"},"range":\#(whole),"context":{"diagnostics":[],"only":["\#(only)"]}}"#)
    return try #require(reply["result"]?.array)
  }

  @Test func aFixIsForTheTextAsItIs() throws {
    let client = try TestClient()
    try client.initialize()
    client.open(uri, bad)
    client.change(uri, "\n\n" + bad, version: 2)
    let fix = try #require(try actions(client, only: "quickfix").first { $0["diagnostics"]?.array?.first?["code"] == .string("CMK202") })
    #expect(fix["kind"] == .string("quickfix"))
    let edit = try #require(fix["edit"]?["documentChanges"]?.array?.first)
    #expect(edit["textDocument"]?["version"] == .integer(2))
    #expect(edit["textDocument"]?["uri"] == .string(uri))
    #expect(edit["edits"]?.array?.first?["range"]?["start"]?["line"] == .integer(3))
    #expect(edit["edits"]?.array?.first?["newText"] == .string("2048"))
  }

  @Test func anOldClientGetsPlainChanges() throws {
    let client = try TestClient()
    try client.initialize(capabilities: #"{"textDocument":{"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}}}}"#)
    client.open(uri, bad)
    let edits = try actions(client, only: "quickfix").compactMap { $0["edit"] }
    #expect(!edits.isEmpty)
    #expect(edits.allSatisfy { $0["documentChanges"] == nil && $0["changes"]?[uri] != nil })
  }

  @Test func fixAllComesUnderTheKindAskedFor() throws {
    let client = try TestClient()
    try client.initialize()
    client.open(uri, bad)
    for kind in ["source.fixAll", "source.fixAll.cmklint"] {
      #expect(try actions(client, only: kind).map { $0["kind"] } == [.string(kind)])
    }
    #expect(try actions(client, only: "source.organizeImports").isEmpty)
    client.change(uri, good, version: 2)
    #expect(try actions(client, only: "source.fixAll").isEmpty, "nothing to fix, nothing offered")
  }

  @Test func aClientThatResolvesGetsTheEditWhenItWantsIt() throws {
    let client = try TestClient()
    try client.initialize(
      capabilities: #"""
        {"workspace":{"workspaceEdit":{"documentChanges":true}},"textDocument":{"codeAction":{"dataSupport":true,
         "resolveSupport":{"properties":["edit"]},"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}}}}
        """#)
    client.open(uri, bad)
    let action = try #require(try actions(client, only: "quickfix").first { $0["title"]?.string?.contains("2048") == true })
    #expect(action["edit"] == nil)
    var writer = JSONWriter()
    writer.value(action)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    client.change(uri, "\n" + bad, version: 2)
    let resolved = try client.request("codeAction/resolve", text)["result"]
    let edit = resolved?["edit"]?["documentChanges"]?.array?.first
    #expect(edit?["textDocument"]?["version"] == .integer(2))
    #expect(edit?["edits"]?.array?.first?["range"]?["start"]?["line"] == .integer(2))
    client.change(uri, good, version: 3)
    #expect(code(try client.request("codeAction/resolve", text)) == -32803, "the finding has gone")
  }

  @Test func aHoverTellsAboutTheRule() throws {
    let client = try TestClient()
    try client.initialize()
    client.open(uri, bad)
    let hover = try client.request(
      "textDocument/hover", #"{"textDocument":{"uri":"\#(uri)"},"position":{"line":1,"character":126}}"#)["result"]
    #expect(hover?["contents"]?["kind"] == .string("markdown"))
    #expect(hover?["contents"]?["value"]?.string?.contains("CMK202") == true)
    let nothing = try client.request("textDocument/hover", #"{"textDocument":{"uri":"\#(uri)"},"position":{"line":0,"character":0}}"#)
    #expect(nothing["result"] == .null)
  }

  @Test func theOutlineTellsWhatProtectsWhat() throws {
    let client = try TestClient()
    try client.initialize(capabilities: #"{"textDocument":{"documentSymbol":{"hierarchicalDocumentSymbolSupport":true}}}"#)
    client.open(uri, bad)
    let symbols = try #require(
      try client.request("textDocument/documentSymbol", #"{"textDocument":{"uri":"\#(uri)"}}"#)["result"]?.array)
    #expect(symbols.compactMap { $0["name"]?.string } == ["kv", "k", "app"])
    #expect(symbols.last?["detail"] == .string("Foundry resource, customer-managed key k"))
    #expect(symbols.last?["selectionRange"]?["start"]?["line"] == .integer(2))
  }
}
