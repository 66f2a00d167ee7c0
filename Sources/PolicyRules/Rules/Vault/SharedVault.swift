import EncryptionModel

extension Rule {
  static let sharedVault = Rule(
    page: RulePage(
      id: "CMK113", name: "shared-vault", severity: .hint, group: .c, fix: .none,
      sources: [.product("Good practice: a vault for encryption keys, another one for the workspace's secrets.")],
      summary: "A hub keeps its secrets in the vault that holds its customer-managed key.",
      why: """
        The workspace's own vault holds the secrets of its connections, and people who work with the hub get permissions on it. Who can \
        change or delete what is in it can take the key away as well. A vault of its own keeps the two apart.
        """,
      examples: .azure(
        bad: .hub.setting("hub", "properties", "keyVault", to: .id(of: "vault")),
        good: .hub.setting(
          "hub", "properties", "keyVault",
          to: "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.KeyVault/vaults/kv-secrets"))
        + .terraform(
          bad: .hub,
          good: .hub.setting(
            "azurerm_ai_foundry.main", "key_vault_id",
            to: "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.KeyVault/vaults/kv-secrets")),
      gaps: [RulePage.Gap([.manifest], "a manifest does not tell a hub's own vault")]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind == .hub || resource.kind == .mlWorkspace, resource.encryption.isCustomerManaged,
        let reference = resource.encryption.key,
        let link = resource.links.first(where: { $0.role == .keyVault }), link.target.type == Vault.type,
        link.target.name.isSame(as: reference.vault)
      else { return }
      report(
        Finding(
          "\(entry.title.capitalizedFirst) keeps its secrets in '\(reference.vault.display)', the vault of its customer-managed key.",
          at: link.place, subject: entry.subject, related: [Related("its key is here", at: reference.vaultPlace.site)]))
    })
}
