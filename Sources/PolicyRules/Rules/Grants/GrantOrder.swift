import EncryptionModel
import SourceText

extension Rule {
  static let grantOrder = Rule(
    page: RulePage(
      id: "CMK310", name: "grant-order", severity: .warning, group: .c, fix: .safe,
      sources: [
        .platform("the identity must have access before encryption is configured; otherwise the deployment fails and has to be repeated")
      ],
      summary: "A resource may be encrypted before its identity has access to the key.",
      why: """
        What does not depend on each other is deployed at the same time. Where the encryption does not wait for the grant it is a matter \
        of luck which comes first, and setting the key fails with a message that often speaks of something else. Even behind a dependency \
        a role takes minutes to take effect.
        """,
      examples: .azure(
        bad: .userGranted(to: .reference("identity", ["properties", "principalId"])), good: .userReady
      ).leavingOut(.whatIf)
        + .terraform(
          bad: .userGranted(to: .reference("azurerm_user_assigned_identity.ai", ["principal_id"])), good: .userReady
        ).leavingOut(.plan),
      gaps: [
        .init([.manifest], "a manifest tells a state, and no order"),
        .init([.plan, .whatIf], "it tells what will be there, and not the order in which it is made"),
      ]),
    check: .resource { entry, report in
      let resource = entry.resource
      switch entry.origin.dialect {
      case .arm, .bicep, .terraform: break
      case .manifest, .plan, .whatIf, .configuration: return
      }
      guard resource.declaration.isCertain, let use = KeyUse(entry, report.estate), use.isSufficient else { return }
      // Its own identity is there no sooner than the resource: CMK311, unless it is made first and encrypted later.
      if case .system = use.principal, !resource.firstWithoutEncryption { return }
      let grants = use.effective.filter { $0.grant.mayGiveKeys && $0.origin == entry.origin }
      // An access policy in the vault's own list comes with the vault; what another deployment grants may have come before.
      guard let first = grants.first, KeyUse.missing(from: grants).isEmpty,
        grants.allSatisfy({ found in
          !found.grant.isReference && found.grant.declaration.id.type != Vault.type
            && report.estate.isDeployed(found.grant.declaration, before: resource.declaration, in: entry.origin) == .different
            && report.estate.isDeployed(resource.declaration, before: found.grant.declaration, in: entry.origin) != .undecided
        })
      else { return }
      var finding = Finding(
        "\(entry.title.capitalizedFirst) does not wait for the grant with which \(use.holder) reaches its key.",
        at: Place(resource.site), subject: entry.subject, related: [Related("the grant", at: first.grant.site)])
      // A grant that waits for the resource cannot be waited for, unless the resource is declared twice.
      let isBehind = report.estate.isDeployed(resource.declaration, before: first.grant.declaration, in: entry.origin) == .same
      if !isBehind || resource.firstWithoutEncryption, let slot = resource.declaration.dependencySlot, let site = first.grant.site(in: resource.site) {
        finding.fixes = [Fix("Wait for the grant", .safe, .refer(slot, .dependency(on: site)))]
      }
      report(finding)
    })
}

extension Grant {
  /// Where the grant, or the call that makes it, stands in the file of another place.
  fileprivate func site(in other: Site) -> Site? {
    if site.file == other.file { return whole ?? site }
    return declaration.calls.first { $0.site.file == other.file }?.site
  }
}
