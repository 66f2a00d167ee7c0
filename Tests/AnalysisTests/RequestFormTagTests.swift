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
