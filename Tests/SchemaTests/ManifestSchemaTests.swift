import SourceText
import SyntaxTree
import Testing

@testable import Schema

/// What a person is told about a manifest that its schema refuses.
@Suite struct ManifestSchemaTests {
  private func messages(_ yaml: String) -> [String] {
    let document = Document(SourceText(yaml), format: .yaml)
    return ProductSchema.manifest.document.validate(document).map { "\(document.string($0.node)) | \($0.message)" }
  }

  @Test func aManifestAsTheSpecificationHasItIsAccepted() {
    #expect(
      messages(
        """
        cmkManifest: 1
        vaults:
          kv-foundry:
            region: eastus
            tenant: 11111111-2222-3333-4444-555555555555
            subscription: 99999999-2222-3333-4444-555555555555
            resourceGroup: rg-foundry
            softDelete: true
            purgeProtection: true
            firewall: { defaultAction: deny, allowTrustedServices: true }   # absent: no firewall
            keys:
              foundry-2026: { type: RSA, size: 2048, version: 0123456789abcdef0123456789abcdef, enabled: true, expires: 2027-11-01 }
            grants:
              - { identity: foundry-main, permissions: [get, wrapKey, unwrapKey] }
              - { identity: foundry-main, role: Key Vault Crypto Service Encryption User }
        identities:
          id-foundry: { tenant: 11111111-2222-3333-4444-555555555555 }
        resources:
          foundry-main:
            kind: foundry
            region: eastus
            tenant: 11111111-2222-3333-4444-555555555555
            resourceGroup: rg-foundry
            identity: systemAssigned
            encryption:
              source: customerManaged
              key: kv-foundry/foundry-2026
              keyVersion: 0123456789abcdef0123456789abcdef
              dataStorage: serviceSide
              previous: { source: customerManaged, key: kv-foundry/foundry-2025 }
            capabilities: [speech]
            requestForm: { reference: REQ-10234, approved: 2026-10-02 }
            dependsOn: [st-foundry]
            managedResourceGroup: azureml-rg-hub_GUID
            compute: { instance: { encryption: microsoftManaged }, serverless: {} }
            highBusinessImpact: false
          st-foundry: { kind: storage, region: eastus, resourceGroup: rg-foundry, identity: systemAssigned, encryption: { source: customerManaged, key: kv-foundry/foundry-2026 } }
        """) == [])
  }

  @Test func anUnknownPropertyIsReportedAtItsNameWithTheNearestOne() {
    #expect(
      messages("cmkManifest: 1\nvaults: { kv: { keys: { k: { sze: 2048 } } } }")
        == ["sze | 'sze' is not a property of a key; did you mean 'size'?"])
    #expect(messages("cmkManifest: 1\nowner: me") == ["owner | 'owner' is not a property of a manifest"])
  }

  @Test func aWrongValueNamesWhatIsFoundAndWhatIsExpected() {
    #expect(
      messages("cmkManifest: 1\nvaults: { kv: { softDelete: yes } }")
        == ["yes | 'softDelete' is the text 'yes'; expected true or false"])
    #expect(
      messages("cmkManifest: 1\nresources: { r: { kind: foundy } }")
        == ["foundy | 'kind' is the text 'foundy'; did you mean 'foundry'?"])
    #expect(
      messages("cmkManifest: 1\nvaults: { kv: { keys: { k: { size: 2047, type: rsa } } } }")
        == [
          "2047 | 'size' is 2047; allowed are 2048, 3072, 4096, 256, 384, 521, 128 and 192",
          "rsa | 'type' is the text 'rsa'; allowed are 'RSA', 'RSA-HSM', 'EC', 'EC-HSM', 'oct' and 'oct-HSM'; did you mean 'RSA'?",
        ])
    #expect(
      messages("cmkManifest: 1\nvaults: { kv: { keys: { k: { expires: 2027-13-01 } } } }")
        == ["2027-13-01 | 'expires' is '2027-13-01'; expected a date such as 2027-11-01"])
    #expect(
      messages("cmkManifest: 1\nresources: { r: { kind: hub, encryption: { key: kv } } }")
        == ["kv | 'key' is 'kv'; expected VAULT/KEY, for example kv-main/key-main"])
    #expect(messages("cmkManifest: 2") == ["2 | 'cmkManifest' is 2; expected 1"])
    #expect(messages("cmkManifest: 1\nvaults: []") == ["[] | 'vaults' is a list; expected an object"])
    #expect(
      messages("cmkManifest: 1\nvaults: { kv: { grants: [{ identity: r, permissions: [wrapkey] }] } }")
        == ["wrapkey | element 1 of 'permissions' is the text 'wrapkey'; did you mean 'wrapKey'?"])
  }

  @Test func aMissingPropertyIsReportedAtTheObject() {
    #expect(
      messages("cmkManifest: 1\nresources: { r: { region: eastus } }") == ["{ region: eastus } | 'r' has no 'kind', which is required"])
    #expect(messages("vaults: {}") == ["vaults: {} | this manifest has no 'cmkManifest', which is required"])
  }

  @Test func aConversionIsSuggestedWhereTheSameValueIsMeant() {
    func suggestion(_ yaml: String) -> SchemaValue? {
      ProductSchema.manifest.document.validate(Document(SourceText(yaml), format: .yaml)).first?.suggestion
    }
    #expect(suggestion("cmkManifest: 1\nvaults: { kv: { softDelete: \"true\" } }") == .boolean(true))
    #expect(suggestion("cmkManifest: 1\nvaults: { kv: { keys: { k: { size: \"2048\" } } } }") == .integer(2048))
    #expect(suggestion("cmkManifest: 1\nvaults: { kv: { resourceGroup: 2024 } }") == .string("2024"))
    #expect(suggestion("cmkManifest: 1\nvaults: { kv: { keys: { k: { type: rsa } } } }") == .string("RSA"))
  }

  @Test func aPropertyOfAHalfWrittenDocumentDoesNotStopTheRest() {
    #expect(
      messages("cmkManifest: 1\nvaults:\n  kv:\n    softDelete: tru\n    keys:\n      k:\n        sise: ")
        .map { $0.prefix(while: { $0 != "|" }) } == ["tru ", "sise "])
  }

  @Test(arguments: ProductSchema.allCases)
  func aProductSchemaIsWhatItsMetaschemaWants(schema: ProductSchema) throws {
    let metaschema = try Metaschemas.draft2020()
    let document = Document(SourceText(schema.bytes), format: .json(.strict))
    #expect(metaschema.validate(document).map(\.message) == [])
    #expect(schema.document.unresolvedReferences == [])
    #expect(metaschema.unresolvedReferences == [])
  }

  @Test func aConfigurationIsAcceptedAndItsMistakesAreTold() {
    func messages(_ json: String) -> [String] {
      ProductSchema.configuration.document.validate(Document(SourceText(json), format: .json(.relaxed))).map(\.message)
    }
    #expect(
      messages(
        """
        { "edition": "2026-08", "rules": { "CMK101": "warning", "key-size": { "severity": "off", "suppressible": false } },
          "overrides": [{ "paths": ["infra/**"], "rules": { "CMK2": "off" }, "edition": "2025-09" }],
          "ignore": [{ "rule": "CMK202", "path": "a/**", "resource": "st-*", "reason": "r", "until": "2027-01-31" }],
          "requestForms": [{ "resource": "speech-*", "subscription": "s", "service": "speech", "reference": "R", "date": "2026-10-02",
            "status": "approved", "expires": "2027-10-02" }],
          "requestFormTag": "form", "require": ["foundry", "hub"], "against": "origin/main", "varFiles": ["a.tfvars"], "exclude": ["old/**"] }
        """) == [])
    #expect(messages(#"{ "rules": { "CMK101": "warn" } }"#).first?.hasPrefix("'CMK101' is the text 'warn'") == true)
    #expect(
      messages(#"{ "rules": { "CMK101": { "sevrity": "warning" } } }"#) == [
        "'sevrity' is not a property of a rule's settings; did you mean 'severity'?"
      ])
    #expect(messages(#"{ "edition": "2025" }"#) == ["'edition' is the text '2025'; allowed are '2025-09' and '2026-08'"])
    #expect(messages(#"{ "require": "hubb" }"#).first?.hasSuffix("did you mean 'hub'?") == true)
  }
}
