import Testing

/// What the pages' examples do not show: parameters, companions of Terraform's blocks, versions between previews.
@Suite struct KeyReferenceRuleTests {
  @Test func aVersionThatIsPassedForAKeysNameIsReportedThoughNoResourceReadsIt() {
    var bicep = Workbench([
      (
        "main.bicep",
        """
        param keyVersion string = '0123456789abcdef0123456789abcdef'
        param keyName string
        module stores 'stores.bicep' = {
          name: 'stores'
          params: { keyVaultkey: keyVersion, keyVersion: keyVersion, keyName: keyName }
        }
        """
      ), ("stores.bicep", "param keyVaultkey string\nparam keyVersion string\nparam keyName string\n"),
    ])
    #expect(
      bicep.lines().filter { $0.contains("CMK407") } == [
        "main.bicep:5:26 warning CMK407 'keyVersion' is given for 'keyVaultkey': a version where a key's name belongs."
      ])
    var terraform = Workbench([
      (
        "main.tf",
        """
        variable "key_version" {}
        variable "key_name" {}
        module "stores" {
          source       = "./stores"
          key_name     = var.key_version
          key_version  = var.key_version
          cmk_key_name = var.key_name
        }
        """
      )
    ])
    #expect(
      terraform.lines().filter { $0.contains("CMK407") } == [
        "main.tf:5:18 warning CMK407 'key_version' is given for 'key_name': a version where a key's name belongs."
      ])
  }

  /// A Foundry resource whose vault and parameters nobody knows.
  private func foundry(uri: String, name: String, version: String = "''") -> Workbench {
    Workbench([
      (
        "main.bicep",
        """
        param vaultName string
        param keyName string
        param keyVersion string = ''
        resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = { name: 'kv-${vaultName}' }
        resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' existing = { parent: vault, name: keyName }
        resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
          name: 'ai'
          kind: 'AIServices'
          identity: { type: 'SystemAssigned' }
          properties: {
            encryption: {
              keySource: 'Microsoft.KeyVault'
              keyVaultProperties: { keyVaultUri: \(uri), keyName: \(name), keyVersion: \(version) }
            }
          }
        }
        """
      )
    ])
  }

  @Test(arguments: [
    ("vault.properties.vaultUri", [String]()), ("'https://${vault.name}${environment().suffixes.keyvaultDns}'", []), ("vaultName", []),
    ("vault.id", ["CMK403"]), ("vault.name", ["CMK403"]), ("key.properties.keyUri", ["CMK403"]), ("'${vaultName}/keys'", []),
    ("'kv-vault-${vaultName}'", ["CMK403"]),
  ]) func anAddressOfWhichPartsAreUnknownIsJudgedByWhatIsKnown(uri: String, rules: [String]) {
    var workbench = foundry(uri: uri, name: "keyName")
    #expect(workbench.findings("CMK403").map(\.rule) == rules)
  }

  @Test func anAddressIsNoNameOfAKey() {
    var workbench = foundry(uri: "vault.properties.vaultUri", name: "vault.properties.vaultUri")
    #expect(workbench.findings("CMK401", "CMK406", "CMK407").map(\.rule) == ["CMK406"])
  }

  @Test(arguments: ["keyVersion", "'cmk'"]) func swappedNameAndVersionAreOneFinding(version: String) {
    var workbench = foundry(uri: "vault.properties.vaultUri", name: "keyVersion", version: version)
    #expect(workbench.findings("CMK401", "CMK406", "CMK407").map(\.rule) == ["CMK407"])
  }

  @Test func oneDefinitionThatTheOtherIsToldToIgnoreIsFine() {
    #expect(rules(in: account(lifecycle: "", more: companion)) == ["CMK410"])
    #expect(rules(in: account(lifecycle: "lifecycle { ignore_changes = [customer_managed_key] }", more: companion)) == [])
  }

  @Test func ignoredChangesOfAKeyAreHiddenDriftUnlessSomethingElseMayManageIt() {
    let ignoring = "lifecycle { ignore_changes = [tags, customer_managed_key[0].key_vault_key_id] }"
    #expect(rules(in: account(lifecycle: ignoring)) == ["CMK411"])
    #expect(rules(in: account(lifecycle: "lifecycle { ignore_changes = all }")) == ["CMK411"])
    #expect(rules(in: account(lifecycle: "lifecycle { ignore_changes = [tags] }")) == [])
    #expect(rules(in: account(lifecycle: ignoring, more: companion.replacing("{\n", with: "{\n  count = var.separate ? 1 : 0\n"))) == [])
    #expect(
      rules(in: account(lifecycle: ignoring, more: companion.replacing("azurerm_cognitive_account.main.id", with: "var.account"))) == [])
  }

  @Test(arguments: [
    ("2024-04-01-preview", true), ("2024-07-01-preview", false), ("2024-10-01", true), ("2024-10-01-preview", false), ("2025-04-01", true),
    ("2025-06-01", false), ("2025-09-01", false),
  ]) func serviceSideEncryptionIsInPreviewsBeforeItIsInVersions(version: String, isMissing: Bool) {
    var workbench = Workbench([
      (
        "main.bicep",
        """
        resource hub 'Microsoft.MachineLearningServices/workspaces@\(version)' = {
          name: 'hub'
          kind: 'Hub'
          location: 'eastus'
          properties: { enableServiceSideCMKEncryption: true }
        }
        """
      )
    ])
    #expect(workbench.findings("CMK409").map(\.severity) == (isMissing ? [.error] : []))
  }

  @Test func aReferenceToAKeyGetsTheAttributeOfTheOtherForm() {
    var workbench = Workbench([
      (
        "main.tf",
        """
        resource "azurerm_key_vault_key" "ai" {
          name         = "ai-2026"
          key_vault_id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv-ai"
          key_type     = "RSA"
          key_size     = 2048
          key_opts     = ["wrapKey", "unwrapKey"]
        }
        resource "azurerm_cosmosdb_account" "main" {
          name             = "cosmos-ai"
          key_vault_key_id = azurerm_key_vault_key.ai.id
        }
        """
      )
    ])
    #expect(workbench.findings("CMK405").count == 1)
    #expect(workbench.fixed(includingUnsafe: true)["main.tf"]?.contains("= azurerm_key_vault_key.ai.versionless_id") == true)
  }

  @Test func whatATextMayTurnOutToBeIsNoFinding() {
    var workbench = Workbench([
      (
        "main.bicep",
        """
        param uri string
        param key string
        param isOn bool
        resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
          name: 'ai'
          kind: 'AIServices'
          location: 'eastus'
          identity: { type: 'SystemAssigned' }
          properties: {
            encryption: {
              keySource: 'Microsoft.KeyVault'
              keyVaultProperties: isOn ? { keyVaultUri: uri, keyName: key } : null
            }
          }
        }
        resource token 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
          name: 'token'
          kind: 'AIServices'
          location: 'eastus'
          properties: {
            encryption: {
              keySource: 'Microsoft.KeyVault'
              keyVaultProperties: { keyVaultUri: 'https://#{vault}#.vault.azure.net/', keyName: '__KEY__', keyVersion: '$(version)' }
            }
          }
        }
        """
      )
    ])
    #expect(workbench.lines().filter { $0.contains("CMK4") } == [])
  }

  // MARK: Terraform

  private let companion = """
    resource "azurerm_cognitive_account_customer_managed_key" "main" {
      cognitive_account_id = azurerm_cognitive_account.main.id
      key_vault_key_id     = "https://kv-ai.vault.azure.net/keys/ai-2026"
    }
    """

  private func account(lifecycle: String, more: String = "") -> String {
    """
    resource "azurerm_cognitive_account" "main" {
      name                = "ai-main"
      location            = "eastus"
      resource_group_name = "rg-ai"
      kind                = "AIServices"
      sku_name            = "S0"
      identity { type = "SystemAssigned" }
      customer_managed_key { key_vault_key_id = "https://kv-ai.vault.azure.net/keys/ai-2026" }
      \(lifecycle)
    }
    variable "separate" {}
    variable "account" {}
    \(more)
    """
  }

  private func rules(in text: String) -> [String] {
    var workbench = Workbench([("main.tf", text)])
    return workbench.findings("CMK410", "CMK411").map(\.rule)
  }
}
