import Testing

/// Grants in Terraform, among others that are for somebody else.
@Suite struct TerraformGrantTests {
  @Test func aGrantForWhoeverDeploysIsNotTheOneThatIsMissing() {
    check(
      "CMK304",
      text: folder(grants: [role("deployer", to: "data.azurerm_client_config.me.object_id")], key: "1️⃣azurerm_key_vault_key.k.id1️⃣"),
      path: "main.tf",
      finds:
        "1️⃣ error CMK304: Foundry resource 'ai' encrypts with a key of vault 'kv', on which nothing gives identity 'id' get, wrapKey and unwrapKey."
    )
    // A group or an application may be it.
    check("CMK304", text: folder(grants: [role("group", to: "azuread_group.g.object_id")]), path: "main.tf")
  }

  @Test func anotherGrantThatIsWaitedForIsNotTheOne() {
    let policies = [
      policy("me", to: "data.azurerm_client_config.me.object_id"), policy("ai", to: "azurerm_user_assigned_identity.id.principal_id"),
    ]
    let roles = [
      role("me", to: "data.azurerm_client_config.me.object_id"), role("ai", to: "azurerm_user_assigned_identity.id.principal_id"),
    ]
    for (grants, type) in [(policies, "azurerm_key_vault_access_policy"), (roles, "azurerm_role_assignment")] {
      check(
        "CMK310", text: folder(roles: grants == roles, grants: grants, waits: "\(type).me", account: "1️⃣\"ai\"1️⃣"), path: "main.tf",
        finds: "1️⃣ warning CMK310: Foundry resource 'ai' does not wait for the grant with which identity 'id' reaches its key.")
      check("CMK310", text: folder(roles: grants == roles, grants: grants, waits: "\(type).me, \(type).ai"), path: "main.tf")
    }
  }

  @Test func whatIsWaitedForThroughALocalIsFollowed() {
    let grants = [role("ai", to: "azurerm_user_assigned_identity.id.principal_id")]
    check(
      "CMK310", text: folder(grants: grants, location: "local.granted") + "locals {\n  granted = azurerm_role_assignment.ai.id\n}\n",
      path: "main.tf")
    check(
      "CMK310", text: folder(grants: grants, location: "local.region", account: "1️⃣\"ai\"1️⃣") + "locals {\n  region = \"westeurope\"\n}\n",
      path: "main.tf",
      finds: "1️⃣ warning CMK310: Foundry resource 'ai' does not wait for the grant with which identity 'id' reaches its key.")
  }

  @Test func aBodyOfJSONIsReadAlthoughPartsOfItsTextAreNotKnown() {
    check(
      "CMK101",
      text: """
        resource "azurerm_key_vault" 1️⃣"kv"1️⃣ {
          name = "kv"
        }
        resource "azapi_resource" "ai" {
          type = "Microsoft.CognitiveServices/accounts@2024-10-01"
          name = "ai"
          body = jsonencode({
            kind = "AIServices"
            properties = {
              encryption = {
                keySource          = "Microsoft.KeyVault"
                keyVaultProperties = { keyVaultUri = azurerm_key_vault.kv.vault_uri, keyName = "k" }
              }
            }
          })
        }
        """, path: "main.tf", finds: "1️⃣ error CMK101: Vault 'kv' holds a customer-managed key but has no purge protection.")
  }

  private func role(_ name: String, to principal: String) -> String {
    """
    resource "azurerm_role_assignment" "\(name)" {
      scope                = azurerm_key_vault.kv.id
      role_definition_name = "Key Vault Crypto User"
      principal_id         = \(principal)
    }

    """
  }

  private func policy(_ name: String, to principal: String) -> String {
    """
    resource "azurerm_key_vault_access_policy" "\(name)" {
      key_vault_id    = azurerm_key_vault.kv.id
      tenant_id       = "11111111-2222-3333-4444-555555555555"
      object_id       = \(principal)
      key_permissions = ["Get", "WrapKey", "UnwrapKey"]
    }

    """
  }

  private func folder(
    roles: Bool = true, grants: [String], waits: String = "", location: String = "\"westeurope\"",
    key: String = "azurerm_key_vault_key.k.id", account: String = "\"ai\""
  ) -> String {
    """
    resource "azurerm_user_assigned_identity" "id" {
      name = "id"
    }
    resource "azurerm_key_vault" "kv" {
      name                       = "kv"
      rbac_authorization_enabled = \(roles)
      purge_protection_enabled   = true
    }
    resource "azurerm_key_vault_key" "k" {
      name         = "k"
      key_vault_id = azurerm_key_vault.kv.id
      key_type     = "RSA"
      key_size     = 2048
    }
    \(grants.joined())
    resource "azurerm_cognitive_account" \(account) {
      name     = "ai"
      location = \(location)
      kind     = "AIServices"
      identity {
        type         = "UserAssigned"
        identity_ids = [azurerm_user_assigned_identity.id.id]
      }
      customer_managed_key {
        key_vault_key_id   = \(key)
        identity_client_id = azurerm_user_assigned_identity.id.client_id
      }
      depends_on = [\(waits)]
    }

    """
  }
}
