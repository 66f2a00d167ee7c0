import Analysis
import EncryptionModel
import PolicyRules
import SourceText
import Testing

/// A fix leaves what an expert would leave: nothing that another rule would have to say then.
@Suite struct WholeFixTests {
  private func fixed(_ text: String, _ path: String, of rule: String, before: String? = nil) -> String? {
    var workbench = Workbench([(path, text)], before: before.map { [(path, $0)] })
    guard let edits = workbench.findings(rule).first?.fixes.first(where: { !$0.isSkeleton })?.edits.first?.edits else { return nil }
    return String(decoding: Array(text.utf8).applying(edits).text, as: UTF8.self)
  }

  private func titles(_ text: String, _ path: String, of rule: String, before: String? = nil) -> [String]? {
    var workbench = Workbench([(path, text)], before: before.map { [(path, $0)] })
    return workbench.findings(rule).first?.fixes.map(\.title)
  }

  // MARK: A key for one more resource

  private static func account(_ name: String, identity: String, _ rest: String) -> String {
    """
    resource \(name) 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
      name: 'ai-\(name)'
      location: location
      kind: 'AIServices'
      sku: { name: 'S0' }
      identity: \(identity)
      properties: {\(rest)}
    }

    """
  }

  @Test func aKeyComesWithIdentityGrantAndOrder() {
    let head = """
      param location string = resourceGroup().location
      param vaultName string

      resource kv 'Microsoft.KeyVault/vaults@2026-02-01' existing = { name: vaultName }

      """
    let encrypted = Self.account(
      "one", identity: "{ type: 'SystemAssigned' }",
      " encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: kv.properties.vaultUri, keyName: 'k' } } ")
    let text = head + encrypted + Self.account("two", identity: "{ type: 'SystemAssigned' }", "")
    let fixed = fixed(text, "main.bicep", of: "CMK501")
    #expect(
      fixed?.contains(
        """
        resource twoIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
          name: 'id-ai-two'
          location: location
        }
        """) == true)
    #expect(fixed?.contains("principalId: twoIdentity.properties.principalId") == true)
    #expect(fixed?.contains("{ type: 'SystemAssigned, UserAssigned', userAssignedIdentities: { '${twoIdentity.id}': {} } }") == true)
    #expect(fixed?.contains("identityClientId: twoIdentity.properties.clientId") == true)
    #expect(fixed?.contains("dependsOn: [\n    twoIdentityKeyAccess\n  ]") == true)
    #expect(fixed?.hasPrefix(head.dropLast()) == true)
    #expect(fixed?.contains(encrypted) == true, "what is encrypted already stays as it is")
  }

  @Test func anIdentityThatHasAccessIsTakenRatherThanANewOne() {
    func account(_ name: String, _ identity: String, _ rest: String) -> String {
      """
      resource "azurerm_cognitive_account" "\(name)" {
        name                       = "ai-\(name)"
        location                   = "eastus"
        resource_group_name        = "rg"
        kind                       = "AIServices"
        sku_name                   = "S0"
        project_management_enabled = true

        identity {
      \(identity)
        }
      \(rest)}

      """
    }
    let head = """
      data "azurerm_key_vault" "kv" {
        name                = "kv"
        resource_group_name = "rg"
      }

      data "azurerm_key_vault_key" "key" {
        name         = "k"
        key_vault_id = data.azurerm_key_vault.kv.id
      }

      resource "azurerm_user_assigned_identity" "ai" {
        name                = "id-ai"
        location            = "eastus"
        resource_group_name = "rg"
      }

      resource "azurerm_role_assignment" "ai" {
        scope                = data.azurerm_key_vault.kv.id
        role_definition_name = "Key Vault Crypto Service Encryption User"
        principal_id         = azurerm_user_assigned_identity.ai.principal_id
      }

      """
    let attached = "    identity_ids = [azurerm_user_assigned_identity.ai.id]"
    let encrypted = """

        customer_managed_key {
          key_vault_key_id   = data.azurerm_key_vault_key.key.versionless_id
          identity_client_id = azurerm_user_assigned_identity.ai.client_id
        }

      """
    let order = "  depends_on                 = [azurerm_role_assignment.ai]\n"
    let one = account("one", "    type         = \"UserAssigned\"\n" + attached, encrypted + order)
    let text = head + one + account("two", "    type = \"SystemAssigned\"", "")
    let wanted = account("two", "    type         = \"SystemAssigned, UserAssigned\"\n" + attached, encrypted).replacing(
      "project_management_enabled = true\n", with: "project_management_enabled = true\n" + order)
    #expect(fixed(text, "main.tf", of: "CMK501") == head + one + wanted)
  }

  @Test func aManifestGetsTheGrantInTheListThatItHas() {
    let text = """
      cmkManifest: 1
      vaults:
        kv:
          purgeProtection: true
          grants: [{ identity: one, permissions: [get, wrapKey, unwrapKey] }]
          keys: { k: { type: RSA, size: 2048 } }
      resources:
        one: { kind: foundry, identity: systemAssigned, capabilities: [], encryption: { source: customerManaged, key: kv/k } }
        two: { kind: foundry, capabilities: [] }

      """
    let fixed = fixed(text, "a.cmk.yaml", of: "CMK501")
    #expect(fixed?.contains("unwrapKey] }, { identity: two, role: Key Vault Crypto Service Encryption User }]") == true)
    let two = "two: { kind: foundry, capabilities: [], encryption: { source: customerManaged, key: kv/k }, identity: systemAssigned }"
    #expect(fixed?.contains(two) == true)
  }

  @Test func anIdentityIsAttachedBesideTheOneOfItsOwn() {
    let text = """
      resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id', location: 'eastus' }
      resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: 'ai'
        kind: 'OpenAI'
        identity: {
          type: 'SystemAssigned' // for the search service
        }
        properties: {
          encryption: {
            keySource: 'Microsoft.KeyVault'
            keyVaultProperties: { keyVaultUri: 'https://kv.vault.azure.net/', keyName: 'k', identityClientId: id.properties.clientId }
          }
        }
      }
      """
    #expect(
      fixed(text, "main.bicep", of: "CMK303")
        == text.replacing("'SystemAssigned' // for the search service", with: "'SystemAssigned, UserAssigned' // for the search service")
        .replacing(
          "search service\n", with: "search service\n    userAssignedIdentities: {\n      '${id.id}': {}\n    }\n"))
    let parameter = text.replacing("type: 'SystemAssigned'", with: "type: identityType")
    #expect(titles("param identityType string = 'SystemAssigned'\n" + parameter, "main.bicep", of: "CMK303") == [])
  }

  @Test func aListGetsWhatItLacksAndKeepsTheRest() {
    func bicep(_ operations: String) -> String {
      """
      resource kv 'Microsoft.KeyVault/vaults@2026-02-01' = {
        name: 'kv'
        location: 'eastus'
        properties: { tenantId: tenant().tenantId, sku: { family: 'A', name: 'premium' }, enablePurgeProtection: true }
      }
      resource k 'Microsoft.KeyVault/vaults/keys@2026-02-01' = {
        parent: kv
        name: 'k'
        properties: { kty: 'RSA', keySize: 2048, keyOps: [\(operations)] }
      }
      resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: 'ai'
        kind: 'OpenAI'
        identity: { type: 'SystemAssigned' }
        properties: { encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: kv.properties.vaultUri, keyName: 'k' } } }
      }
      """
    }
    #expect(fixed(bicep("'sign'"), "main.bicep", of: "CMK203") == bicep("'sign', 'wrapKey', 'unwrapKey'"))
    let spread = "\n    'WRAPKEY' // as the portal writes it\n    'verify'\n  "
    #expect(fixed(bicep(spread), "main.bicep", of: "CMK203") == bicep(spread.dropLast(2) + "    'unwrapKey'\n  "))

    func terraform(_ permissions: String) -> String {
      """
      resource "azurerm_key_vault" "kv" {
        name                     = "kv"
        location                 = "eastus"
        resource_group_name      = "rg"
        sku_name                 = "premium"
        tenant_id                = "t"
        purge_protection_enabled = true
      }
      resource "azurerm_key_vault_access_policy" "ai" {
        key_vault_id    = azurerm_key_vault.kv.id
        tenant_id       = "t"
        object_id       = azurerm_cognitive_account.ai.identity[0].principal_id
        key_permissions = [\(permissions)]
      }
      resource "azurerm_cognitive_account" "ai" {
        name                = "ai"
        location            = "eastus"
        resource_group_name = "rg"
        kind                = "OpenAI"
        sku_name            = "S0"
        identity {
          type = "SystemAssigned"
        }
        customer_managed_key {
          key_vault_key_id = "${azurerm_key_vault.kv.vault_uri}keys/k"
        }
      }
      """
    }
    #expect(fixed(terraform("\"get\", \"List\""), "main.tf", of: "CMK305") == terraform("\"get\", \"List\", \"WrapKey\", \"UnwrapKey\""))
    let lines = "\n    \"Get\", # to read its attributes\n    \"WrapKey\",\n  "
    #expect(
      fixed(terraform(lines), "main.tf", of: "CMK305")
        == terraform("\n    \"Get\", # to read its attributes\n    \"WrapKey\",\n    \"UnwrapKey\",\n  "))
  }

  // MARK: Back to what was

  @Test func aVaultThatWasRenamedGetsItsNameBack() {
    func terraform(_ vault: String) -> String {
      """
      resource "azurerm_key_vault" "main" {
        name                       = "\(vault)" # of the platform team
        location                   = "eastus"
        resource_group_name        = "rg"
        sku_name                   = "premium"
        rbac_authorization_enabled = true
        purge_protection_enabled   = true
      }

      resource "azurerm_management_lock" "main" {
        name       = "keep"
        scope      = azurerm_key_vault.main.id
        lock_level = "CanNotDelete"
      }

      resource "azurerm_cognitive_account" "main" {
        name                = "ai"
        location            = "eastus"
        resource_group_name = "rg"
        kind                = "AIServices"
        sku_name            = "S0"

        identity {
          type = "SystemAssigned"
        }

        customer_managed_key {
          key_vault_key_id = "${azurerm_key_vault.main.vault_uri}keys/k"
        }
      }

      """
    }
    #expect(titles(terraform("kv-new"), "main.tf", of: "CMK705", before: terraform("kv-old")) == ["Keep vault 'kv-old'"])
    #expect(fixed(terraform("kv-new"), "main.tf", of: "CMK705", before: terraform("kv-old")) == terraform("kv-old"))
  }

  @Test func aFormerKeyOfAManifestIsDeclaredAgain() {
    let text = """
      cmkManifest: 1
      vaults:
        kv: { purgeProtection: true, keys: { k: { type: RSA, size: 2048 } } }
      resources:
        ai:
          kind: foundry
          identity: systemAssigned
          capabilities: []
          encryption: { source: customerManaged, key: kv/k, previous: { source: customerManaged, key: kv-old/old } }

      """
    let fixed = fixed(text, "a.cmk.yaml", of: "CMK705")
    var after = Workbench([("a.cmk.yaml", fixed ?? "")])
    #expect(after.findings().isEmpty)
    #expect(fixed?.contains("  kv-old:\n    purgeProtection: true\n    keys:\n      old:\n        type: RSA\n        size: 2048\n") == true)
  }

  // MARK: Nothing instead of something wrong

  @Test func whatIsDecidedAtCreationIsNotChangedInAHubThatIsThere() {
    let hub = """
      resource hub 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
        name: 'hub'
        kind: 'Hub'
        identity: { type: 'SystemAssigned' }
        properties: {
          encryption: {
            status: 'Enabled'
            keyVaultProperties: {
              keyVaultArmId: resourceId('Microsoft.KeyVault/vaults', 'kv')
              keyIdentifier: 'https://kv.vault.azure.net/keys/k/0123456789abcdef0123456789abcdef'
            }
          }
        }
      }
      """
    for (rule, title) in [("CMK601", "Keep the data on Microsoft's side"), ("CMK603", "Mark it as of high business impact")] {
      #expect(titles(hub, "main.bicep", of: rule) == [title])
      #expect(titles(hub, "main.bicep", of: rule, before: hub) == [])
    }
  }

  @Test func aKeyThatAHubNamesWithItsVersionGetsNoRotationPolicyByItself() {
    let rotating = Registry.rule("CMK208")?.page.examples.first { $0.dialect == .bicep }?.bad ?? ""
    #expect(titles(rotating, "main.bicep", of: "CMK208") == ["Rotate it each year"])
    let hub = Registry.rule("CMK603")?.page.examples.first { $0.dialect == .bicep }?.bad ?? ""
    #expect(titles(hub, "main.bicep", of: "CMK208") == [])
  }

  @Test func whatOnlyMakesOtherFixesWholeIsNotOffered() {
    let text = Registry.rule("CMK311")?.page.examples.first { $0.dialect == .bicep }?.bad ?? ""
    #expect(titles(text, "main.bicep", of: "CMK311") == [])
    var workbench = Workbench([("main.bicep", text)])
    #expect(workbench.fixed(includingUnsafe: true)["main.bicep"]?.contains("userAssignedIdentities") == false)
  }

  @Test func aFixThatWouldStartSomethingAsGraveIsNotOffered() {
    // The account is one of a loop: no other declaration can name its identity, so that nothing can grant it access.
    let text = """
      resource kv 'Microsoft.KeyVault/vaults@2026-02-01' = {
        name: 'kv'
        location: 'eastus'
        properties: { tenantId: tenant().tenantId, sku: { family: 'A', name: 'premium' }, enablePurgeProtection: true, accessPolicies: [] }
      }
      resource one 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: 'ai-one'
        kind: 'AIServices'
        identity: { type: 'SystemAssigned' }
        properties: {
          encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: kv.properties.vaultUri, keyName: 'k' } }
        }
      }
      resource two 'Microsoft.CognitiveServices/accounts@2025-06-01' = [for name in ['ai-two']: {
        name: name
        kind: 'AIServices'
        identity: { type: 'SystemAssigned' }
        properties: {}
      }]
      """
    #expect(titles(text, "main.bicep", of: "CMK501") == [])
  }

  @Test func theFormToFillInStartsNothing() {
    let text = """
      cmkManifest: 1
      vaults: { kv: { purgeProtection: true, keys: { k: { type: RSA, size: 2048 } } } }
      resources: { ai: { kind: speech, identity: systemAssigned, encryption: { source: customerManaged, key: kv/k } } }

      """
    var workbench = Workbench([("a.cmk.yaml", text)])
    let edits = workbench.findings("CMK901").first?.fixes.first?.edits.first?.edits ?? []
    var after = Workbench([("a.cmk.yaml", String(decoding: Array(text.utf8).applying(edits).text, as: UTF8.self))])
    #expect(after.findings().map(\.rule) == ["CMK901"])
    #expect(after.findings().flatMap(\.fixes) == [], "it is there to be filled in")
  }

  // MARK: What no text can end

  /// The list of what is left is no longer than it has to be.
  @Test func whatSomeFixesLeaveIsLeftByThem() {
    var left: Set<LeftByFixes> = []
    let fixed = Set(LeftByFixes.all.flatMap(\.fixed))
    for rule in Registry.all where fixed.contains(rule.page.id) {
      for example in rule.page.examples {
        guard let path = [Dialect.manifest: "a.cmk.yaml", .bicep: "main.bicep", .terraform: "main.tf"][example.dialect] else { continue }
        let earlier = example.before.map { [(path, $0)] }
        var before = Workbench([(path, example.bad)], before: earlier)
        let was = Set(before.findings().map { [$0.rule, $0.subject.name] })
        for finding in before.findings() where fixed.contains(finding.rule) {
          for fix in finding.fixes where !fix.isSkeleton {
            let text = Array(example.bad.utf8).applying(fix.edits.flatMap(\.edits)).text
            var after = Workbench([(path, String(decoding: text, as: UTF8.self))], before: earlier)
            let started = after.findings().filter { !was.contains([$0.rule, $0.subject.name]) }
            left.formUnion(
              LeftByFixes.all.filter { entry in
                entry.fixed.contains(finding.rule) && started.contains { $0.rule == entry.rule && $0.severity == entry.severity }
              })
          }
        }
      }
    }
    #expect(Set(LeftByFixes.all).subtracting(left) == [])
  }
}
