import EncryptionModel

extension Rule {
  static let hsmNeedsPremium = Rule(
    page: RulePage(
      id: "CMK205", name: "hsm-needs-premium", severity: .error, group: .c, fix: .safe,
      sources: [.platform("keys protected by hardware (RSA-HSM) exist in vaults of the premium tier and in managed HSMs")],
      summary: "A customer-managed key of type RSA-HSM is in a vault of the standard tier.",
      why: "Azure refuses to create the key: hardware security modules belong to the premium tier.",
      examples: .azure(
        bad: .foundry.setting("key", "properties", "kty", to: "RSA-HSM").setting("vault", "properties", "sku", "name", to: "standard"),
        good: .foundry.setting("key", "properties", "kty", to: "RSA-HSM"))
        + .terraform(
          bad: .foundry.setting("azurerm_key_vault_key.ai", "key_type", to: "RSA-HSM").setting(
            "azurerm_key_vault.main", "sku_name", to: "standard"),
          good: .foundry.setting("azurerm_key_vault_key.ai", "key_type", to: "RSA-HSM")),
      gaps: [RulePage.Gap([.manifest], "a manifest does not tell a vault's tier")]),
    check: .key { entry, report in
      let key = entry.key
      guard entry.isCustomerManaged, !key.isInManagedHSM, key.type.certainly({ $0 == .rsaHSM || $0 == .ecHSM }) else { return }
      for found in report.estate.vaults(named: key.vault, near: entry.origin) where !found.vault.isReference {
        switch found.vault.tier.judged(by: { $0 == .standard }) {
        case .complies: break
        case .undecided(let unknown): report.waits(for: unknown)
        case .violates(let places):
          guard let place = places.first?.1 else { continue }
          var finding = Finding(
            "Vault '\(found.vault.name.display)' is of the standard tier, but its key '\(key.name.display)' is of type \(key.type.value?.name ?? "RSA-HSM"), which needs premium.",
            at: place, subject: Subject(.vault, found.vault.name.display),
            related: key.type.place.map { [Related("the key's type", at: $0.site)] } ?? [])
          finding.fixes = Fix.setting("Use the premium tier", places.map { ($0.1, .vaultTier(.premium)) })
          report(finding)
        }
      }
    })
}
