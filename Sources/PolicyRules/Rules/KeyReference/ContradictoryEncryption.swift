import EncryptionModel

extension Rule {
  static let contradictoryEncryption = Rule(
    page: RulePage(
      id: "CMK402", name: "contradictory-encryption", severity: .error, group: .b, fix: .judged,
      sources: [
        .policy("001", "select customer-managed key, and the key vault and the key to use"),
        .policy("004", "select customer-managed key, and the key vault and the key to use"),
      ],
      summary: "An encryption block names a key and says that Microsoft manages it.",
      why: """
        The key source is Microsoft's, or the encryption is switched off, and beside it stands a key of yours. Azure follows the source and \
        ignores the key, or refuses both: the data is not encrypted with the key that the file shows.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(encryption: "{ source: microsoftManaged, key: kv-ai/ai-2026 }"), good: ExampleText.manifest())
      ]
        + .azure(
          bad: .foundry.setting("account", "properties", "encryption", "keySource", to: "Microsoft.CognitiveServices"), good: .foundry),
      gaps: [
        RulePage.Gap([.terraform, .plan], "azurerm has no word for the source beside a key; azapi's bodies are judged as ARM's")
      ]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard let key = resource.encryption.key else { return }
      switch entry.contradiction {
      case .complies: return
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let (source, place) = places.first else { return }
        let name = key.key.map { "key '\($0.display)' of vault '\(key.vault.display)'" } ?? "vault '\(key.vault.display)'"
        var finding = Finding(
          "\(entry.title.capitalizedFirst) names \(name), but "
            + (source == nil ? "has no 'source': without one Microsoft manages its key." : "says that Microsoft manages its key."),
          at: place, subject: entry.subject,
          related: [Related("the key is named here", at: (key.key == nil ? key.vaultPlace : key.keyPlace).site)])
        finding.fixes = Fix.setting("Encrypt with the key", places.map { ($0.1, .encryptionSource(.customerManaged, of: resource.kind)) })
          .map(\.judged)
        report(finding)
      }
    })
}

extension Estate.ResourceEntry {
  /// Whether it names a key, and Microsoft manages its key all the same. In a manifest Microsoft does where no source is said.
  var contradiction: Verdict<EncryptionSource> {
    guard let key = resource.encryption.key, key.isTold else { return .complies }
    return resource.encryption.source.judged { $0 == .microsoftManaged || $0 == nil && origin.dialect == .manifest }
  }
}

extension KeyReference {
  /// Whether something certain is said of the key: a parameter of which nothing is known may be empty.
  fileprivate var isTold: Bool {
    [key, address?.value].contains { text in
      text?.pieces.contains { if case .text(let text) = $0 { text.contains { $0 != " " } } else { false } } ?? false
    } || address == nil
  }
}
