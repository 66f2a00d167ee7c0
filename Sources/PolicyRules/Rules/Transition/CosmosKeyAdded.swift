import EncryptionModel

extension Rule {
  static let cosmosKeyAdded = Rule(
    page: RulePage(
      id: "CMK712", name: "cosmos-key-added", severity: .warning, group: .c, fix: .none,
      sources: [.platform("\"Updating KeyVaultKeyUri is not supported\" in older API versions; today a procedure of its own")],
      summary: "A deployed Cosmos DB account gets a customer-managed key.",
      why: """
        Older API versions refuse the change; newer ones need a preparation of the account, and continuous backup or large documents stand \
        against it. Terraform deletes the account with its data and makes a new one.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            kind: "cosmosDB", encryption: "{ source: customerManaged, key: kv-ai/ai-2026, previous: { source: microsoftManaged } }"),
          good: ExampleText.manifest(
            kind: "cosmosDB",
            encryption: "{ source: customerManaged, key: kv-ai/ai-2026, previous: { source: customerManaged, key: kv-ai/ai-2026 } }"))
      ]
        + .azure(before: .cosmos, bad: .cosmos.setting("cosmos", "properties", "keyVaultKeyUri", to: .text(cosmosKey)), good: .cosmos)
        + .terraform(
          before: .cosmos, bad: .cosmos.setting("azurerm_cosmosdb_account.main", "key_vault_key_id", to: .text(cosmosKey)), good: .cosmos)),
    check: .transition { transition, report in
      guard transition.after.kind == .cosmosDB, let place = EncryptionChange.adoption(transition, &report) else { return }
      report(
        Finding(
          "\(transition.title) is deployed without a customer-managed key and gets one; that needs a procedure of its own, and azurerm "
            + "replaces the account.",
          at: place, subject: transition.subject))
    })

  private static let cosmosKey = "https://kv-ai.vault.azure.net/keys/ai-2026"
}

extension AzureExample {
  /// A Cosmos DB account called `cosmos` without a key of its own.
  fileprivate static let cosmos = AzureExample(resources: [
    Resource(
      "cosmos", "Microsoft.DocumentDB/databaseAccounts", "2024-05-15", name: "cosmos-ai",
      ["location": "eastus", "properties": ["databaseAccountOfferType": "Standard"]])
  ])
}

extension TerraformExample {
  /// `azurerm_cosmosdb_account.main` without a key of its own.
  fileprivate static let cosmos = TerraformExample(blocks: [
    Block(
      "resource", "azurerm_cosmosdb_account", "main",
      body: ["name": "cosmos-ai", "location": "eastus", "resource_group_name": "rg-ai", "offer_type": "Standard"])
  ])
}
