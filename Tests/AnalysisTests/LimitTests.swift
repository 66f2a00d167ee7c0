import Analysis
import SourceText
import SyntaxTree
import Testing

/// Texts that no person writes, through all that is done with a file.
@Suite struct LimitTests {
  private static let template =
    "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", \"contentVersion\": \"1.0.0.0\", "

  /// Sets the file, looks at what is found, and at what an editor asks.
  private func check(_ name: String, _ bytes: [UInt8]) -> [ReportedFinding] {
    var bench = Workbench([])
    bench.host.setFile("/w/" + name, SourceText(bytes))
    let snapshot = bench.host.snapshot()
    for finding in snapshot.findings where finding.place.range.end > bytes.count || finding.place.range.start < 0 {
      Issue.record("\(name): \(finding.rule) at \(finding.place.range)")
    }
    return snapshot.findings
  }

  @Test(
    "A hundred thousand containers in one another are no danger to the rules",
    arguments: [
      ("a.json", LimitTests.template + "\"resources\": ", "[", "]", "}"),
      ("a.json", LimitTests.template + "\"variables\": ", "{\"a\":", "}", "}"),
      ("a.json", LimitTests.template + "\"outputs\": {\"o\": {\"type\": \"string\", \"value\": \"[", "concat(", ")", "]\"}}}"),
      ("a.json", LimitTests.template + "\"resources\": [", "{\"type\": \"Microsoft.KeyVault/vaults\", \"resources\": [", "]}", "]}"),
      ("a.cmk.yaml", "cmkManifest: 1\nvaults: ", "[", "]", "\n"), ("a.cmk.yaml", "cmkManifest: 1\nvaults: ", "{a: ", "}", "\n"),
      ("a.cmk.json", "{\"cmkManifest\": 1, \"vaults\": ", "{\"kv\":", "}", "}"), ("a.tf", "x = ", "[", "]", "\n"),
      ("a.tf", "", "a {\n", "}\n", ""),
      ("a.bicep", "var x = ", "[", "]", "\n"), ("a.bicep", "var x = ", "{a: ", "}", "\n"),
      (".cmklint.yaml", "rules: ", "{a: ", "}", "\n"), (".cmklint.json", "{\"rules\": ", "[", "]", "}"),
    ])
  func deepNesting(_ name: String, _ head: String, _ opening: String, _ closing: String, _ tail: String) {
    let inner = String(repeating: opening, count: 100_000)
    _ = check(name, Array((head + inner + "1" + String(repeating: closing, count: 100_000) + tail).utf8))
    let unclosed = check(name, Array((head + inner).utf8))
    #expect(unclosed.contains { $0.rule == "CMK001" }, "\(name) \(opening)")
  }

  @Test(
    "Odd bytes in a file are findings or silence",
    arguments: [
      "a.json", "a.cmk.yaml", "a.cmk.json", "a.tf", "a.tf.json", "a.tfvars", "a.bicep", "a.bicepparam", ".cmklint.json", ".cmklint.yaml",
    ])
  func oddBytes(_ name: String) {
    let heads = [
      "", LimitTests.template + "\"resources\": [", "cmkManifest: 1\nvaults: ", "{\"cmkManifest\": 1, \"vaults\": {\"", "x = ", "var x = '",
    ]
    let odd: [[UInt8]] =
      ["", "\0", "\r", "\u{feff}", "\u{2028}", "\"", "'", "\"\\", "[", "{", "${", "<<E\n", "/*", "&a *a", "|", "🦊"].map { Array($0.utf8) }
      + [[0xff], [0xc3], [0xe2, 0x82], [0xed, 0xa0, 0x80]]
    for head in heads {
      for bytes in odd {
        _ = check(name, Array(head.utf8) + bytes)
        _ = check(name, [0xef, 0xbb, 0xbf] + Array(head.utf8) + bytes + Array("\r}".utf8) + bytes)
      }
    }
  }

  @Test("A template of two megabytes is checked")
  func largeTemplate() {
    let vault = "{\"type\": \"Microsoft.KeyVault/vaults\", \"apiVersion\": \"2023-07-01\", \"name\": \"kv\", \"properties\": {}},\n"
    let text = Self.template + "\"resources\": [\n" + String(repeating: vault, count: 2_000_000 / vault.utf8.count) + "{}]}"
    #expect(!check("a.json", Array(text.utf8)).contains { $0.rule == "CMK001" })
  }
}
