import EncryptionModel

extension Rule {
  static let needsE0 = Rule(
    page: RulePage(
      id: "CMK903", name: "needs-e0", severity: .warning, group: .c, fix: .safe,
      sources: [.platform("Content Moderator offers customer-managed keys in the tier E0 alone")],
      summary: "A Content Moderator resource with a customer-managed key is not of the tier E0.",
      why: "In other tiers the service has no customer-managed keys: the deployment is refused. The tier is opened with the request form.",
      examples: [RulePage.Example].azure(
        bad: .moderator, good: .moderator.setting("account", "sku", to: ["name": "E0"]))
        + .terraform(
          bad: .moderator, good: .moderator.setting("azurerm_cognitive_account.main", "sku_name", to: "E0")),
      gaps: [RulePage.Gap([.manifest], "a manifest does not tell a resource's tier")]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind == .contentModerator, resource.encryption.isCustomerManaged else { return }
      switch resource.sku.judged(by: { $0 != nil && $0?.lowercased() != "e0" }) {
      case .complies: return
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let (sku, place) = places.first else { return }
        var finding = Finding(
          "\(entry.title) has a customer-managed key in tier '\(sku ?? "")'; it needs E0.", at: place, subject: entry.subject)
        finding.fixes = Fix.setting("Use tier E0", places.map { ($0.1, .text("E0")) })
        report(finding)
      }
    })
}

extension AzureExample {
  fileprivate static let moderator = foundry.setting("account", "kind", to: "ContentModerator")
    .removing("account", "properties", "allowProjectManagement").setting("account", "tags", to: ["cmkRequestForm": "REQ-10234"])
}

extension TerraformExample {
  fileprivate static let moderator = foundry.setting("azurerm_cognitive_account.main", "kind", to: "ContentModerator")
    .removing("azurerm_cognitive_account.main", "project_management_enabled")
    .setting("azurerm_cognitive_account.main", "tags", to: ["cmkRequestForm": "REQ-10234"])
}
