import EncryptionModel

extension Rule {
  static let hubRevertToMicrosoftKeys = Rule(
    page: RulePage(
      id: "CMK704", name: "hub-revert-to-microsoft-keys", severity: .error, fix: .judged,
      sources: [
        .policy("000", "you cannot switch from customer-managed to Microsoft-managed keys after the hub's creation"),
        .policy("001", "hub resources cannot be updated between Microsoft-managed and customer-managed keys after creation"),
        .policy("002", "after deployment you cannot switch between Microsoft-managed and customer-managed keys"),
        .policy("003", "after deployment you cannot switch between Microsoft-managed and customer-managed keys"),
      ],
      summary: "A hub or hub project goes from a customer-managed key back to Microsoft-managed keys.",
      why: """
        A hub's encryption is fixed when it is created. Changing it means a new hub: the old one is deleted, its managed resource group and \
        the projects' data with it. For a plain Machine Learning workspace it is a warning.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            kind: "hub", encryption: "{ source: microsoftManaged, previous: { source: customerManaged, key: kv-ai/ai-2026 } }"),
          good: ExampleText.manifest(
            kind: "hub",
            encryption: "{ source: customerManaged, key: kv-ai/ai-2026, previous: { source: customerManaged, key: kv-ai/ai-2025 } }"))
      ] + .azure(before: .hub, bad: .hub.setting("hub", "properties", "encryption", "status", to: "Disabled"), good: .hub)
        + .terraform(before: .hub, bad: .hub.removing("azurerm_ai_foundry.main", "encryption"), good: .hub)),
    check: .transition { transition, report in
      let isHub: Bool
      switch transition.after.kind {
      case .hub, .hubProject: isHub = true
      case .mlWorkspace: isHub = false
      case .foundry, .foundryProject, .speech, .contentSafety, .contentModerator, .openAI, .cognitiveService, .storage, .cosmosDB, .search,
        .containerRegistry:
        return
      }
      guard let revert = EncryptionChange.revert(transition, &report) else { return }
      report(
        EncryptionChange.finding(
          transition, revert, in: report.estate,
          why: "its encryption is fixed at creation, so it would have to be deleted and created anew",
          severity: isHub ? nil : .warning))
    })
}
