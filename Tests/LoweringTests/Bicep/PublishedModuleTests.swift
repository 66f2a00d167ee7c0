import EncryptionModel
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

/// Azure Verified Modules by their known interface.
@Suite struct PublishedModuleTests {
  @Test(arguments: ["br/public:avm/res/key-vault/vault:0.13.0", "br:mcr.microsoft.com/bicep/avm/res/key-vault/vault:0.6.1"])
  func aVaultFromTheRegistryIsAVault(_ path: String) throws {
    let vault = try #require(BicepFixture("module kv '\(path)' = { params: { name: 'kv-1' } }").lower().vaults.first)
    #expect(vault.name.known == "kv-1")
    #expect(vault.purgeProtection.value == true)
    #expect(vault.softDelete.value == true)
    #expect(vault.usesRoles.value == true)
    #expect(vault.tier.value == .premium)
  }

  @Test func whatTheCallSaysHasItsPlaceInTheCall() throws {
    let fixture = BicepFixture(
      """
      module kv 'br/public:avm/res/key-vault/vault:0.13.0' = {
        params: { name: 'kv-1', enableSoftDelete: 1️⃣false1️⃣ }
      }
      """)
    let vault = try #require(fixture.lower().vaults.first)
    #expect(vault.softDelete.value == false)
    let site = try #require(fixture.site("1️⃣"))
    let place = try #require(vault.softDelete.place)
    #expect(place.site == site)
    #expect(place.slot == Slot(.value(site), vocabulary: .azure))
  }

  @Test func aVaultsKeysAndAssignmentsAreTold() throws {
    let declarations = BicepFixture(
      """
      module kv 'br/public:avm/res/key-vault/vault:0.13.0' = {
        params: {
          name: 'kv-1'
          keys: [
            { name: 'cmk', kty: 'RSA', keySize: 2048, roleAssignments: [ { principalId: 'p', roleDefinitionIdOrName: 'Key Vault Crypto User' } ] }
            { name: 'other', kty: 'RSA' }
          ]
        }
      }
      """
    ).lower()
    #expect(declarations.keys.map { $0.size.value } == [2048, 4096])
    let grant = try #require(declarations.grants.first { $0.isByRole })
    guard case .key(let key) = grant.target else {
      Issue.record("the grant is on \(grant.target)")
      return
    }
    #expect(key.name.known == "kv-1/cmk")
  }

  @Test func anAccountWithAKeyIsEncrypted() throws {
    let declarations = BicepFixture(
      """
      resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = { name: 'id-1', location: 'westeurope' }
      module vault 'br/public:avm/res/key-vault/vault:0.13.0' = { params: { name: 'kv-1' } }
      module account 'br/public:avm/res/cognitive-services/account:0.13.2' = {
        params: {
          name: 'ai'
          kind: 'SpeechServices'
          managedIdentities: { userAssignedResourceIds: [id.id] }
          customerManagedKey: { keyVaultResourceId: vault.outputs.resourceId, keyName: 'cmk', userAssignedIdentityResourceId: id.id }
        }
      }
      module plain 'br/public:avm/res/cognitive-services/account:0.13.2' = { params: { name: 'plain', kind: 'OpenAI' } }
      """
    ).lower()
    let account = try #require(declarations.resources.first { $0.name.known == "ai" })
    #expect(account.encryption.source.value == .customerManaged)
    #expect(account.encryption.key?.vault.known == "kv-1")
    #expect(account.encryption.key?.key?.known == "cmk")
    #expect(account.identities.user.value?.count == 1)
    let plain = try #require(declarations.resources.first { $0.name.known == "plain" })
    guard case .absent = plain.encryption.source else {
      Issue.record("\(plain.encryption.source)")
      return
    }
  }

  @Test func aModuleThatNobodyKnowsIsUndecided() {
    let declarations = BicepFixture(
      """
      module m 'br/contoso:modules/vault:1.0' = { params: { name: 'kv' } }
      resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = {
        name: m.outputs.name
        location: 'westeurope'
        properties: { enablePurgeProtection: m.outputs.isSafe }
      }
      """
    ).lower()
    #expect(declarations.vaults.count == 1)
    #expect(declarations.vaults.first?.purgeProtection.isKnown == false)
    #expect(declarations.vaults.first?.purgeProtection.isAbsent == false)
  }

  @Test func everyInterfaceIsWithoutMistakes() {
    for name in RegistryModule.names {
      let file = RegistryModule.interface(of: "br/public:avm/res/\(name):1.0.0")
      #expect(file?.document.syntaxErrors().isEmpty == true, "\(name): \(file?.document.syntaxErrors() ?? [])")
    }
  }
}
