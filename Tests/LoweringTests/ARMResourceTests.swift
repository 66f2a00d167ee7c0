import EncryptionModel
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

/// What each resource type says about its encryption.
@Suite struct ARMResourceTests {
  /// The one protected resource of a template, in both forms.
  static func resources(_ body: String, sections: String = "") -> [(ProtectedResource, ARMFixture)] {
    let found = ARMLoweringTests.forms([("r", body)], sections: sections).compactMap { fixture in
      fixture.lower().resources.first.map { ($0, fixture) }
    }
    #expect(found.count == 2, "each form has the resource")
    return found
  }

  static func account(_ inside: String, kind: String = "AIServices") -> String {
    #"{ "type": "Microsoft.CognitiveServices/accounts", "name": "a", "kind": "\#(kind)" \#(inside) }"#
  }

  @Test(arguments: [
    ("AIServices", ResourceKind.foundry), ("aiservices", .foundry), ("OpenAI", .openAI), ("SpeechServices", .speech),
    ("CustomSpeech", .speech),
    ("ContentSafety", .contentSafety), ("ContentModerator", .contentModerator), ("CognitiveServices", .cognitiveService),
    ("Face", .cognitiveService),
  ])
  func accountsAreWhatTheirKindSays(_ kind: String, _ expected: ResourceKind) {
    #expect(Self.resources(Self.account("", kind: kind)).map(\.0.kind) == [expected, expected])
  }

  @Test(arguments: [
    ("Hub", ResourceKind.hub), ("hub", .hub), ("Project", .hubProject), ("Default", .mlWorkspace), ("FeatureStore", .mlWorkspace),
  ])
  func workspacesAreWhatTheirKindSays(_ kind: String, _ expected: ResourceKind) {
    let body = #"{ "type": "Microsoft.MachineLearningServices/workspaces", "name": "w", "kind": "\#(kind)" }"#
    #expect(Self.resources(body).map(\.0.kind) == [expected, expected])
  }

  @Test func aProjectOfAFoundryResourceHasItsOwnName() {
    let body = #"{ "type": "Microsoft.CognitiveServices/accounts/projects", "name": "a/p", "properties": {} }"#
    #expect(Self.resources(body).map(\.0.kind) == [.foundryProject, .foundryProject])
    #expect(Self.resources(body).map(\.0.name.known) == ["p", "p"])
  }

  @Test(arguments: [
    // Hubs name the vault by its id and the key by its address.
    (
      #""type": "Microsoft.MachineLearningServices/workspaces", "name": "w", "kind": "Hub", "properties": { "encryption": { "status": "enabled", "keyVaultProperties": { "keyVaultArmId": "[resourceId('other-rg', 'Microsoft.KeyVault/vaults', 'KV')]", "keyIdentifier": "https://kv.vault.azure.net/keys/cmk/0123456789abcdef0123456789abcdef" } } }"#,
      "KV/cmk/0123456789abcdef0123456789abcdef"
    ),
    // … where the id is unknown the address tells the vault.
    (
      #""type": "Microsoft.MachineLearningServices/workspaces", "name": "w", "properties": { "encryption": { "status": "Enabled", "keyVaultProperties": { "keyVaultArmId": "[parameters('id')]", "keyIdentifier": "https://kv.vault.azure.net/keys/cmk" } } }"#,
      "kv/cmk/-"
    ),
    (
      #""type": "Microsoft.Storage/storageAccounts", "name": "s", "properties": { "encryption": { "keySource": "Microsoft.Keyvault", "keyvaultproperties": { "keyvaulturi": "https://kv.vault.azure.cn", "keyname": "cmk", "keyversion": "" } } }"#,
      "kv/cmk/-"
    ),
    (
      #""type": "Microsoft.DocumentDB/databaseAccounts", "name": "c", "properties": { "keyVaultKeyUri": "[concat('https://kv', environment().suffixes.keyvaultDns, '/keys/cmk')]" }"#,
      "kv/cmk/-"
    ),
    (
      #""type": "Microsoft.Search/searchServices", "name": "q", "properties": { "encryptionWithCmk": { "serviceLevelEncryptionKey": { "keyVaultUri": "https://kv.vault.azure.net:443/", "keyVaultKeyName": "cmk", "keyVaultKeyVersion": "abc" } } }"#,
      "kv/cmk/abc"
    ),
    (
      #""type": "Microsoft.ContainerRegistry/registries", "name": "r", "properties": { "encryption": { "status": "enabled", "keyVaultProperties": { "keyIdentifier": "https://kv.vault.azure.net/keys/cmk" } } }"#,
      "kv/cmk/-"
    ),
  ])
  func eachServiceNamesItsKeyInItsOwnWay(_ body: String, _ expected: String) throws {
    for (resource, _) in Self.resources("{ \(body) }", sections: #""parameters": { "id": { "type": "string" } }"#) {
      #expect(resource.encryption.source.value == .customerManaged)
      let key = try #require(resource.encryption.key)
      #expect("\(key.vault.display)/\(key.key?.display ?? "-")/\(key.version.value ?? "-")" == expected)
    }
  }

  @Test(arguments: [
    #", "properties": { "encryption": { "keySource": "Microsoft.CognitiveServices" } }"#,
    #", "properties": { "encryption": { "keySource": "microsoft.cognitiveservices", "keyVaultProperties": null } }"#,
  ])
  func microsoftManagedIsSaidOutright(_ inside: String) {
    #expect(Self.resources(Self.account(inside)).map(\.0.encryption.source.value) == [.microsoftManaged, .microsoftManaged])
  }

  @Test(arguments: [
    "", #", "properties": {}"#, #", "properties": { "encryption": null }"#, #", "properties": { "encryption": { "keySource": null } }"#,
    #", "properties": { "encryption": "[null()]" }"#,
  ])
  func whatIsNotSaidIsAbsent(_ inside: String) {
    for (resource, _) in Self.resources(Self.account(inside)) {
      #expect(resource.encryption.source.isAbsent)
      #expect(resource.encryption.key == nil)
    }
  }

  @Test func encryptionFromAnUnknownParameterIsUndecided() {
    let sections = #""parameters": { "e": { "type": "object" } }"#
    for (resource, _) in Self.resources(Self.account(#", "properties": { "encryption": "[parameters('e')]" }"#), sections: sections) {
      guard case .undecided(let unknown) = resource.encryption.source else {
        Issue.record("\(resource.encryption.source)")
        continue
      }
      #expect(unknown.reason == "parameter e has no default")
    }
  }

  @Test func propertiesLaidOverAnUnknownObjectStayKnown() {
    let inside = #", "properties": "[union(parameters('e'), createObject('encryption', createObject('keySource', 'Microsoft.KeyVault')))]""#
    for (resource, _) in Self.resources(Self.account(inside), sections: #""parameters": { "e": { "type": "object" } }"#) {
      #expect(resource.encryption.source.value == .customerManaged)
    }
    let reversed =
      #", "properties": "[union(createObject('encryption', createObject('keySource', 'Microsoft.KeyVault')), parameters('e'))]""#
    for (resource, _) in Self.resources(Self.account(reversed), sections: #""parameters": { "e": { "type": "object" } }"#) {
      #expect(resource.encryption.source.value == nil && !resource.encryption.source.isAbsent)
    }
  }

  // MARK: Tags

  @Test(arguments: [
    ("cmkRequestForm", "REQ-1", RequestForm.Status.approved), ("CMK-Request_Form", "yes", .approved),
    ("cmk-request-form", "Pending", .pending),
    ("cmkrequestform", "denied", .denied),
  ])
  func aTagIsEvidenceOfTheRequestForm(_ name: String, _ value: String, _ status: RequestForm.Status) {
    for (resource, _) in Self.resources(Self.account(#", "tags": { "\#(name)": "\#(value)" }"#)) {
      #expect(resource.requestForm.value == RequestForm(reference: value, status: status))
    }
  }

  @Test func anEmptyTagIsNoEvidenceAndMayBeFilledIn() throws {
    for (resource, fixture) in Self.resources(Self.account(#", "tags": { "cmkRequestForm": 1️⃣""1️⃣ }"#)) {
      let site = try #require(fixture.site("1️⃣"))
      #expect(resource.requestForm == .absent(Place(site, slot: Slot(.value(site), vocabulary: .azure))))
    }
  }

  @Test func evidenceIsMissingWhereItWouldBeWritten() throws {
    for (resource, fixture) in Self.resources(Self.account(#", "tags": 1️⃣{}1️⃣"#)) {
      let site = try #require(fixture.site("1️⃣"))
      let slot = Slot(.property(in: site, path: ["cmkRequestForm"]), vocabulary: .azure)
      #expect(resource.requestForm == .absent(Place(resource.site, slot: slot)))
    }
    for (resource, _) in Self.resources(Self.account("")) {
      guard case .absent(let place) = resource.requestForm, case .property(_, let path)? = place.slot?.target else {
        Issue.record("\(resource.requestForm)")
        continue
      }
      #expect(path == ["tags", "cmkRequestForm"])
    }
  }

  @Test func tagsThatNobodyKnowsMayHoldEvidence() {
    for (resource, _) in Self.resources(
      Self.account(#", "tags": "[parameters('t')]""#), sections: #""parameters": { "t": { "type": "object" } }"#)
    {
      guard case .undecided = resource.requestForm else {
        Issue.record("\(resource.requestForm)")
        continue
      }
    }
  }

  @Test func capabilitiesAreListedInATag() {
    for (resource, _) in Self.resources(Self.account(#", "tags": { "cmk-capabilities": "speech, content-safety" }"#)) {
      #expect(resource.capabilities.value == [.speech, .contentSafety])
    }
  }

  // MARK: Several declarations

  @Test func aLaterDeclarationThatMayNotBeMadeLeavesBothOutcomes() {
    let first = Self.account(#", "properties": {}"#)
    let second = Self.account(
      #", "condition": "[parameters('cmk')]", "properties": { "encryption": { "keySource": "Microsoft.KeyVault" } }"#)
    for fixture in ARMLoweringTests.forms([("a", first), ("b", second)], sections: #""parameters": { "cmk": { "type": "bool" } }"#) {
      let resources = fixture.lower().resources
      #expect(resources.count == 1)
      guard case .either(let branches, _)? = resources.first?.encryption.source else {
        Issue.record("\(resources)")
        continue
      }
      #expect(branches.map(\.value) == [.customerManaged, nil])
    }
  }

  @Test func whatDependsOnTheFirstDeclarationIsTheLaterOne() {
    let encrypt = Self.account(
      #", "dependsOn": [ "[resourceId('Microsoft.CognitiveServices/accounts', 'b')]", "other" ], "properties": { "encryption": { "keySource": "Microsoft.KeyVault" } }"#
    )
    let nested = #"""
      { "type": "Microsoft.Resources/deployments", "name": "encrypt", "dependsOn": [ "[resourceId('Microsoft.CognitiveServices/accounts', 'a')]" ],
        "properties": { "expressionEvaluationOptions": { "scope": "inner" }, "template": { "resources": [ \#(encrypt) ] } } }
      """#
    let create = Self.account(#", "properties": { "encryption": { "keySource": "Microsoft.CognitiveServices" } }"#)
    for fixture in ARMLoweringTests.forms([("encrypt", nested), ("create", create)]) {
      #expect(fixture.lower().resources.map(\.encryption.source.value) == [.customerManaged])
    }
  }

  @Test func vaultsOfOneNameInTwoResourceGroupsAreTwo() {
    let other = #"""
      { "type": "Microsoft.Resources/deployments", "name": "n", "resourceGroup": "other", "properties": {
          "expressionEvaluationOptions": { "scope": "inner" }, "template": { "resources": [
            { "type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": { "enablePurgeProtection": true } } ] } } }
      """#
    for fixture in ARMLoweringTests.forms([("a", ARMLoweringTests.vault), ("b", other)]) {
      #expect(fixture.lower().vaults.map(\.purgeProtection.value) == [nil, true])
    }
  }

  @Test func aRecoveredVaultHasThePropertiesThatItHad() {
    let vault = #"{ "type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": { "createMode": "recover" } }"#
    for fixture in ARMLoweringTests.forms([("v", vault)]) {
      guard case .undecided? = fixture.lower().vaults.first?.purgeProtection else {
        Issue.record("\(fixture.lower().vaults)")
        continue
      }
    }
  }

  // MARK: Suppressions

  @Test func metadataOfAResourceSuppresses() throws {
    let body = #"""
      1️⃣{ "type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": {}, "metadata": { "cmklint": { "ignore": [
          2️⃣{ "rule": 3️⃣"CMK101, key-size"3️⃣, "reason": "test vault", "until": "2027-01-31" }2️⃣, { "rule": "CMK1", "until": "soon" } ] } } }1️⃣
      """#
    let fixture = ARMFixture.array(body)
    let found = ARMLowering.lower(template: fixture.file, parameters: nil, environment: nil).suppressions
    try #require(found.count == 2)
    #expect(found[0].reach == .within(try #require(fixture.site("1️⃣"))))
    let rule = try #require(fixture.site("3️⃣"))
    #expect(found[0].selectors == [.init("CMK101", at: rule), .init("key-size", at: rule)])
    #expect(found[0].reason == "test vault")
    #expect(found[0].until == CalendarDate(year: 2027, month: 1, day: 31))
    #expect(found[0].removal == .remove(try #require(fixture.site("2️⃣"))))
    #expect(found[1].reason == nil && found[1].malformedDate == "soon")
  }

  // MARK: Recognition

  @Test(arguments: [
    ("https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", true, false),
    ("http://schema.management.azure.com/schemas/2018-05-01/SubscriptionDeploymentTemplate.json#", true, false),
    ("https://schema.management.azure.com/schemas/2015-01-01/deploymentParameters.json#", false, true),
    ("https://json-schema.org/draft/2020-12/schema", false, false),
  ]) func filesAreRecognisedByTheirSchema(_ schema: String, _ isTemplate: Bool, _ isParameters: Bool) {
    let bytes = Array(#"{ "$schema": "\#(schema)" }"#.utf8)
    #expect(ARMLowering.isTemplate(bytes) == isTemplate)
    #expect(ARMLowering.isParameters(bytes) == isParameters)
  }
}
