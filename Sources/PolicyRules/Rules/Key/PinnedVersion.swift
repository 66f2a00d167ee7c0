import EncryptionModel

extension Rule {
  static let pinnedVersion = Rule(
    page: RulePage(
      id: "CMK207", name: "pinned-version", severity: .warning, group: .b, fix: .judged,
      sources: [
        .policy("000", "after a rotation the hub is updated to the new key URI"),
        .policy("001", "when the key is rotated, you must update the resource to use the new key URI"),
        .policy("004", "when the key is rotated, update the Foundry resource to use the new key URI"),
        .platform("without a version, Foundry resources and storage accounts follow the newest one by themselves"),
      ],
      summary: "A key has a rotation policy, and its user names one version of it.",
      why: """
        The vault makes new versions of the key, but the resource keeps using the one that it names: until somebody changes it, the rotation \
        protects nothing, and when the old version expires the data is out of reach. Without a version a Foundry resource or a storage \
        account follows the newest one. A hub has to name a version: update it at each rotation.
        """,
      examples: .azure(
        bad: .rotating.setting(
          "account", "properties", "encryption", "keyVaultProperties", "keyVersion", to: "0123456789abcdef0123456789abcdef"),
        good: .rotating)
        + .terraform(
          bad: .rotating.setting(
            "azurerm_cognitive_account.main", "customer_managed_key",
            to: .block(["key_vault_key_id": "https://kv-ai.vault.azure.net/keys/ai-2026/0123456789abcdef0123456789abcdef"])),
          good: .rotating.setting(
            "azurerm_cognitive_account.main", "customer_managed_key",
            to: .block(["key_vault_key_id": .reference("azurerm_key_vault_key.ai", ["versionless_id"])]))),
      gaps: [RulePage.Gap([.manifest], "a manifest does not tell whether a key rotates")]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.encryption.isCustomerManaged, let reference = resource.encryption.key else { return }
      let keys = report.estate.keys(of: entry).filter { !$0.key.isReference }
      guard let key = keys.first, keys.allSatisfy({ $0.key.rotates.certainly { $0 == true } }) else { return }
      switch reference.version {
      case .known(let version, let place):
        var finding = Finding(
          resource.kind.isWorkspace
            ? "Key '\(key.key.name.display)' rotates, but \(entry.title) names version '\(version)': it must be updated at each rotation."
            : "Key '\(key.key.name.display)' rotates, but \(entry.title) stays at version '\(version)'.",
          at: place, subject: entry.subject,
          related: key.key.rotates.place.map { [Related("the key's rotation policy", at: $0.site)] } ?? [])
        if !resource.kind.isWorkspace, let slot = place.slot, case .value(let site) = slot.target, place.related.isEmpty {
          finding.fixes = [Fix("Follow the newest version", .unsafe, .remove(site))]
        } else if !resource.kind.isWorkspace,
          // The version is a part of the address.
          let fix = Fix.encrypting(
            resource, with: reference, near: entry.origin, in: report.estate, title: { _ in "Follow the newest version" })
        {
          finding.fixes = [fix]
        }
        report(finding)
      case .undecided(let unknown): report.waits(for: unknown)
      case .absent, .either: break
      }
    })
}
