// More estates that examples are variations of.

extension AzureExample {
  /// The Foundry resource's key, with a rotation policy.
  static let rotating = foundry.setting(
    "key", "properties", "rotationPolicy",
    to: [
      "lifetimeActions": [["trigger": ["timeAfterCreate": "P1Y"], "action": ["type": "rotate"]]]
    ])

  /// The Foundry resource's vault, with an access policy of a tenant in place of roles.
  static func policies(tenant: String) -> AzureExample {
    foundry.setting("vault", "properties", "enableRbacAuthorization", to: false).setting(
      "vault", "properties", "accessPolicies",
      to: [
        [
          "tenantId": .text(tenant), "objectId": "55555555-aaaa-bbbb-cccc-555555555555",
          "permissions": ["keys": ["get", "wrapKey", "unwrapKey"]],
        ]
      ])
  }
}

extension TerraformExample {
  /// The Foundry resource's key, with a rotation policy.
  static let rotating = foundry.setting(
    "azurerm_key_vault_key.ai", "rotation_policy",
    to: .block(["automatic": .block(["time_after_creation": "P1Y"])]))

  /// The Foundry resource's vault, with an access policy of a tenant in place of roles.
  static func policies(tenant: String) -> TerraformExample {
    foundry.setting("azurerm_key_vault.main", "rbac_authorization_enabled", to: false).setting(
      "azurerm_key_vault.main", "access_policy",
      to: .block([
        "tenant_id": .text(tenant), "object_id": "55555555-aaaa-bbbb-cccc-555555555555",
        "key_permissions": ["Get", "WrapKey", "UnwrapKey"],
      ]))
  }

  /// A Machine Learning workspace that encrypts on Microsoft's side: azurerm's hubs have no word for that.
  static let workspace = foundry.without("azurerm_cognitive_account.main").adding(
    Block(
      "resource", "azurerm_machine_learning_workspace", "main",
      body: [
        "name": "ws-main", "location": "eastus", "resource_group_name": "rg-ai", "service_side_encryption_enabled": true,
        "application_insights_id":
          "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.Insights/components/appi-ai",
        "storage_account_id":
          "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.Storage/storageAccounts/stai",
        "key_vault_id": .reference("azurerm_key_vault.main", ["id"]),
        "identity": .block(["type": "SystemAssigned"]),
        "encryption": .block([
          "key_vault_id": .reference("azurerm_key_vault.main", ["id"]), "key_id": .reference("azurerm_key_vault_key.ai", ["id"]),
        ]),
      ]))
}

extension String {
  /// The text with one passage in place of another.
  func replacing(_ old: String, _ new: String) -> String {
    var result = ""
    var rest = self[...]
    while let first = rest.first {
      if rest.hasPrefix(old) {
        result += new
        rest = rest.dropFirst(old.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
