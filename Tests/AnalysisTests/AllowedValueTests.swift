import SourceText
import Testing

@testable import Analysis

/// What the declaration of a parameter allows: a fix writes nothing else into it.
@Suite struct AllowedValueTests {
  private func bicep(_ parameter: String) -> String {
    """
    \(parameter)
    resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = {
      name: 'kv-main'
      location: 'eastus'
      properties: { sku: { family: 'A', name: 'standard' }, tenantId: tenant().tenantId, enablePurgeProtection: true }
    }
    resource key 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
      parent: kv
      name: 'k'
      properties: { kty: 'RSA', keySize: bits }
    }
    resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
      name: 'ai'
      kind: 'AIServices'
      location: 'eastus'
      identity: { type: 'SystemAssigned' }
      properties: {
        encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: kv.properties.vaultUri, keyName: key.name } }
      }
    }
    """
  }

  private func arm(_ parameter: String, resource more: String = "", definitions: String = "") -> String {
    """
    {
      "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      "contentVersion": "1.0.0.0",
      \(definitions)
      "parameters": { "bits": { "type": "int", "defaultValue": 4096\(parameter) } },
      "resources": [
        {
          "type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "kv-main", "location": "eastus",
          "properties": { "enablePurgeProtection": true }
        },
        {
          "type": "Microsoft.KeyVault/vaults/keys", "apiVersion": "2023-07-01", "name": "kv-main/k",
          \(more)
          "properties": { "kty": "RSA", "keySize": "[parameters('bits')]" }
        },
        {
          "type": "Microsoft.CognitiveServices/accounts", "apiVersion": "2025-06-01", "name": "ai", "kind": "AIServices",
          "properties": {
            "encryption": {
              "keySource": "Microsoft.KeyVault",
              "keyVaultProperties": { "keyVaultUri": "https://kv-main.vault.azure.net/", "keyName": "k" }
            }
          }
        }
      ]
    }
    """
  }

  private func fixes(_ path: String, _ text: String) throws -> [String] {
    var workbench = Workbench([(path, text)])
    let finding = try #require(workbench.findings("CMK202").first)
    return finding.fixes.map { String(decoding: SourceText(text).bytes.applying($0.edits.flatMap(\.edits)).text, as: UTF8.self) }
  }

  @Test(arguments: [
    "param bits int = 4096", "@allowed([2048, 4096])\nparam bits int = 4096", "@sys.minValue(2048)\nparam bits int = 4096",
    "param bits 2048 | 4096 = 4096", "type size = 2048 | 4096\nparam bits size = 4096",
  ])
  func anAllowedValueIsWrittenIntoTheDefault(parameter: String) throws {
    let text = bicep(parameter)
    #expect(try fixes("main.bicep", text) == [text.replacing("= 4096", with: "= 2048")])
  }

  @Test(arguments: [
    "@allowed([3072, 4096])\nparam bits int = 4096", "@sys.allowed([\n  4096\n])\nparam bits int = 4096",
    "@minValue(3072)\nparam bits int = 4096", "param bits 3072 | 4096 = 4096", "type size = 3072 | 4096\nparam bits size = 4096",
  ])
  func noFixIsOfferedThatTheParameterRefuses(parameter: String) throws {
    #expect(try fixes("main.bicep", bicep(parameter)) == [])
  }

  @Test func templatesAllowValuesToo() throws {
    let allowed = arm(", \"allowedValues\": [ 2048, 4096 ]")
    #expect(try fixes("main.json", allowed) == [allowed.replacing("\"defaultValue\": 4096", with: "\"defaultValue\": 2048")])
    #expect(try fixes("main.json", arm(", \"allowedValues\": [ 3072, 4096 ]")) == [])
    #expect(try fixes("main.json", arm(", \"minValue\": 3072")) == [])
    let named = arm(
      ", \"$ref\": \"#/definitions/size\"",
      definitions: "\"definitions\": { \"size\": { \"type\": \"int\", \"allowedValues\": [ 4096 ] } },")
    #expect(try fixes("main.json", named) == [])
  }

  @Test func whatAModulesParameterRefusesIsNotWrittenIntoItsCall() throws {
    let call = "module m 'vault.bicep' = { name: 'm', params: { bits: 4096 } }\n"
    for (parameter, count) in [("@allowed([3072, 4096])\nparam bits int", 0), ("@allowed([2048, 4096])\nparam bits int", 1)] {
      var workbench = Workbench([("main.bicep", call), ("vault.bicep", bicep(parameter))])
      let finding = try #require(workbench.findings("CMK202").first)
      #expect(finding.place.path == "/w/main.bicep")
      #expect(finding.fixes.count == count)
    }
  }

  @Test func aResourcesSuppressionHoldsForTheValueOfAParameterThatItUses() throws {
    let ignored = arm(
      "", resource: "\"metadata\": { \"cmklint\": { \"ignore\": [ { \"rule\": \"CMK202\", \"reason\": \"a test\" } ] } },")
    var workbench = Workbench([("main.json", ignored)])
    #expect(workbench.findings("CMK202", "CMK013").isEmpty)
  }
}
