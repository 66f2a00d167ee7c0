import Testing

@Suite struct VaultRuleTests {
  @Test func aVaultWithoutPurgeProtectionIsReportedAtItsName() {
    check(
      "CMK101",
      text: """
        cmkManifest: 1
        vaults:
          1️⃣kv1️⃣:
            keys:
              k: {}
        """, finds: "1️⃣ error CMK101: Vault 'kv' holds a customer-managed key but has no purge protection.")
    check(
      "CMK101", text: arm(vault: #""name": 1️⃣"kv"1️⃣, "properties": {}"#), path: "t.json",
      finds: "1️⃣ error CMK101: Vault 'kv' holds a customer-managed key but has no purge protection.")
  }

  @Test func aLiteralFalseIsReportedWhereItStands() {
    check(
      "CMK101",
      text: """
        cmkManifest: 1
        vaults: { kv: { purgeProtection: 1️⃣false1️⃣, keys: { k: } } }
        """, finds: "1️⃣ error CMK101: Vault 'kv' holds a customer-managed key but has no purge protection.")
    check(
      "CMK101", text: arm(vault: #""name": "kv", "properties": { "enablePurgeProtection": 1️⃣false1️⃣ }"#), path: "t.json",
      finds: "1️⃣ error CMK101: Vault 'kv' holds a customer-managed key but has no purge protection.")
  }

  @Test func aParametersDefaultThatDecidesIsThePlace() {
    check(
      "CMK101",
      text: arm(
        parameters: #""purge": { "type": "bool", "defaultValue": 1️⃣false1️⃣ }"#,
        vault: #""name": "kv", "properties": { "enablePurgeProtection": "[parameters('purge')]" }"#), path: "t.json",
      finds: "1️⃣ error CMK101: Vault 'kv' holds a customer-managed key but has no purge protection.")
  }

  @Test func aVaultWithoutAKeyOfOursIsLeftAlone() {
    check("CMK101", "CMK102", text: "cmkManifest: 1\nvaults: { kv: { softDelete: false } }")
    check(
      "CMK101", "CMK102", text: arm(vault: #""name": "other", "properties": { "enableSoftDelete": false }"#), path: "t.json")
  }

  @Test func whatAParameterWithoutDefaultDecidesIsNoFinding() {
    check(
      "CMK101",
      text: arm(
        parameters: #""purge": { "type": "bool" }"#,
        vault: #""name": "kv", "properties": { "enablePurgeProtection": "[parameters('purge')]" }"#), path: "t.json")
  }

  @Test func bothBranchesOfAnUndecidedConditionMustViolate() {
    let parameters = #""prod": { "type": "bool" }"#
    check(
      "CMK101",
      text: arm(
        parameters: parameters,
        vault: #""name": "kv", "properties": { "enablePurgeProtection": "[if(parameters('prod'), true(), false())]" }"#), path: "t.json")
    check(
      "CMK101",
      text: arm(
        parameters: parameters,
        vault: #""name": "kv", "properties": { "enablePurgeProtection": 1️⃣"[if(parameters('prod'), json('null'), false())]"1️⃣ }"#),
      path: "t.json", finds: "1️⃣ error CMK101: Vault 'kv' holds a customer-managed key but has no purge protection.")
  }

  @Test func softDeleteSwitchedOffIsReported() {
    check(
      "CMK102", text: "cmkManifest: 1\nvaults: { kv: { softDelete: 1️⃣false1️⃣, purgeProtection: true, keys: { k: } } }",
      finds: "1️⃣ error CMK102: Vault 'kv' holds a customer-managed key but has soft delete switched off.")
  }

  /// A template with a vault and an account that encrypts with a key of vault `kv`.
  private func arm(parameters: String = "", vault: String) -> String {
    """
    { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
      "parameters": { \(parameters) },
      "resources": [
        { "type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", \(vault) },
        { "type": "Microsoft.CognitiveServices/accounts", "apiVersion": "2025-06-01", "name": "ai", "kind": "AIServices",
          "properties": { "encryption": { "keySource": "Microsoft.KeyVault",
            "keyVaultProperties": { "keyVaultUri": "https://kv.vault.azure.net", "keyName": "k" } } } } ] }
    """
  }
}
