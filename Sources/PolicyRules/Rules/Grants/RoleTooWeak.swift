import EncryptionModel

extension Rule {
  static let roleTooWeak = Rule(
    page: RulePage(
      id: "CMK307", name: "role-too-weak", severity: .error, group: .c, fix: .safe,
      sources: [
        .platform(
          "Contributor, Owner, Key Vault Contributor, Key Vault Reader and the roles for secrets and certificates have no data actions "
            + "on keys; Key Vault Crypto Service Encryption User has read, wrap and unwrap")
      ],
      summary: "The role that a resource's identity has on its vault does not let it use keys.",
      why: """
        Roles such as Contributor or Key Vault Contributor manage the vault and give nothing on the keys in it. The deployment fails with \
        403 Forbidden (ForbiddenByRbac: "Caller is not authorized to perform action on resource"). Key Vault Crypto Service Encryption \
        User holds exactly what is needed.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(vault: ExampleText.grant(to: "ai-main", role: "Key Vault Reader")),
          good: ExampleText.manifest(vault: ExampleText.grant(to: "ai-main", role: "Key Vault Crypto Service Encryption User")))
      ]
        + .azure(bad: .granted(role: "f25e0fa2-a7c8-4377-a976-54943a77a395"), good: .granted()).leavingOut(.whatIf)
        + .terraform(bad: .granted(role: "Key Vault Contributor"), good: .granted()),
      gaps: [.whatIfPrincipals]),
    check: .resource { entry, report in
      guard let use = KeyUse(entry, report.estate), case .weakRoles(let grants) = use.standing, let grant = grants.first?.grant,
        case .role(.known(let role, let place)) = grant.means, use.isDecided(in: report.estate)
      else { return }
      var finding = Finding(
        "Role '\(role.name)' gives \(use.holder), with which \(entry.title) reaches its key, no right to wrap and unwrap.",
        at: place.unwritten, subject: Subject(.grant, use.reference.vault.display),
        related: [Related("used by '\(entry.resource.name.display)' here", at: use.reference.place.site)])
      finding.fixes = Fix.changingRole(role, at: place)
      if let first = grants.first, !report.estate.isInOrder(first, entry) { finding.fixes = finding.fixes.map(\.judged) }
      report(finding)
    })
}

extension Fix {
  /// Names the smallest role that is enough in place of another one.
  static func changingRole(_ role: Role, at place: Place) -> [Fix] {
    let wanted = Role.encryptionUser
    var fix = Fix("Use \(wanted.name)", .safe)
    if place.slot?.replacesDeployed == true { fix.safety = .unsafe }
    fix.amendments = [.replaceWords(place.site, [role.guid: wanted.guid, role.name: wanted.name])]
    return [fix]
  }
}
