import EncryptionModel

extension Rule {
  static let retentionDays = Rule(
    page: RulePage(
      id: "CMK110", name: "retention-days", severity: .error, group: .c, fix: .safe,
      sources: [.platform("softDeleteRetentionInDays is 7 to 90, 90 where it is left out")],
      summary: "The soft-delete retention of a vault with a customer-managed key is outside of 7 to 90 days.",
      why: """
        Azure keeps deleted vaults and keys for 7 to 90 days and refuses any other number. The number is fixed when the vault is created.
        """,
      examples: .azure(
        bad: .foundry.setting("vault", "properties", "softDeleteRetentionInDays", to: 180),
        good: .foundry.setting("vault", "properties", "softDeleteRetentionInDays", to: 90))
        + .terraform(
          bad: .foundry.setting("azurerm_key_vault.main", "soft_delete_retention_days", to: 180),
          good: .foundry.setting("azurerm_key_vault.main", "soft_delete_retention_days", to: 90)),
      gaps: [RulePage.Gap([.manifest], "a manifest does not tell the retention")]),
    check: .vault { entry, report in
      guard entry.holdsCustomerManagedKey else { return }
      let vault = entry.vault
      switch vault.retentionDays.judged(by: { $0.map { !(7...90).contains($0) } ?? false }) {
      case .complies: break
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let (found, place) = places.first, let days = found else { return }
        var finding = Finding(
          "Vault '\(vault.name.display)' keeps deleted keys for \(days) days; Azure takes 7 to 90.", at: place,
          subject: Subject(.vault, vault.name.display), related: Related.users(entry.users))
        let wanted = days < 7 ? 7 : 90
        finding.fixes = Fix.setting("Keep them for \(wanted) days", places.map { ($0.1, .integer(wanted)) })
        report(finding)
      }
    })
}
