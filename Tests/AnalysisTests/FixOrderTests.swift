import Testing

/// Fixes that meet each other.
@Suite struct FixOrderTests {
  private func fixed(_ text: String, path: String = "a.cmk.yaml", _ more: [(String, String)] = []) -> String? {
    var workbench = Workbench([(path, text)] + more)
    return workbench.fixed()[path]
  }

  @Test func aMisspeltPropertyIsPutRightBeforeItIsMissed() {
    #expect(
      fixed("cmkManifest: 1\nvaults: { kv: { purgProtection: true, keys: { k: {} } } }\n")
        == "cmkManifest: 1\nvaults: { kv: { purgeProtection: true, keys: { k: {} } } }\n")
  }

  @Test func aMisspeltSuppressionIsPutRightBeforeWhatItSuppressesIsMended() {
    #expect(
      fixed("cmkManifest: 1\nvaults: { kv: { purgeProtection: true, keys: { k: { size: 4096 } } } } # cmklint-ignore[key-sise]: known\n")
        == "cmkManifest: 1\nvaults: { kv: { purgeProtection: true, keys: { k: { size: 4096 } } } } # cmklint-ignore[key-size]: known\n")
  }

  @Test func aRuleInAConfigurationKeepsItsQuotes() {
    let manifest = ("a.cmk.yaml", "cmkManifest: 1\nvaults: { kv: { purgeProtection: true, keys: { k: { size: 4096 } } } }\n")
    #expect(
      fixed(#"{ "ignore": [{ "rule": "key-sise", "reason": "x" }] }"#, path: ".cmklint.json", [manifest])
        == #"{ "ignore": [{ "rule": "key-size", "reason": "x" }] }"#)
  }

  @Test(arguments: [2, 3, 5]) func entriesThatAllGoLeaveAnEmptyList(count: Int) {
    let manifest = ("a.cmk.yaml", "cmkManifest: 1\nvaults: { kv: { purgeProtection: true, keys: { k: { size: 2048 } } } }\n")
    let entries = (0..<count).map { "  - { rule: CMK202, reason: known, path: 'old\($0)/**' }\n" }.joined()
    #expect(fixed("ignore:\n\(entries)", path: ".cmklint.yaml", [manifest]) == "ignore: []\n")
  }

  @Test func aNumberThatShouldBeATextIsQuotedAsItStands() {
    let text = "cmkManifest: 1\nvaults: { kv: { purgeProtection: true, keys: { k: { version: 00000000000000000000000000000012 } } } }\n"
    #expect(fixed(text)?.contains("00000000000000000000000000000012") ?? true)
  }
}

/// What a configuration accepts and evidences.
@Suite struct ConfigurationTests {
  private let speech = """
    cmkManifest: 1
    vaults: { kv: { purgeProtection: true, keys: { k: { size: 4096 } } } }
    resources: { speech-main: { kind: speech, identity: systemAssigned, encryption: { source: customerManaged, key: kv/k } } }

    """

  private func rules(_ configuration: String) -> [String] {
    var workbench = Workbench([("a.cmk.yaml", speech), (".cmklint.yaml", configuration)])
    return workbench.findings().map(\.rule)
  }

  @Test func anApprovalHoldsForItsService() {
    #expect(rules("requestForms: [{ resource: speech-*, service: speech, reference: R }]") == ["CMK202"])
    #expect(rules("requestForms: [{ resource: speech-*, service: contentSafety, reference: R }]") == ["CMK202", "CMK901"])
    #expect(rules("requestForms: [{ resource: speech-*, reference: R, status: pending }]") == ["CMK202", "CMK901"])
    #expect(rules("requestForms: [{ resource: other, reference: R }]") == ["CMK202", "CMK901"])
  }

  @Test func anEntryIgnoresSeveralRulesOfResourcesByPattern() {
    #expect(rules("ignore: [{ rule: 'CMK202, CMK901', reason: known }]").isEmpty)
    #expect(rules("ignore: [{ rule: CMK901, resource: 'speech*', reason: known }]") == ["CMK202"])
  }

  @Test func anUnknownRuleIsToldWithTheOneThatWasMeant() {
    var workbench = Workbench([("a.cmk.yaml", "cmkManifest: 1\n"), (".cmklint.yaml", "rules: { key-sise: off, CMK202: off }\n")])
    #expect(workbench.lines() == [".cmklint.yaml:1:10 warning CMK002 There is no rule 'key-sise'; did you mean 'key-size'?"])
    #expect(workbench.fixed()[".cmklint.yaml"] == "rules: { key-size: off, CMK202: off }\n")
  }

  @Test func severityAndEditionAreConfigured() {
    #expect(rules("edition: 2026-08") == ["CMK901"])
    #expect(rules("rules: { CMK2: off }") == ["CMK901"])
  }
}
