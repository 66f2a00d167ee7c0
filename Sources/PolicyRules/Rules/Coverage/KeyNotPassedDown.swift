import EncryptionModel

extension Rule {
  static let keyNotPassedDown = Rule(
    page: RulePage(
      id: "CMK503", name: "key-not-passed-down", severity: .warning, group: .b, fix: .judged,
      sources: [
        .policy("000", "configure the key on each underlying service"),
        .policy("001", "encryption must be configured on every top level resource that is connected"),
        .policy("002", "keys do not pass down; encryption is set on each resource"),
        .policy("003", "keys do not pass down; encryption is set on each resource"),
        .policy("004", "configuring a key on every other resource is recommended"),
      ],
      summary: "A resource that a hub or a Foundry resource stores its data in has no customer-managed key of its own.",
      why: """
        The key of a hub or a Foundry resource is not handed down: what it writes into a storage account, a registry or a database is \
        encrypted with that service's key, which is Microsoft's unless it has one of its own. Below a hub the policy documents say must (an \
        error), below a Foundry resource they recommend it (a warning).
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(kind: "hub", dependsOn: "st-ai", more: "st-ai: { kind: storage, region: eastus }"),
          good: ExampleText.manifest(
            kind: "hub", dependsOn: "st-ai",
            more: "st-ai: { kind: storage, region: eastus, encryption: { source: customerManaged, key: kv-ai/ai-2026 } }"))
      ] + .azure(bad: .hubWithStorage(isEncrypted: false), good: .hubWithStorage(isEncrypted: true))
        + .terraform(bad: .hubWithStorage(isEncrypted: false), good: .hubWithStorage(isEncrypted: true))),
    check: .resource { entry, report in
      let resource = entry.resource
      // A search service has no key of its own to speak of (CMK505), a Foundry resource its own rule (CMK501).
      guard resource.kind != .search, resource.kind != .foundry, !resource.kind.isWorkspace, resource.kind != .foundryProject else {
        return
      }
      let users = report.estate.encryptedDependents(on: entry)
      guard let first = users.first else { return }
      switch resource.encryption.source.judged(by: { $0 != .customerManaged }) {
      case .complies: return
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let place = places.first?.1 else { return }
        let isBelowHub = users.contains { $0.entry.resource.kind == .hub }
        let fix = Fix.encrypting(resource, with: first.entry.resource.encryption.key, near: entry.origin, in: report.estate) {
          "Encrypt with key '\($0)'"
        }
        report(
          Finding(
            "\(entry.title.capitalizedFirst) has no customer-managed key of its own; that of \(first.entry.title) is not passed down.",
            severity: isBelowHub ? .error : nil, at: place, subject: entry.subject,
            related: users.map { Related("used by '\($0.entry.resource.name.display)' here", at: $0.link.place.site) }, fix: fix))
      }
    })
}

extension Estate {
  /// Hubs and Foundry resources with a customer-managed key that hang on a resource.
  func encryptedDependents(on entry: ResourceEntry) -> [(entry: ResourceEntry, link: ResourceLink)] {
    dependents(on: entry).filter { dependent in
      let kind = dependent.entry.resource.kind
      return (kind == .hub || kind == .foundry) && dependent.entry.resource.encryption.isCustomerManaged
        && !dependent.entry.resource.isReference && dependent.entry.origin == entry.origin
    }
  }
}
