import Lowering
import SourceText
import SyntaxTree
import Testing

@testable import Analysis

/// A text with the caret at `‸`.
struct CaretText {
  let document: Document
  let offset: Int
  let role: FileRole

  init(_ marked: String, format: Format, role: FileRole) {
    let parts = marked.split(separator: "‸", maxSplits: 1, omittingEmptySubsequences: false)
    document = Document(SourceText(parts.joined()), format: format)
    offset = parts.first?.utf8.count ?? 0
    self.role = role
  }

  static func yaml(_ marked: String) -> CaretText { CaretText(marked, format: .yaml, role: .manifest) }
  static func json(_ marked: String) -> CaretText { CaretText(marked, format: .json(.relaxed), role: .manifest) }
  static func template(_ marked: String) -> CaretText { CaretText(marked, format: .json(.armTemplate), role: .armTemplate) }

  func completions(_ names: WorkspaceNames = .none) -> [Completion] {
    CompletionEngine.completions(document: document, role: role, offset: offset, names: names)
  }

  func labels(_ names: WorkspaceNames = .none) -> [String] { completions(names).map(\.label) }

  /// The text after the proposal `label` has been taken; nil where there is none.
  func taking(_ label: String, names: WorkspaceNames = .none) -> String? {
    guard let completion = completions(names).first(where: { $0.label == label }) else { return nil }
    let bytes = document.text.bytes.applying([TextEdit(completion.range, completion.newText)]).text
    return String(decoding: bytes, as: UTF8.self)
  }
}

@Suite struct YAMLCompletionTests {
  @Test func anEmptyManifestIsOfferedItsProperties() {
    #expect(CaretText.yaml("‸").labels() == ["cmkManifest", "vaults", "identities", "resources"])
    #expect(CaretText.yaml("‸").taking("cmkManifest") == "cmkManifest: 1")
    #expect(CaretText.yaml("cmkManifest: 1\nva‸").labels() == ["vaults", "identities", "resources"])
  }

  @Test func aBlockIsIndentedAsTheDocumentIs() {
    #expect(
      CaretText.yaml("cmkManifest: 1\nvaults:\n    kv:\n        ke‸").taking("keys")
        == "cmkManifest: 1\nvaults:\n    kv:\n        keys:\n            key-main:\n                type: RSA\n                size: 2048")
  }

  @Test func propertiesThatAreThereAreNotOfferedAgain() {
    let labels = CaretText.yaml("cmkManifest: 1\nvaults:\n  kv:\n    softDelete: true\n    ‸\n").labels()
    #expect(labels.contains("purgeProtection"))
    #expect(!labels.contains("softDelete"))
  }

  @Test func aValueIsOfferedBehindItsNameWithTheSpaceThatIsMissing() {
    #expect(CaretText.yaml("cmkManifest: 1\nvaults:\n  kv:\n    purgeProtection: ‸").labels() == ["true", "false"])
    #expect(
      CaretText.yaml("cmkManifest: 1\nvaults:\n  kv:\n    purgeProtection: f‸").taking("true")?.hasSuffix("purgeProtection: true") == true)
    #expect(
      CaretText.yaml("cmkManifest: 1\nvaults: { kv: { purgeProtection: ‸ } }").taking("true")
        == "cmkManifest: 1\nvaults: { kv: { purgeProtection: true } }")
  }

  @Test func aContainerBehindItsNameIsIndentedFromTheName() {
    #expect(
      CaretText.yaml("cmkManifest: 1\nvaults:\n  kv:\n    keys: ‸").taking("{ key-main }")
        == "cmkManifest: 1\nvaults:\n  kv:\n    keys: \n      key-main:\n        type: RSA\n        size: 2048")
    #expect(
      CaretText.yaml("cmkManifest: 1\nvaults:\n  kv:\n    grants:\n      - identity: r\n        permissions: ‸").taking(
        "[get, wrapKey, unwrapKey]")?
        .hasSuffix("        permissions: [get, wrapKey, unwrapKey]") == true)
    #expect(CaretText.json(#"{ "vaults": { "kv": { "keys": ‸ } } }"#).labels() == ["{ key-main }"])
  }

  @Test func anEmptyBlockIsOfferedWhatBelongsInIt() {
    #expect(CaretText.yaml("cmkManifest: 1\nvaults:\n  ‸").labels() == ["kv-main"])
    #expect(CaretText.yaml("cmkManifest: 1\nresources:\n  r:\n    encryption:\n      ‸\n").labels().prefix(2) == ["source", "key"])
    #expect(CaretText.yaml("cmkManifest: 1\nresources:\n  r:\n    ‸\n  s:\n    kind: hub\n").labels().first == "kind")
    let list = CaretText.yaml("cmkManifest: 1\nvaults:\n  kv:\n    grants:\n      - identity: r\n        permissions:\n          ‸")
    #expect(list.taking("get")?.hasSuffix("permissions:\n          - get") == true)
    let grants = CaretText.yaml("cmkManifest: 1\nvaults:\n  kv:\n    grants:\n      ‸")
    #expect(
      grants.taking("{ identity, permissions }")?.hasSuffix("      - identity: \n        permissions: [get, wrapKey, unwrapKey]") == true,
      "\(grants.completions())")
  }

  @Test func aListIsContinuedWithItems() {
    #expect(
      CaretText.yaml(
        "cmkManifest: 1\nvaults:\n  kv:\n    grants:\n      - identity: r\n        permissions:\n          - get\n          - ‸"
      ).labels()
        .prefix(2) == ["wrapKey", "unwrapKey"])
  }

  @Test func quotesThatStandThereAreKept() {
    let text = CaretText.yaml("cmkManifest: 1\nvaults: { kv: { keys: { k: { type: \"R‸\" } } } }")
    #expect(text.taking("RSA-HSM") == "cmkManifest: 1\nvaults: { kv: { keys: { k: { type: \"RSA-HSM\" } } } }")
    #expect(text.completions().first?.filterText == "\"RSA")
  }

  @Test func namesComeFromTheManifestAndTheWorkspace() {
    let manifest =
      "cmkManifest: 1\nvaults:\n  kv:\n    keys:\n      k: {}\nresources:\n  r:\n    kind: hub\n    encryption:\n      key: ‸\n"
    #expect(CaretText.yaml(manifest).labels(WorkspaceNames(keys: ["kv-2/k2", "kv/k"])) == ["kv/k", "kv-2/k2"])
    #expect(CaretText.yaml(manifest).completions().map(\.kind) == [.reference])
    #expect(
      CaretText.yaml("cmkManifest: 1\nresources:\n  a:\n    dependsOn: [‸]\n  b: {}\n").labels() == ["b"])
    #expect(
      CaretText.yaml("cmkManifest: 1\nvaults:\n  kv:\n    grants:\n      - identity: ‸\nresources:\n  a: {}\n")
        .labels(WorkspaceNames(identities: ["id"])) == ["a", "id"])
  }

  @Test func anElementThatIsThereIsNotOfferedAgain() {
    let labels = CaretText.yaml("cmkManifest: 1\nvaults: { kv: { grants: [{ identity: a, permissions: [get, ‸] }] } }").labels()
    #expect(labels.prefix(2) == ["wrapKey", "unwrapKey"])
  }

  @Test func aNameBeforeItsColonIsReplacedAlone() {
    #expect(
      CaretText.yaml("cmkManifest: 1\nvaults:\n  kv:\n    purge‸: true\n").taking("purgeProtection")
        == "cmkManifest: 1\nvaults:\n  kv:\n    purgeProtection: true\n")
  }

  @Test func nothingIsOfferedInAComment() {
    #expect(CaretText.yaml("cmkManifest: 1\n# va‸").labels() == [])
  }

  @Test func snippetsStopWhereAPersonHasToChoose() {
    let completion = CaretText.yaml("cmkManifest: 1\n‸").completions().first { $0.label == "vaults" }
    #expect(completion?.snippet?.hasPrefix("vaults:\n  ${1:kv-main}:\n    region: ${2:eastus}\n") == true)
    #expect(completion?.newText.contains("$") == false)
  }
}

@Suite struct JSONCompletionTests {
  @Test func aPropertyIsQuotedAndGetsItsCommas() {
    #expect(CaretText.json(#"{ "cmkManifest": 1, ‸ }"#).taking("vaults")?.hasPrefix(#"{ "cmkManifest": 1, "vaults": {"#) == true)
    #expect(
      CaretText.json("{\n  \"cmkManifest\": 1,\n  \"vaults\": {\n    \"kv\": {\n      ‸\n      \"softDelete\": true\n    }\n  }\n}")
        .taking("purgeProtection")
        == "{\n  \"cmkManifest\": 1,\n  \"vaults\": {\n    \"kv\": {\n      \"purgeProtection\": true,\n      \"softDelete\": true\n    }\n  }\n}"
    )
  }

  @Test func aNameBetweenQuotesIsReplacedWithThem() {
    #expect(
      CaretText.json(#"{ "cmkManifest": 1, "vaults": { "kv": { "pu‸" } } }"#).taking("purgeProtection")
        == #"{ "cmkManifest": 1, "vaults": { "kv": { "purgeProtection": true } } }"#)
    #expect(
      CaretText.json(#"{ "vaults": { "kv": { "pu‸": true } } }"#).taking("purgeProtection")
        == #"{ "vaults": { "kv": { "purgeProtection": true } } }"#)
  }

  @Test func aNestedObjectTakesLinesWhereItsParentDoes() {
    #expect(
      CaretText.json("{\n    \"cmkManifest\": 1,\n    \"vaults\": {\n        ‸\n    }\n}").taking("kv-main")
        == """
        {
            "cmkManifest": 1,
            "vaults": {
                "kv-main": {
                    "region": "eastus",
                    "purgeProtection": true,
                    "keys": {
                        "key-main": {
                            "type": "RSA",
                            "size": 2048
                        }
                    }
                }
            }
        }
        """)
  }

  @Test func aValueIsWrittenInItsOwnNotation() {
    #expect(
      CaretText.json(#"{ "vaults": { "kv": { "keys": { "k": { "size": ‸ } } } } }"#).taking("2048")?.contains(#""size": 2048"#) == true)
    #expect(
      CaretText.json(#"{ "vaults": { "kv": { "keys": { "k": { "type": ‸ } } } } }"#).taking("RSA")?.contains(#""type": "RSA""#) == true)
    #expect(CaretText.json("‸").taking("{ cmkManifest }") == "{\n  \"cmkManifest\": 1\n}")
  }
}

@Suite struct ConfigurationCompletionTests {
  private func labels(_ marked: String) -> [String] { CaretText(marked, format: .yaml, role: .configuration).labels() }

  @Test func aConfigurationIsOfferedItsPropertiesAndValues() {
    #expect(labels("edi‸").first == "edition")
    #expect(labels("edition: ‸") == ["2025-09", "2026-08"])
    #expect(labels("rules:\n  CMK101: ‸").prefix(5) == ["error", "warning", "info", "hint", "off"])
    #expect(labels("ignore:\n  - rule: CMK101\n    ‸") == ["path", "resource", "reason", "until"])
  }
}

@Suite struct TemplateCompletionTests {
  private func resource(_ type: String, _ rest: String) -> CaretText {
    .template(#"{ "resources": [ { "type": "\#(type)", \#(rest) } ] }"#)
  }

  @Test func theTypeOfTheResourceDecidesTheSchema() {
    #expect(resource("Microsoft.KeyVault/vaults", #""properties": { "enablePurgeProtection": ‸ }"#).labels() == ["true", "false"])
    #expect(resource("microsoft.keyvault/VAULTS", #""properties": { "enableP‸" }"#).labels().contains("enablePurgeProtection"))
    #expect(
      resource("Microsoft.CognitiveServices/accounts", #""properties": { "encryption": { "keySource": "‸" } }"#).labels()
        == ["Microsoft.KeyVault", "Microsoft.CognitiveServices"])
    #expect(resource("Microsoft.Web/sites", #""properties": { ‸ }"#).labels() == [])
  }

  @Test func aChildResourceTakesTheTypeOfItsParent() {
    let text = resource("Microsoft.KeyVault/vaults", #""resources": [ { "type": "keys", "properties": { "kty": ‸ } } ]"#)
    #expect(text.labels().first == "RSA")
  }

  @Test func symbolicNamesAreResourcesToo() {
    let text = CaretText.template(
      #"{ "languageVersion": "2.0", "resources": { "kv": { "type": "Microsoft.KeyVault/vaults", "properties": { "sku": { "name": ‸ } } } } }"#
    )
    #expect(text.labels() == ["standard", "premium"])
  }

  @Test func namesAreWrittenAsTheTemplateNeedsThem() {
    let names = WorkspaceNames(vaults: ["kv"], keys: ["kv/k"], identities: ["id"])
    let cognitive = #""properties": { "encryption": { "keyVaultProperties": { "keyName": ‸ } } }"#
    #expect(resource("Microsoft.CognitiveServices/accounts", cognitive).taking("k", names: names)?.contains(#""keyName": "k""#) == true)
    let hub = #""properties": { "encryption": { "keyVaultProperties": { "keyVaultArmId": ‸ } } }"#
    #expect(
      resource("Microsoft.MachineLearningServices/workspaces", hub).taking("kv", names: names)?
        .contains(#""keyVaultArmId": "[resourceId('Microsoft.KeyVault/vaults', 'kv')]""#) == true)
    let identity = #""identity": { "userAssignedIdentities": { ‸ } }"#
    #expect(
      resource("Microsoft.Storage/storageAccounts", identity).taking("id", names: names)?
        .contains(#"{ "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id')]": {} }"#) == true)
  }

  @Test func aResourceWithoutATypeIsOfferedOne() {
    let text = CaretText.template(#"{ "resources": [ { "type": "‸" } ] }"#)
    #expect(text.labels().contains("Microsoft.KeyVault/vaults"))
    #expect(text.labels().contains("Microsoft.CognitiveServices/accounts"))
    #expect(CaretText.template(#"{ "resources": [ { ‸ } ] }"#).labels() == ["type"])
    let whole = CaretText.template("{\n  \"resources\": [\n    ‸\n  ]\n}").taking("Microsoft.KeyVault/vaults/keys")
    #expect(whole?.contains("\"kty\": \"RSA\"") == true)
  }

  @Test func aPropertyThatTheApiVersionDoesNotHaveIsNotOffered() {
    func offers(_ version: String) -> Bool {
      resource("Microsoft.MachineLearningServices/workspaces", "\"apiVersion\": \"\(version)\", \"properties\": { ‸ }").labels()
        .contains("enableServiceSideCMKEncryption")
    }
    #expect(["2025-06-01", "2024-07-01-preview", "[parameters('v')]"].filter(offers).count == 3)
    #expect(["2024-10-01", "2025-04-01", "2024-04-01"].filter(offers) == [])
  }

  @Test func propertiesThatDifferInLetterCaseCountAsPresent() {
    #expect(!resource("Microsoft.KeyVault/vaults", #""Properties": {}, ‸"#).labels().contains("properties"))
  }
}

@Suite struct PropertyHoverTests {
  private func hover(_ text: CaretText) -> Hover? {
    HoverEngine.propertyHover(document: text.document, role: text.role, offset: text.offset)
  }

  @Test func aNameAndItsValueAreExplained() {
    for marked in ["vaults:\n  kv:\n    purge‸Protection: true", "vaults:\n  kv:\n    purgeProtection: tr‸ue"] {
      #expect(hover(.yaml(marked))?.text.contains("CMK101") == true)
    }
    let text = CaretText.yaml("vaults:\n  kv:\n    purge‸Protection: true")
    #expect(hover(text).map { text.document.text.string($0.range) } == "purgeProtection")
    #expect(hover(.yaml("vaults:\n  kv: ‸\n")) == nil)
    #expect(hover(.yaml("vaults: {}\n---\nvaults:\n  kv:\n    soft‸Delete: true"))?.text.contains("CMK102") == true)
    #expect(
      hover(.template(#"{ "resources": [ { "type": "Microsoft.KeyVault/vaults/keys", "properties": { "keyS‸ize": 4096 } } ] }"#))?.text
        .contains("CMK202") == true)
    #expect(hover(.template(#"{ "resources": [ { "type": "Microsoft.Web/sites", "na‸me": "x" } ] }"#)) == nil)
  }
}
