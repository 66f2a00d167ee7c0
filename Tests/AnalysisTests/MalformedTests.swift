import Testing

/// Suppressions and manifests that are written wrong are told, and not passed over.
@Suite struct MalformedTests {
  private func lines(_ text: String, path: String = "a.cmk.yaml") -> [String] {
    var workbench = Workbench([(path, text)])
    return workbench.lines()
  }

  @Test(arguments: [
    "# cmklint-ignore: a test", "# cmklint-ignore[CMK101: a test", "# cmklint-ignore[]: a test", "#cmklint-ignore-file CMK101",
  ])
  func aSuppressionWithoutRulesInBracketsIsTold(comment: String) {
    let found = lines("cmkManifest: 1 \(comment)\n")
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("a.cmk.yaml:1:16 warning CMK012 The suppression suppresses nothing: ") == true, "\(found)")
  }

  @Test func aSentenceThatSpeaksOfSuppressionsIsNone() {
    #expect(lines("cmkManifest: 1 # see cmklint-ignore in the README\n").isEmpty)
  }

  @Test func metadataThatIsNoListIsTold() {
    func template(_ ignore: String) -> String {
      """
      { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [
        { "type": "Microsoft.Search/searchServices", "apiVersion": "2025-05-01", "name": "s", "metadata": { "cmklint": { "ignore": \(ignore) } } } ] }
      """
    }
    #expect(lines(template(#"{ "rule": "CMK101" }"#), path: "t.json").map { $0.contains("CMK012") } == [true])
    #expect(lines(template(#"[{ "reason": "x" }]"#), path: "t.json").map { $0.contains("CMK012") } == [true])
  }

  @Test func aPropertyThatStandsTwiceInOneObjectIsTold() {
    let found = lines("cmkManifest: 1\nvaults:\n  kv: { purgeProtection: true, purgeProtection: false, keys: { k: {} } }\n")
    #expect(
      found.filter { $0.contains("CMK005") } == ["a.cmk.yaml:3:32 error CMK005 Property 'purgeProtection' stands twice in one object."])
    let names = lines("cmkManifest: 1\nvaults: { kv: { purgeProtection: true }, kv: {} }\n")
    #expect(names.filter { $0.contains("CMK005") }.count == 1, "\(names)")
    let configuration = lines("{ \"rules\": {}, \"rules\": {} }", path: ".cmklint.json")
    #expect(configuration.map { $0.contains("CMK005") } == [true], "\(configuration)")
  }
}
