import EncryptionModel

extension Rule {
  static let notInKeyVault = Rule(
    page: RulePage(
      id: "CMK209", name: "not-in-key-vault", severity: .info, group: .b, fix: .none,
      sources: [
        .policy("000", "store customer-managed keys in Azure Key Vault"),
        .policy("001", "you must use Azure Key Vault to store your customer-managed keys"),
        .policy("004", "you must use Azure Key Vault to store your customer-managed keys"),
        .platform("newer public text names managed HSMs too (edition 2026-08: fine)"),
      ],
      summary: "A customer-managed key is in a managed HSM, where the policy documents say Azure Key Vault.",
      why: """
        The policy documents know Azure Key Vault alone. The services take keys of a managed HSM too, and edition 2026-08 has nothing \
        against it.
        """,
      examples: .azure(
        bad: .foundry.without("vault", "key").setting(
          "account", "properties", "encryption", "keyVaultProperties", "keyVaultUri", to: "https://hsm-ai.managedhsm.azure.net/"),
        good: .foundry)
        + .terraform(
          bad: .foundry.without("azurerm_key_vault.main", "azurerm_key_vault_key.ai").setting(
            "azurerm_cognitive_account.main", "customer_managed_key",
            to: .block(["key_vault_key_id": "https://hsm-ai.managedhsm.azure.net/keys/ai-2026/0123456789abcdef0123456789abcdef"])),
          good: .foundry),
      gaps: [RulePage.Gap([.manifest], "a manifest has vaults alone")]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard report.edition == .september2025, resource.kind.isBoundToVault, resource.encryption.isCustomerManaged,
        let reference = resource.encryption.key, reference.isInManagedHSM
      else { return }
      report(
        Finding(
          "\(entry.title.capitalizedFirst) takes its key from the managed HSM '\(reference.vault.display)'; the policy documents say Azure Key Vault. Edition 2026-08 would accept it.",
          at: reference.vaultPlace, subject: entry.subject))
    })
}
