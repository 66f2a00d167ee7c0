import EncryptionModel
import SourceText

extension Rule {
  static let vaultDeleted = Rule(
    page: RulePage(
      id: "CMK804", name: "vault-deleted", severity: .error, group: .b, fix: .none,
      sources: [
        .policy("000", "without the key the data cannot be read; soft delete and purge protection guard against its loss"),
        .policy("001", "without the key the data cannot be read; soft delete and purge protection guard against its loss"),
        .policy("004", "without the key the data cannot be read; soft delete and purge protection guard against its loss"),
      ],
      summary: "A vault is deleted whose key something still encrypts with.",
      why: "All keys go with their vault. Until it is recovered, within its retention, what is encrypted under them can no longer be read.",
      examples: [
        .init(
          .whatIf, bad: WhatIfExamplePrinter(before: .foundry, after: .foundry.without("vault", "key")).text,
          good: WhatIfExamplePrinter(before: .foundry, after: .foundry).text)
      ]
        + .terraform(
          before: literal, bad: literal.without("azurerm_key_vault.main", "azurerm_key_vault_key.ai"), good: literal),
      gaps: [
        .templatesDeleteNothing, .init([.manifest], "a key of a vault that is not declared any more is an unresolved reference (CMK004)"),
      ]),
    check: .vaultChange { change, report in
      guard change.isDeleted(\.origin), let before = change.before else { return }
      let users = report.estate.users(ofVault: before.vault.name).map(\.resource)
      guard let user = users.first, let reference = user.encryption.key else { return }
      let name = before.vault.name.display
      report(
        Finding(
          "Vault '\(name)' is deleted, and '\(user.name.display)' still encrypts with a key in it.",
          at: change.isTold ? Place(before.vault.site) : reference.vaultPlace.unwritten, subject: Subject(.vault, name),
          related: change.isTold ? Related.users(users) : [Related("was declared here", at: before.vault.site)]))
    })

  /// A Foundry resource that names its key by the key's address.
  private static let literal = TerraformExample.foundry.setting(
    "azurerm_cognitive_account.main", "customer_managed_key", "key_vault_key_id", to: "https://kv-ai.vault.azure.net/keys/ai-2026")
}
