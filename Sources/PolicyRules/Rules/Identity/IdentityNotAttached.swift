import EncryptionModel

extension Rule {
  static let identityNotAttached = Rule(
    page: RulePage(
      id: "CMK303", name: "identity-not-attached", severity: .error, group: .c, fix: .safe,
      sources: [
        .platform("the identity that an encryption block names must be one of those that the resource has"),
        .platform("Storage: missing pre-requisites to enable encryption with a customer-managed key for this account"),
      ],
      summary:
        "A resource's encryption names a user-assigned identity that is not attached to the resource, or by the wrong one of its ids.",
      why: """
        A service can act under an identity only where it is attached: in identity.userAssignedIdentities, in Terraform in the block's \
        identity_ids. Naming it in the encryption block does not attach it, and the deployment is refused. Accounts and registries name it by \
        its client id, storage accounts and workspaces by its resource id, and none by its principal id.
        """,
      examples: .azure(bad: .userIdentified.removing("account", "identity"), good: .userIdentified)
        + .terraform(bad: .userIdentified.removing("azurerm_cognitive_account.main", "identity"), good: .userIdentified),
      gaps: [.init([.manifest], "a manifest names one identity, which is attached by that")]),
    check: .resource { entry, report in
      let resource = entry.resource
      if resource.encryption.isCustomerManaged, let misnamed = resource.encryption.misnamedIdentity {
        return report(Self.misnamed(misnamed, entry, report.estate))
      }
      guard entry.origin.dialect != .manifest, resource.encryption.isCustomerManaged,
        case .known(let named, let place) = resource.encryption.identity
      else { return }
      switch named {
      case .user, .client: break
      case .system, .object, .service: return
      }
      let isMissing: (IdentityUse) -> Bool = { $0.principal.compared(to: named) == .different }
      guard resource.identities.user.certainly({ uses in (uses ?? []).allSatisfy(isMissing) }) else { return }
      var finding = Finding(
        "\(entry.title.capitalizedFirst) is to reach its key with \(named.identityDisplay), which is not attached to it.",
        at: place.unwritten, subject: entry.subject,
        related: resource.identities.user.place.map { [Related("its identities", at: $0.site)] } ?? [])
      finding.fixes = fixes(entry, named, report.estate)
      report(finding)
    })

  /// What is not the id that is asked for is none of an attached identity.
  private static func misnamed(
    _ misnamed: Encryption.MisnamedIdentity, _ entry: Estate.ResourceEntry, _ estate: Estate
  ) -> Finding {
    let name = misnamed.identity.lastName.display
    var finding = Finding(
      "\(entry.title.capitalizedFirst) names identity '\(name)' by its \(misnamed.given.display); its \(misnamed.wanted.display) belongs here.",
      at: misnamed.place.unwritten, subject: entry.subject)
    let declared = estate.identities.first { $0.origin == entry.origin && $0.identity.declaration.id.mayBe(misnamed.identity) }
    if let slot = misnamed.place.slot, let site = declared?.identity.site {
      finding.fixes = [
        Fix("Name its \(misnamed.wanted.display)", .safe, .refer(slot, misnamed.wanted == .clientID ? .clientID(of: site) : .id(of: site)))
      ]
    }
    return finding
  }

  private static func fixes(_ entry: Estate.ResourceEntry, _ named: Principal, _ estate: Estate) -> [Fix] {
    let identities = entry.resource.identities
    let id: ResourceID
    switch named {
    case .user(let found), .client(let found?, _): id = found
    case .system, .object, .service, .client(nil, _): return []
    }
    guard let identity = estate.identities.first(where: { $0.origin == entry.origin && $0.identity.declaration.id.mayBe(id) })?.identity
    else { return [] }
    let title = "Attach identity '\(identity.name.display)'"
    if case .known(let uses, let place) = identities.user, !uses.isEmpty {
      guard let slot = place.slot, case .value = slot.target else { return [] }
      return [Fix(title, .safe, .refer(slot, .oneMoreIdentity(identity.site)))]
    }
    // Beside the one of its own, where the type is written in the block itself.
    if case .known(true, let place) = identities.system, let slot = identities.typeSlot, case .value = slot.target, place.use == nil,
      place.related.isEmpty
    {
      return [Fix(title, .safe, .refer(slot, .identities(identity.site)))]
    }
    guard identities.system.isAbsent, var slot = identities.typeSlot, case .property(in: let site, let path) = slot.target, path.count > 1
    else { return [] }
    slot.target = .property(in: site, path: Array(path.dropLast()))
    return [Fix(title, .safe, .refer(slot, .identities(identity.site)))]
  }
}

extension Encryption.MisnamedIdentity.Form {
  fileprivate var display: String {
    switch self {
    case .clientID: "client id"
    case .principalID: "principal id"
    case .resourceID: "resource id"
    }
  }
}

extension Principal {
  /// For messages: the identity, where it is known whose client id it is.
  fileprivate var identityDisplay: String {
    if case .client(nil, let text) = self { return "the identity of client id '\(text.display)'" }
    return display
  }
}
