import EncryptionModel

/// Estates with grants on the key's vault.
extension AzureExample {
  /// The Foundry resource's own identity has a role on the vault.
  static func granted(role: String = "e147488a-f6f5-4113-8e2d-b22465e65bf6") -> AzureExample {
    foundry.adding(grant(to: .reference("account", ["identity", "principalId"]), role: role))
  }

  /// The hub's own identity has a role on the vault.
  static let hubGranted = hub.adding(grant(to: .reference("hub", ["identity", "principalId"])))

  /// The Foundry resource's own identity has an access policy on the vault, which uses them.
  static func policy(_ permissions: [String]) -> AzureExample {
    let policy: ExampleValue = [
      "tenantId": "11111111-2222-3333-4444-555555555555", "objectId": .reference("account", ["identity", "principalId"]),
      "permissions": ["keys": .list(permissions.map { .text($0) })],
    ]
    return foundry.setting("vault", "properties", "enableRbacAuthorization", to: false).setting(
      "vault", "properties", "accessPolicies", to: []
    ).adding(
      Resource(
        "grant", "Microsoft.KeyVault/vaults/accessPolicies", "2023-07-01", name: "add", parent: "vault",
        ["properties": ["accessPolicies": [policy]]]))
  }

  /// The Foundry resource has a user-assigned identity called `identity`, with which it reaches its key.
  static let userIdentified = foundry.adding(userIdentity).setting(
    "account", "identity",
    to: .object([.init("type", "UserAssigned"), .init("userAssignedIdentities", .object([.init("${identity.id}", .object([]))]))])
  ).setting(
    "account", "properties", "encryption", "keyVaultProperties", "identityClientId",
    to: .reference("identity", ["properties", "clientId"]))

  /// The same with a role on the vault for a principal.
  static func userGranted(to principal: ExampleValue) -> AzureExample { userIdentified.adding(grant(to: principal)) }

  /// The same with the account behind the role.
  static func userWaiting(for principal: ExampleValue) -> AzureExample { userGranted(to: principal).depending("account", on: "grant") }

  /// The same with the role for the identity.
  static let userReady = userWaiting(for: .reference("identity", ["properties", "principalId"]))
}

extension TerraformExample {
  static func granted(role: String = "Key Vault Crypto Service Encryption User") -> TerraformExample {
    foundry.adding(
      grant(to: .reference("azurerm_cognitive_account.main", ["identity", "0", "principal_id"]), role: role))
  }

  static let hubGranted = hub.adding(grant(to: .reference("azurerm_ai_foundry.main", ["identity", "0", "principal_id"])))

  static func policy(_ permissions: [String]) -> TerraformExample {
    foundry.setting("azurerm_key_vault.main", "rbac_authorization_enabled", to: false).adding(
      Block(
        "resource", "azurerm_key_vault_access_policy", "ai",
        body: [
          "key_vault_id": .reference("azurerm_key_vault.main", ["id"]), "tenant_id": "11111111-2222-3333-4444-555555555555",
          "object_id": .reference("azurerm_cognitive_account.main", ["identity", "0", "principal_id"]),
          "key_permissions": .list(permissions.map { .text($0) }),
        ]))
  }

  static let userIdentified = foundry.adding(userIdentity).setting(
    "azurerm_cognitive_account.main", "identity",
    to: .block(["type": "UserAssigned", "identity_ids": [.reference("azurerm_user_assigned_identity.ai", ["id"])]])
  ).setting(
    "azurerm_cognitive_account.main", "customer_managed_key", "identity_client_id",
    to: .reference("azurerm_user_assigned_identity.ai", ["client_id"]))

  static func userGranted(to principal: ExampleValue) -> TerraformExample { userIdentified.adding(grant(to: principal)) }

  static func userWaiting(for principal: ExampleValue) -> TerraformExample {
    userGranted(to: principal).setting(
      "azurerm_cognitive_account.main", "depends_on", to: [.reference("azurerm_role_assignment.ai", [])])
  }

  static let userReady = userWaiting(for: .reference("azurerm_user_assigned_identity.ai", ["principal_id"]))
}

extension ExampleText {
  /// A manifest's vault with one grant.
  static func grant(to identity: String, _ permissions: String = "get, wrapKey, unwrapKey", role: String? = nil) -> String {
    """
    purgeProtection: true
        grants:
          - { identity: \(identity), \(role.map { "role: \($0)" } ?? "permissions: [\(permissions)]") }
    """
  }
}

extension RulePage.Gap {
  /// Why rules on grants are silent there.
  static let whatIfPrincipals = RulePage.Gap([.whatIf], "a what-if result names principals by ids that only Azure resolves")
}
