import EncryptionModel

extension Rule {
  static let wrongGrantModel = Rule(
    page: RulePage(
      id: "CMK306", name: "wrong-grant-model", severity: .error, group: .c, fix: .judged,
      sources: [
        .platform("a vault with enableRbacAuthorization looks at role assignments alone, one without at access policies alone")
      ],
      summary: "The grant for a resource's identity is of the kind that the vault does not look at.",
      why: """
        Access policies on a vault that uses roles are stored and ignored, and so are role assignments for keys on a vault that uses access \
        policies. The deployment of the resource fails with 403 Forbidden although a grant stands in the files.
        """,
      examples: .azure(
        bad: .policy(["get", "wrapKey", "unwrapKey"]).setting("vault", "properties", "enableRbacAuthorization", to: true),
        good: .policy(["get", "wrapKey", "unwrapKey"])
      ).leavingOut(.whatIf)
        + .terraform(
          bad: .granted().setting("azurerm_key_vault.main", "rbac_authorization_enabled", to: false), good: .granted()),
      gaps: [.whatIfPrincipals, .init([.manifest], "a manifest names its grants, and no model")]),
    check: .resource { entry, report in
      guard let use = KeyUse(entry, report.estate), case .otherModel(let grants) = use.standing, let grant = grants.first?.grant,
        let usesRoles = use.usesRoles, use.isDecided(in: report.estate)
      else { return }
      var finding = Finding(
        "Vault '\(use.reference.vault.display)' uses \(usesRoles ? "roles" : "access policies"), so that this "
          + "\(usesRoles ? "access policy" : "role") for \(use.holder) counts for nothing.",
        at: Place(grant.site), subject: Subject(.grant, use.reference.vault.display),
        related: [Related("used by '\(entry.resource.name.display)' here", at: use.reference.place.site)]
          + use.vaults.prefix(1).compactMap { found in
            found.vault.usesRoles.place.map { Related("which grants count is said here", at: $0.site) }
          })
      if let fix = use.newGrant(
        byRole: usesRoles, in: report.estate, usesRoles ? "Assign a role on the vault" : "Add an access policy")
      {
        finding.fixes = [fix]
      }
      report(finding)
    })
}
