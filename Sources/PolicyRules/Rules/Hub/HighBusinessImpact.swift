import EncryptionModel

extension Rule {
  static let highBusinessImpact = Rule(
    page: RulePage(
      id: "CMK603", name: "high-business-impact", severity: .info, group: .b, fix: .judged,
      sources: [
        .policy("002", "the temporary disk of a compute instance is encrypted where the project was created with hbi_workspace"),
        .policy("003", "the temporary disk of a compute instance is encrypted where the project was created with hbi_workspace"),
      ],
      summary: "A hub with a customer-managed key leaves the temporary disks of its compute instances unencrypted.",
      why: """
        The flag for high business impact also keeps Microsoft from collecting diagnostic data. It can be set only when the hub is created. \
        azurerm sets it by itself where a hub has encryption.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(kind: "hub", resource: "highBusinessImpact: false"),
          good: ExampleText.manifest(kind: "hub", resource: "highBusinessImpact: true"))
      ] + .azure(bad: .hub, good: .hub.setting("hub", "properties", "hbiWorkspace", to: true))
        + .terraform(
          bad: .hub.setting("azurerm_ai_foundry.main", "high_business_impact_enabled", to: false),
          good: .hub.setting("azurerm_ai_foundry.main", "high_business_impact_enabled", to: true))),
    check: .resource { entry, report in
      guard entry.resource.kind == .hub, entry.resource.encryption.isCustomerManaged, let traits = entry.resource.workspace else { return }
      // azurerm turns it on with encryption where nothing is said.
      let flag = traits.highBusinessImpact
      let isTerraform = entry.origin.dialect == .terraform || entry.origin.dialect == .plan
      let isAzurerm = isTerraform && flag.place.map { !entry.origin.isTemplate($0) } ?? true
      switch flag.judged(by: { isAzurerm ? $0 == false : $0 != true }) {
      case .complies: return
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let place = places.first?.1 else { return }
        var finding = Finding(
          "The temporary disks of compute instances of \(entry.title) are not encrypted: it is not marked as of high business impact.",
          at: place, subject: entry.subject)
        // Decided at creation: of a hub that is there it cannot be changed (CMK708, CMK709).
        if !report.isDeployed(entry) {
          finding.fixes = Fix.setting("Mark it as of high business impact", places.map { ($0.1, .boolean(true)) }).map(\.judged)
        }
        report(finding)
      }
    })
}

extension Report {
  /// Whether the resource is certainly there already: what is decided at its creation is past changing.
  func isDeployed(_ entry: Estate.ResourceEntry) -> Bool {
    entry.resource.previous != nil || changes.before?.resources(at: entry.resource.declaration.id, near: entry.origin).isEmpty == false
  }
}
