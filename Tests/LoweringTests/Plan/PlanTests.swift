import EncryptionModel
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

@Suite struct PlanTests {
  private let vault = #"{ "name": "kv", "resource_group_name": "rg", "purge_protection_enabled": true, "sku_name": "premium" }"#

  @Test func anUpdateTellsBothSides() {
    let plan = ReportFixture.plan(
      .update(
        "azurerm_key_vault.main", from: vault,
        to: #"{ "name": "kv", "resource_group_name": "rg", "purge_protection_enabled": false, "sku_name": "premium" }"#))
    #expect(plan.lines(plan.plan.before) == ["vault kv softDelete=absent purgeProtection=true"])
    #expect(plan.lines(plan.plan) == ["vault kv softDelete=absent purgeProtection=false"])
  }

  @Test func aFactStandsAtTheAttributesLineAndTheResourceAtItsAddress() {
    let plan = ReportFixture.plan(.create("azurerm_key_vault.main", "{ \"name\": \"kv\",\n \"purge_protection_enabled\": false\n }"))
    #expect(plan.line(plan.plan.vaults.first?.purgeProtection.place?.site) == " \"purge_protection_enabled\": false")
    let line = plan.line(plan.plan.vaults.first?.site)
    #expect(line.contains("azurerm_key_vault.main"))
    #expect(plan.plan.vaults.first?.purgeProtection.place?.slot == nil)
  }

  @Test func createAndDeleteStandOnOneSideOnly() {
    let plan = ReportFixture.plan(
      .create("azurerm_key_vault.new", vault),
      .change("azurerm_key_vault.old", #""actions": ["delete"], "before": { "name": "old" }, "after": null"#))
    #expect(plan.plan.vaults.map(\.name.display) == ["kv"])
    #expect(plan.plan.before?.vaults.map(\.name.display) == ["old"])
  }

  @Test func whatTerraformForgetsStaysInAzureAndIsNotJudged() {
    let plan = ReportFixture.plan(.change("azurerm_key_vault.main", #""actions": ["forget"], "before": \#(vault), "after": null"#))
    #expect(plan.plan.vaults.map(\.isReference) == [true])
    #expect(plan.plan.before?.vaults.map(\.isReference) == [true])
  }

  @Test(arguments: [#"["delete", "create"]"#, #"["create", "delete"]"#]) func aReplacementIsToldWithWhatForcesIt(actions: String) {
    let plan = ReportFixture.plan(
      .change(
        "azurerm_cognitive_account.main",
        #""actions": \#(actions), "before": { "name": "ai" }, "after": { "name": "ai" }, "replace_paths": [["customer_managed_key", 0, "key_vault_key_id"]]"#
      ))
    #expect(plan.plan.resources.first?.declaration.replacement?.paths == ["customer_managed_key.key_vault_key_id"])
    #expect(plan.plan.before?.resources.first?.declaration.replacement == nil)
  }

  @Test func whatAReplacementLeftBehindIsNoResource() {
    let plan = ReportFixture.plan(
      .change("azurerm_key_vault.main", #""actions": ["delete"], "before": \#(vault), "after": null"#, more: #""deposed": "ab12""#))
    #expect(plan.plan.before?.vaults.isEmpty == true)
  }

  @Test func aMovedResourceIsTheSame() {
    let plan = ReportFixture.plan(
      .change(
        "module.a.azurerm_key_vault.main", #""actions": ["no-op"], "before": \#(vault), "after": \#(vault)"#,
        more: #""previous_address": "azurerm_key_vault.main", "module_address": "module.a""#))
    #expect(plan.lines(plan.plan) == plan.lines(plan.plan.before))
  }

  @Test func aSensitiveTextIsNotShownAndASwitchIsStillJudged() {
    let plan = ReportFixture.plan(
      .change(
        "azurerm_key_vault.main",
        #""actions": ["create"], "before": null, "after": { "name": "secret-kv", "purge_protection_enabled": false }, "after_sensitive": { "name": true, "purge_protection_enabled": true }"#
      ))
    let made = plan.plan.vaults.first
    #expect(made?.name.known == nil)
    #expect(made.map { $0.name.display.contains("secret-kv") } == false)
    #expect(made?.purgeProtection.value == false)
  }

  @Test func aKnownBodyOfAzapiIsReadAsObjectAndAsText() {
    let object = #"{ "kind": "AIServices", "properties": { "encryption": { "keySource": "Microsoft.CognitiveServices" } } }"#
    let text = "\"" + object.replacing("\"", with: "\\\"") + "\""
    for body in [object, text] {
      let plan = ReportFixture.plan(
        .create(
          "azapi_resource.ai",
          #"{ "type": "Microsoft.CognitiveServices/accounts@2025-06-01", "name": "ai", "parent_id": "/subscriptions/s/resourceGroups/rg", "body": \#(body) }"#
        ))
      #expect(plan.lines(plan.plan) == ["foundry ai source=microsoftManaged"])
      #expect(plan.plan.resources.first?.scope.resourceGroup?.known == "rg")
    }
  }

  @Test func noBlockForTheKeyMeansMicrosoftsKeys() {
    let plan = ReportFixture.plan(
      .create("azurerm_cognitive_account.main", #"{ "name": "ai", "kind": "OpenAI", "customer_managed_key": [] }"#))
    #expect(plan.lines(plan.plan) == ["openAI ai source=microsoftManaged"])
  }

  @Test func aKeyToldInAResourceOfItsOwnIsTheAccounts() {
    let id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/ai"
    let plan = ReportFixture.plan(
      .create(
        "azurerm_cognitive_account_customer_managed_key.main",
        #"{ "cognitive_account_id": "\#(id)", "key_vault_key_id": "https://kv.vault.azure.net/keys/k" }"#),
      .create(
        "azurerm_cognitive_account.main",
        #"{ "id": "\#(id)", "name": "ai", "resource_group_name": "rg", "kind": "OpenAI", "customer_managed_key": [] }"#))
    #expect(plan.lines(plan.plan) == ["openAI ai source=customerManaged key=kv/k version=absent"])
  }

  @Test func aFormatThatNobodyKnowsIsRefusedInWords() {
    let plan = ReportFixture(#"{ "format_version": "2.0", "resource_changes": [] }"#)
    let messages = PlanFormat.defects(in: plan.file).map(\.message)
    #expect(messages.count == 1)
    #expect(messages.allSatisfy { $0.contains("format version 2.0") })
    for version in ["0.1", "0.2", "1.0", "1.2", "1.99"] {
      #expect(PlanFormat.defects(in: ReportFixture(#"{ "format_version": "\#(version)", "resource_changes": [] }"#).file).isEmpty)
    }
  }

  // MARK: States

  @Test func aShownStateAndARawOneTellTheSame() {
    let shown = ReportFixture(
      """
      { "format_version": "1.0", "values": { "root_module": { "child_modules": [ { "address": "module.a", "resources": [
        { "address": "module.a.azurerm_key_vault.main[0]", "mode": "managed", "type": "azurerm_key_vault", "name": "main", "index": 0,
          "values": \(vault) } ] } ] } } }
      """)
    let raw = ReportFixture(
      """
      { "version": 4, "terraform_version": "1.9.0", "lineage": "x", "resources": [
        { "module": "module.a", "mode": "managed", "type": "azurerm_key_vault", "name": "main",
          "provider": "provider[\\"registry.opentofu.org/hashicorp/azurerm\\"]",
          "instances": [ { "index_key": 0, "attributes": \(vault) }, { "deposed": "ab", "attributes": { "name": "old" } } ] } ] }
      """)
    #expect(shown.lines(shown.plan) == ["vault kv softDelete=absent purgeProtection=true"])
    #expect(raw.lines(raw.plan) == shown.lines(shown.plan))
    #expect(shown.plan.before == nil)
    #expect(raw.plan.before == nil)
  }

  @Test func whatAPlanLeavesAloneStandsInTheStateBeforeAndIsNotJudged() {
    let plan = ReportFixture.plan(
      .create("azurerm_key_vault.new", vault),
      more: #"""
        "prior_state": { "format_version": "1.0", "values": { "root_module": { "resources": [
          { "address": "data.azurerm_key_vault.shared", "mode": "data", "type": "azurerm_key_vault", "name": "shared", "values": { "name": "shared" } } ] } } }
        """#)
    #expect(plan.plan.vaults.map { "\($0.name.display) \($0.isReference)" } == ["kv false", "shared true"])
  }

  @Test func theConstraintTellsTheMajorVersion() {
    func major(_ constraint: String) -> Int? { ProviderVersion(name: "azurerm", constraint: constraint).major }
    #expect(major("~> 4.50") == 4)
    #expect(major(">= 3.0, < 5.0") == 4)
    #expect(major("= 3.116.0") == 3)
    #expect(major("5.1.0") == 5)
    #expect(major(">= 3.0") == nil)
  }
}

extension String {
  fileprivate static func create(_ address: String, _ after: String, unknown: String = "{}") -> String {
    ReportFixture.create(address, after, unknown: unknown)
  }
  fileprivate static func update(_ address: String, from before: String, to after: String) -> String {
    ReportFixture.update(address, from: before, to: after)
  }
  fileprivate static func change(_ address: String, _ change: String, more: String = "") -> String {
    ReportFixture.change(address, change, more: more)
  }
}
