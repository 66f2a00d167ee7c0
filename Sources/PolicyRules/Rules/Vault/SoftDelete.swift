import EncryptionModel

extension Rule {
  static let softDelete = Rule(
    page: RulePage(
      id: "CMK102", name: "soft-delete", severity: .error, fix: .safe,
      sources: RulePage.Source.recoverableVault,
      summary: "A vault that holds a customer-managed key has soft delete switched off.",
      why: """
        Without soft delete a deleted key is gone at once, and with it all data that was encrypted with it. Today's Azure switches soft \
        delete on by itself and refuses to switch it off; a declaration that says otherwise fails or belongs to an old vault.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(vault: "softDelete: false\n    purgeProtection: true"),
          good: ExampleText.manifest(vault: "softDelete: true\n    purgeProtection: true"))
      ] + .azure(bad: .foundry.setting("vault", "properties", "enableSoftDelete", to: false), good: .foundry),
      gaps: [RulePage.Gap([.terraform, .plan], "soft delete cannot be switched off since azurerm 2.42")]),
    check: .vault { entry, report in
      guard entry.holdsCustomerManagedKey else { return }
      let vault = entry.vault
      switch vault.softDelete.judged(by: { $0 == false }) {
      case .complies: break
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        report(
          Finding.onVault(
            vault, "Vault '\(vault.name.display)' holds a customer-managed key but has soft delete switched off.", places: places,
            users: entry.users, fix: "Turn on soft delete"))
      }
    })
}
