import EncryptionModel

extension Rule {
  static let extraCost = Rule(
    page: RulePage(
      id: "CMK951", name: "extra-cost", severity: .info, group: .b, fix: .none,
      sources: [
        .policy("000", "customer-managed keys bring dedicated resources that are billed"),
        .policy("001", "customer-managed keys bring additional costs"),
        .policy("002", "customer-managed keys bring additional costs"),
        .policy("003", "customer-managed keys bring additional costs"),
      ],
      summary: "A Foundry resource or hub newly gets a customer-managed key, which costs more.",
      why: """
        Its data is kept in dedicated back-ends, which appear as lines of their own on the bill; with the older architecture of hubs they \
        are resources in your own subscription.
        """,
      examples: [
        .manifest(
          before: ExampleText.manifest(encryption: "{ source: microsoftManaged }"), bad: ExampleText.manifest(),
          good: ExampleText.manifest(encryption: "{ source: microsoftManaged }"))
      ]
        + .azure(
          before: .foundry.removing("account", "properties", "encryption"), bad: .foundry,
          good: .foundry.removing("account", "properties", "encryption"))
        + .terraform(
          before: .foundry.removing("azurerm_cognitive_account.main", "customer_managed_key"), bad: .foundry,
          good: .foundry.removing("azurerm_cognitive_account.main", "customer_managed_key"))),
    check: .resourceChange { change, report in
      guard let resource = change.after?.resource, case .known(.customerManaged, let place) = resource.encryption.source else { return }
      switch resource.kind {
      case .foundry, .hub: break
      case .foundryProject, .hubProject, .speech, .contentSafety, .contentModerator, .openAI, .cognitiveService, .mlWorkspace, .storage,
        .cosmosDB, .search, .containerRegistry:
        return
      }
      if let before = change.before {
        guard case .violates = before.resource.encryption.source.judged(by: { $0 != .customerManaged }) else { return }
      }
      report(
        Finding(
          "\(resource.title) newly gets a customer-managed key; its dedicated back-end is billed beside it.", at: place,
          subject: resource.subject))
    })
}
