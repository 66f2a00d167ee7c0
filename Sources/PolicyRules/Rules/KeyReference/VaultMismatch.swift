import EncryptionModel

extension Rule {
  static let vaultMismatch = Rule(
    page: RulePage(
      id: "CMK404", name: "vault-mismatch", severity: .error, group: .b, fix: .none,
      sources: [
        .policy("000", "choose your Key Vault and key"),
        .policy("001", "select the key vault and the key to use"),
      ],
      summary: "A workspace's encryption names one vault by its id and another one by the key's address.",
      why: """
        A hub says where its key is twice: the vault's resource id and the key's address. Where they are of two vaults, Azure grants the \
        access to one and looks for the key in the other; the deployment fails, or the wrong key is used.
        """,
      examples: .azure(
        bad: .hub.setting(
          "hub", "properties", "encryption", "keyVaultProperties", "keyIdentifier",
          to: "https://kv-other.vault.azure.net/keys/ai-2026/0123456789abcdef0123456789abcdef"),
        good: .hub)
        + .terraform(
          bad: .hub.setting(
            "azurerm_ai_foundry.main", "encryption",
            to: .block([
              "key_vault_id": .reference("azurerm_key_vault.main", ["id"]),
              "key_id": "https://kv-other.vault.azure.net/keys/ai-2026/0123456789abcdef0123456789abcdef",
            ])),
          good: .hub),
      gaps: [RulePage.Gap([.manifest], "a manifest names a key by one text, vault and key together")]),
    check: .resource { entry, report in
      guard entry.resource.encryption.isCustomerManaged, let reference = entry.resource.encryption.key,
        case .known(let id, let idPlace)? = reference.vaultID, let addressed = reference.addressedVault,
        case .known(_, let place)? = reference.address, reference.namesTwoVaults
      else { return }
      report(
        Finding(
          "\(entry.title.capitalizedFirst) names vault '\(id.name.display)', but its key is one of vault '\(addressed.display)'.",
          at: Place(place.site, related: place.related), subject: entry.subject,
          related: [Related("the vault '\(id.name.display)' is named here", at: idPlace.site)]))
    })
}
