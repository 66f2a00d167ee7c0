import EncryptionModel

extension Rule {
  static let oneShotSystemIdentity = Rule(
    page: RulePage(
      id: "CMK311", name: "one-shot-system-identity", severity: .warning, group: .b, fix: .none,
      sources: [
        .policy("001", "the managed identity must be enabled first"),
        .platform("the identity of its own comes into being with the resource, and can be granted access only then"),
      ],
      summary: "A resource is created and encrypted in one step with an identity that comes into being only then.",
      why: """
        The identity of a new resource does not exist before the resource, so that nothing can have given it access to the key when the \
        encryption is set: the first deployment fails with 403 Forbidden. Create the resource without encryption, grant, then encrypt in \
        a second step; or use a user-assigned identity.
        """,
      examples: .azure(bad: .foundry, good: .userReady) + .terraform(bad: .foundry, good: .userReady),
      gaps: [.init([.manifest], "a manifest tells a state, and not the steps that lead to it")]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard entry.origin.dialect != .manifest, resource.encryption.isCustomerManaged, !resource.firstWithoutEncryption,
        resource.kind.isAccount || resource.kind == .storage || resource.kind == .cosmosDB,
        case .known(.system, _) = resource.encryptingPrincipal, resource.identities.system.value == true,
        resource.identities.user.certainly({ $0?.isEmpty ?? true })
      else { return }
      // What is there already has its identity.
      if let before = report.changes.before, !before.resources(at: resource.declaration.id, near: entry.origin).isEmpty { return }
      guard
        !report.estate.resources.contains(where: {
          $0.resource.isReference && $0.origin == entry.origin && $0.resource.declaration.id.mayBe(resource.declaration.id)
        })
      else { return }
      report(
        Finding(
          "\(entry.title.capitalizedFirst) is created with its customer-managed key at once, but its own identity, with which it reaches "
            + "the key, does not exist before.",
          at: resource.encryption.key?.place.unwritten ?? Place(resource.site), subject: entry.subject))
    })
}
