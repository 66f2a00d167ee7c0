import EncryptionModel

extension Rule {
  static let retentionChanged = Rule(
    page: RulePage(
      id: "CMK714", name: "retention-changed", severity: .error, group: .c, fix: .judged,
      sources: [.platform("\"The property softDeleteRetentionInDays has been set already and it can't be modified\"")],
      summary: "The soft-delete retention of a deployed vault changes.",
      why: "The number of days is fixed when the vault is created. Azure refuses a deployment that changes it, and so does azurerm.",
      examples: .azure(
        before: .foundry.setting("vault", "properties", "softDeleteRetentionInDays", to: 90),
        bad: .foundry.setting("vault", "properties", "softDeleteRetentionInDays", to: 30),
        good: .foundry.setting("vault", "properties", "softDeleteRetentionInDays", to: 90))
        + .terraform(
          before: .foundry.setting("azurerm_key_vault.main", "soft_delete_retention_days", to: 90),
          bad: .foundry.setting("azurerm_key_vault.main", "soft_delete_retention_days", to: 30),
          good: .foundry.setting("azurerm_key_vault.main", "soft_delete_retention_days", to: 90)),
      gaps: [.init([.manifest], "a manifest has no word for the retention")]),
    check: .vaultChange { change, report in
      guard let was = change.before?.vault.retentionDays.value, let vault = change.after?.vault,
        case .known(let now, let place) = vault.retentionDays, was != now
      else { return }
      var finding = Finding(
        "Vault '\(vault.name.display)' keeps deleted keys for \(was) days, which cannot be changed to \(now).", at: place,
        subject: Subject(.vault, vault.name.display))
      finding.fixes = Fix.judged("Keep \(was) days", place, to: .integer(was))
      report(finding)
    })
}
