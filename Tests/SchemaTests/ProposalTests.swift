import SourceText
import SyntaxTree
import Testing

@testable import Schema

@Suite struct ProposalTests {
  private let manifest = ProductSchema.manifest.document

  private func names(_ schema: SchemaDocument, _ path: [CaretContext.Step], present: [String] = []) -> [String] {
    schema.proposals(at: path, role: .name(present: present)).map { proposal in
      switch proposal.kind {
      case .property(let name): proposal.isRequired ? name + "!" : name
      case .entry(let name): "<\(name)>"
      case .value: "value"
      }
    }
  }

  private func values(_ schema: SchemaDocument, _ path: [CaretContext.Step]) -> [String] {
    schema.proposals(at: path, role: .value).map { proposal in
      if case .value(let value) = proposal.kind { value.display + (proposal.isPreferred ? "*" : "") } else { "?" }
    }
  }

  @Test func requiredPropertiesComeFirstAndPresentOnesAreLeftOut() {
    #expect(names(manifest, []) == ["cmkManifest!", "vaults", "identities", "resources", "$schema"])
    #expect(names(manifest, [], present: ["cmkManifest", "vaults"]) == ["identities", "resources", "$schema"])
    #expect(names(manifest, [.property("resources"), .property("r")]).first == "kind!")
    #expect(
      names(manifest, [.property("vaults"), .property("kv"), .property("keys"), .property("k")], present: ["size"])
        == ["type", "version", "enabled", "expires"])
  }

  @Test func aMapProposesAnEntryUnderAFreeName() {
    #expect(names(manifest, [.property("vaults")]) == ["<kv-main>"])
    #expect(names(manifest, [.property("vaults")], present: ["kv-main"]) == ["<kv-main-2>"])
  }

  @Test func theCompliantValueComesFirst() {
    let key: [CaretContext.Step] = [.property("vaults"), .property("kv"), .property("keys"), .property("k")]
    #expect(values(manifest, key + [.property("type")]) == ["RSA*", "RSA-HSM", "EC", "EC-HSM", "oct", "oct-HSM"])
    #expect(values(manifest, key + [.property("size")]).first == "2048*")
    #expect(values(manifest, [.property("vaults"), .property("kv"), .property("purgeProtection")]) == ["true*", "false"])
    #expect(values(manifest, [.property("cmkManifest")]) == ["1"])
  }

  @Test func aPropertyIsWrittenWithWhatItRequires() {
    let proposals = manifest.proposals(at: [.property("resources"), .property("r")], role: .name(present: []))
    let encryption = proposals.first { $0.kind == .property("encryption") }
    #expect(
      encryption?.body
        == .object([SchemaValue.Member("source", .string("customerManaged")), SchemaValue.Member("key", .string("${1}"))]))
    #expect(proposals.first { $0.kind == .property("kind") }?.body == nil)
  }

  @Test func aPlaceSaysWhatItNames() {
    #expect(manifest.reference(at: [.property("resources"), .property("r"), .property("encryption"), .property("key")]) == "key")
    #expect(manifest.reference(at: [.property("resources"), .property("r"), .property("dependsOn"), .element(0)]) == "resource")
    #expect(manifest.reference(at: [.property("resources"), .property("r"), .property("kind")]) == nil)
  }

  @Test func aHoverTellsMeaningAllowedValuesAndDefault() throws {
    let text = try #require(
      manifest.description(at: [.property("vaults"), .property("kv"), .property("keys"), .property("k"), .property("size")]))
    #expect(text.hasPrefix("**size**"))
    #expect(text.contains("must have 2048 bits"))
    #expect(text.contains("- `2048`: RSA. Complies with the policy."))
    #expect(text.contains("When absent: `2048`"))
    #expect(manifest.description(at: [.property("nothing")]) == nil)
  }

  @Test func everyAzureSchemaIsReadAndDescribesItsType() throws {
    #expect(AzureSchema.types.count == EmbeddedSchemas.azure.count)
    let metaschema = try Metaschemas.draft2020()
    for (name, text) in EmbeddedSchemas.azure {
      let bytes = text.withUTF8Buffer { Array($0) }
      #expect(metaschema.validate(Document(SourceText(bytes), format: .json(.strict))).map(\.message) == [], "\(name)")
    }
    for type in AzureSchema.types {
      let schema = try #require(AzureSchema.document(type: type.uppercased()))
      #expect(schema.unresolvedReferences == [])
      #expect(values(schema, [.property("type")]) == [type])
    }
    #expect(AzureSchema.document(type: "Microsoft.Web/sites") == nil)
  }

  @Test func anAzureSchemaKnowsThePathsOfItsType() throws {
    let vault = try #require(AzureSchema.document(type: "Microsoft.KeyVault/vaults"))
    #expect(values(vault, [.property("properties"), .property("enablePurgeProtection")]) == ["true*", "false"])
    let account = try #require(AzureSchema.document(type: "Microsoft.CognitiveServices/accounts"))
    #expect(
      values(account, [.property("properties"), .property("encryption"), .property("keySource")])
        == ["Microsoft.KeyVault*", "Microsoft.CognitiveServices"])
    #expect(
      names(account, [.property("properties"), .property("encryption"), .property("keyVaultProperties")])
        == ["keyVaultUri!", "keyName!", "keyVersion", "identityClientId"])
  }
}
