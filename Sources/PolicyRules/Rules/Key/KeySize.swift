import EncryptionModel

extension Rule {
  static let keySize = Rule(
    page: RulePage(
      id: "CMK202", name: "key-size", severity: .error, fix: .safe,
      sources: [
        .policy("000", "supported keys are RSA and RSA-HSM of 2048 bits"),
        .policy("001", "only RSA and RSA-HSM keys of size 2048 are supported"),
        .policy("004", "use RSA or RSA-HSM keys of size 2048; other sizes are not supported"),
        .platform("newer public text asks for 2048 bits or more (edition 2026-08)"),
      ],
      summary: "A customer-managed key is an RSA or RSA-HSM key that is not of 2048 bits.",
      why: """
        The policy documents support 2048 bits and nothing else. The size of a key cannot be changed: a key of the wrong size has to be \
        replaced by a new one in the same vault. Keys that only Storage, Search or Cosmos DB use follow those services' own text, which \
        allows 2048, 3072 and 4096 bits. Edition 2026-08 allows 2048 bits and more for all.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(key: "{ type: RSA, size: 4096 }"), good: ExampleText.manifest(key: "{ type: RSA, size: 2048 }"))
      ]
        + .azure(
          bad: .foundry.setting("key", "properties", "keySize", to: 4096), good: .foundry.setting("key", "properties", "kty", to: "RSA-HSM")
        )
        + .terraform(
          bad: .foundry.setting("azurerm_key_vault_key.ai", "key_size", to: 4096),
          good: .foundry.setting("azurerm_key_vault_key.ai", "key_type", to: "RSA-HSM"))),
    check: .key { entry, report in
      guard entry.isCustomerManaged else { return }
      let key = entry.key
      // Other types are CMK201 alone; where no type is given, Azure and the manifest make it RSA.
      switch key.type {
      case .known(let type, _) where !type.isRSA: return
      case .undecided(let unknown): return report.waits(for: unknown)
      case .either(let types, _) where !types.allSatisfy({ $0.value?.isRSA ?? $0.isAbsent }): return
      case .known, .absent, .either: break
      }
      let ownText = entry.followsOwnSizes
      let edition = report.edition
      let isRefused: (Int?) -> Bool = { $0.map { entry.refusesSize($0, in: edition) } ?? false }
      switch key.size.judged(by: isRefused) {
      case .complies: break
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let (found, place) = places.first, let size = found else { return }
        let allowed =
          edition == .august2026 ? "2048 bits or more" : ownText ? "2048, 3072 or 4096 bits" : "2048 bits"
        let note = edition == .september2025 && !ownText && size > 2048 ? " Edition 2026-08 would accept it." : ""
        var finding = Finding(
          "Key '\(key.name.display)' is \(key.type.value?.name ?? "RSA") \(size); customer-managed keys must be RSA or RSA-HSM of \(allowed)."
            + note,
          at: place, subject: Subject(.key, key.name.display), related: Related.users(entry.users))
        finding.fixes = Fix.setting("Use 2048 bits", places.map { ($0.1, .integer(2048)) })
        report(finding)
      }
    })
}

extension Estate.KeyEntry {
  /// Whether only services use the key whose own text says which sizes they take.
  fileprivate var followsOwnSizes: Bool { !users.isEmpty && users.allSatisfy(\.kind.followsOwnKeySizes) }

  /// Whether an RSA key of the size is none for those who use it.
  func refusesSize(_ size: Int, in edition: Edition) -> Bool {
    if edition == .august2026 { return size < 2048 }
    return followsOwnSizes ? ![2048, 3072, 4096].contains(size) : size != 2048
  }
}
