/// A Terraform configuration for a page's example, written once and printed as HCL and as a plan.
struct TerraformExample: Hashable, Sendable {
  struct Block: Hashable, Sendable {
    /// `resource`, `data` or `provider`.
    var kind: String
    /// Type and name.
    var labels: [String]
    /// An object; nested blocks are `.block`.
    var body: ExampleValue

    init(_ kind: String = "resource", _ labels: String..., body: ExampleValue) {
      self.kind = kind
      self.labels = labels
      self.body = body
    }

    /// `azurerm_key_vault.main`.
    var address: String { (kind == "data" ? ["data"] + labels : labels).joined(separator: ".") }
  }

  var blocks: [Block]

  subscript(address: String) -> Block? { blocks.first { $0.address == address } }

  /// The example with one argument set. A path leads through nested blocks.
  func setting(_ address: String, _ path: String..., to value: ExampleValue) -> TerraformExample { changing(address, path, to: value) }

  func removing(_ address: String, _ path: String...) -> TerraformExample { changing(address, path, to: nil) }

  private func changing(_ address: String, _ path: [String], to value: ExampleValue?) -> TerraformExample {
    var changed = self
    for index in blocks.indices where blocks[index].address == address {
      changed.blocks[index].body = blocks[index].body.setting(path[...], to: value) ?? .object([])
    }
    return changed
  }

  func adding(_ more: Block...) -> TerraformExample { TerraformExample(blocks: blocks + more) }
  func without(_ addresses: String...) -> TerraformExample { TerraformExample(blocks: blocks.filter { !addresses.contains($0.address) }) }
}

// MARK: The estates that the examples are variations of

extension TerraformExample {
  /// `azurerm_key_vault.main`, `azurerm_key_vault_key.ai` and `azurerm_cognitive_account.main`, which encrypts with it.
  static let foundry = TerraformExample(blocks: [
    vault, key,
    Block(
      "resource", "azurerm_cognitive_account", "main",
      body: [
        "name": "ai-main", "location": "eastus", "resource_group_name": "rg-ai", "kind": "AIServices", "sku_name": "S0",
        "project_management_enabled": true, "custom_subdomain_name": "ai-main",
        "identity": .block(["type": "SystemAssigned"]),
        "customer_managed_key": .block(["key_vault_key_id": .reference("azurerm_key_vault_key.ai", ["id"])]),
      ]),
  ])

  /// The same with `azurerm_ai_foundry.main`, a hub.
  static let hub = TerraformExample(blocks: [
    vault, key,
    Block(
      "resource", "azurerm_ai_foundry", "main",
      body: [
        "name": "hub-main", "location": "eastus", "resource_group_name": "rg-ai",
        "storage_account_id":
          "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.Storage/storageAccounts/stai",
        "key_vault_id": .reference("azurerm_key_vault.main", ["id"]),
        "identity": .block(["type": "SystemAssigned"]),
        "encryption": .block([
          "key_vault_id": .reference("azurerm_key_vault.main", ["id"]), "key_id": .reference("azurerm_key_vault_key.ai", ["id"]),
        ]),
      ]),
  ])

  private static let vault = Block(
    "resource", "azurerm_key_vault", "main",
    body: [
      "name": "kv-ai", "location": "eastus", "resource_group_name": "rg-ai", "tenant_id": "11111111-2222-3333-4444-555555555555",
      "sku_name": "premium", "rbac_authorization_enabled": true, "purge_protection_enabled": true,
    ])

  private static let key = Block(
    "resource", "azurerm_key_vault_key", "ai",
    body: [
      "name": "ai-2026", "key_vault_id": .reference("azurerm_key_vault.main", ["id"]), "key_type": "RSA", "key_size": 2048,
      "key_opts": ["wrapKey", "unwrapKey"],
    ])

  /// `azurerm_user_assigned_identity.ai`.
  static let userIdentity = Block(
    "resource", "azurerm_user_assigned_identity", "ai", body: ["name": "id-ai", "location": "eastus", "resource_group_name": "rg-ai"])

  /// `azurerm_role_assignment.ai` on the vault.
  static func grant(to principal: ExampleValue, role: String = "Key Vault Crypto Service Encryption User") -> Block {
    Block(
      "resource", "azurerm_role_assignment", "ai",
      body: [
        "scope": .reference("azurerm_key_vault.main", ["id"]), "role_definition_name": .text(role), "principal_id": principal,
      ])
  }
}
