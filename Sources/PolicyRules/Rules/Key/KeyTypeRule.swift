import EncryptionModel

extension Rule {
  static let keyType = Rule(
    page: RulePage(
      id: "CMK201", name: "key-type", severity: .error, fix: .safe,
      sources: [
        .policy("000", "supported keys are RSA and RSA-HSM of 2048 bits"),
        .policy("001", "only RSA and RSA-HSM keys of size 2048 are supported"),
        .policy("004", "use RSA or RSA-HSM keys of size 2048; other key types are not supported"),
      ],
      summary: "A customer-managed key is not an RSA or RSA-HSM key.",
      why: """
        The services wrap their data encryption key with the customer-managed key, which only RSA keys can do. With an elliptic-curve or a \
        symmetric key the deployment fails, and the type of a key cannot be changed afterwards: a new key is needed.
        """,
      examples: [
        .manifest(bad: ExampleText.manifest(key: "{ type: EC, size: 256 }"), good: ExampleText.manifest(key: "{ type: RSA, size: 2048 }"))
      ] + .azure(bad: .foundry.setting("key", "properties", to: ["kty": "EC", "curveName": "P-256"]), good: .foundry)
        + .terraform(
          bad: .foundry.setting("azurerm_key_vault_key.ai", "key_type", to: "EC").removing("azurerm_key_vault_key.ai", "key_size").setting(
            "azurerm_key_vault_key.ai", "curve", to: "P-256"), good: .foundry)),
    check: .key { entry, report in
      guard entry.isCustomerManaged else { return }
      let key = entry.key
      switch key.type.judged(by: { $0.map { !$0.isRSA } ?? false }) {
      case .complies: break
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let (found, place) = places.first else { return }
        var finding = Finding(
          "Key '\(key.name.display)' is of type \(found?.name ?? "unknown"); customer-managed keys must be RSA or RSA-HSM.", at: place,
          subject: Subject(.key, key.name.display), related: Related.users(entry.users))
        let wanted = Self.counterpart(of: found)
        finding.fixes = Fix.setting("Make it an \(wanted.name) key", places.map { ($0.1, .keyType(Self.counterpart(of: $0.0))) })
        // A size or a curve of the old type would be the next mistake.
        if !finding.fixes.isEmpty {
          if case .known(let size, let place) = key.size, entry.refusesSize(size, in: report.edition), let slot = place.slot {
            finding.fixes[0].amendments.append(.set(slot, .integer(2048)))
          }
          if let curve = key.curve { finding.fixes[0].amendments.append(.remove(curve)) }
        }
        report(finding)
      }
    })

  /// What a hardware-backed key becomes is hardware-backed too.
  private static func counterpart(of type: KeyType?) -> KeyType { type == .ecHSM || type == .octHSM ? .rsaHSM : .rsa }
}
