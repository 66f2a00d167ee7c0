import EncryptionModel

extension Rule {
  static let noIdentity = Rule(
    page: RulePage(
      id: "CMK301", name: "no-identity", severity: .error, group: .b, fix: .safe,
      sources: [
        .policy("001", "a managed identity must be enabled before a customer-managed key can be used"),
        .policy("004", "a managed identity must be enabled before a customer-managed key can be used"),
        .platform("Storage: missing pre-requisites to enable encryption with a customer-managed key for this account"),
      ],
      summary: "A resource encrypts with a customer-managed key and has no managed identity.",
      why: """
        The resource reaches the key under a managed identity of its own, or one that is attached to it. Without one there is nobody to \
        whom the vault could give access, and the deployment is refused.
        """,
      examples: [
        .manifest(bad: ExampleText.manifest().replacing("identity: systemAssigned", "identity: none"), good: ExampleText.manifest())
      ] + .azure(bad: .hubGranted.removing("hub", "identity"), good: .hubGranted)
        + .terraform(bad: .hubGranted.removing("azurerm_ai_foundry.main", "identity"), good: .hubGranted)),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.encryption.isCustomerManaged, resource.kind.needsIdentity else { return }
      // One that is named and not attached is CMK303's.
      guard resource.encryption.identity.isAbsent || resource.encryption.identity.isUntold else { return }
      guard resource.identities.user.certainly({ $0?.isEmpty ?? true }) else { return }
      // A manifest may say that there is one, and not which: that is CMK302's.
      if case .absent = resource.identities.user, entry.origin.dialect == .manifest { return }
      switch resource.identities.system.judged(by: { $0 != true }) {
      case .complies: return
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let place = places.first?.1 else { return }
        var finding = Finding(
          "\(entry.title.capitalizedFirst) encrypts with a customer-managed key but has no managed identity to reach it with.",
          at: place, subject: entry.subject)
        if let slot = resource.identities.typeSlot {
          // An identity without a grant, or one that comes into being with the encryption, is the next mistake.
          let isSafe = !slot.replacesDeployed && report.estate.isReady(.system(of: resource.declaration.id), entry)
          finding.fixes = [Fix("Give it an identity of its own", isSafe ? .safe : .unsafe, .set(slot, .systemIdentity))]
        }
        report(finding)
      }
    })
}

extension ResourceKind {
  /// Kinds that have no way to a key but a managed identity: Cosmos DB has its own principal, a search service may have credentials.
  var needsIdentity: Bool { isAccount || self == .hub || self == .mlWorkspace || self == .storage || self == .containerRegistry }
}
