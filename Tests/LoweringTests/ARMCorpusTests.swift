import EncryptionModel
import Foundation
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

@Suite struct ARMCorpusTests {
  @Test(.enabled(if: Corpora.root != nil, "the corpora are not here"))
  func everyTemplateOfTheCorporaIsReadInBoundedWork() throws {
    let templates = Corpora.templates()
    #expect(templates.count > 1000)
    let listed = ProcessInfo.processInfo.environment["CMKLINT_LIST_FACTS"]
    for (path, bytes) in templates {
      let file = Corpora.file(path, bytes)
      let budget = EvaluationBudget()
      let started = ContinuousClock.now
      let first = ARMLowering.evaluate(template: file, parameters: nil, environment: nil, budget: budget)
      if ContinuousClock.now - started > .milliseconds(300) { print("SLOW", path, ContinuousClock.now - started, budget.steps) }
      #expect(!budget.isExhausted, "\(path)")
      let declarations = ARMLowering.lower(template: file, parameters: nil, environment: nil).declarations
      #expect(first != nil || declarations.resources.isEmpty)
      if let listed, path.contains(listed) {
        print("==", path)
        for line in FactListing(file).lines(declarations) { print("  ", line) }
      }
    }
  }

  /// What the compiler made of one Bicep file in both forms evaluates to the same resources, all types of them.
  @Test(.enabled(if: Corpora.root != nil, "the corpora are not here"))
  func bothFormsOfOneProgramAreTheSameResources() throws {
    func resources(_ path: String, _ bytes: [UInt8]) -> [String] {
      let found = ARMLowering.evaluate(template: Corpora.file(path, bytes), parameters: nil, environment: nil) { _ in true } ?? []
      return found.filter { !$0.isExisting }.map { resource in
        let body = resource.body.object?.members.sorted { $0.name < $1.name }.map { "\($0.name): \($0.value.summary)" } ?? []
        // A new GUID is known by the place where it is made.
        return "\(resource.type) \(resource.name.expression) { \(body.joined(separator: ", ")) }".replacing(
          /newGuid@[0-9]+/, with: "newGuid")
      }.sorted()
    }
    let templates = Dictionary(uniqueKeysWithValues: Corpora.templates().map { ($0.path, $0.bytes) })
    var pairs = 0
    var count = 0
    for (path, bytes) in templates.sorted(by: { $0.key < $1.key }) where path.hasSuffix("main.symbolicnames.json") {
      guard let plain = templates[String(path.dropLast("symbolicnames.json".count)) + "json"] else { continue }
      let symbolic = resources(path, bytes)
      let array = resources(path, plain)
      pairs += 1
      count += array.count
      // A reference to the copy of an unknown number has no resource behind a symbolic name, and one behind an id.
      if path.contains("/Loops_LF/") {
        #expect(Set(symbolic).symmetricDifference(array).count == 2)
      } else {
        #expect(symbolic == array, "\(path)")
      }
    }
    #expect(pairs >= 100)
    #expect(count >= 494)
  }

  /// Other checkers' fixtures say by their names whether a vault is protected.
  @Test(
    .enabled(if: Corpora.root != nil, "the corpora are not here"),
    arguments: [
      "peer-checkov/tests/arm/checks/resource/example_KeyVaultEnablesPurgeProtection",
      "peer-checkov/tests/arm/checks/resource/example_KeyVaultEnablesSoftDelete", "plan-regula/rego/tests/rules/arm/key_vault/inputs",
    ])
  func vaultsAreWhatTheFixturesOfOthersSay(_ folder: String) throws {
    let templates = Corpora.templates(folder)
    try #require(!templates.isEmpty)
    for (path, bytes) in templates {
      let vaults = ARMLowering.lower(template: Corpora.file(path, bytes), parameters: nil, environment: nil).declarations.vaults
      for vault in vaults {
        let name = vault.name.known ?? ""
        // Absent soft delete is on, absent purge protection is off.
        let softDelete = vault.softDelete.isAbsent || vault.softDelete.value == true
        let purgeProtection = vault.purgeProtection.value == true
        let isGood = folder.hasSuffix("SoftDelete") ? softDelete : softDelete && purgeProtection
        #expect(isGood == (name.hasPrefix("pass") || name.hasPrefix("valid")), "\(path) \(name)")
      }
      #expect(!vaults.isEmpty, "\(path)")
    }
  }

  /// A module of the corpora called by a template of one's own, as compiled Bicep does it.
  static func calling(_ module: String, parameters: String, resources: String = "") throws -> (Declarations, SourceFile) {
    let root = try #require(Corpora.root)
    let data = try Data(contentsOf: root.appendingPathComponent(module))
    let text = String(decoding: data, as: UTF8.self)
    let fixture = ARMFixture.array(
      """
      \(resources.isEmpty ? "" : resources + ",")
      { "type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "name": "module", "properties": {
          "expressionEvaluationOptions": { "scope": "inner" }, "mode": "Incremental", "parameters": { \(parameters) },
          "template": \(text.drop { $0 != "{" }) } }
      """)
    return (fixture.lower(), fixture.file)
  }

  @Test(.enabled(if: Corpora.root != nil, "the corpora are not here"))
  func aVerifiedModuleOfAnAccountUsesTheVaultThatItIsGiven() throws {
    let (facts, file) = try Self.calling(
      "avm-bicep-six/avm/res/cognitive-services/account/main.json",
      parameters: #"""
        "name": { "value": "spk" }, "kind": { "value": "SpeechServices" },
        "customerManagedKey": { "value": { "keyName": "cmk", "keyVaultResourceId": "[resourceId('Microsoft.KeyVault/vaults', 'kv')]" } },
        "tags": { "value": { "cmk-request-form": "REQ-7" } }
        """#, resources: ARMLoweringTests.vault)
    #expect(
      FactListing(file).plain(facts) == [
        "vault kv softDelete=absent purgeProtection=absent", "key kv/cmk (existing) type=absent size=absent",
        "speech spk source=customerManaged key=kv/cmk version=?(‹latest version of cmk› is not known before the deployment)",
      ])
    #expect(facts.resources.first?.requestForm.value == RequestForm(reference: "REQ-7", status: .approved))
  }

  @Test(.enabled(if: Corpora.root != nil, "the corpora are not here"))
  func aVerifiedModuleOfAVaultMakesItsKeys() throws {
    let (facts, file) = try Self.calling(
      "avm-bicep-six/avm/res/key-vault/vault/main.json",
      parameters: #"""
        "name": { "value": "kv" }, "enablePurgeProtection": { "value": false },
        "keys": { "value": [ { "name": "a", "kty": "RSA", "size": 4096 }, { "name": "b", "kty": "EC" } ] }
        """#)
    // A purge protection of false is passed on as null, which is no finding of its own but an absent property.
    #expect(
      FactListing(file).plain(facts) == [
        "vault kv softDelete=true purgeProtection=absent", "key kv/a type=RSA size=4096", "key kv/b type=EC size=absent",
      ])
  }

  @Test(.enabled(if: Corpora.root != nil, "the corpora are not here"))
  func aVerifiedModuleOfAWorkspaceUsesTheVaultThatItIsGiven() throws {
    let (facts, file) = try Self.calling(
      "avm-bicep-six/avm/res/machine-learning-services/workspace/main.json",
      parameters: #"""
        "name": { "value": "hub" }, "kind": { "value": "Hub" }, "sku": { "value": "Basic" },
        "customerManagedKey": { "value": { "keyName": "cmk", "keyVersion": "0123", "keyVaultResourceId": "[resourceId('Microsoft.KeyVault/vaults', 'kv')]" } }
        """#)
    #expect(
      FactListing(file).plain(facts).last == "hub hub source=customerManaged key=kv/cmk version=0123")
  }
}
