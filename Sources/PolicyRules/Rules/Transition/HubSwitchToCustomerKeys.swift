import EncryptionModel

extension Rule {
  static let hubSwitchToCustomerKeys = Rule(
    page: RulePage(
      id: "CMK703", name: "hub-switch-to-customer-keys", severity: .error, group: .b, fix: .none,
      sources: [
        .policy("000", "you cannot switch between Microsoft-managed and customer-managed keys after the hub's creation"),
        .policy("001", "hub resources cannot be updated between Microsoft-managed and customer-managed keys after creation"),
        .policy("002", "after deployment you cannot switch between Microsoft-managed and customer-managed keys"),
        .policy("003", "after deployment you cannot switch between Microsoft-managed and customer-managed keys"),
      ],
      summary: "A deployed hub or hub project goes from Microsoft-managed keys to a customer-managed key.",
      why: """
        A hub's encryption is fixed when it is created. With Terraform the change deletes the hub, with its projects' data, and makes a \
        new one. For a plain Machine Learning workspace it is a warning.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            kind: "hub", encryption: "{ source: customerManaged, key: kv-ai/ai-2026, previous: { source: microsoftManaged } }"),
          good: ExampleText.manifest(
            kind: "hub",
            encryption: "{ source: customerManaged, key: kv-ai/ai-2026, previous: { source: customerManaged, key: kv-ai/ai-2026 } }"))
      ]
        + .azure(
          before: .hub.setting("hub", "properties", "encryption", "status", to: "Disabled"), bad: .hub,
          good: .hub.setting("hub", "properties", "encryption", "status", to: "Disabled"))
        + .terraform(
          before: .hub.removing("azurerm_ai_foundry.main", "encryption"), bad: .hub,
          good: .hub.removing("azurerm_ai_foundry.main", "encryption"))),
    check: .transition { transition, report in
      guard transition.after.kind.isWorkspace, let place = EncryptionChange.adoption(transition, &report) else { return }
      report(
        Finding(
          "\(transition.title) goes from Microsoft-managed keys to a customer-managed key; its encryption is fixed at creation, so it would "
            + "have to be deleted and created anew.",
          severity: transition.after.kind == .mlWorkspace ? .warning : nil, at: place, subject: transition.subject))
    })
}
