import SourceText
import SyntaxTree
import Testing

@Suite struct ReportTests {
  @Test func theJSONReportHasTheShapeOfItsContract() throws {
    let console = try Console(["a.cmk.yaml": "# é😀\n" + Sample.large])
    let text = console("--check", "--format", "json").output
    let document = Document(SourceText(text), format: .json(.strict))
    #expect(document.syntaxErrors().isEmpty)
    let top = try #require(document.topValue())
    #expect(document.members(top).map(\.name) == ["version", "tool", "findings", "undecided", "summary"])
    let finding = try #require(document.value(top, "findings").flatMap { document.elements($0).first })
    #expect(
      document.members(finding).map(\.name) == [
        "rule", "name", "severity", "message", "path", "range", "subject", "related", "fixes", "fingerprint", "docs",
      ])
  }

  @Test func columnsCountScalars() throws {
    let console = try Console(["a.cmk.yaml": "cmkManifest: 1\nvaults: { \"😀é\": { purgeProtection: true, keys: { k: { size: 4096 } } } }\n"]
    )
    #expect(console("--check").output.hasPrefix("a.cmk.yaml:2:61: "), "\(console("--check").output)")
  }

  @Test func colourIsForTerminalsOnly() throws {
    let console = try Console(["a.cmk.yaml": Sample.large])
    #expect(!console("--check").output.contains("\u{1b}"))
    #expect(console("--check", terminal: true).output.contains("\u{1b}"))
    #expect(!console("--check", environment: ["NO_COLOR": "1"], terminal: true).output.contains("\u{1b}"))
    #expect(console("--check", "--color", "always").output.contains("\u{1b}"))
    #expect(!console("--check", "--color", "never", terminal: true).output.contains("\u{1b}"))
  }

  @Test func controlCharactersOfAFileAreEscaped() throws {
    let console = try Console(["a.cmk.json": #"{ "cmkManifest": 1, "vaults": { "k\u001b[31mv": { "keys": { "k": {} } } } }"#])
    #expect(!console("--check").output.contains("\u{1b}"))
    #expect(!console("--check", "--format", "json").output.contains("\u{1b}"))
  }

  @Test func noControlCharacterIsInAJSONReport() throws {
    let console = try Console(["a.cmk.yaml": Sample.large.replacing("k: {", with: #""k\e[31m\u0085": {"#)])
    let output = console("--check", "--format", "json").output
    #expect(output.contains(#"k\\u{1b}[31m\\u{85}"#), "\(output)")
    #expect(!output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7f..<0xa0).contains($0.value) }, "\(output)")
  }

  @Test func theNumberOfThreadsChangesNothing() throws {
    var files: [String: String] = [:]
    for number in 0..<40 { files["\(number % 7)/\(number).cmk.yaml"] = Sample.large.replacing("kv", with: "kv\(number)") }
    let console = try Console(files)
    let one = console("--check", "--format", "json", "--jobs", "1").output
    for jobs in ["2", "3", "8"] { #expect(console("--check", "--format", "json", "--jobs", jobs).output == one) }
  }

  @Test func severalReportsAreWrittenInOneRun() throws {
    let console = try Console(["a.cmk.yaml": Sample.large])
    let result = console("--check", "--format", "json=out.json", "--format", "text", "--format", "jsonl=out.jsonl")
    #expect(result.output.contains("CMK202"))
    #expect(console.folder.read("out.json").contains("\"CMK202\""))
    #expect(console.folder.read("out.jsonl").split(separator: "\n").count == 1)
  }

  @Test func acceptedFindingsStayAcceptedWhenLinesMove() throws {
    let console = try Console(["a.cmk.yaml": Sample.large])
    #expect(console("--check", "--write-baseline", "accepted.json").status == 1)
    #expect(console("--check", "--baseline", "accepted.json").status == 0)
    try console.folder.write("a.cmk.yaml", "# a line more\n\n" + Sample.large)
    #expect(console("--check", "--baseline", "accepted.json").status == 0)
    try console.folder.write("b/b.cmk.yaml", Sample.large.replacing("kv", with: "kw"))
    #expect(console("--check", "--baseline", "accepted.json").status == 1, "the same mistake elsewhere is another one")
    #expect(console("--check", "--baseline", "a.cmk.yaml").status == 2)
  }

  @Test func whatIsUndecidedIsListedOnRequest() throws {
    let console = try Console([
      "t.json": """
      { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "parameters": { "bits": { "type": "int" } }, "resources": [
        { "type": "Microsoft.KeyVault/vaults/keys", "name": "kv/k", "properties": { "kty": "RSA", "keySize": "[parameters('bits')]" } },
        { "type": "Microsoft.CognitiveServices/accounts", "name": "ai", "kind": "AIServices", "identity": { "type": "SystemAssigned" }, "properties": { "encryption": {
          "keySource": "Microsoft.KeyVault", "keyVaultProperties": { "keyVaultUri": "https://kv.vault.azure.net", "keyName": "k" } } } } ] }
      """
    ])
    #expect(console("--check").status == 0)
    let result = console("--check", "--show-undecided")
    #expect(result.output.contains("undecided CMK202: waits for parameter bits has no default"), "\(result.output)")
  }
}
