import EncryptionModel

extension Rule {
  static let requestFormCapability = Rule(
    page: RulePage(
      id: "CMK902", name: "request-form-capability", severity: .warning, fix: .judged,
      sources: [
        .policy("001", "the request form is required in combination with Speech and Content Moderator capabilities"),
        .policy("004", "the request form is required for Speech and Content Safety"),
      ],
      summary: "A multi-service resource with a customer-managed key offers Speech, Content Safety or Content Moderator without the form.",
      why: """
        A Foundry resource carries these services inside. Where its capabilities are declared (`capabilities` in a manifest, a tag elsewhere) \
        and one of them needs the form, it is a warning; where nothing is declared, an information: declare `capabilities: []` when none is used.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(resource: "capabilities: [speech]"), good: ExampleText.manifest(resource: "capabilities: []"))
      ] + .azure(bad: .foundry, good: .foundry.setting("account", "tags", to: ["cmkRequestForm": "REQ-10234"]))
        + .terraform(bad: .foundry, good: .foundry.setting("azurerm_cognitive_account.main", "tags", to: ["cmkRequestForm": "REQ-10234"]))),
    check: .resource { entry, report in
      let resource = entry.resource
      let mayBeUndeclared: Bool
      switch resource.kind {
      case .foundry: mayBeUndeclared = true
      case .foundryProject, .cognitiveService: mayBeUndeclared = false
      default: return
      }
      guard RequestFormEvidence.isNeeded(resource, &report) else { return }
      let needing: [Capability]
      switch resource.capabilities {
      case .known(let capabilities, _): needing = capabilities.filter(\.needsRequestForm)
      case .absent, .undecided, .either:
        guard mayBeUndeclared else { return }
        needing = []
      }
      if resource.capabilities.value != nil, needing.isEmpty { return }
      switch RequestFormEvidence.outcome(of: resource, report) {
      case .approved: break
      case .undecided(let unknown): report.waits(for: unknown)
      case .lacking(let what, let place):
        let title = "\(resource.kind.title.capitalizedFirst) '\(resource.name.display)'"
        let subject = Subject(.resource, resource.name.display)
        let names = needing.map(\.title).joined(separator: " and ")
        if needing.isEmpty {
          report(
            Finding(
              "\(title) has a customer-managed key; if Speech, Content Safety or Content Moderator is used in it, the request form is needed: "
                + "\(RequestFormEvidence.address).", severity: .info, at: place, subject: subject, fix: Fix.form(place)))
        } else {
          report(
            Finding(
              "\(title) offers \(names) with a customer-managed key, but \(what) (\(RequestFormEvidence.address)).", at: place,
              subject: subject, related: resource.capabilities.place.map { [Related("declared here", at: $0.site)] } ?? [],
              fix: Fix.form(place)))
        }
      }
    })
}
