import Testing

/// A vault, a key and their ids taken for one another, and what that does to a change.
@Suite struct PlantedAddressTests {
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

  // MARK: Texts

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
