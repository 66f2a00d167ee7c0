import EncryptionModel

extension Rule {
  static let searchEnforcement = Rule(
    page: RulePage(
      id: "CMK505", name: "search-enforcement", severity: .warning, group: .b, fix: .safe,
      sources: [
        .policy("000", "indices that hold content lie in Azure AI Search"),
        .policy("001", "indices that hold content lie in Azure AI Search"),
      ],
      summary: "A search service behind a resource with a customer-managed key takes indices without one.",
      why: """
        Each index has a key of its own or none. With enforcement the service reports what is not encrypted with a customer-managed key and \
        refuses new objects without one.
        """,
      examples: [RulePage.Example].azure(
        bad: .foundryWithSearch(enforcement: "Unspecified"), good: .foundryWithSearch(enforcement: "Enabled")),
      gaps: [
        RulePage.Gap([.manifest], "a manifest does not tell a search service's enforcement"),
        RulePage.Gap([.terraform, .plan], "azurerm has no resource that connects a search service to a hub or a Foundry resource"),
      ]),
    check: .resource { entry, report in
      guard entry.resource.kind == .search, let first = report.estate.encryptedDependents(on: entry).first else { return }
      switch entry.resource.enforcesKeys.judged(by: { $0 != true }) {
      case .complies: return
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let place = places.first?.1 else { return }
        var finding = Finding(
          "\(entry.title.capitalizedFirst) takes indices without a customer-managed key, while \(first.entry.title) has one.", at: place,
          subject: entry.subject, related: [Related("used by '\(first.entry.resource.name.display)' here", at: first.link.place.site)])
        finding.fixes = Fix.setting("Enforce customer-managed keys", places.map { ($0.1, .keyEnforcement) })
        report(finding)
      }
    })
}
