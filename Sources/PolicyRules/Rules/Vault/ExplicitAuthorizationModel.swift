import EncryptionModel

extension Rule {
  static let explicitAuthorizationModel = Rule(
    page: RulePage(
      id: "CMK111", name: "explicit-authorization-model", severity: .warning, group: .c, fix: .safe,
      sources: [
        .platform("enableRbacAuthorization is false by default before API version 2026-02-01, and true for new vaults from then on")
      ],
      summary: "A vault with a customer-managed key leaves it to the API version whether access policies or roles count.",
      why: """
        An absent enableRbacAuthorization means access policies in API versions before 2026-02-01 and roles from then on. With the other \
        model the grants that stand in the files count for nothing, and the next change of the API version cuts the resource off from its \
        key. Say which one holds.
        """,
      examples: .azure(
        bad: .policies(tenant: "11111111-2222-3333-4444-555555555555").removing("vault", "properties", "enableRbacAuthorization"),
        good: .policies(tenant: "11111111-2222-3333-4444-555555555555")),
      gaps: [
        RulePage.Gap([.manifest], "a manifest names its grants, and no model"),
        RulePage.Gap([.terraform, .plan], "azurerm has a default of its own, which the API version does not change"),
      ]),
    check: .vault { entry, report in
      let vault = entry.vault
      guard entry.holdsCustomerManagedKey, case .absent(let place) = vault.usesRoles, let standard = vault.usesRolesByDefault,
        entry.origin.isTemplate(place)
      else { return }
      let grants = report.estate.grants(onVault: vault.name).filter { $0.origin == entry.origin && $0.grant.effect != .removes }
      guard let first = grants.first else { return }
      let roles = grants.contains { $0.grant.isByRole }
      let policies = grants.contains { !$0.grant.isByRole }
      let wanted = roles && policies ? standard : roles
      var finding = Finding(
        "Vault '\(vault.name.display)' does not say whether access policies or roles count; its API version reads that as \(standard ? "roles" : "access policies").",
        at: place, subject: Subject(.vault, vault.name.display),
        related: [Related(first.grant.isByRole ? "a role is assigned here" : "an access policy stands here", at: first.grant.site)])
      if let slot = place.slot {
        finding.fixes = [
          Fix(
            wanted ? "Say that roles count" : "Say that access policies count", wanted == standard ? .safe : .unsafe,
            .set(slot, .boolean(wanted)))
        ]
      }
      report(finding)
    })
}
