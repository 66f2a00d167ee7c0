import Analysis
import EncryptionModel
import PolicyRules
import SourceText
import Testing

/// Plans and what-if results tell both sides of a change: no earlier state of the files is needed.
@Suite struct ReportedChangeTests {
  private static let paths: [(dialect: Dialect, path: String)] = [
    (.arm, "template.json"), (.bicep, "main.bicep"), (.whatIf, "what-if.json"), (.terraform, "main.tf"), (.plan, "plan.json"),
  ]

  @Test(arguments: ["CMK101", "CMK201", "CMK202", "CMK701", "CMK704", "CMK705", "CMK901"])
  func oneScenarioGivesTheSameFindingInEachDialect(id: String) throws {
    let page = try #require(Registry.rule(id)?.page)
    var verdicts: [Dialect: Set<Verdict>] = [:]
    for (dialect, path) in Self.paths {
      guard let example = page.examples.first(where: { $0.dialect == dialect }) else { continue }
      var workbench = Workbench([(path, example.bad)], before: example.before.map { [(path, $0)] })
      let found = workbench.findings(id)
      #expect(found.allSatisfy { $0.place.path == "/w/" + path })
      verdicts[dialect] = Set(found.map(Verdict.init))
    }
    #expect(verdicts.count >= 4)
    for (dialect, verdict) in verdicts { #expect(verdict == verdicts[.arm], "\(dialect)") }
  }

  @Test(arguments: ["CMK701", "CMK704", "CMK705"]) func aFindingInAPlanNamesTheAddress(id: String) throws {
    let example = try #require(Registry.rule(id)?.page.examples.first { $0.dialect == .plan })
    #expect(example.before == nil)
    var workbench = Workbench([("plan.json", example.bad)])
    for finding in workbench.findings(id) {
      // Where a block is gone, the finding stands at the address itself.
      let names = finding.related.map(\.message) + [example.bad.utf8Text(finding.place.range)]
      #expect(names.contains { $0.contains("azurerm_cognitive_account.main") || $0.contains("azurerm_ai_foundry.main") }, "\(names)")
    }
  }

  @Test func theRemovalOfTheResourceThatTellsTheKeyIsARevert() {
    let id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/ai"
    let account = #"{ "id": "\#(id)", "name": "ai", "resource_group_name": "rg", "kind": "AIServices", "customer_managed_key": [] }"#
    let key = #"{ "cognitive_account_id": "\#(id)", "key_vault_key_id": "https://kv.vault.azure.net/keys/k" }"#
    var workbench = Workbench([
      (
        "plan.json",
        """
        { "format_version": "1.2", "resource_changes": [
          { "address": "azurerm_cognitive_account.ai", "mode": "managed", "type": "azurerm_cognitive_account", "name": "ai",
            "change": { "actions": ["no-op"], "before": \(account), "after": \(account) } },
          { "address": "azurerm_cognitive_account_customer_managed_key.ai", "mode": "managed",
            "type": "azurerm_cognitive_account_customer_managed_key", "name": "ai",
            "change": { "actions": ["delete"], "before": \(key), "after": null } } ] }
        """
      )
    ])
    #expect(workbench.findings("CMK701").map(\.severity) == [.error])
  }

  @Test func aBlockThatAWhatIfResultReportsAsDeletedIsAWarning() {
    let id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/ai"
    let encryption =
      #""encryption": { "keySource": "Microsoft.KeyVault", "keyVaultProperties": { "keyVaultUri": "https://kv.vault.azure.net/", "keyName": "k" } }"#
    var workbench = Workbench([
      (
        "what-if.json",
        """
        { "changes": [ { "resourceId": "\(id)", "changeType": "Modify",
          "before": { "kind": "AIServices", "properties": { \(encryption) } }, "after": { "kind": "AIServices", "properties": {} } } ] }
        """
      )
    ])
    #expect(workbench.findings("CMK701").map(\.severity) == [.warning])
  }

  @Test func aPlanOfAnUnknownFormatIsToldSo() {
    var workbench = Workbench([("plan.json", #"{ "format_version": "2.1", "resource_changes": [] }"#)])
    #expect(workbench.findings("CMK001").count == 1)
  }

  @Test func whatIsForgottenIsNotDeleted() {
    let vault = #"{ "name": "kv", "purge_protection_enabled": true }"#
    let account =
      #"{ "name": "ai", "kind": "OpenAI", "customer_managed_key": [ { "key_vault_key_id": "https://kv.vault.azure.net/keys/k" } ] }"#
    func plan(_ action: String) -> String {
      """
      { "format_version": "1.2", "resource_changes": [
        { "address": "azurerm_key_vault.kv", "mode": "managed", "type": "azurerm_key_vault", "name": "kv",
          "change": { "actions": ["\(action)"], "before": \(vault), "after": null } },
        { "address": "azurerm_cognitive_account.ai", "mode": "managed", "type": "azurerm_cognitive_account", "name": "ai",
          "change": { "actions": ["no-op"], "before": \(account), "after": \(account) } } ] }
      """
    }
    var deleted = Workbench([("plan.json", plan("delete"))])
    #expect(deleted.findings("CMK804").count == 1)
    var forgotten = Workbench([("plan.json", plan("forget"))])
    #expect(forgotten.findings("CMK804").isEmpty)
  }
}

extension String {
  fileprivate func utf8Text(_ range: ByteRange) -> String { String(decoding: Array(utf8)[range.start..<range.end], as: UTF8.self) }
}
