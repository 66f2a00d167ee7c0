import EncryptionModel

extension Rule {
  static let keyVersionForm = Rule(
    page: RulePage(
      id: "CMK405", name: "key-version-form", severity: .error, group: .c, fix: .safe,
      sources: [
        .platform("Azure Cosmos DB takes the address of a key without its version"),
        .platform("azurerm_ai_foundry takes the address of a key with its version"),
      ],
      summary: "A key is named with a version where only one without is taken, or the other way round.",
      why: """
        Azure Cosmos DB takes the key's address without a version and follows the newest one; with a version the account is not created. \
        `azurerm_ai_foundry` takes an address with a version alone, and refuses another before anything is deployed. Foundry resources and \
        storage accounts take both.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            kind: "cosmosDB", encryption: "{ source: customerManaged, key: kv-ai/ai-2026, keyVersion: 0123456789abcdef0123456789abcdef }"),
          good: ExampleText.manifest(kind: "cosmosDB"))
      ]
        + .azure(
          bad: .cosmos("https://kv-ai.vault.azure.net/keys/ai-2026/0123456789abcdef0123456789abcdef"),
          good: .cosmos("https://kv-ai.vault.azure.net/keys/ai-2026"))
        + .terraform(bad: .hub(keyedBy: "versionless_id"), good: .hub(keyedBy: "id"))),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.encryption.isCustomerManaged, let needed = resource.encryption.neededForm, let reference = resource.encryption.key,
        let isVersioned = reference.isVersioned, isVersioned != (needed == .versioned)
      else { return }
      let title = entry.title.capitalizedFirst
      let message =
        needed == .versioned
        ? "\(title) names its key without a version; the provider takes it only with one."
        : "\(title) names a version of its key; it takes a key only without one."
      var place = reference.version.place ?? reference.keyPlace
      if case .known(_, let whole)? = reference.address { place = whole }
      var finding = Finding(message, at: Place(place.site, related: place.related), subject: entry.subject)
      if reference.address == nil, case .known(_, let place) = reference.version {
        finding.fixes = [Fix("Remove the version", .safe, .remove(place.site))]
      } else if let slot = place.slot {
        finding.fixes = [
          Fix(
            needed == .versioned ? "Name the key with its version" : "Name the key without a version",
            slot.replacesDeployed ? .unsafe : .safe, .set(slot, .keyForm(needed)))
        ]
      }
      report(finding)
    })
}

extension AzureExample {
  /// A Cosmos DB account with a key of the vault.
  fileprivate static func cosmos(_ address: String) -> AzureExample {
    foundry.without("account").adding(
      Resource(
        "cosmos", "Microsoft.DocumentDB/databaseAccounts", "2024-11-15", name: "cosmos-ai",
        [
          "location": "eastus", "identity": ["type": "SystemAssigned"],
          "properties": [
            "databaseAccountOfferType": "Standard", "locations": [["locationName": "eastus"]], "defaultIdentity": "SystemAssignedIdentity",
            "keyVaultKeyUri": .text(address),
          ],
        ]))
  }
}

extension TerraformExample {
  fileprivate static func hub(keyedBy attribute: String) -> TerraformExample {
    hub.setting(
      "azurerm_ai_foundry.main", "encryption",
      to: .block([
        "key_vault_id": .reference("azurerm_key_vault.main", ["id"]), "key_id": .reference("azurerm_key_vault_key.ai", [attribute]),
      ]))
  }
}
