import EncryptionModel

extension Rule {
  static let authorizationModelFlipped = Rule(
    page: RulePage(
      id: "CMK715", name: "authorization-model-flipped", severity: .error, group: .c, fix: .none,
      sources: [.platform("a vault reads either roles or access policies; changing the model revokes what the other one gave")],
      summary: "A vault with a customer-managed key in use changes between roles and access policies.",
      why: """
        The grants of the old model no longer count from that moment on, and what encrypts with a key of the vault loses its data until \
        grants of the new model have taken effect. Where grants of the new model stand beside it, nothing is reported.
        """,
      examples: .azure(
        before: .foundry, bad: .foundry.setting("vault", "properties", "enableRbacAuthorization", to: false), good: .foundry)
        + .terraform(
          before: .foundry, bad: .foundry.setting("azurerm_key_vault.main", "rbac_authorization_enabled", to: false), good: .foundry),
      gaps: [.init([.manifest], "a manifest does not tell by which model a vault grants")]),
    check: .vaultChange { change, report in
      guard let was = change.before?.vault.usesRoles.value, let entry = change.after,
        case .known(let now, let place) = entry.vault.usesRoles, was != now, !entry.users.isEmpty
      else { return }
      let grants = report.estate.grants(onVault: entry.vault.name) + report.estate.wideGrants.filter { $0.grant.isByRole }
      guard !grants.contains(where: { $0.grant.isByRole == now && $0.grant.effect != .removes }) else { return }
      report(
        Finding(
          "Vault '\(entry.vault.name.display)' changes from \(was ? "roles to access policies" : "access policies to roles") while a "
            + "customer-managed key in it is in use; the grants that are there no longer count.",
          at: place, subject: Subject(.vault, entry.vault.name.display), related: Related.users(entry.users)))
    })
}
