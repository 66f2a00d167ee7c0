import EncryptionModel

extension Rule {
  static let missingGrant = Rule(
    page: RulePage(
      id: "CMK304", name: "missing-grant", severity: .error, group: .b, fix: .judged,
      sources: [
        .policy("000", "the hub's identity gets the permissions get, wrap and unwrap on the vault"),
        .policy("001", "the managed identity needs the key permissions get, wrapKey and unwrapKey"),
        .policy("002", "grant the services' identities wrap, unwrap and get on the vault"),
        .policy("003", "grant the services' identities wrap, unwrap and get on the vault"),
        .policy("004", "the managed identity needs the key permissions get, wrapKey and unwrapKey"),
        .platform("403 Forbidden when the customer-managed key is set on a Foundry resource whose identity lacks rights"),
      ],
      summary: "Nothing gives the identity of a resource get, wrapKey and unwrapKey on its key.",
      why: """
        A service wraps and unwraps its data encryption key with the customer-managed key, under the identity of the resource. Without an \
        access policy or a role on the key, the vault, its resource group or its subscription the deployment fails with 403 Forbidden. \
        It is a warning for the own identity of a hub or workspace, which Machine Learning grants access by itself, and where the vault or \
        the identity is declared elsewhere.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(vault: ExampleText.grant(to: "id-other"), head: "identities: { id-other: {} }"),
          good: ExampleText.manifest(vault: ExampleText.grant(to: "ai-main")))
      ]
        + .azure(bad: .foundry, good: .granted()).leavingOut(.whatIf)
        + .terraform(bad: .foundry, good: .granted()),
      gaps: [.whatIfPrincipals]),
    check: .resource { entry, report in
      guard let use = KeyUse(entry, report.estate), case .missing = use.standing else { return }
      guard use.isDecided(in: report.estate) else {
        if let open = use.doubtful.first { report.waits(for: Unknown("whether this grant is the one", at: open.grant.site)) }
        return
      }
      let isOwnOfWorkspace = if case .system = use.principal { entry.resource.kind.isWorkspace } else { false }
      var finding = Finding(
        "\(entry.title.capitalizedFirst) encrypts with a key of vault '\(use.reference.vault.display)', on which nothing gives "
          + "\(use.holder) get, wrapKey and unwrapKey.",
        severity: isOwnOfWorkspace || !use.isDeclared(in: report.estate) ? .warning : nil,
        at: use.reference.place.unwritten, subject: entry.subject,
        related: use.vaults.prefix(1).map { Related("the vault", at: $0.vault.site) })
      let byRole = use.usesRoles ?? true
      if let fix = use.newGrant(byRole: byRole, in: report.estate, byRole ? "Assign a role on the vault" : "Add an access policy") {
        finding.fixes = [fix]
      }
      report(finding)
    })
}

extension KeyReference {
  /// Where the key is named, or the vault where it is not.
  var place: Place { key == nil ? vaultPlace : keyPlace }
}

extension KeyUse {
  /// What is to be said of the access: one defect, one rule.
  enum Standing {
    case sufficient
    /// No grant at all (CMK304).
    case missing
    /// Some of the three, by these grants (CMK305).
    case partial([Estate.GrantEntry])
    /// Grants of the model that the vault does not look at (CMK306).
    case otherModel([Estate.GrantEntry])
    /// Roles that hold no keys (CMK307).
    case weakRoles([Estate.GrantEntry])
    /// Its client id has what its principal should have (CMK308).
    case misnamed
  }

  var standing: Standing {
    if isSufficient { return .sufficient }
    if effective.contains(where: { $0.grant.mayGiveKeys }) {
      return .partial(effective.filter { !$0.grant.isByRole && $0.grant.mayGiveKeys })
    }
    let others = ignored.filter { $0.grant.mayGiveKeys }
    if !others.isEmpty { return .otherModel(others) }
    let weak = effective.filter(\.grant.isWeakRoleForKeys)
    if !weak.isEmpty { return .weakRoles(weak) }
    return misnamed.isEmpty ? .missing : .misnamed
  }
}

extension Grant {
  /// A role without rights on keys, on a vault or key or of the vaults' own: somebody meant it for the key.
  fileprivate var isWeakRoleForKeys: Bool {
    guard case .role(.known(let role, _)) = means, role.strength == .insufficient else { return false }
    switch target {
    case .vault, .key: return true
    case .resourceGroup, .subscription, .wider: return role.name.hasPrefix("Key Vault")
    case .other, .undecided: return false
    }
  }
}
