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
          at: resource.encryption.key?.place.unwritten ?? Place(resource.site), subject: entry.subject,
          fix: Fix.reachingKeyWithUserIdentity(entry, in: report.estate)))
    })
}

extension Fix {
  /// What encrypts a resource is to be its user-assigned identity: one with access to the key, else any that the file declares, else a
  /// new one. It changes more than the finding is worth, unless the encryption is new.
  fileprivate static func reachingKeyWithUserIdentity(_ entry: Estate.ResourceEntry, in estate: Estate) -> Fix? {
    let resource = entry.resource
    guard let type = resource.identities.typeSlot, let identitySlot = resource.encryption.identity.place?.slot ?? nil,
      case .absent = resource.encryption.identity
    else { return nil }
    let declared = estate.identities.filter { $0.origin == entry.origin && $0.identity.site.file == resource.site.file }
    let granted = declared.first { estate.isGranted(.user($0.identity.declaration.id), entry) }
    guard let identity = (granted ?? declared.first { !$0.identity.isReference })?.identity else {
      return Fix("Declare an identity", .complement, .declare(.identity, beside: resource.site))
    }
    return Fix(
      "Reach the key with identity '\(identity.name.display)'", .complement, .refer(type, .identities(identity.site)),
      .refer(identitySlot, identity.name(asKeyUserOf: resource.kind)))
  }
}

extension ManagedIdentity {
  /// How the encryption of a resource of the kind names it.
  func name(asKeyUserOf kind: ResourceKind) -> DeclarationName {
    switch kind {
    case .cosmosDB: .defaultIdentity(site)
    case .storage, .hub, .mlWorkspace: .id(of: site)
    default: .clientID(of: site)
    }
  }
}
