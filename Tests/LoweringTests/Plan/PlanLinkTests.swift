import EncryptionModel
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

@Suite struct PlanLinkTests {
  private let vault = #"{ "name": "kv", "resource_group_name": "rg" }"#
  private let unknownID = #"{ "id": true }"#

  private func expressions(_ resources: String, calls: String = "") -> String {
    #"{ "root_module": { "resources": [ \#(resources) ]\#(calls.isEmpty ? "" : #", "module_calls": { \#(calls) }"#) } }"#
  }

  private func resource(_ type: String, _ name: String, _ expressions: String) -> String {
    #"{ "mode": "managed", "type": "\#(type)", "name": "\#(name)", "expressions": { \#(expressions) } }"#
  }

  @Test func anUnknownVaultIdIsTheVaultThatItsExpressionNames() {
    let plan = ReportFixture.plan(
      ReportFixture.create("azurerm_key_vault.main", vault, unknown: unknownID),
      ReportFixture.create("azurerm_key_vault_key.ai", #"{ "name": "k", "key_type": "RSA" }"#, unknown: #"{ "key_vault_id": true }"#),
      ReportFixture.create(
        "azurerm_cognitive_account.main", #"{ "name": "ai", "kind": "OpenAI", "customer_managed_key": [ {} ] }"#,
        unknown: #"{ "customer_managed_key": [ { "key_vault_key_id": true } ] }"#),
      configuration: expressions(
        [
          resource("azurerm_key_vault", "main", ""),
          resource(
            "azurerm_key_vault_key", "ai", #""key_vault_id": { "references": ["azurerm_key_vault.main.id", "azurerm_key_vault.main"] }"#),
          resource(
            "azurerm_cognitive_account", "main",
            #""customer_managed_key": [ { "key_vault_key_id": { "references": ["azurerm_key_vault_key.ai.id", "azurerm_key_vault_key.ai"] } } ]"#
          ),
        ].joined(separator: ",")))
    #expect(plan.plan.keys.map { "\($0.vault.display)/\($0.name.display)" } == ["kv/k"])
    let reference = plan.plan.resources.first?.encryption.key
    #expect(reference?.vault.known == "kv")
    #expect(reference?.key?.known == "k")
    // A version that is made with the key is not known before.
    #expect(reference?.version.value == nil)
    let line = plan.line(reference?.keyPlace.site)
    #expect(line.contains(#""key_vault_key_id": true"#))
  }

  @Test func aReferenceLeadsThroughModules() {
    let key = resource("azurerm_key_vault_key", "ai", #""key_vault_id": { "references": ["var.vault_id"] }"#)
    let plan = ReportFixture.plan(
      ReportFixture.create("module.kv.azurerm_key_vault.main[0]", vault, unknown: unknownID),
      ReportFixture.create("module.key[\"a\"].azurerm_key_vault_key.ai", #"{ "name": "k" }"#, unknown: #"{ "key_vault_id": true }"#),
      configuration: expressions(
        "",
        calls: """
          "kv": { "module": { "resources": [ \(resource("azurerm_key_vault", "main", "")) ],
            "outputs": { "id": { "expression": { "references": ["azurerm_key_vault.main[0].id", "azurerm_key_vault.main[0]", "azurerm_key_vault.main"] } } } } },
          "key": { "expressions": { "vault_id": { "references": ["module.kv.id", "module.kv"] } }, "module": { "resources": [ \(key) ] } }
          """))
    #expect(plan.plan.keys.map(\.vault.display) == ["kv"])
  }

  @Test func theInstanceOfTheSameKeyIsMeant() {
    let plan = ReportFixture.plan(
      ReportFixture.create("azurerm_key_vault.main[\"a\"]", #"{ "name": "kv-a" }"#, unknown: unknownID),
      ReportFixture.create("azurerm_key_vault.main[\"b\"]", #"{ "name": "kv-b" }"#, unknown: unknownID),
      ReportFixture.create("azurerm_key_vault_key.ai[\"b\"]", #"{ "name": "k" }"#, unknown: #"{ "key_vault_id": true }"#),
      configuration: expressions(
        resource("azurerm_key_vault_key", "ai", #""key_vault_id": { "references": ["azurerm_key_vault.main", "each.key"] }"#)))
    #expect(plan.plan.keys.map(\.vault.display) == ["kv-b"])
  }

  @Test func anExpressionOfSeveralReferencesTellsNothing() {
    let plan = ReportFixture.plan(
      ReportFixture.create("azurerm_key_vault.a", #"{ "name": "kv-a" }"#, unknown: unknownID),
      ReportFixture.create("azurerm_key_vault.b", #"{ "name": "kv-b" }"#, unknown: unknownID),
      ReportFixture.create("azurerm_key_vault_key.ai", #"{ "name": "k" }"#, unknown: #"{ "key_vault_id": true }"#),
      configuration: expressions(
        resource(
          "azurerm_key_vault_key", "ai",
          #""key_vault_id": { "references": ["var.first", "azurerm_key_vault.a.id", "azurerm_key_vault.a", "azurerm_key_vault.b.id", "azurerm_key_vault.b"] }"#
        )))
    #expect(plan.plan.keys.first?.vault.known == nil)
  }

  @Test func referencesThatGoInACircleEnd() {
    let plan = ReportFixture.plan(
      ReportFixture.create("azurerm_key_vault_key.a", #"{ "name": "a" }"#, unknown: #"{ "key_vault_id": true }"#),
      ReportFixture.create("azurerm_key_vault_key.b", #"{ "name": "b" }"#, unknown: #"{ "key_vault_id": true }"#),
      configuration: expressions(
        [
          resource(
            "azurerm_key_vault_key", "a",
            #""key_vault_id": { "references": ["azurerm_key_vault_key.b.key_vault_id", "azurerm_key_vault_key.b"] }"#),
          resource(
            "azurerm_key_vault_key", "b",
            #""key_vault_id": { "references": ["azurerm_key_vault_key.a.key_vault_id", "azurerm_key_vault_key.a"] }"#),
        ].joined(separator: ",")))
    #expect(plan.plan.keys.count == 2)
  }

  @Test func anAddressIsCutAtDotsAndBracketsOutsideOfQuotes() throws {
    let address = try #require(PlanAddress(#"module.a["x.y[0]"].module.b.data.azurerm_key_vault.main[3].identity[0].principal_id"#))
    #expect(address.moduleInstance == #"module.a["x.y[0]"].module.b"#)
    #expect(address.moduleNames == ["a", "b"])
    #expect(address.block == "data.azurerm_key_vault.main")
    #expect(address.index == "3")
    #expect(address.path.map(\.text) == ["identity[0]", "principal_id"])
    #expect(PlanAddress("") == nil)
    #expect(PlanAddress("azurerm_key_vault") == nil)
  }
}
