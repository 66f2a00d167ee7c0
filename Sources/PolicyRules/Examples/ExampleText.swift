/// The small estates that the pages' examples are variations of.
enum ExampleText {
  /// A manifest with one vault, one key and one resource that encrypts with it.
  static func manifest(
    vault: String = "purgeProtection: true", key: String = "{ type: RSA, size: 2048 }", kind: String = "foundry",
    resource: String = "capabilities: []", encryption: String = "{ source: customerManaged, key: kv-ai/ai-2026 }", head: String = ""
  ) -> String {
    """
    cmkManifest: 1
    \(head.isEmpty ? "" : head + "\n")vaults:
      kv-ai:
        region: eastus
        \(vault)
        keys:
          ai-2026: \(key)
    resources:
      ai-main:
        kind: \(kind)
        region: eastus
        identity: systemAssigned
        encryption: \(encryption)
        \(resource)

    """
  }

  /// An ARM template with the same. `tags` and `properties` are those of the account.
  static func arm(
    vault: String = #""enablePurgeProtection": true"#, key: String = #""kty": "RSA", "keySize": 2048"#, kind: String = "AIServices",
    tags: String = ""
  ) -> String {
    """
    {
      "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      "contentVersion": "1.0.0.0",
      "resources": [
        {
          "type": "Microsoft.KeyVault/vaults",
          "apiVersion": "2023-07-01",
          "name": "kv-ai",
          "location": "eastus",
          "properties": { "tenantId": "[tenant().tenantId]", "sku": { "family": "A", "name": "premium" }, "accessPolicies": [], \(vault) }
        },
        {
          "type": "Microsoft.KeyVault/vaults/keys",
          "apiVersion": "2023-07-01",
          "name": "kv-ai/ai-2026",
          "properties": { \(key) }
        },
        {
          "type": "Microsoft.CognitiveServices/accounts",
          "apiVersion": "2025-06-01",
          "name": "ai-main",
          "location": "eastus",
          "kind": "\(kind)",
          "sku": { "name": "S0" },\(tags.isEmpty ? "" : "\n      \"tags\": { \(tags) },")
          "identity": { "type": "SystemAssigned" },
          "properties": {
            "encryption": {
              "keySource": "Microsoft.KeyVault",
              "keyVaultProperties": { "keyVaultUri": "https://kv-ai.vault.azure.net/", "keyName": "ai-2026" }
            }
          }
        }
      ]
    }

    """
  }
}
