import Testing

/// Mistakes as they come in pull requests: through objects, encoded bodies, outputs, and by the wrong one of several ids.
@Suite struct PlantedMistakeTests {
  // MARK: Places

  @Test func aMemberThatOneReaderHasIsReportedAndMendedWhereItIsGiven() {
    let main = """
      variable "vault" {
        type = object({ name = string, purge = optional(bool, true) })
      }
      resource "azurerm_key_vault" "kv" {
        name                     = var.vault.name
        purge_protection_enabled = var.vault.purge
      }
      resource "azurerm_cognitive_account" "ai" {
        name = "ai"
        kind = "AIServices"
        customer_managed_key {
          key_vault_key_id = "${azurerm_key_vault.kv.vault_uri}keys/k"
        }
      }
      """
    var terraform = Workbench([("main.tf", main), ("terraform.tfvars", "vault = {\n  name  = \"kv\"\n  purge = false\n}\n")])
    #expect(terraform.lines().filter { $0.contains("CMK101") }.map { String($0.prefix(21)) } == ["terraform.tfvars:3:11"])
    #expect(terraform.fixed()["terraform.tfvars"] == "vault = {\n  name  = \"kv\"\n  purge = true\n}\n")

    check(
      "CMK101",
      text: """
        param options object = { name: 'kv', purge: 1️⃣false1️⃣ }
        \(Self.bicep("name: options.name", purge: "options.?purge ?? true"))
        """, path: "main.bicep", finds: "1️⃣ error CMK101: Vault 'kv' holds a customer-managed key but has no purge protection.")
    check(
      "CMK101",
      text: Self.template(
        parameters: #""options": { "type": "object", "defaultValue": { "name": "kv", "purge": 1️⃣false1️⃣ } }"#,
        name: "parameters('options').name", purge: "parameters('options').purge"), path: "main.json",
      finds: "1️⃣ error CMK101: Vault 'kv' holds a customer-managed key but has no purge protection.")
  }

  @Test func aMemberThatSeveralReadIsReportedWhereItIsRead() {
    check(
      "CMK101",
      text: """
        param options object = { name: 'kv', purge: false }
        output purge bool = options.purge
        \(Self.bicep("name: options.name", purge: "1️⃣options.purge1️⃣"))
        """, path: "main.bicep", finds: "1️⃣ error CMK101: Vault 'kv' holds a customer-managed key but has no purge protection.")
    check(
      "CMK101",
      text: """
        param options object = { name: 'kv', purge: false }
        output all object = options
        \(Self.bicep("name: options.name", purge: "1️⃣options.purge1️⃣"))
        """, path: "main.bicep", finds: "1️⃣ error CMK101: Vault 'kv' holds a customer-managed key but has no purge protection.")
    check(
      "CMK101",
      text: Self.template(
        parameters: #""options": { "type": "object", "defaultValue": { "name": "kv", "purge": false } }"#,
        name: "parameters('options').name", purge: "parameters('options').purge", purgeMark: "1️⃣",
        more: #", "outputs": { "o": { "type": "bool", "value": "[parameters('OPTIONS').Purge]" } }"#), path: "main.json",
      finds: "1️⃣ error CMK101: Vault 'kv' holds a customer-managed key but has no purge protection.")
  }

  @Test func whatABodyEncodesIsReportedAndMendedWhereItIsWritten() {
    let text = Self.azapi(key: "jsonencode({ properties = { kty = \"RSA\", keySize = 1️⃣30721️⃣ } })", client: "clientId")
    check(
      "CMK202", text: text, path: "main.tf",
      finds:
        "1️⃣ error CMK202: Key 'k' is RSA 3072; customer-managed keys must be RSA or RSA-HSM of 2048 bits. Edition 2026-08 would accept it.")
    let plain = MarkedText(text).text
    var workbench = Workbench([("main.tf", plain)])
    #expect(workbench.fixed(includingUnsafe: true)["main.tf"]?.contains("keySize = 2048") == true)
  }

  // MARK: Identities

  @Test func anIdentityThatAzapiAnswersIsTheOneThatIsDeclared() {
    check("CMK303", "CMK304", "CMK308", text: Self.azapi(client: "clientId"), path: "main.tf")
    check("CMK303", "CMK304", text: Self.azapi(client: "clientId", encoded: true), path: "main.tf")
    check(
      "CMK308", text: Self.azapi(client: "clientId", granted: "1️⃣azapi_resource.id.output.properties.clientId1️⃣"), path: "main.tf",
      finds: "1️⃣ error CMK308: This grant on vault 'kv' names the client id of identity 'id'; its principal id belongs here.")
    check(
      "CMK307", text: Self.azapi(client: "clientId", role: "21090545-7ca7-4776-b22c-e363652d74d2"), path: "main.tf",
      finds: "1️⃣ error CMK307: Role 'Key Vault Reader' gives identity 'id', with which Foundry resource 'ai' reaches its key, no right to "
        + "wrap and unwrap.")
  }

  @Test func anIdentityByTheWrongOneOfItsIdsIsReported() {
    func terraform(_ client: String) -> String {
      """
      resource "azurerm_user_assigned_identity" "id" {
        name = "id"
      }
      resource "azurerm_cognitive_account" "ai" {
        name = "ai"
        kind = "AIServices"
        identity {
          type         = "UserAssigned"
          identity_ids = [azurerm_user_assigned_identity.id.id]
        }
        customer_managed_key {
          key_vault_key_id   = "https://kv.vault.azure.net/keys/k"
          identity_client_id = 1️⃣azurerm_user_assigned_identity.id.\(client)1️⃣
        }
      }
      """
    }
    check("CMK303", text: terraform("client_id"), path: "main.tf")
    check(
      "CMK303", text: terraform("principal_id"), path: "main.tf",
      finds: "1️⃣ error CMK303: Foundry resource 'ai' names identity 'id' by its principal id; its client id belongs here.")
    check(
      "CMK303", text: terraform("id"), path: "main.tf",
      finds: "1️⃣ error CMK303: Foundry resource 'ai' names identity 'id' by its resource id; its client id belongs here.")
    func storage(_ identity: String) -> String {
      """
      resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id' }
      resource st 'Microsoft.Storage/storageAccounts@2023-05-01' = {
        name: 'st'
        identity: { type: 'UserAssigned', userAssignedIdentities: { '${id.id}': {} } }
        properties: {
          encryption: {
            keySource: 'Microsoft.Keyvault'
            keyvaultproperties: { keyvaulturi: 'https://kv.vault.azure.net', keyname: 'k' }
            identity: { userAssignedIdentity: 1️⃣\(identity)1️⃣ }
          }
        }
      }
      """
    }
    check("CMK303", text: storage("id.id"), path: "main.bicep")
    check(
      "CMK303", text: storage("id.properties.clientId"), path: "main.bicep",
      finds: "1️⃣ error CMK303: Storage account 'st' names identity 'id' by its client id; its resource id belongs here.")
    var workbench = Workbench([("main.bicep", MarkedText(storage("id.properties.clientId")).text)])
    #expect(workbench.fixed()["main.bicep"]?.contains("userAssignedIdentity: id.id }") == true)
  }

  // MARK: Grants on vaults that are only referenced

  @Test func aGrantIsWrittenBesideAnExistingVaultAndNotIntoIt() {
    func account(_ scope: String = "") -> String {
      """
      resource kv 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'kv'\(scope) }
      resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id' }
      resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: 'ai'
        kind: 'AIServices'
        identity: { type: 'UserAssigned', userAssignedIdentities: { '${id.id}': {} } }
        properties: {
          encryption: {
            keySource: 'Microsoft.KeyVault'
            keyVaultProperties: { keyVaultUri: kv.properties.vaultUri, keyName: 'k', identityClientId: id.properties.clientId }
          }
        }
      }
      """
    }
    var workbench = Workbench([("main.bicep", account())])
    let text = workbench.fixed(includingUnsafe: true)["main.bicep"]
    #expect(text?.contains("existing = { name: 'kv' }\n") == true)
    #expect(text?.contains("Microsoft.Authorization/roleAssignments") == true)
    // No file can grant on what lies in another resource group than it is deployed to.
    var other = Workbench([("main.bicep", account(", scope: resourceGroup('rg-keys')"))])
    #expect(other.findings("CMK304").map(\.fixes.count) == [0])
  }

  @Test func aResourceIDIsNoPrincipal() {
    check(
      "CMK308", "CMK304",
      text: """
        resource kv 'Microsoft.KeyVault/vaults@2024-11-01' = {
          name: 'kv'
          properties: { enablePurgeProtection: true, enableRbacAuthorization: true }
        }
        resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id' }
        resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
          name: guid('x')
          scope: kv
          properties: {
            principalId: 1️⃣id.id1️⃣
            roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
          }
        }
        resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
          name: 'ai'
          kind: 'AIServices'
          identity: { type: 'UserAssigned', userAssignedIdentities: { '${id.id}': {} } }
          properties: {
            encryption: {
              keySource: 'Microsoft.KeyVault'
              keyVaultProperties: { keyVaultUri: kv.properties.vaultUri, keyName: 'k', identityClientId: id.properties.clientId }
            }
          }
        }
        """, path: "main.bicep",
      finds: "1️⃣ error CMK308: This grant on vault 'kv' names the resource id of identity 'id'; its principal id belongs here.")
  }

  @Test func inANestedTemplateAGrantIsWaitedForByItsOwnNameAndFromOutsideByTheDeployments() {
    func account() -> String {
      """
      { "type": "Microsoft.CognitiveServices/accounts", "apiVersion": "2025-06-01", "name": "ai", "kind": "AIServices",
        "identity": { "type": "UserAssigned", "userAssignedIdentities": { "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id')]": {} } },
        "properties": {
          "encryption": { "keySource": "Microsoft.KeyVault",
            "keyVaultProperties": { "keyVaultUri": "https://kv.vault.azure.net", "keyName": "k",
              "identityClientId": "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id'), '2023-01-31').clientId]" } } } }
      """
    }
    let policy = """
      { "type": "Microsoft.KeyVault/vaults/accessPolicies", "apiVersion": "2023-07-01", "name": "kv/add",
        "properties": { "accessPolicies": [ { "tenantId": "[tenant().tenantId]", "permissions": { "keys": [ "get", "wrapKey", "unwrapKey" ] },
          "objectId": "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id'), '2023-01-31').principalId]" } ] } }
      """
    func text(inner: String, outer: String) -> String {
      """
      { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
        "resources": [
          { "type": "Microsoft.Resources/deployments", "apiVersion": "2024-03-01", "name": "keys",
            "properties": { "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" },
              "template": {
                "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
                "resources": [ \(inner) ] } } }\(outer) ] }
      """
    }
    for (text, waited) in [
      (text(inner: policy + ",\n" + account(), outer: ""), "kv/add"), (text(inner: policy, outer: ",\n" + account()), "keys"),
    ] {
      var workbench = Workbench([("main.json", text)])
      #expect(workbench.findings("CMK310").count == 1)
      let fixed = workbench.fixed()["main.json"] ?? ""
      let compact = fixed.filter { !$0.isWhitespace }
      #expect(compact.contains("\"dependsOn\":[\"\(waited)\"]"), "\(fixed)")
    }
  }

  // MARK: Keys

  @Test func aSizeThatAnRSAKeyMayHaveStaysWhenItBecomesOne() {
    func storage(_ type: String) -> String {
      """
      resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = {
        name: 'kv'
        properties: { enablePurgeProtection: true, enableRbacAuthorization: true }
        resource key 'keys' = {
          name: 'k'
          properties: { kty: '\(type)', keySize: 4096 }
        }
      }
      resource st 'Microsoft.Storage/storageAccounts@2023-05-01' = {
        name: 'st'
        identity: { type: 'SystemAssigned' }
        properties: {
          encryption: {
            keySource: 'Microsoft.Keyvault'
            keyvaultproperties: { keyvaulturi: kv.properties.vaultUri, keyname: kv::key.name }
          }
        }
      }
      """
    }
    var workbench = Workbench([("main.bicep", storage("EC"))])
    let text = workbench.fixed()["main.bicep"]
    #expect(text?.contains("kty: 'RSA'") == true)
    #expect(text?.contains("keySize: 4096") == true)
  }

  // MARK: Texts

  private static func bicep(_ name: String, purge: String) -> String {
    """
    resource kv 'Microsoft.KeyVault/vaults@2024-11-01' = {
      \(name)
      properties: { enablePurgeProtection: \(purge), enableRbacAuthorization: true }
    }
    resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
      name: 'ai'
      kind: 'AIServices'
      properties: { encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: kv.properties.vaultUri, keyName: 'k' } } }
    }
    """
  }

  private static func template(
    parameters: String, name: String, purge: String, purgeMark: String = "", more: String = ""
  ) -> String {
    """
    { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
      "parameters": { \(parameters) },
      "resources": [
        { "type": "Microsoft.KeyVault/vaults", "apiVersion": "2024-11-01", "name": "[\(name)]",
          "properties": { "enableRbacAuthorization": true, "enablePurgeProtection": \(purgeMark)"[\(purge)]"\(purgeMark) } },
        { "type": "Microsoft.CognitiveServices/accounts", "apiVersion": "2025-06-01", "name": "ai", "kind": "AIServices",
          "properties": { "encryption": { "keySource": "Microsoft.KeyVault",
            "keyVaultProperties": { "keyVaultUri": "https://kv.vault.azure.net", "keyName": "k" } } } } ]\(more) }
    """
  }

  private static func azapi(
    key: String = "{ properties = { kty = \"RSA\" } }", client: String, granted: String = "azapi_resource.id.output.properties.principalId",
    role: String? = nil, encoded: Bool = false
  ) -> String {
    let output = encoded ? "jsondecode(azapi_resource.id.output)" : "azapi_resource.id.output"
    let roleID = "/providers/Microsoft.Authorization/roleDefinitions/\(role ?? "e147488a-f6f5-4113-8e2d-b22465e65bf6")"
    let mark = role == nil ? "" : "1️⃣"
    return """
      resource "azapi_resource" "id" {
        type = "Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31"
        name = "id"
      }
      resource "azapi_resource" "kv" {
        type = "Microsoft.KeyVault/vaults@2024-11-01"
        name = "kv"
        body = { properties = { enablePurgeProtection = true, enableRbacAuthorization = true } }
      }
      resource "azapi_resource" "k" {
        type      = "Microsoft.KeyVault/vaults/keys@2024-11-01"
        name      = "k"
        parent_id = azapi_resource.kv.id
        body      = \(key)
      }
      resource "azapi_resource" "grant" {
        type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
        name      = "grant"
        parent_id = azapi_resource.kv.id
        body      = { properties = { principalId = \(granted), roleDefinitionId = \(mark)"\(roleID)"\(mark) } }
      }
      resource "azapi_resource" "ai" {
        type = "Microsoft.CognitiveServices/accounts@2025-06-01"
        name = "ai"
        identity {
          type         = "UserAssigned"
          identity_ids = [azapi_resource.id.id]
        }
        body = {
          kind = "AIServices"
          properties = {
            encryption = {
              keySource = "Microsoft.KeyVault"
              keyVaultProperties = {
                keyVaultUri      = "https://kv.vault.azure.net"
                keyName          = "k"
                identityClientId = \(output).properties.\(client)
              }
            }
          }
        }
        depends_on = [azapi_resource.grant]
      }
      """
  }
}
