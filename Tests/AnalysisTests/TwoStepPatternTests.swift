import SourceText
import TestSupport
import Testing

@testable import Analysis

/// An account is made first, then encrypted by another declaration: that is one account, and an encrypted one.
@Suite struct TwoStepPatternTests {
  private let demand = (".cmklint.json", #"{ "require": ["foundry"] }"#)

  private func encrypted(_ body: String) -> String {
    """
      name: 'ai'
      location: 'eastus'
      kind: 'AIServices'
      identity: { type: 'SystemAssigned' }
      properties: { allowProjectManagement: true\(body) }
    """
  }

  private let block = """
    , encryption: {
          keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: 'https://kv.vault.azure.net', keyName: 'k' } }
    """

  private func coverage(_ files: [(String, String)], sourceLocation: SourceLocation = #_sourceLocation) {
    var workbench = Workbench(files + [demand])
    let lines = workbench.findings("CMK501", "CMK502").map(\.message)
    #expect(lines == [], sourceLocation: sourceLocation)
    #expect(!workbench.findings("CMK902").isEmpty, "the encryption is seen", sourceLocation: sourceLocation)
  }

  @Test func inOneBicepFile() {
    let type = "'Microsoft.CognitiveServices/accounts@2025-06-01'"
    let first = "resource account \(type) = {\n\(encrypted(""))\n}\n"
    let second = "resource update \(type) = {\n\(encrypted(block))\n  dependsOn: [account]\n}\n"
    coverage([("main.bicep", first + second)])
    coverage([("main.bicep", second + first)])
  }

  @Test func byAModuleThatIsGivenTheName() {
    let type = "'Microsoft.CognitiveServices/accounts@2025-06-01'"
    let first = "param name string\nresource account \(type) = {\n\(encrypted("").replacing("'ai'", with: "name"))\n}\n"
    let call = "module update 'encrypt.bicep' = { name: 'update', params: { account: account.name } }\n"
    let module = "param account string\nresource update \(type) = {\n\(encrypted(block).replacing("'ai'", with: "account"))\n}\n"
    coverage([("main.bicep", first + call), ("encrypt.bicep", module)])
    // The account itself is made by a module, and told by its output.
    let main = """
      module make 'account.bicep' = { name: 'make', params: { name: 'ai-${uniqueString(resourceGroup().id)}' } }
      module update 'encrypt.bicep' = { name: 'update', params: { account: make.outputs.name } }
      """
    coverage([
      ("main.bicep", main), ("account.bicep", first + "output name string = account.name\n"), ("encrypt.bicep", module),
    ])
  }

  @Test(arguments: [true, false]) func byAModuleThatWaitsForTheGrant(waits: Bool) {
    let type = "'Microsoft.CognitiveServices/accounts@2025-06-01'"
    let main = """
      resource account \(type) = {
      \(encrypted(""))
      }
      resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = { name: 'kv' }
      resource policy 'Microsoft.KeyVault/vaults/accessPolicies@2024-11-01' = {
        parent: vault
        name: 'add'
        properties: { accessPolicies: [{
          tenantId: tenant().tenantId
          objectId: account.identity.principalId
          permissions: { keys: ['get', 'wrapKey', 'unwrapKey'] }
        }] }
      }
      module update 'encrypt.bicep' = {
        name: 'update'
        params: { account: account.name }
        dependsOn: [\(waits ? "policy" : "vault")]
      }
      """
    let module = "param account string\nresource update \(type) = {\n\(encrypted(block).replacing("'ai'", with: "account"))\n}\n"
    var workbench = Workbench([("main.bicep", main), ("encrypt.bicep", module)])
    #expect(workbench.findings("CMK310").map(\.place.path) == (waits ? [] : ["/w/encrypt.bicep"]))
  }

  @Test(arguments: ["", "if (grants) "]) func aGrantThatIsNestedInTheVaultIsWaitedForByItsOwnName(condition: String) {
    let main = """
      param grants bool = true
      resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id' }
      resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
        name: 'kv'
        properties: { enableRbacAuthorization: false, enablePurgeProtection: true, accessPolicies: [] }
        resource policy 'accessPolicies' = \(condition){
          name: 'add'
          properties: { accessPolicies: [{
            tenantId: tenant().tenantId
            objectId: id.properties.principalId
            permissions: { keys: ['get', 'wrapKey', 'unwrapKey'] }
          }] }
        }
      }
      resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: 'ai'
        kind: 'AIServices'
        identity: { type: 'UserAssigned', userAssignedIdentities: { '${id.id}': {} } }
        properties: { encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: {
          keyVaultUri: vault.properties.vaultUri
          keyName: 'k'
          identityClientId: id.properties.clientId
        } } }
      }
      """
    var workbench = Workbench([("main.bicep", main)])
    let finding = workbench.findings("CMK310").first
    let edits = finding?.fixes.first?.edits.flatMap(\.edits) ?? []
    #expect(edits.count == 1)
    let text = edits.first.map { String(decoding: $0.replacement, as: UTF8.self) } ?? ""
    #expect(text.split { " \n[],".contains($0) }.map(String.init) == ["dependsOn:", "vault::policy"])
    var fixed = Workbench([("main.bicep", workbench.fixed()["main.bicep"] ?? main)])
    #expect(fixed.findings("CMK310").isEmpty)
  }

  @Test func byANestedTemplate() {
    func account(_ name: String, _ encryption: String) -> String {
      """
      { "type": "Microsoft.CognitiveServices/accounts", "apiVersion": "2025-06-01", "name": "\(name)", "location": "eastus",
        "kind": "AIServices", "properties": { "allowProjectManagement": true\(encryption) } }
      """
    }
    let encryption = """
      , "encryption": { "keySource": "Microsoft.KeyVault", "keyVaultProperties": { "keyVaultUri": "https://kv.vault.azure.net", "keyName": "k" } }
      """
    let schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    let text = """
      { "$schema": "\(schema)", "contentVersion": "1.0.0.0",
        "parameters": { "name": { "type": "string" } },
        "resources": [
          \(account("[parameters('name')]", "")),
          { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "update",
            "properties": {
              "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" },
              "parameters": { "account": { "value": "[parameters('name')]" } },
              "template": { "$schema": "\(schema)", "contentVersion": "1.0.0.0",
                "parameters": { "account": { "type": "string" } },
                "resources": [ \(account("[parameters('account')]", encryption)) ] } } }
        ] }
      """
    coverage([("main.json", text)])
  }

  @Test func inTerraform() {
    let account = """
      resource "azurerm_cognitive_account" "ai" {
        name                = "ai"
        location            = "eastus"
        resource_group_name = "rg"
        kind                = "AIServices"
        sku_name            = "S0"
      }

      """
    let key = """
      resource "azurerm_cognitive_account_customer_managed_key" "ai" {
        cognitive_account_id = azurerm_cognitive_account.ai.id
        key_vault_key_id     = azurerm_key_vault_key.k.id
      }
      """
    coverage([("main.tf", account), ("key.tf", key)])
    let output = "output \"id\" {\n  value = azurerm_cognitive_account.ai.id\n}\n"
    let call = "module \"ai\" {\n  source = \"./ai\"\n}\n"
    coverage([
      ("ai/main.tf", account + output), ("main.tf", call + key.replacing("azurerm_cognitive_account.ai.id", with: "module.ai.id")),
    ])
    let azapi = """
      resource "azapi_resource" "ai" {
        type = "Microsoft.CognitiveServices/accounts@2025-06-01"
        name = "ai"
        parent_id = azurerm_resource_group.rg.id
        body = { kind = "AIServices", properties = { allowProjectManagement = true } }
      }
      resource "azapi_update_resource" "ai" {
        type        = "Microsoft.CognitiveServices/accounts@2025-06-01"
        resource_id = azapi_resource.ai.id
        body = {
          properties = {
            encryption = { keySource = "Microsoft.KeyVault", keyVaultProperties = { keyVaultUri = "https://kv.vault.azure.net", keyName = "k" } }
          }
        }
      }
      """
    coverage([("main.tf", azapi)])
  }

  /// Microsoft's own samples.
  @Test(
    .enabled(if: Corpora.isThere, "the corpora are not at hand"),
    arguments: ["30-customer-managed-keys", "31-customer-managed-keys-standard-agent"])
  func inMicrosoftsSamples(sample: String) {
    let set = "foundry-samples/infrastructure/infrastructure-setup-bicep/" + sample
    let files = Corpora.files(set, endings: [".bicep", ".json"]).map { path in
      let name = path.split(separator: sample + "/").last.map(String.init) ?? path
      return (name, String(decoding: Corpora.bytes(path), as: UTF8.self))
    }
    #expect(files.count >= 4)
    coverage(files)
    var workbench = Workbench(files)
    #expect(workbench.findings("CMK506").isEmpty, "the project's agents have stores of their own")
  }
}
