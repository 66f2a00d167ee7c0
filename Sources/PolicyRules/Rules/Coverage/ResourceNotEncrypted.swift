import EncryptionModel

extension Rule {
  static let resourceNotEncrypted = Rule(
    page: RulePage(
      id: "CMK501", name: "resource-not-encrypted", severity: .warning, group: .b, fix: .judged,
      sources: [
        .policy("001", "customer-managed keys are configured on each resource"),
        .policy("004", "customer-managed keys are configured on every connected resource"),
        .product("The configuration's `require` names the kinds that must use one."),
      ],
      summary: "A Foundry resource has no customer-managed key where one is required.",
      why: """
        The configuration requires a customer-managed key for it, or another resource of the same deployment uses one and this one was left \
        out: its data is then encrypted with Microsoft's key. It can be changed later, but not back. Of resources other than Foundry's it \
        speaks where `require` names their kind.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(more: "ai-other: { kind: foundry, region: eastus, capabilities: [] }"),
          good: ExampleText.manifest(
            more:
              "ai-other: { kind: foundry, region: eastus, capabilities: [], encryption: { source: customerManaged, key: kv-ai/ai-2026 } }"))
      ] + .azure(bad: .foundry.adding(AzureExample.otherAccount), good: .foundry)
        + .terraform(bad: .foundry.adding(TerraformExample.otherAccount), good: .foundry)),
    check: .resource { entry, report in
      switch entry.resource.kind {
      case .hub, .hubProject, .foundryProject: return
      case .foundry: break
      default:
        // Of other kinds only the configuration asks for a key; what stores the data of an encrypted resource is CMK503's.
        guard MissingEncryption.isRequired(entry, report), report.estate.encryptedDependents(on: entry).isEmpty else { return }
      }
      MissingEncryption.report(entry, &report) { why in
        "\(entry.title.capitalizedFirst) has no customer-managed key; \(why)."
      }
    })

  static let hubNotEncrypted = Rule(
    page: RulePage(
      id: "CMK502", name: "hub-not-encrypted", severity: .error, group: .b, fix: .judged,
      sources: [
        .policy("000", "a customer-managed key is configured when the hub is created and cannot be added later"),
        .policy("001", "hubs cannot be changed to customer-managed keys after creation"),
      ],
      summary: "A hub has no customer-managed key where one is required.",
      why: """
        A hub gets its customer-managed key when it is created or never: adding one later means deleting the hub with its projects and \
        creating it anew.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(kind: "hub", more: "hub-other: { kind: hub, region: eastus }"),
          good: ExampleText.manifest(
            kind: "hub", more: "hub-other: { kind: hub, region: eastus, encryption: { source: customerManaged, key: kv-ai/ai-2026 } }"))
      ] + .azure(bad: .hub.adding(AzureExample.otherHub), good: .hub)
        + .terraform(bad: .hub.adding(TerraformExample.otherHub), good: .hub)),
    check: .resource { entry, report in
      guard entry.resource.kind == .hub else { return }
      MissingEncryption.report(entry, &report) { why in
        "\(entry.title.capitalizedFirst) has no customer-managed key; \(why), and it cannot be added after its creation."
      }
    })
}

/// Resources that should have a customer-managed key and have none.
enum MissingEncryption {
  static func isRequired(_ entry: Estate.ResourceEntry, _ report: Report) -> Bool {
    report.requirements.contains { $0.holds(entry.resource.kind, in: entry.resource.site.file) }
  }

  static func report(_ entry: Estate.ResourceEntry, _ report: inout Report, message: (String) -> String) {
    let resource = entry.resource
    guard resource.previous == nil else { return }
    // A key that is named beside Microsoft's is CMK402's.
    if case .violates = entry.contradiction { return }
    let isRequired = isRequired(entry, report)
    let sibling = report.estate.customerManaged(in: entry.origin).first { $0.resource.kind.isAccount || $0.resource.kind.isWorkspace }
    guard isRequired || sibling != nil else { return }
    switch resource.encryption.source.judged(by: { $0 != .customerManaged }) {
    case .complies: return
    case .undecided(let unknown): report.waits(for: unknown)
    case .violates(let places):
      guard let place = places.first?.1 else { return }
      let related = sibling.map { [Related("\($0.title) has one", at: $0.resource.site)] } ?? []
      var finding = Finding(
        message(isRequired ? "the configuration requires one" : "other resources of the deployment have one"), at: place,
        subject: entry.subject, related: related)
      if isRequired { finding.severity = .error }
      let fix = Fix.encrypting(resource, with: sibling?.resource.encryption.key, near: entry.origin, in: report.estate) {
        "Encrypt with key '\($0)'"
      }
      finding.fixes = fix.map { [$0] } ?? []
      report(finding)
    }
  }
}
