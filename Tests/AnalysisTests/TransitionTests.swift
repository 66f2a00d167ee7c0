import Testing

@Suite struct TransitionTests {
  private func manifest(_ encryption: String, kind: String = "foundry") -> String {
    """
    cmkManifest: 1
    vaults: { kv: { purgeProtection: true, keys: { a: {}, b: {} } }, kv2: { purgeProtection: true, keys: { a: {} } } }
    resources: { ai: { kind: \(kind), capabilities: [], identity: systemAssigned, encryption: \(encryption) } }
    """
  }

  private func arm(_ properties: String, name: String = "\"ai\"", kind: String = "AIServices") -> String {
    """
    { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
      "resources": [
        { "type": "Microsoft.CognitiveServices/accounts", "apiVersion": "2025-06-01", "name": \(name), "kind": "\(kind)",
          "properties": { \(properties) } } ] }
    """
  }

  private func encrypted(_ vault: String) -> String {
    """
    "encryption": { "keySource": "Microsoft.KeyVault", "keyVaultProperties": { "keyVaultUri": \(vault), "keyName": "k" } }
    """
  }

  private static let allThree = ["CMK701", "CMK704", "CMK705"]

  @Test func vaultsWhoseNamesBeginOtherwiseAreOthersWhateverTheRestIs() {
    func vault(_ prefix: String) -> String {
      encrypted(#""[concat('https://\#(prefix)', uniqueString(resourceGroup().id), '.vault.azure.net')]""#)
    }
    check("CMK705", text: arm(vault("kv-")), path: "t.json", before: arm(vault("kv-")))
    check(
      "CMK705", text: arm(vault("kw-").replacing("\"[concat(", with: "1️⃣\"[concat(").replacing(".net')]\"", with: ".net')]\"1️⃣")),
      path: "t.json", before: arm(vault("kv-")),
      finds: "1️⃣ error CMK705: Foundry resource 'ai' changes from a key in vault 'kv-‹uniqueString(resourceGroup().id)›' to one in vault "
        + "'kw-‹uniqueString(resourceGroup().id)›'; a key can be rotated only within its vault.")
  }

  @Test func aVaultOfUnknownNameIsNotWrittenWhereItsDeclarationCannotBeNamed() {
    let main = """
      param vaultName string
      resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
        name: vaultName
        properties: { enablePurgeProtection: true, enableRbacAuthorization: true }
      }
      module ai 'ai.bicep' = { params: { uri: vault.properties.vaultUri } }
      """
    func module(_ encryption: String) -> String {
      """
      param uri string
      resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: 'ai'
        kind: 'AIServices'
        properties: { encryption: { \(encryption) } }
      }
      """
    }
    let before = module("keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: uri, keyName: 'k' }")
    var workbench = Workbench(
      [("main.bicep", main), ("ai.bicep", module("keySource: 'Microsoft.CognitiveServices'"))],
      before: [("main.bicep", main), ("ai.bicep", before)])
    #expect(workbench.findings("CMK701").map(\.fixes.count) == [0])
  }

  @Test func aRevertSaidOutrightIsAnError() {
    check(
      "CMK701", text: manifest("{ source: 1️⃣microsoftManaged1️⃣ }"), before: manifest("{ source: customerManaged, key: kv/a }"),
      finds: "1️⃣ error CMK701: Foundry resource 'ai' goes from a customer-managed key back to Microsoft-managed keys; that cannot be "
        + "undone or done in place.")
    check(
      "CMK701", text: arm(#""encryption": { "keySource": 1️⃣"Microsoft.CognitiveServices"1️⃣ }"#), path: "t.json",
      before: arm(encrypted("\"https://kv.vault.azure.net\"")),
      finds: "1️⃣ error CMK701: Foundry resource 'ai' goes from a customer-managed key back to Microsoft-managed keys; that cannot be "
        + "undone or done in place.")
  }

  @Test func aBlockThatATemplateMerelyOmitsIsAWarning() {
    check(
      "CMK701", text: arm("", name: "1️⃣\"ai\"1️⃣"), path: "t.json", before: arm(encrypted("\"https://kv.vault.azure.net\"")),
      finds: "1️⃣ warning CMK701: Foundry resource 'ai' had a customer-managed key and no longer says so; if the deployment drops it, that "
        + "cannot be undone or done in place.")
  }

  @Test func otherCognitiveServicesAreOnlyWarnedAbout() {
    check(
      "CMK701", text: arm(#""encryption": { "keySource": 1️⃣"Microsoft.CognitiveServices"1️⃣ }"#, kind: "OpenAI"), path: "t.json",
      before: arm(encrypted("\"https://kv.vault.azure.net\""), kind: "OpenAI"),
      finds: "1️⃣ warning CMK701: Azure OpenAI resource 'ai' goes from a customer-managed key back to Microsoft-managed keys; data written "
        + "under the key is no longer protected by it.")
  }

  @Test func aHubRevertsUnderItsOwnRule() {
    check(
      "CMK701", "CMK704", text: manifest("{ source: 1️⃣microsoftManaged1️⃣ }", kind: "hub"),
      before: manifest("{ source: customerManaged, key: kv/a }", kind: "hub"),
      finds: "1️⃣ error CMK704: Hub 'ai' goes from a customer-managed key back to Microsoft-managed keys; its encryption is fixed at "
        + "creation, so it would have to be deleted and created anew.")
  }

  @Test func aKeyOfAnotherVaultIsNoRotation() {
    check(
      "CMK705", text: manifest("{ source: customerManaged, key: 1️⃣kv2/a1️⃣ }"), before: manifest("{ source: customerManaged, key: kv/a }"),
      finds: "1️⃣ error CMK705: Foundry resource 'ai' changes from a key in vault 'kv' to one in vault 'kv2'; a key can be rotated only "
        + "within its vault.")
    check(
      "CMK705", text: arm(encrypted("1️⃣\"https://kv2.vault.azure.net\"1️⃣")), path: "t.json",
      before: arm(encrypted("\"https://kv.vault.azure.net\"")),
      finds: "1️⃣ error CMK705: Foundry resource 'ai' changes from a key in vault 'kv' to one in vault 'kv2'; a key can be rotated only "
        + "within its vault.")
  }

  @Test func theFormsOfATemplateAgree() {
    let before = arm(encrypted("\"https://kv.vault.azure.net\""))
    let changes = [
      arm(""), arm(#""encryption": { "keySource": "Microsoft.CognitiveServices" }"#), arm(encrypted("\"https://kv2.vault.azure.net\"")),
    ]
    for after in changes {
      var array = Workbench([("t.json", after)], before: [("t.json", before)])
      var symbolic = Workbench([("t.json", OtherForms.symbolic(ofARM: after))], before: [("t.json", OtherForms.symbolic(ofARM: before))])
      let verdicts = Set(array.findings().map(Verdict.init))
      #expect(!verdicts.isEmpty)
      #expect(Set(symbolic.findings().map(Verdict.init)) == verdicts)
    }
    let manifests = [manifest("{}"), manifest("{ source: microsoftManaged }"), manifest("{ source: customerManaged, key: kv2/a }")]
    for after in manifests {
      let before = manifest("{ source: customerManaged, key: kv/a }")
      var yaml = Workbench([("a.cmk.yaml", after)], before: [("a.cmk.yaml", before)])
      var json = Workbench(
        [("a.cmk.json", OtherForms.json(ofYAML: after))], before: [("a.cmk.json", OtherForms.json(ofYAML: before))])
      let verdicts = Set(yaml.findings().map(Verdict.init))
      #expect(!verdicts.isEmpty)
      #expect(Set(json.findings().map(Verdict.init)) == verdicts)
    }
  }

  @Test func anotherKeyOrAnotherSpellingOfTheSameVaultIsARotation() {
    check("CMK705", text: manifest("{ source: customerManaged, key: kv/b }"), before: manifest("{ source: customerManaged, key: kv/a }"))
    check(
      "CMK705", text: arm(encrypted("\"https://KV.vault.azure.net/\"")), path: "t.json",
      before: arm(encrypted("\"https://kv.vault.azure.net\"")))
  }

  @Test func storageMayDoAllOfIt() {
    check(
      "CMK701", "CMK704", "CMK705", text: manifest("{ source: customerManaged, key: kv2/a }", kind: "storage"),
      before: manifest("{ source: customerManaged, key: kv/a }", kind: "storage"))
    check(
      "CMK701", "CMK704", "CMK705", text: manifest("{ source: microsoftManaged }", kind: "storage"),
      before: manifest("{ source: customerManaged, key: kv/a }", kind: "storage"))
  }

  @Test func aManifestsPreviousWinsOverTheStateBefore() {
    check(
      "CMK701", "CMK705",
      text: manifest("{ source: customerManaged, key: kv2/a, previous: { source: customerManaged, key: kv2/b } }"),
      before: manifest("{ source: customerManaged, key: kv/a }"))
  }

  @Test func movingADeclarationToAnotherFileIsNoTransition() {
    var workbench = Workbench(
      [("new/b.json", arm(encrypted("\"https://kv.vault.azure.net\"")))],
      before: [("old/a.json", arm(encrypted("\"https://kv.vault.azure.net\"")))])
    #expect(workbench.findings("CMK701", "CMK705").isEmpty)
    var reverted = Workbench(
      [("new/b.json", arm(#""encryption": { "keySource": "Microsoft.CognitiveServices" }"#))],
      before: [("old/a.json", arm(encrypted("\"https://kv.vault.azure.net\"")))])
    let found = reverted.findings("CMK701")
    #expect(found.count == 1)
    #expect(found.first?.related.first?.place.revision == "HEAD")
  }

  @Test func theFixThatKeepsTheKeyIsUnsafeAndEndsTheFinding() {
    for (after, before) in [
      (manifest("{ source: microsoftManaged }"), manifest("{ source: customerManaged, key: kv/a }")),
      (manifest("{ source: customerManaged, key: kv2/a }"), manifest("{ source: customerManaged, key: kv/a }")),
      (manifest("{}"), manifest("{ source: customerManaged, key: kv/a }")),
    ] {
      var workbench = Workbench([("a.cmk.yaml", after)], before: [("a.cmk.yaml", before)])
      #expect(!(workbench.fixed()["a.cmk.yaml"] ?? "").contains("key: kv/a"), "a person decides")
      let fixed = workbench.fixed(includingUnsafe: true)["a.cmk.yaml"] ?? ""
      var again = Workbench([("a.cmk.yaml", fixed)], before: [("a.cmk.yaml", before)])
      #expect(again.findings().isEmpty, "\(fixed)")
    }
  }
}
