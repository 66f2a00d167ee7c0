import EncryptionModel

extension Rule {
  static let keyRotation = Rule(
    page: RulePage(
      id: "CMK706", name: "rotation", severity: .info, group: .b, fix: .none,
      sources: [
        .policy("000", "a key is rotated within its vault; data stays encrypted with the key that it was written under"),
        .policy("001", "the customer-managed key can be updated to a key in the same vault"),
        .policy("004", "after a rotation the new key must have the required access policies"),
      ],
      summary: "The customer-managed key changes to another key, or another version, of the same vault.",
      why: """
        Before: the identity has get, wrapKey and unwrapKey on the new key, too. After: the old key stays enabled, since what was written \
        under it is not encrypted anew; update every resource that names the key.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            encryption: "{ source: customerManaged, key: kv-ai/ai-2026, previous: { source: customerManaged, key: kv-ai/ai-2025 } }"),
          good: ExampleText.manifest(
            encryption: "{ source: customerManaged, key: kv-ai/ai-2026, previous: { source: customerManaged, key: kv-ai/ai-2026 } }"))
      ]
        + .azure(
          before: .foundry.setting("account", "properties", "encryption", "keyVaultProperties", "keyName", to: "ai-2025"), bad: .foundry,
          good: .foundry.setting("account", "properties", "encryption", "keyVaultProperties", "keyName", to: "ai-2025"))
        + .terraform(
          before: .foundry.setting(
            "azurerm_cognitive_account.main", "customer_managed_key", "key_vault_key_id",
            to: "https://kv-ai.vault.azure.net/keys/ai-2025"),
          bad: .foundry.setting(
            "azurerm_cognitive_account.main", "customer_managed_key", "key_vault_key_id",
            to: "https://kv-ai.vault.azure.net/keys/ai-2026"),
          good: .foundry.setting(
            "azurerm_cognitive_account.main", "customer_managed_key", "key_vault_key_id",
            to: "https://kv-ai.vault.azure.net/keys/ai-2025"))),
    check: .transition { transition, report in
      guard let rotation = Rotation(transition) else { return }
      report(
        Finding(
          "\(transition.title) rotates from \(rotation.old) to \(rotation.new) in vault '\(rotation.vault)'; its identity needs get, wrapKey "
            + "and unwrapKey on the new one, and the old one must stay enabled, since nothing is encrypted anew.",
          at: rotation.place, subject: transition.subject, related: EncryptionChange.before(transition)))
    })
}

/// A change to another key, or another version of it, within one vault.
struct Rotation {
  /// `key 'ai-2025'` or `version '…' of key 'ai-2026'`.
  let old: String
  let new: String
  let vault: String
  let place: Place
  /// The key's old name, where it is another key and not another version.
  let oldKey: SymbolicText?

  /// Nil where the transition is none, or where nobody can tell.
  init?(_ transition: Transition) {
    guard transition.before.isCustomerManaged, transition.after.encryption.isCustomerManaged, let before = transition.before.key,
      let after = transition.after.encryption.key, before.vault.isSame(as: after.vault), let oldName = before.key?.known,
      let newName = after.key?.known
    else { return nil }
    vault = after.vault.display
    if oldName.lowercased() != newName.lowercased() {
      old = "key '\(oldName)'"
      new = "key '\(newName)'"
      place = after.keyPlace
      oldKey = before.key
      return
    }
    guard case .known(let now, let versionPlace) = after.version, let was = before.version.value, was.lowercased() != now.lowercased()
    else {
      return nil
    }
    old = "version '\(was)' of key '\(newName)'"
    new = "version '\(now)'"
    place = versionPlace
    oldKey = nil
  }
}
