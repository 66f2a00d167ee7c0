import EncryptionModel

extension Rule {
  static let crossVaultRotation = Rule(
    page: RulePage(
      id: "CMK705", name: "cross-vault-rotation", severity: .error, fix: .judged,
      sources: [
        .policy("000", "rotation stays within the same vault; you cannot change to another one"),
        .policy("001", "the customer-managed key can only be updated to keys in the same vault"),
        .policy("002", "the customer-managed key can only be updated to keys in the same vault"),
        .policy("003", "the customer-managed key can only be updated to keys in the same vault"),
        .policy("004", "a project's key can be updated only to keys in the same vault"),
      ],
      summary: "The new customer-managed key is in another vault than the old one.",
      why: """
        A key is rotated to another key, or another version, of the same vault. Azure does not take a key of another vault for a deployed \
        resource; what is encrypted stays under the old key. Other Cognitive Services and plain Machine Learning workspaces have a milder \
        text: there it is a warning. Storage, Search and Cosmos DB may change their vault.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            encryption: "{ source: customerManaged, key: kv-ai/ai-2026, previous: { source: customerManaged, key: kv-old/ai-2025 } }"),
          good: ExampleText.manifest(
            encryption: "{ source: customerManaged, key: kv-ai/ai-2026, previous: { source: customerManaged, key: kv-ai/ai-2025 } }"))
      ]
        + .azure(
          before: .foundry.setting(
            "account", "properties", "encryption", "keyVaultProperties", "keyVaultUri", to: "https://kv-old.vault.azure.net/"),
          bad: .foundry,
          good: .foundry.setting(
            "account", "properties", "encryption", "keyVaultProperties", "keyVaultUri", to: "https://kv-old.vault.azure.net/"))
        + .terraform(
          before: .foundry.setting("azurerm_key_vault.main", "name", to: "kv-old"), bad: .foundry,
          good: .foundry.setting("azurerm_key_vault.main", "name", to: "kv-old"))),
    check: .transition { transition, report in
      let severity: Severity?
      switch transition.after.kind {
      case .foundry, .foundryProject, .hub, .hubProject: severity = nil
      case .speech, .contentSafety, .contentModerator, .openAI, .cognitiveService, .mlWorkspace: severity = .warning
      case .storage, .cosmosDB, .search, .containerRegistry: return
      }
      guard transition.before.isCustomerManaged, transition.after.encryption.isCustomerManaged,
        let before = transition.before.key, let after = transition.after.encryption.key, !before.vault.isSame(as: after.vault)
      else { return }
      guard before.vault.known != nil && after.vault.known != nil || before.vault.isCertainlyOther(than: after.vault) else {
        return report.waits(for: Unknown("the vault's name is not known on both sides", at: after.vaultPlace.site))
      }
      let (old, new) = (before.vault.display, after.vault.display)
      let resource = transition.after
      var finding = Finding(
        "\(resource.kind.title.capitalizedFirst) '\(resource.name.display)' changes from a key in vault '\(old)' to one in vault '\(new)'; "
          + "a key can be rotated only within its vault.",
        severity: severity, at: after.vaultPlace, subject: Subject(.resource, resource.name.display),
        related: EncryptionChange.before(transition))
      finding.fixes = Self.keepingVault(before, after, transition, report) + EncryptionChange.keepKey(transition, in: report.estate)
      report(finding)
    })

  /// Where the deployment gave its vault another name, the old one given back: the key, its users and its grants follow.
  private static func keepingVault(
    _ before: KeyReference, _ after: KeyReference, _ transition: Transition, _ report: Report
  ) -> [Fix] {
    guard let old = before.vault.known, let new = after.vault.known, report.changes.isVaultGone(before.vault),
      let vault = report.estate.vaults(named: after.vault, near: transition.origin).first(where: { $0.origin == transition.origin })?.vault,
      !vault.isReference
    else { return [] }
    var name = vault.site
    // What names a block of Terraform is its label; its argument stands in its body.
    if transition.origin.dialect == .terraform {
      guard case .property(in: let body, path: _)? = vault.declaration.dependencySlot?.target else { return [] }
      name = body
    }
    return [Fix("Keep vault '\(old)'", .unsafe, .replaceWords(name, [new: old]))]
  }
}
