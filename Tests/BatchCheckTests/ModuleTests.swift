import TestSupport
import Testing

/// Deployments of several files from the command line: what is read, what is reported.
@Suite struct ModuleTests {
  private let vault = """
    param bits int = 2048
    resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = {
      name: 'kv-main'
      location: 'eastus'
      properties: { sku: { family: 'A', name: 'standard' }, tenantId: tenant().tenantId }
    }
    resource key 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
      parent: kv
      name: 'k'
      properties: { kty: 'RSA', keySize: bits }
    }
    """
  private let account = """

    resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
      name: 'ai'
      kind: 'AIServices'
      location: 'eastus'
      sku: { name: 'S0' }
      identity: { type: 'SystemAssigned' }
      properties: {
        encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: 'https://kv-main.vault.azure.net', keyName: 'k' } }
      }
    }
    """

  private func count(_ rule: String, _ output: String) -> Int { output.split(separator: rule).count - 1 }

  @Test func aModuleOutsideOfTheNamedFolderIsReadAndItsFindingToldWithTheRoot() throws {
    let console = try Console([
      "infra/main.bicep": "module v '../lib/vault.bicep' = { name: 'v' }\n" + account, "lib/vault.bicep": vault,
    ])
    let result = console("--check", "infra", "--select", "CMK101")
    #expect(result.status == 1, "\(result.output) \(result.error)")
    #expect(result.output.contains("lib/vault.bicep:2:") || result.output.contains("lib/vault.bicep:3:"), "\(result.output)")
    #expect(count("error CMK101", result.output) == 1)
  }

  @Test func aFindingSharedByThreeCallersIsToldOnce() throws {
    let caller = "module v 'vault.bicep' = { name: 'v' }\n" + account
    let console = try Console(["a.bicep": caller, "b.bicep": caller, "c.bicep": caller, "vault.bicep": vault])
    let result = console("--check", "--select", "CMK101", "--format", "json")
    #expect(count("\"rule\": \"CMK101\"", result.output) == 1, "\(result.output)")
    for name in ["a.bicep", "b.bicep", "c.bicep"] { #expect(result.output.contains(name)) }
  }

  @Test func parameterFilesAreEnvironments() throws {
    let console = try Console([
      "main.bicep": vault.replacing("int = 2048", with: "int") + account, "main.dev.bicepparam": "using 'main.bicep'\nparam bits = 4096\n",
      "main.prod.bicepparam": "using 'main.bicep'\nparam bits = 2048\n",
    ])
    let result = console("--check", "--select", "CMK202")
    #expect(result.output.contains("(environment: dev)"), "\(result.output)")
    #expect(!result.output.contains("prod"))
  }

  @Test func suppressionsHoldInBicepAndTerraform() throws {
    let console = try Console([
      "main.bicep": vault.replacing("  name: 'kv-main'", with: "  // cmklint-ignore[CMK101]: a test\n  name: 'kv-main'") + account,
      "live/main.tf": "# cmklint-ignore[CMK101]: nothing here\nlocals { a = 1 }\n",
    ])
    let result = console("--check", "--select", "CMK101,CMK013")
    #expect(!result.output.contains("CMK101 purge"), "\(result.output)")
    #expect(count("CMK013", result.output) == 1, "\(result.output)")
  }

  @Test func theStateBeforeOfARevisionReadsItsOwnModules() throws {
    let reverted = account.replacing("Microsoft.KeyVault'", with: "Microsoft.CognitiveServices'")
    let main = "module a 'modules/ai.bicep' = { name: 'a' }\n"
    let console = try Console(["live/main.bicep": main, "live/modules/ai.bicep": account])
    try console.folder.git("init", "-q")
    try console.folder.git("add", "-A")
    try console.folder.git("commit", "-qm", "before")
    #expect(console("--check", "--against", "HEAD", "--select", "CMK701").status == 0)
    try console.folder.write("live/modules/ai.bicep", reverted)
    let result = console("--check", "--against", "HEAD", "--select", "CMK701")
    #expect(result.status == 1, "\(result.output)")
    #expect(result.output.contains("live/modules/ai.bicep:"))
    // The module stands outside of the workspace's own root: what is wanted comes from the commit, too.
    try console.folder.write("live/.cmklint.json", "{}")
    try console.folder.git("mv", "live/modules", "modules")
    try console.folder.write("live/main.bicep", main.replacing("modules", with: "../modules"))
    try console.folder.write("modules/ai.bicep", account)
    try console.folder.git("add", "-A")
    try console.folder.git("commit", "-qm", "moved")
    try console.folder.write("modules/ai.bicep", reverted)
    let outside = console("--check", "live", "--against", "HEAD", "--select", "CMK701")
    #expect(outside.status == 1, "\(outside.output) \(outside.error)")
  }

  @Test func aFolderOfTerraformIsReadAsAWhole() throws {
    let console = try Console([
      "live/main.tf": """
      module "vault" {
        source = "../modules/vault"
        purge  = var.purge
      }
      resource "azurerm_storage_account" "st" {
        name = "st"
        customer_managed_key {
          key_vault_key_id = module.vault.key
        }
      }
      """, "live/variables.tf": "variable \"purge\" {\n  default = false\n}\n",
      "modules/vault/main.tf": """
      variable "purge" {}
      resource "azurerm_key_vault" "kv" {
        name                     = "kv-main"
        purge_protection_enabled = var.purge
      }
      resource "azurerm_key_vault_key" "k" {
        name         = "k"
        key_vault_id = azurerm_key_vault.kv.id
        key_type     = "RSA"
        key_size     = 2048
      }
      output "key" {
        value = azurerm_key_vault_key.k.id
      }
      """,
    ])
    let result = console("--check", "live", "--select", "CMK101")
    #expect(count("error CMK101", result.output) == 1, "\(result.output)")
    #expect(result.status == 1)
  }
}
