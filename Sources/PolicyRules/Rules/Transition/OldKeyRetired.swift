import EncryptionModel
import SourceText

extension Rule {
  static let oldKeyRetired = Rule(
    page: RulePage(
      id: "CMK803", name: "old-key-retired", severity: .error, group: .b, fix: .judged,
      sources: [
        .policy("001", "data that was written before a rotation stays encrypted with the previous key"),
        .policy("004", "data that was written before a rotation stays encrypted with the previous key"),
      ],
      summary: "The old key of a rotation is deleted or disabled in the same change.",
      why: "A rotation encrypts nothing anew: what was written before still needs the old key, and cannot be read without it.",
      examples: [
        .manifest(
          before: keys("ai-2025", old: "true"), bad: keys("ai-2026", old: "false"), good: keys("ai-2026", old: "true"))
      ]
        + .azure(
          before: estate("ai-2025", isEnabled: true), bad: estate("ai-2026", isEnabled: false), good: estate("ai-2026", isEnabled: true))
        + .terraform(
          before: terraform("ai-2025"), bad: terraform("ai-2026").without("azurerm_key_vault_key.old"), good: terraform("ai-2026"))
    ),
    check: .transition { transition, report in
      guard let rotation = Rotation(transition), let oldKey = rotation.oldKey, let vault = transition.before.key?.vault else { return }
      let change = report.changes.keys.first { change in
        change.before.map { $0.key.vault.isSame(as: vault) && $0.key.name.isSame(as: oldKey) } ?? false
      }
      guard let change, let before = change.before else { return }
      let name = "\(vault.display)/\(oldKey.display)"
      let why = "what was written before still needs it"
      if let after = change.after?.key {
        guard case .known(false, let place) = after.isEnabled, before.key.isEnabled.value != false, before.key.isEnabled.isKnownOrAbsent
        else { return }
        var finding = Finding(
          "Key '\(name)' is disabled while '\(transition.after.name.display)' rotates away from it; \(why).", at: place,
          subject: Subject(.key, name), related: [Related("rotates here", at: rotation.place.site)])
        finding.fixes = Fix.judged("Keep the key enabled", place, to: .boolean(true))
        return report(finding)
      }
      guard change.isDeleted(\.origin) else { return }
      report(
        Finding(
          "Key '\(name)' is deleted while '\(transition.after.name.display)' rotates away from it; \(why).",
          at: change.isTold ? Place(before.key.site) : rotation.place.unwritten, subject: Subject(.key, name),
          related: change.isTold ? [Related("rotates here", at: rotation.place.site)] : [Related("was declared here", at: before.key.site)])
      )
    })

  private static func keys(_ used: String, old: String) -> String {
    ExampleText.manifest(
      key: "{ type: RSA, size: 2048 }\n      ai-2025: { type: RSA, size: 2048, enabled: \(old) }",
      encryption: "{ source: customerManaged, key: kv-ai/\(used) }")
  }

  private static func estate(_ used: String, isEnabled: Bool) -> AzureExample {
    AzureExample.foundry.setting("account", "properties", "encryption", "keyVaultProperties", "keyName", to: .text(used)).adding(
      AzureExample.Resource(
        "old", "Microsoft.KeyVault/vaults/keys", "2023-07-01", name: "ai-2025", parent: "vault",
        ["properties": ["kty": "RSA", "keySize": 2048, "attributes": ["enabled": .boolean(isEnabled)]]]))
  }

  private static func terraform(_ used: String) -> TerraformExample {
    TerraformExample.foundry.setting(
      "azurerm_cognitive_account.main", "customer_managed_key", "key_vault_key_id", to: .text("https://kv-ai.vault.azure.net/keys/\(used)")
    ).adding(
      TerraformExample.Block(
        "resource", "azurerm_key_vault_key", "old",
        body: [
          "name": "ai-2025", "key_vault_id": .reference("azurerm_key_vault.main", ["id"]), "key_type": "RSA", "key_size": 2048,
          "key_opts": ["wrapKey", "unwrapKey"],
        ]))
  }
}
