import Testing

@Suite struct RequestFormTagTests {
  private func rules(tags: String) -> [String] {
    var workbench = Workbench([
      (
        "t.json",
        """
        { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "parameters": { "q": { "type": "string" } }, "resources": [
          { "type": "Microsoft.CognitiveServices/accounts", "apiVersion": "2025-06-01", "name": "sp", "kind": "SpeechServices",
            "tags": \(tags), "properties": { "encryption": { "keySource": "Microsoft.KeyVault",
              "keyVaultProperties": { "keyVaultUri": "https://kv.vault.azure.net", "keyName": "k" } } } } ] }
        """
      )
    ])
    return workbench.findings().map(\.rule).filter { $0 == "CMK901" }
  }

  @Test func aFilledInTagIsEvidence() {
    #expect(rules(tags: #"{ "CMK-request_form": "REQ-1" }"#).isEmpty)
    for value in ["", "pending", "Denied"] { #expect(rules(tags: #"{ "cmkRequestForm": "\#(value)" }"#) == ["CMK901"]) }
    #expect(rules(tags: "{}") == ["CMK901"])
  }

  @Test func aTagWhoseNameNobodyKnowsIsNoFinding() {
    #expect(rules(tags: #"{ "[parameters('q')]": "x" }"#).isEmpty)
    #expect(rules(tags: #""[parameters('q')]""#).isEmpty)
  }
}

@Suite struct RegisteredApprovalTests {
  private func messages(_ entry: String, form: String = "") -> [String] {
    var workbench = Workbench([
      (".cmklint.yaml", "requestForms:\n  - { reference: REQ-1\(entry) }\n"),
      (
        "a.cmk.yaml",
        """
        cmkManifest: 1
        vaults: { kv: { purgeProtection: true, keys: { k: {} } } }
        resources:
          sp:
            kind: speech
            subscription: 11111111-2222-3333-4444-555555555555
            encryption: { source: customerManaged, key: kv/k }\(form)

        """
      ),
    ])
    return workbench.findings("CMK901").map(\.message)
  }

  @Test(arguments: [
    "", ", resource: 's*'", ", service: speech", ", subscription: 11111111-2222-3333-4444-555555555555", ", date: 2026-11-20",
    ", expires: 2026-11-20",
  ])
  func anApprovalForTheResourceIsEvidence(_ entry: String) { #expect(messages(entry) == []) }

  @Test(arguments: [
    (", status: pending", "is pending"), (", status: denied", "was denied"), (", expires: 2026-11-19", "expired on 2026-11-19"),
    (", date: 2026-11-21", "is dated in the future"),
    (", subscription: 99999999-2222-3333-4444-555555555555", "is for subscription 99999999-2222-3333-4444-555555555555"),
  ])
  func anApprovalThatDoesNotHoldIsToldAndNotAccepted(_ entry: String, _ why: String) {
    let messages = messages(entry)
    #expect(messages.count == 1 && messages.allSatisfy { $0.contains("'REQ-1' \(why)") }, "\(messages)")
  }

  @Test(arguments: [", resource: other", ", service: contentSafety"]) func anApprovalForSomethingElseIsNone(_ entry: String) {
    #expect(messages(entry).allSatisfy { $0.contains("no evidence") } && messages(entry).count == 1)
  }

  @Test func aFormThatIsPendingIsToldWithoutAReference() {
    var workbench = Workbench([
      (".cmklint.yaml", "requestForms:\n  - { resource: sp, status: pending }\n"),
      ("a.cmk.yaml", "cmkManifest: 1\nresources: { sp: { kind: speech, encryption: { source: customerManaged, key: kv/k } } }\n"),
    ])
    #expect(workbench.findings("CMK901").allSatisfy { $0.message.contains("still pending") } && workbench.findings("CMK901").count == 1)
  }

  @Test(arguments: [
    ("sp-*", 0), ("sp-main", 0), ("*", 0), ("*-x", 0), ("other-*", 1), ("SP-ab?", 0),
  ])
  func anApprovalOfANameThatIsPartlyUnknownIsAsked(_ pattern: String, _ count: Int) {
    var workbench = Workbench([
      (".cmklint.yaml", "requestForms:\n  - { resource: '\(pattern)', reference: R }\n"),
      (
        "m.bicep",
        """
        resource sp 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
          name: 'sp-${uniqueString(resourceGroup().id)}'
          kind: 'SpeechServices'
          properties: {
            encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: 'https://kv.vault.azure.net', keyName: 'k' } }
          }
        }
        """
      ),
    ])
    #expect(workbench.findings("CMK901").count == count)
  }

  @Test func anApprovalHoldsWhereItsConfigurationDoes() {
    let speech = "cmkManifest: 1\nresources: { sp: { kind: speech, encryption: { source: customerManaged, key: kv/k } } }\n"
    var workbench = Workbench([
      ("dev/.cmklint.yaml", "requestForms:\n  - { reference: R }\n"), ("dev/a.cmk.yaml", speech), ("prod/a.cmk.yaml", speech),
    ])
    #expect(workbench.findings("CMK901").map(\.place.path) == ["/w/prod/a.cmk.yaml"])
  }

  @Test func aFormOfTheManifestThatIsDatedInTheFutureIsNoEvidence() {
    #expect(messages(", resource: other", form: "\n    requestForm: { reference: R, approved: 2026-11-20 }") == [])
    #expect(messages(", resource: other", form: "\n    requestForm: { reference: R, approved: 2026-11-21 }").count == 1)
  }
}
