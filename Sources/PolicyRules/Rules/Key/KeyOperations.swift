import EncryptionModel

extension Rule {
  static let keyOperations = Rule(
    page: RulePage(
      id: "CMK203", name: "key-operations", severity: .error, group: .b, fix: .safe,
      sources: [
        .policy("001", "the new key must be compatible with the encryption, and configured with the necessary permissions"),
        .platform("a key whose operations are listed refuses all others; without a list it does all that its type can"),
      ],
      summary: "A customer-managed key may not be used to wrap or unwrap keys.",
      why: """
        Services encrypt data with a data encryption key and have it wrapped and unwrapped by the customer-managed key. A key whose list of \
        operations lacks wrapKey or unwrapKey refuses that, and the resource cannot reach its data.
        """,
      examples: .azure(
        bad: .foundry.setting("key", "properties", "keyOps", to: ["encrypt", "decrypt", "wrapKey"]),
        good: .foundry.setting("key", "properties", "keyOps", to: ["wrapKey", "unwrapKey"]))
        + .terraform(
          bad: .foundry.setting("azurerm_key_vault_key.ai", "key_opts", to: ["encrypt", "decrypt", "wrapKey"]), good: .foundry),
      gaps: [RulePage.Gap([.manifest], "a manifest does not tell a key's operations")]),
    check: .key { entry, report in
      guard entry.isCustomerManaged else { return }
      let key = entry.key
      let needed: [KeyOperation] = [.wrapKey, .unwrapKey]
      switch key.operations.judged(by: { found in found.map { list in !needed.allSatisfy(list.contains) } ?? false }) {
      case .complies: break
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let (found, place) = places.first, let list = found else { return }
        let missing = needed.filter { !list.contains($0) }
        var finding = Finding(
          "Key '\(key.name.display)' may not be used for \(missing.map(\.name).joined(separator: " and ")), which a customer-managed key is for.",
          at: place, subject: Subject(.key, key.name.display), related: Related.users(entry.users))
        finding.fixes = Fix.setting(
          "Allow \(missing.map(\.name).joined(separator: " and "))",
          places.map { values, place in (place, .keyOperations((values ?? []) + needed.filter { !(values ?? []).contains($0) })) })
        report(finding)
      }
    })
}
