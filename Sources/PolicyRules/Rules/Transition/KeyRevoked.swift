import EncryptionModel
import SourceText

extension Rule {
  static let keyRevoked = Rule(
    page: RulePage(
      id: "CMK802", name: "key-revoked", severity: .error, group: .b, fix: .judged,
      sources: [
        .policy("000", "disabling or deleting the key revokes access to the data"),
        .policy("001", "revocation of a key stops the download of training data and results and new fine-tuned models"),
        .policy("004", "disabling or deleting the key revokes access to the data"),
      ],
      summary: "A customer-managed key in use is deleted or disabled.",
      why: """
        What is encrypted under the key can no longer be read: training data and results cannot be downloaded, models not fine-tuned or \
        deployed; deployments that run go on until they are deleted. A vault that goes as a whole is CMK804, the old key of a rotation \
        CMK803.
        """,
      examples: [
        .manifest(
          before: ExampleText.manifest(), bad: ExampleText.manifest(key: "{ type: RSA, size: 2048, enabled: false }"),
          good: ExampleText.manifest())
      ]
        + .azure(
          before: .foundry, bad: .foundry.setting("key", "properties", "attributes", to: ["enabled": false]), good: .foundry)
        + .terraform(
          before: literal, bad: literal.without("azurerm_key_vault_key.ai"), good: literal)),
    check: .keyChange { change, report in
      guard let before = change.before else { return }
      let name = "\(before.key.vault.display)/\(before.key.name.display)"
      let subject = Subject(.key, name)
      let users = report.estate.users(ofVault: before.key.vault, key: before.key.name)
      guard let user = users.first?.resource, let reference = user.encryption.key else { return }
      let lost = "what is encrypted under it can no longer be read"
      if let after = change.after?.key {
        if let replacement = after.declaration.replacement {
          return report(
            Finding(
              "Key '\(name)' is in use and is deleted and created anew; \(lost).", at: Place(replacement.site), subject: subject,
              related: Related.users(users.map(\.resource))))
        }
        guard case .known(false, let place) = after.isEnabled, before.key.isEnabled.value != false, before.key.isEnabled.isKnownOrAbsent
        else { return }
        var finding = Finding(
          "Key '\(name)' is in use and is disabled; \(lost).", at: place, subject: subject, related: Related.users(users.map(\.resource)))
        finding.fixes = Fix.judged("Keep the key enabled", place, to: .boolean(true))
        return report(finding)
      }
      guard change.isDeleted(\.origin), !report.changes.isVaultGone(before.key.vault) else { return }
      report(
        Finding(
          "Key '\(name)' is in use and is deleted; \(lost).", at: change.isTold ? Place(before.key.site) : reference.keyPlace.unwritten,
          subject: subject,
          related: change.isTold ? Related.users(users.map(\.resource)) : [Related("was declared here", at: before.key.site)]))
    })

  /// A Foundry resource that names its key by the key's address.
  private static let literal = TerraformExample.foundry.setting(
    "azurerm_cognitive_account.main", "customer_managed_key", "key_vault_key_id", to: "https://kv-ai.vault.azure.net/keys/ai-2026")
}

extension Fact {
  /// Whether it is told that it is there, or that it is not.
  var isKnownOrAbsent: Bool { isKnown || isAbsent }
}

extension Place {
  /// The place alone, where nothing is to be written.
  var unwritten: Place { Place(site, related: related) }
}
