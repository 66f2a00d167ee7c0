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

  // MARK: Addresses

  @Test func theAddressOfAVaultIsNoAddressOfAKey() {
    check(
      "CMK403",
      text: """
        resource "azurerm_key_vault" "kv" {
          name = "kv"
        }
        resource "azurerm_ai_foundry" "hub" {
          name = "hub"
          encryption {
            key_vault_id = azurerm_key_vault.kv.id
            key_id       = 1️⃣azurerm_key_vault.kv.vault_uri1️⃣
          }
        }
        """, path: "main.tf",
      finds: "1️⃣ error CMK403: Hub 'hub' names its key by the address 'https://kv‹environment(…)›/': it is not that of a key: /keys/NAME.")
  }

  @Test func theAddressOfAVaultIsNoResourceID() {
    check(
      "CMK407", text: Self.hub(vault: "1️⃣'https://kv.vault.azure.net/'1️⃣"), path: "main.bicep",
      finds: "1️⃣ warning CMK407: Hub 'hub' gives an address where the resource id of its vault belongs.")
    check("CMK407", text: Self.hub(vault: "1️⃣resourceId('Microsoft.KeyVault/vaults', 'kv')1️⃣"), path: "main.bicep")
  }

  @Test func whereTwoVaultsAreNamedNothingIsSaidOfEither() {
    check(
      "CMK304", "CMK404", "CMK705",
      text: Self.hub(vault: "resourceId('Microsoft.KeyVault/vaults', 'kv-two')", key: "1️⃣'https://kv.vault.azure.net/keys/k'1️⃣"),
      path: "main.bicep",
      before: MarkedText(Self.hub(vault: "resourceId('Microsoft.KeyVault/vaults', 'kv')")).text,
      finds: "1️⃣ error CMK404: Hub 'hub' names vault 'kv-two', but its key is one of vault 'kv'.")
  }

  @Test func theSuffixOfACloudHasADotOfItsOwn() {
    func account(_ address: String) -> String {
      """
      resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: 'ai'
        kind: 'AIServices'
        properties: { encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: 1️⃣\(address)1️⃣, keyName: 'k' } } }
      }
      """
    }
    check("CMK403", text: account("'https://kv${environment().suffixes.keyvaultDns}'"), path: "main.bicep")
    check(
      "CMK403", text: account("'https://kv.${environment().suffixes.keyvaultDns}'"), path: "main.bicep",
      finds: "1️⃣ error CMK403: Foundry resource 'ai' names its vault by the address 'https://kv.‹environment(…)›': "
        + "environment().suffixes.keyvaultDns begins with a dot of its own.")
  }

  @Test func anAddressMadeOfParametersIsNotRewrittenWithoutThem() {
    var workbench = Workbench([
      (
        "main.bicep",
        """
        param vaultName string = 'kv-ai'
        resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
          name: 'ai'
          kind: 'AIServices'
          properties: {
            encryption: {
              keySource: 'Microsoft.KeyVault'
              keyVaultProperties: { keyVaultUri: 'https://${vaultName}.vault.azure.net/keys/k', keyName: 'k' }
            }
          }
        }
        """
      )
    ])
    #expect(workbench.findings("CMK403").map(\.fixes.count) == [0])
  }

  // MARK: Transitions

  @Test func aPropertyOfAHubThatWasLeftToItsDefaultIsFixedToo() {
    let before = Self.hub(vault: "resourceId('Microsoft.KeyVault/vaults', 'kv')")
    check(
      "CMK708", "CMK709",
      text: before.replacing(
        "properties: {", with: "properties: {\n    enableServiceSideCMKEncryption: 1️⃣true1️⃣\n    hbiWorkspace: 2️⃣true2️⃣", maxReplacements: 1
      )
      .replacing("3️⃣", with: ""), path: "main.bicep", before: MarkedText(before).text,
      finds: "1️⃣ error CMK708: Hub 'hub' would move its encrypted data to Microsoft's own stores; that is decided when it is created.",
      "2️⃣ error CMK709: Hub 'hub' changes its high-business-impact flag from false to true; the flag is fixed when it is created.")
  }

  @Test func whatGoesBackToTheFormerKeyLeavesWhatStandsBeside() {
    func account(_ vault: String, _ source: String = "Microsoft.KeyVault") -> String {
      """
      resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id' }
      resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: 'ai'
        kind: 'AIServices'
        identity: { type: 'UserAssigned', userAssignedIdentities: { '${id.id}': {} } }
        properties: {
          encryption: {
            keySource: '\(source)'
            keyVaultProperties: {
              keyVaultUri: 'https://\(vault).vault.azure.net/'
              keyName: 'k' // of the platform team
              keyVersion: '0123456789abcdef0123456789abcdef'
              identityClientId: id.properties.clientId
            }
          }
        }
      }

      """
    }
    for after in [account("kv-new"), account("kv-old", "Microsoft.CognitiveServices")] {
      var workbench = Workbench([("main.bicep", after)], before: [("main.bicep", account("kv-old"))])
      #expect(workbench.fixed(includingUnsafe: true)["main.bicep"] == account("kv-old"))
    }
  }

  @Test func aHubGoesBackToItsFormerKeyByTheVaultsOwnID() {
    func hub(_ vault: String, _ version: String = "0123456789abcdef0123456789abcdef") -> String {
      MarkedText(
        Self.hub(
          vault: "'/subscriptions/s/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/\(vault)'",
          key: "'https://\(vault).vault.azure.net/keys/k/\(version)'")
      ).text
    }
    var workbench = Workbench([("main.bicep", hub("kv-new"))], before: [("main.bicep", hub("kv-old"))])
    let fixes = workbench.findings("CMK705").flatMap(\.fixes)
    #expect(fixes.count == 1)
    let text = workbench.fixed(includingUnsafe: true)["main.bicep"]
    #expect(text?.contains("'/subscriptions/s/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-old'") == true)
    #expect(text?.contains("'https://kv-old.vault.azure.net/keys/k/0123456789abcdef0123456789abcdef'") == true)
  }

  @Test func aPolicyThatIsTakenAwayIsReportedWhereThatIsSaid() {
    func policy(_ name: String) -> String {
      """
      resource kv 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'kv' }
      resource policy 'Microsoft.KeyVault/vaults/accessPolicies@2023-07-01' = {
        parent: kv
        name: '\(name)'
        properties: {
          accessPolicies: [1️⃣{
            objectId: ai.identity.principalId
            tenantId: tenant().tenantId
            permissions: { keys: ['get', 'wrapKey', 'unwrapKey'] }
          }1️⃣]
        }
      }
      resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: 'ai'
        kind: 'AIServices'
        identity: { type: 'SystemAssigned' }
        properties: {
          encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: kv.properties.vaultUri, keyName: 'k' } }
        }
      }
      """
    }
    let before = MarkedText(policy("add")).text
    check("CMK801", text: before, path: "main.bicep", before: before)
    var workbench = Workbench([("main.bicep", MarkedText(policy("remove")).text)], before: [("main.bicep", before)])
    #expect(workbench.findings("CMK801").count == 1)
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

  @Test func aPartOfAGrantIsCompletedWhereItStandsAndNotByAnotherOne() {
    func manifest(_ permissions: String) -> String {
      """
      cmkManifest: 1
      vaults:
        kv:
          purgeProtection: true
          keys: { k: { type: RSA, size: 2048 } }
          grants: [{ identity: ai, permissions: [\(permissions)] }]
      resources:
        ai: { kind: openAI, identity: systemAssigned, encryption: { source: customerManaged, key: kv/k } }

      """
    }
    let before = manifest("get, wrapKey, unwrapKey")
    var workbench = Workbench([("a.cmk.yaml", manifest("get, wrapKey"))], before: [("a.cmk.yaml", before)])
    #expect(workbench.findings("CMK801").count == 1)
    #expect(workbench.fixed(includingUnsafe: true)["a.cmk.yaml"] == before)
  }

  @Test func anAddressInAManifestIsOneMistake() {
    var workbench = Workbench([
      (
        "a.cmk.yaml",
        """
        cmkManifest: 1
        vaults: { kv: { purgeProtection: true, keys: { k: { type: RSA, size: 2048 } } } }
        resources:
          ai:
            kind: openAI
            identity: systemAssigned
            encryption: { source: customerManaged, key: https://kv.vault.azure.net/keys/k }
        """
      )
    ])
    #expect(workbench.findings().filter { $0.severity == .error || $0.severity == .warning }.map(\.rule) == ["CMK003"])
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

  @Test func aPlanThatGrantsToAnotherPrincipalTakesTheKeyAway() {
    func change(_ address: String, _ before: String, _ after: String) -> String {
      let type = address.prefix { $0 != "." }
      return """
        { "address": "\(address)", "mode": "managed", "type": "\(type)", "name": "x",
          "provider_name": "registry.terraform.io/hashicorp/azurerm",
          "change": { "actions": [\(before == after ? "\"no-op\"" : "\"delete\", \"create\"")], "before": \(before), "after": \(after),
            "after_unknown": {} } }
        """
    }
    let vault = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"
    func role(_ principal: String) -> String {
      #"{ "scope": "\#(vault)", "role_definition_name": "Key Vault Crypto User", "principal_id": "\#(principal)" }"#
    }
    let own = "aaaaaaaa-0000-4000-8000-000000000001"
    let account = """
      { "name": "ai", "resource_group_name": "rg", "kind": "OpenAI", "identity": [{ "type": "SystemAssigned", "principal_id": "\(own)" }],
        "customer_managed_key": [{ "key_vault_key_id": "https://kv.vault.azure.net/keys/k" }] }
      """
    let kv = #"{ "name": "kv", "resource_group_name": "rg", "purge_protection_enabled": true, "rbac_authorization_enabled": true }"#
    func plan(_ granted: String) -> String {
      """
      { "format_version": "1.2", "terraform_version": "1.11.4",
        "resource_changes": [
          \(change("azurerm_key_vault.kv", kv, kv)), \(change("azurerm_cognitive_account.ai", account, account)),
          \(change("azurerm_role_assignment.r", role(own), role(granted))) ] }
      """
    }
    var same = Workbench([("plan.json", plan(own))])
    #expect(same.findings("CMK304", "CMK801").isEmpty)
    var other = Workbench([("plan.json", plan("cccccccc-0000-4000-8000-000000000001"))])
    #expect(Set(other.findings("CMK304", "CMK801").map(\.rule)) == ["CMK304", "CMK801"])
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

  private static func hub(vault: String, key: String = "'https://kv.vault.azure.net/keys/k'") -> String {
    """
    resource hub 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
      name: 'hub'
      kind: 'Hub'
      identity: { type: 'SystemAssigned' }
      properties: {
        encryption: {
          status: 'Enabled'
          keyVaultProperties: { keyVaultArmId: \(vault), keyIdentifier: \(key) }
        }
      }
    }
    """
  }
}
