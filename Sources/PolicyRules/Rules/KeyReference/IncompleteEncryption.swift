import EncryptionModel
import SourceText

extension Rule {
  static let incompleteEncryption = Rule(
    page: RulePage(
      id: "CMK401", name: "incomplete-encryption", severity: .error, group: .b, fix: .judged,
      sources: [
        .policy("001", "select the key vault and the key to use"),
        .policy("004", "select the key vault and the key to use"),
        .platform("Cognitive Services answers \"KeyVaultProperties is invalid\""),
      ],
      summary: "An encryption block asks for a customer-managed key and does not say which.",
      why: """
        The block names a vault without a key, a key without a vault, or neither. Azure refuses it: a Foundry resource with "KeyVaultProperties \
        is invalid". The resource stays under Microsoft's keys, or is not created at all.
        """,
      examples: [
        .manifest(bad: ExampleText.manifest(encryption: "{ source: customerManaged }"), good: ExampleText.manifest())
      ]
        + .azure(bad: .foundry.removing("account", "properties", "encryption", "keyVaultProperties", "keyName"), good: .foundry)
        + .terraform(
          bad: .foundry.setting("azurerm_cognitive_account.main", "customer_managed_key", to: .block(["key_vault_key_id": ""])),
          good: .foundry)),
    check: .resource { entry, report in
      let encryption = entry.resource.encryption
      guard encryption.isCustomerManaged, let first = encryption.missingParts.first else { return }
      // The empty version that is given for a name is CMK407's.
      if encryption.missingParts.count == 1, KeyReference.nameParts.contains(first.name.lowercased()),
        report.estate.hasSwappedArguments(entry.origin)
      {
        return
      }
      // One argument of azurerm's stands for vault and key.
      let names = encryption.missingParts.reduce(into: [String]()) { if !$0.contains($1.name) { $0.append($1.name) } }
      var finding = Finding(
        "\(entry.title.capitalizedFirst) has a customer-managed key, but no \(names.map { "'\($0)'" }.formatted) to say which.",
        at: first.place,
        subject: entry.subject)
      if let fix = Fix.naming(encryption.missingParts, of: entry, in: report.estate) { finding.fixes = [fix] }
      report(finding)
    })
}

extension Fix {
  /// The missing parts, as the one key that the deployment declares has them; else empty, for a person to fill in.
  fileprivate static func naming(_ parts: [Encryption.MissingPart], of entry: Estate.ResourceEntry, in estate: Estate) -> Fix? {
    let slots = parts.compactMap { part in part.place.slot.map { (part.name, $0) } }
    guard slots.count == parts.count, !slots.isEmpty else { return nil }
    let own = estate.keys.filter { $0.origin == entry.origin && !$0.key.isReference }
    var fix: Fix
    if own.count == 1, let key = own[0].key.name.known, let vault = own[0].key.vault.known,
      let values = slots.all({ MissingValue.text($0, vault: vault, key: key) })
    {
      fix = Fix("Name key '\(vault)/\(key)'", .unsafe)
      fix.amendments = zip(slots, values).map { .set($0.1, .text($1)) }
    } else {
      fix = Fix("Insert \(slots.map(\.0).formatted) to be filled in", .skeleton)
      fix.amendments = slots.map { .set($0.1, .text("")) }
    }
    return fix
  }
}

extension [(String, Slot)] {
  /// What `make` gives for every name; nil where it gives nothing for one of them.
  fileprivate func all(_ make: (String) -> String?) -> [String]? {
    let made = compactMap { make($0.0) }
    return made.count == count ? made : nil
  }
}

/// What a part of a reference says of a key in a vault of the public cloud.
enum MissingValue {
  static func text(_ part: String, vault: String, key: String) -> String? {
    let address = "https://\(vault).vault.azure.net/"
    switch part.lowercased() {
    case "key": return "\(vault)/\(key)"
    case "keyname", "keyvaultkeyname": return key
    case "keyvaulturi": return address
    case "key_vault_key_id": return "\(address)keys/\(key)"
    // A vault's id tells its subscription, a hub's key its version: nobody knows them.
    default: return nil
    }
  }
}
