import EncryptionModel

extension Rule {
  static let vaultURI = Rule(
    page: RulePage(
      id: "CMK403", name: "vault-uri", severity: .error, group: .c, fix: .safe,
      sources: [
        .platform("a vault's address is https://NAME.vault.azure.net/, in other clouds with their own suffix"),
        .platform("\"KeyVaultProperties is invalid\""),
      ],
      summary: "The address of the vault or key is not one.",
      why: """
        The address must be https://, the vault's name and the suffix of the cloud; a vault's has no path, a key's has /keys/ and its name. \
        Azure refuses others with "KeyVaultProperties is invalid", or does not find the key. An address that a person is to fill \
        in is a warning. A suffix written behind a computed name holds \
        in one cloud only, which is a hint: `environment().suffixes.keyvaultDns` (it begins with a dot) holds in all.
        """,
      examples: .azure(
        bad: .foundry.setting(
          "account", "properties", "encryption", "keyVaultProperties", "keyVaultUri", to: "http://kv-ai.vault.azure.net/keys/ai-2026"),
        good: .foundry)
        + .terraform(
          bad: .foundry.setting(
            "azurerm_cognitive_account.main", "customer_managed_key",
            to: .block(["key_vault_key_id": "http://kv-ai.vault.azure.net/keys/ai-2026"])),
          good: .foundry),
      gaps: [RulePage.Gap([.manifest], "a manifest names vaults and keys, and has no addresses")]),
    check: .resource { entry, report in
      guard entry.resource.encryption.isCustomerManaged, let reference = entry.resource.encryption.key,
        case .known(let address, let place)? = reference.address
      else { return }
      let what = reference.isKeyAddress ? "key" : "vault"
      let judged = VaultAddress(address, isKey: reference.isKeyAddress)
      if let fault = judged.fault {
        var finding = Finding(
          "\(entry.title.capitalizedFirst) names its \(what) by the address '\(address.display)': \(fault).",
          severity: judged.isPlaceholder ? .warning : nil, at: place,
          subject: entry.subject)
        // One that is made of parameters would lose them.
        if let corrected = judged.corrected, !reference.isAddressComputed,
          let fix = Fix.setting("Change to '\(corrected)'", place, to: .text(corrected))
        {
          finding.fixes = [fix]
        }
        report(finding)
      } else if reference.isAddressComputed, address.hasWrittenSuffix, entry.origin.isTemplate(place), entry.origin.dialect != .whatIf {
        report(
          Finding(
            "\(entry.title.capitalizedFirst) names its \(what) by an address with the suffix of one cloud; environment().suffixes.keyvaultDns holds in all.",
            severity: .hint, at: place, subject: entry.subject))
      }
    })
}
