import EncryptionModel

extension Rule {
  static let malformedVersion = Rule(
    page: RulePage(
      id: "CMK406", name: "malformed-version", severity: .warning, group: .c, fix: .none,
      sources: [
        .platform("a key's version is 32 hexadecimal digits, its name letters, digits and hyphens"),
        .platform("\"KeyVaultProperties is invalid\""),
      ],
      summary: "The version or the name of a key cannot be one.",
      why: """
        A placeholder was left, a version was cut, or a version stands where the name belongs. The vault has no such key: Azure refuses the \
        encryption, and a resource that was already created stays under Microsoft's keys.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(encryption: "{ source: customerManaged, key: kv-ai/ai-2026, keyVersion: latest }"),
          good: ExampleText.manifest(
            encryption: "{ source: customerManaged, key: kv-ai/ai-2026, keyVersion: 0123456789abcdef0123456789abcdef }"))
      ]
        + .azure(
          bad: .foundry.setting(
            "account", "properties", "encryption", "keyVaultProperties", "keyVersion", to: "<your-key-version>"),
          good: .foundry.setting(
            "account", "properties", "encryption", "keyVaultProperties", "keyVersion", to: "0123456789abcdef0123456789abcdef"))
        + .terraform(bad: .keyed(by: "latest"), good: .keyed(by: "0123456789abcdef0123456789abcdef"))),
    check: .resource { entry, report in
      guard entry.resource.encryption.isCustomerManaged, let reference = entry.resource.encryption.key else { return }
      let title = entry.title.capitalizedFirst
      if let name = reference.key, name.known == nil, name.knownPrefix.lowercased().hasPrefix("https://") {
        report(
          Finding(
            "\(title) names key '\(name.display)', which is an address.",
            at: Place(reference.keyPlace.site, related: reference.keyPlace.related), subject: entry.subject))
      }
      if let name = reference.key?.known, let fault = KeyName.fault(name),
        !(KeyName.isVersion(name) && report.estate.hasSwappedArguments(entry.origin))
      {
        report(
          Finding(
            "\(title) names key '\(name)', which \(fault).", at: Place(reference.keyPlace.site, related: reference.keyPlace.related),
            subject: entry.subject))
      }
      if case .known(let version, let place) = reference.version, !KeyName.isVersion(version),
        !Placeholder.isFilledIn(version), !report.estate.hasSwappedArguments(entry.origin)
      {
        report(
          Finding(
            "\(title) names version '\(version)' of its key; a version is 32 hexadecimal digits.",
            at: Place(place.site, related: place.related), subject: entry.subject))
      }
    })
}

/// How names and versions of keys look.
enum KeyName {
  static func isVersion(_ text: String) -> Bool {
    text.utf8.count == 32
      && text.lowercased().utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// Whether the text is the resource id of something in place of a key's name.
  static func isResourceID(_ text: String) -> Bool { text.lowercased().contains("/providers/microsoft.") }

  /// Why a text is no name of a key, as a clause; nil where it may be one, or is a mistake of another kind (CMK407).
  static func fault(_ text: String) -> String? {
    if isResourceID(text) || text.isEmpty || Placeholder.isFilledIn(text) { return nil }
    if isVersion(text) { return "looks like a version" }
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) || byte == 0x2d
    }
    if !isPlain { return "is no name of a key: letters, digits and hyphens" }
    return text.utf8.count > 127 ? "is longer than 127 characters" : nil
  }
}

extension TerraformExample {
  fileprivate static func keyed(by version: String) -> TerraformExample {
    foundry.setting(
      "azurerm_cognitive_account.main", "customer_managed_key",
      to: .block(["key_vault_key_id": .text("https://kv-ai.vault.azure.net/keys/ai-2026/\(version)")]))
  }
}
