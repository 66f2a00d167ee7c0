import EncryptionModel

extension Rule {
  static let hubVaultOrStorageChanged = Rule(
    page: RulePage(
      id: "CMK711", name: "hub-vault-or-storage-changed", severity: .error, group: .c, fix: .none,
      sources: [.platform("the vault and the storage account of a workspace cannot be changed after its creation")],
      summary: "A deployed hub or workspace names another vault for its secrets, or another storage account.",
      why:
        "Both are read at creation. A deployment that changes one fails, and Terraform deletes the hub with its data and makes a new one.",
      examples: .azure(
        before: .hub.setting("hub", "properties", "storageAccount", to: .text(storage("stold"))),
        bad: .hub.setting("hub", "properties", "storageAccount", to: .text(storage("stnew"))),
        good: .hub.setting("hub", "properties", "storageAccount", to: .text(storage("stold"))))
        + .terraform(
          before: .hub.setting("azurerm_ai_foundry.main", "storage_account_id", to: .text(storage("stold"))),
          bad: .hub.setting("azurerm_ai_foundry.main", "storage_account_id", to: .text(storage("stnew"))),
          good: .hub.setting("azurerm_ai_foundry.main", "storage_account_id", to: .text(storage("stold")))),
      gaps: [.init([.manifest], "a manifest does not tell which of the stores that a hub depends on are its own")]),
    check: .transition { transition, report in
      guard transition.after.kind.isWorkspace, let earlier = transition.earlier else { return }
      for (role, noun) in [(ResourceLink.Role.keyVault, "vault"), (.storage, "storage account")] {
        guard let was = earlier.links.first(where: { $0.role == role }), let now = transition.after.links.first(where: { $0.role == role }),
          was.target.name.compared(to: now.target.name) == .different
        else { continue }
        report(
          Finding(
            "\(transition.title) changes its \(noun) from '\(was.target.name.display)' to '\(now.target.name.display)'; it is fixed when the "
              + "\(transition.after.kind.title) is created.",
            at: now.place, subject: transition.subject))
      }
    })

  private static func storage(_ name: String) -> String {
    "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.Storage/storageAccounts/\(name)"
  }
}
