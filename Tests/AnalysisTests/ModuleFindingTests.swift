import SourceText
import Testing

@testable import Analysis

/// What is found through modules: told once with all callers, mended at the place that decides.
@Suite struct ModuleFindingTests {
  private let vault = """
    param bits int = 2048
    param region string = 'eastus'
    resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = {
      name: 'kv-main'
      location: region
      properties: { sku: { family: 'A', name: 'standard' }, tenantId: tenant().tenantId, enablePurgeProtection: true }
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
      identity: { type: 'SystemAssigned' }
      properties: {
        encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: 'https://kv-main.vault.azure.net', keyName: 'k' } }
      }
    }
    """

  private func caller(_ arguments: String = "") -> String {
    "module v 'vault.bicep' = { name: 'v', params: { \(arguments) } }\n" + account
  }

  private func hclCaller(_ arguments: String = "") -> String {
    """
    module "vault" {
      source = "../vault"
      \(arguments)
    }
    resource "azurerm_cognitive_account" "ai" {
      name                = "ai"
      kind                = "OpenAI"
      location            = "eastus"
      resource_group_name = "rg"
      sku_name            = "S0"
      customer_managed_key {
        key_vault_key_id = module.vault.key
      }
    }
    """
  }

  private func hclVault(protection: String) -> String {
    """
    variable "protected" {
      default = true
    }
    resource "azurerm_key_vault" "kv" {
      name                       = "kv-main"
      purge_protection_enabled   = \(protection)
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
    """
  }

  /// The one finding of a rule, the places that lead to it, the files that its fix changes.
  private func only(_ rule: String, _ workbench: inout Workbench, sourceLocation: SourceLocation = #_sourceLocation) throws -> (
    finding: ReportedFinding, callers: [String], fixed: [String]
  ) {
    let findings = workbench.findings(rule)
    #expect(findings.count == 1, "\(workbench.lines())", sourceLocation: sourceLocation)
    let finding = try #require(findings.first, sourceLocation: sourceLocation)
    let callers = finding.related.filter { $0.message.contains("called") }.map { String($0.place.path.dropFirst(3)) }
    return (finding, callers, finding.fixes.first.map { $0.edits.map { String($0.path.dropFirst(3)) } } ?? [])
  }

  @Test func aModulesOwnLiteralIsToldOnceAndMendedInTheModule() throws {
    let literal = vault.replacing("keySize: bits", with: "keySize: 4096")
    var workbench = Workbench([
      ("a.bicep", caller()), ("b.bicep", caller()), ("c.bicep", caller()), ("vault.bicep", literal),
    ])
    let (finding, callers, fixed) = try only("CMK202", &workbench)
    #expect(finding.place.path == "/w/vault.bicep")
    #expect(callers == ["a.bicep", "b.bicep", "c.bicep"])
    #expect(fixed == ["vault.bicep"])
    #expect(workbench.fixed()["vault.bicep"]?.contains("keySize: 2048") == true)
  }

  @Test func aParametersDefaultThatThreeCallersLeaveIsMendedInTheDefault() throws {
    let standard = vault.replacing("bits int = 2048", with: "bits int = 4096")
    var workbench = Workbench([
      ("a.bicep", caller()), ("b.bicep", caller()), ("c.bicep", caller()), ("vault.bicep", standard),
    ])
    let (finding, callers, fixed) = try only("CMK202", &workbench)
    #expect(finding.place.path == "/w/vault.bicep")
    #expect(callers == ["a.bicep", "b.bicep", "c.bicep"])
    #expect(fixed == ["vault.bicep"])
    #expect(workbench.fixed()["vault.bicep"]?.contains("param bits int = 2048") == true)
  }

  @Test func anArgumentOfOneCallerIsMendedInThatCaller() throws {
    var workbench = Workbench([
      ("a.bicep", caller()), ("b.bicep", caller("bits: 4096")), ("c.bicep", caller("bits: 2048")), ("vault.bicep", vault),
    ])
    let (finding, _, fixed) = try only("CMK202", &workbench)
    #expect(finding.place.path == "/w/b.bicep")
    #expect(fixed == ["b.bicep"])
    #expect(workbench.fixed()["b.bicep"]?.contains("bits: 2048") == true)
  }

  @Test func threeFoldersOfTerraformThatCallAModuleAreToldOnce() throws {
    var workbench = Workbench([
      ("a/main.tf", hclCaller()), ("b/main.tf", hclCaller()), ("c/main.tf", hclCaller()), ("vault/main.tf", hclVault(protection: "false")),
    ])
    let (finding, callers, fixed) = try only("CMK101", &workbench)
    #expect(finding.place.path == "/w/vault/main.tf")
    #expect(callers == ["a/main.tf", "b/main.tf", "c/main.tf"])
    #expect(fixed == ["vault/main.tf"])
  }

  @Test func anArgumentOfOneFolderOfTerraformIsMendedThere() throws {
    var workbench = Workbench([
      ("a/main.tf", hclCaller()), ("b/main.tf", hclCaller("protected = false")), ("c/main.tf", hclCaller("protected = true")),
      ("vault/main.tf", hclVault(protection: "var.protected")),
    ])
    let (finding, _, fixed) = try only("CMK101", &workbench)
    #expect(finding.place.path == "/w/b/main.tf")
    #expect(fixed == ["b/main.tf"])
  }

  @Test func anEditInAModuleChangesWhatIsSaidOfItsCallersAndOfNobodyElse() {
    var files = [("vault.bicep", vault)]
    for index in 0..<20 {
      files.append(
        ("caller\(index).bicep", caller(index < 3 ? "" : "region: 'eastus'").replacing("vault.bicep", with: "m\(index % 5).bicep")))
    }
    for index in 0..<5 { files.append(("m\(index).bicep", vault)) }
    var workbench = Workbench(files)
    #expect(workbench.findings("CMK106").isEmpty)
    // From the first edit on evaluations are remembered.
    workbench.host.edit("/w/m1.bicep", [TextEdit(ByteRange(0, 0), "\n")])
    #expect(workbench.findings("CMK106").isEmpty)
    let before = workbench.host.loweredRoots
    let made = workbench.host.evaluated.made
    guard let start = vault.utf8.firstRange(of: Array("'eastus'".utf8))?.lowerBound else { return }
    let offset = vault.utf8.distance(from: vault.utf8.startIndex, to: start)
    workbench.host.edit("/w/m1.bicep", [TextEdit(ByteRange(offset + 1, offset + 9), "'westus'")])
    let found = workbench.findings("CMK106")
    #expect(workbench.host.loweredRoots - before == 4, "the callers of m1")
    #expect(workbench.host.evaluated.made - made == 5, "the parameter for each of them, and the vault for the one that leaves it out")
    #expect(found.map(\.roots) == [["/w/caller1.bicep"]], "the others of them say the region")
  }
}
