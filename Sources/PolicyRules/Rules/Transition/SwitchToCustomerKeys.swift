import EncryptionModel

extension Rule {
  static let switchToCustomerKeys = Rule(
    page: RulePage(
      id: "CMK702", name: "switch-to-customer-keys", severity: .info, group: .b, fix: .none,
      sources: [
        .policy("001", "a resource can go from Microsoft-managed to customer-managed keys, and not back"),
        .policy("004", "projects can be updated from Microsoft-managed to customer-managed keys, and not reverted"),
      ],
      summary: "A Foundry resource or project goes from Microsoft-managed keys to a customer-managed key.",
      why: """
        The change is allowed for what is deployed, and cannot be taken back: the vault, the key and the grant are needed for as long as \
        the resource lives.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            encryption: "{ source: customerManaged, key: kv-ai/ai-2026, previous: { source: microsoftManaged } }"),
          good: ExampleText.manifest(
            encryption: "{ source: customerManaged, key: kv-ai/ai-2026, previous: { source: customerManaged, key: kv-ai/ai-2026 } }"))
      ]
        + .azure(
          before: .foundry.removing("account", "properties", "encryption"), bad: .foundry,
          good: .foundry.removing("account", "properties", "encryption"))
        + .terraform(
          before: .foundry.removing("azurerm_cognitive_account.main", "customer_managed_key"), bad: .foundry,
          good: .foundry.removing("azurerm_cognitive_account.main", "customer_managed_key"))),
    check: .transition { transition, report in
      guard transition.after.kind == .foundry || transition.after.kind == .foundryProject,
        let place = EncryptionChange.adoption(transition, &report)
      else { return }
      report(
        Finding(
          "\(transition.title) goes from Microsoft-managed keys to a customer-managed key; that cannot be undone.", at: place,
          subject: transition.subject))
    })
}
