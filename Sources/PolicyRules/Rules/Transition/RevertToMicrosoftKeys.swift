import EncryptionModel

extension Rule {
  static let revertToMicrosoftKeys = Rule(
    page: RulePage(
      id: "CMK701", name: "revert-to-microsoft-keys", severity: .error, fix: .judged,
      sources: [
        .policy("001", "a resource cannot be switched back from customer-managed to Microsoft-managed keys"),
        .policy("002", "after deployment you cannot switch between Microsoft-managed and customer-managed keys"),
        .policy("003", "after deployment you cannot switch between Microsoft-managed and customer-managed keys"),
        .policy("004", "projects cannot be reverted to Microsoft-managed keys"),
      ],
      summary: "A Foundry resource or project goes from a customer-managed key back to Microsoft-managed keys.",
      why: """
        The way back does not exist: the deployment fails, or the provider replaces the resource and its data is gone. It is an error where \
        the new state says so (a key source, a removed block in Terraform, a manifest), a warning where an ARM or Bicep declaration merely \
        omits the block. Other Cognitive Services can be set back by their own text; there it is a warning.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            encryption: "{ source: microsoftManaged, previous: { source: customerManaged, key: kv-ai/ai-2026 } }"),
          good: ExampleText.manifest(
            encryption: "{ source: customerManaged, key: kv-ai/ai-2026, previous: { source: customerManaged, key: kv-ai/ai-2025 } }"))
      ]
        + .azure(
          before: .foundry, bad: .foundry.setting("account", "properties", "encryption", to: ["keySource": "Microsoft.CognitiveServices"]),
          good: .foundry)
        + .terraform(before: .foundry, bad: .foundry.removing("azurerm_cognitive_account.main", "customer_managed_key"), good: .foundry)),
    check: .transition { transition, report in
      let isFoundry: Bool
      switch transition.after.kind {
      case .foundry, .foundryProject: isFoundry = true
      case .speech, .contentSafety, .contentModerator, .openAI, .cognitiveService: isFoundry = false
      case .hub, .hubProject, .mlWorkspace, .storage, .cosmosDB, .search, .containerRegistry: return
      }
      guard let revert = EncryptionChange.revert(transition, &report) else { return }
      report(
        EncryptionChange.finding(
          transition, revert, in: report.estate,
          why: isFoundry ? "that cannot be undone or done in place" : "data written under the key is no longer protected by it",
          severity: isFoundry ? nil : .warning, omitted: .warning))
    })
}
