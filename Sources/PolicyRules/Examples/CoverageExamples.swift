import EncryptionModel

/// Estates with stores that hang on a hub or a Foundry resource.
extension AzureExample {
  /// A storage account called `storage`; encrypted with the examples' key where `isEncrypted`.
  static func storage(isEncrypted: Bool) -> Resource {
    let encryption: ExampleValue =
      isEncrypted
      ? [
        "keySource": "Microsoft.Keyvault",
        "keyvaultproperties": ["keyvaulturi": "https://kv-ai.vault.azure.net/", "keyname": "ai-2026"],
        "services": ["queue": ["keyType": "Account"], "table": ["keyType": "Account"]],
      ] : ["keySource": "Microsoft.Storage"]
    return Resource(
      "storage", "Microsoft.Storage/storageAccounts", "2024-01-01", name: "stai",
      [
        "location": "eastus", "kind": "StorageV2", "sku": ["name": "Standard_LRS"], "identity": ["type": "SystemAssigned"],
        "properties": ["encryption": encryption],
      ])
  }

  /// A hub that keeps its data in a storage account.
  static func hubWithStorage(isEncrypted: Bool) -> AzureExample {
    hub.adding(storage(isEncrypted: isEncrypted)).setting("hub", "properties", "storageAccount", to: .id(of: "storage"))
  }

  /// A Foundry resource with a connection to a search service.
  static func foundryWithSearch(enforcement: ExampleValue) -> AzureExample {
    foundry.adding(
      Resource(
        "search", "Microsoft.Search/searchServices", "2025-05-01", name: "srch-ai",
        [
          "location": "eastus", "sku": ["name": "standard"], "identity": ["type": "SystemAssigned"],
          "properties": ["encryptionWithCmk": ["enforcement": enforcement]],
        ]),
      Resource(
        "connection", "Microsoft.CognitiveServices/accounts/connections", "2025-06-01", name: "search", parent: "account",
        [
          "properties": [
            "category": "CognitiveSearch", "authType": "AAD", "target": "https://srch-ai.search.windows.net",
            "metadata": ["ResourceId": .id(of: "search")],
          ]
        ]))
  }

  /// A second Foundry resource called `other` without a customer-managed key.
  static let otherAccount = Resource(
    "other", "Microsoft.CognitiveServices/accounts", "2025-06-01", name: "ai-other",
    [
      "location": "eastus", "kind": "AIServices", "sku": ["name": "S0"], "identity": ["type": "SystemAssigned"],
      "properties": ["allowProjectManagement": true],
    ])

  /// A second hub called `other` without a customer-managed key.
  static let otherHub = Resource(
    "other", "Microsoft.MachineLearningServices/workspaces", "2025-06-01", name: "hub-other",
    ["location": "eastus", "kind": "Hub", "identity": ["type": "SystemAssigned"], "properties": ["friendlyName": "other"]])
}

extension TerraformExample {
  /// A storage account called `main`; encrypted with the examples' key where `isEncrypted`.
  static func storage(isEncrypted: Bool) -> Block {
    var members: [ExampleValue.Member] = [
      .init("name", "stai"), .init("location", "eastus"), .init("resource_group_name", "rg-ai"), .init("account_tier", "Standard"),
      .init("account_replication_type", "LRS"), .init("queue_encryption_key_type", "Account"),
      .init("table_encryption_key_type", "Account"),
      .init(
        "identity",
        .block(["type": "UserAssigned", "identity_ids": [.reference("azurerm_user_assigned_identity.ai", ["id"])]])),
    ]
    if isEncrypted {
      members.append(
        .init(
          "customer_managed_key",
          .block([
            "key_vault_key_id": .reference("azurerm_key_vault_key.ai", ["id"]),
            "user_assigned_identity_id": .reference("azurerm_user_assigned_identity.ai", ["id"]),
          ])))
    }
    return Block("resource", "azurerm_storage_account", "main", body: .object(members))
  }

  static func hubWithStorage(isEncrypted: Bool) -> TerraformExample {
    hub.adding(userIdentity, storage(isEncrypted: isEncrypted)).setting(
      "azurerm_ai_foundry.main", "storage_account_id", to: .reference("azurerm_storage_account.main", ["id"]))
  }

  static let otherAccount = Block(
    "resource", "azurerm_cognitive_account", "other",
    body: [
      "name": "ai-other", "location": "eastus", "resource_group_name": "rg-ai", "kind": "AIServices", "sku_name": "S0",
      "project_management_enabled": true, "identity": .block(["type": "SystemAssigned"]),
    ])

  static let otherHub = Block(
    "resource", "azurerm_ai_foundry", "other",
    body: [
      "name": "hub-other", "location": "eastus", "resource_group_name": "rg-ai",
      "storage_account_id":
        "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.Storage/storageAccounts/stai",
      "key_vault_id":
        "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.KeyVault/vaults/kv-secrets",
      "identity": .block(["type": "SystemAssigned"]),
    ])
}

extension ExampleText {
  /// The manifest with one more resource.
  static func manifest(kind: String = "foundry", dependsOn: String? = nil, more: String) -> String {
    let resource = "capabilities: []" + (dependsOn.map { "\n    dependsOn: [\($0)]" } ?? "")
    return manifest(kind: kind, resource: resource + "\n  " + more.split(separator: "\n").joined(separator: "\n  "))
  }
}
