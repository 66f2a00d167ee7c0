import EncryptionModel

extension Rule {
  static let purgeProtection = Rule(
    page: RulePage(
      id: "CMK101", name: "purge-protection", severity: .error, fix: .safe,
      sources: RulePage.Source.recoverableVault,
      summary: "A vault that holds a customer-managed key has no purge protection.",
      why: """
        Without purge protection a deleted key can be purged, and all data that was encrypted with it is lost for good. Azure refuses to \
        create the encrypted resource: a hub with "CMK workspaces should have purge protection enabled on their CMK keyvault.", a Foundry \
        resource with "The encryption key must be recoverable and not purgeable". Purge protection cannot be switched off again.
        """,
      examples: [
        .manifest(bad: ExampleText.manifest(vault: "softDelete: true"), good: ExampleText.manifest(vault: "purgeProtection: true"))
      ] + .azure(bad: .foundry.removing("vault", "properties", "enablePurgeProtection"), good: .foundry)
        + .terraform(bad: .foundry.setting("azurerm_key_vault.main", "purge_protection_enabled", to: false), good: .foundry)),
    check: .vault { entry, report in
      guard entry.holdsCustomerManagedKey else { return }
      let vault = entry.vault
      switch vault.purgeProtection.judged(by: { $0 != true }) {
      case .complies: break
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        report(
          Finding.onVault(
            vault, "Vault '\(vault.name.display)' holds a customer-managed key but has no purge protection.", places: places,
            users: entry.users,
            fix: "Turn on purge protection"))
      }
    })
}
