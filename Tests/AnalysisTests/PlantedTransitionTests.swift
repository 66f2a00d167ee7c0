import Testing

/// Changes as they come in pull requests and plans, and what a fix of one leaves as it was.
@Suite struct PlantedTransitionTests {
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

  @Test func aKeyThatAResourceOfItsOwnSetGoesWithIt() {
    func change(_ type: String, _ before: String, _ after: String) -> String {
      """
      { "address": "\(type).x", "mode": "managed", "type": "\(type)", "name": "x",
        "provider_name": "registry.terraform.io/hashicorp/azurerm",
        "change": { "actions": ["\(after == "null" ? "delete" : "no-op")"], "before": \(before), "after": \(after), "after_unknown": {} } }
      """
    }
    let id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/ai"
    let key = "https://kv.vault.azure.net/keys/k"
    let account = """
      { "id": "\(id)", "name": "ai", "resource_group_name": "rg", "kind": "AIServices", "identity": [{ "type": "SystemAssigned" }],
        "customer_managed_key": [{ "key_vault_key_id": "\(key)" }] }
      """
    let setting = #"{ "cognitive_account_id": "\#(id)", "key_vault_key_id": "\#(key)" }"#
    for (after, found) in [("null", ["CMK701"]), (setting, [])] {
      var workbench = Workbench([
        (
          "plan.json",
          """
          { "format_version": "1.2", "terraform_version": "1.11.4",
            "resource_changes": [ \(change("azurerm_cognitive_account", account, account)),
              \(change("azurerm_cognitive_account_customer_managed_key", setting, after)) ] }
          """
        )
      ])
      #expect(workbench.findings("CMK701").map(\.rule) == found)
    }
  }
}
