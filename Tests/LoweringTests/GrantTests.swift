import EncryptionModel
import Foundation
import SourceText
import Testing

@testable import Lowering

/// Who may do what with which key, as templates and manifests tell it.
@Suite struct GrantTests {
  private static let account = #"""
    { "type": "Microsoft.CognitiveServices/accounts", "apiVersion": "2025-06-01", "name": "ai", "identity": { "type": "SystemAssigned" },
      "dependsOn": [ "[resourceId('Microsoft.KeyVault/vaults', 'kv')]" ],
      "properties": { "encryption": { "keySource": "Microsoft.KeyVault",
        "keyVaultProperties": { "keyVaultUri": "https://kv.vault.azure.net/", "keyName": "k" } } } }
    """#

  private static let ownID =
    "[reference(resourceId('Microsoft.CognitiveServices/accounts', 'ai'), '2025-06-01', 'full').identity.principalId]"

  private func access(_ resources: String) throws -> KeyAccess {
    let estate = Estate([ARMFixture.array(Self.account + "," + resources).lower()])
    let entry = try #require(estate.resources.first)
    let principal = try #require(entry.resource.encryptingPrincipal.value)
    let reference = try #require(entry.resource.encryption.key)
    return estate.access(of: principal, to: reference, near: entry.origin)
  }

  private func vault(_ objectID: String, keys: String) -> String {
    #"""
    { "type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "kv", "properties": {
      "accessPolicies": [ { "tenantId": "t", "objectId": "\#(objectID)", "permissions": { "keys": [ \#(keys) ] } } ] } }
    """#
  }

  private func role(_ guid: String, scope: String?, to principal: String = ownID) -> String {
    let scope = scope.map { #""scope": "\#($0)","# } ?? ""
    return #"""
      { "type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "a", \#(scope) "properties": {
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '\#(guid)')]",
        "principalId": "\#(principal)" } }
      """#
  }

  @Test func anAccessPolicyGivesItsPermissionsToTheIdentityOfAResource() throws {
    let found = try access(vault(Self.ownID, keys: #""Get", "wrapkey", "unwrapKey""#))
    #expect(found.byPolicy == [.get, .wrapKey, .unwrapKey])
    #expect(KeyAccess.missing(from: found.byPolicy) == [])
    #expect(try KeyAccess.missing(from: access(vault(Self.ownID, keys: #""get""#)).byPolicy) == [.wrapKey, .unwrapKey])
  }

  @Test func anotherPrincipalGetsNothingAndAnUnknownOneIsDoubtful() throws {
    let other = "[reference(resourceId('Microsoft.CognitiveServices/accounts', 'b'), '2025-06-01', 'full').identity.principalId]"
    let none = try access(vault(other, keys: #""all""#))
    #expect(none.certain.isEmpty && none.doubtful.isEmpty)
    let doubtful = try access(vault("[parameters('objectId')]", keys: #""all""#))
    #expect(doubtful.certain.isEmpty && doubtful.doubtful.count == 1)
  }

  @Test(arguments: [
    "[format('Microsoft.KeyVault/vaults/{0}', 'kv')]", "[resourceId('Microsoft.KeyVault/vaults', 'kv')]",
    "[resourceId('Microsoft.KeyVault/vaults/keys', 'kv', 'k')]", nil,
  ]) func aRoleCountsOnTheVaultTheKeyAndTheGroup(scope: String?) throws {
    let vault = #"{ "type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": {} }"#
    let found = try access(vault + "," + role("e147488a-f6f5-4113-8e2d-b22465e65bf6", scope: scope))
    #expect(found.byRole == [.get, .wrapKey, .unwrapKey])
  }

  @Test func aRoleOnAnotherKeyOrWithoutDataActionsGivesNothing() throws {
    let other = "[resourceId('Microsoft.KeyVault/vaults/keys', 'kv', 'other')]"
    #expect(try access(role("e147488a-f6f5-4113-8e2d-b22465e65bf6", scope: other)).certain.isEmpty)
    let vault = "[resourceId('Microsoft.KeyVault/vaults', 'kv')]"
    let weak = try access(role("f25e0fa2-a7c8-4377-a976-54943a77a395", scope: vault))
    #expect(weak.certain.count == 1 && weak.byRole.isEmpty)
    #expect(try access(role("00000000-0000-0000-0000-000000000001", scope: vault)).doubtful.count == 1)
  }

  @Test func theOlderFormOfARoleAssignmentIsOnTheResourceThatItsNameBeginsWith() throws {
    let assignment = #"""
      { "type": "Microsoft.KeyVault/vaults/providers/roleAssignments", "name": "kv/Microsoft.Authorization/a", "properties": {
        "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/12338af0-0e69-4776-bea7-57ae8d297424",
        "principalId": "\#(Self.ownID)" } }
      """#
    #expect(try access(assignment).byRole == [.get, .wrapKey, .unwrapKey])
  }

  @Test func theIdentityThatTheEncryptionNamesIsTheOneThatReachesTheKey() throws {
    let id = "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id')]"
    let resources = #"""
      { "type": "Microsoft.CognitiveServices/accounts", "name": "ai",
        "identity": { "type": "SystemAssigned, UserAssigned", "userAssignedIdentities": { "\#(id)": {} } },
        "properties": { "encryption": { "keySource": "Microsoft.KeyVault", "keyVaultProperties": {
          "identityClientId": "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id'), '2023-01-31').clientId]",
          "keyVaultUri": "https://kv.vault.azure.net/", "keyName": "k" } } } },
      { "type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": { "accessPolicies": [ {
        "objectId": "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id'), '2023-01-31').principalId]",
        "permissions": { "keys": [ "all" ] } } ] } }
      """#
    let estate = Estate([ARMFixture.array(resources).lower()])
    let entry = try #require(estate.resources.first)
    #expect(entry.resource.identities.system.value == true)
    #expect(entry.resource.identities.user.value?.count == 1)
    let principal = try #require(entry.resource.encryptingPrincipal.value)
    let reference = try #require(entry.resource.encryption.key)
    #expect(estate.access(of: principal, to: reference, near: entry.origin).byPolicy == [.all])
  }

  @Test func aDeploymentOrderIsToldThroughNestedDeployments() throws {
    let nested = #"""
      { "type": "Microsoft.Resources/deployments", "name": "grants", "properties": { "expressionEvaluationOptions": { "scope": "inner" },
        "template": { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [
          \#(vault("x", keys: #""all""#)) ] } } }
      """#
    func order(_ dependency: String) throws -> Comparison {
      let account = Self.account.replacingOccurrences(of: "resourceId('Microsoft.KeyVault/vaults', 'kv')", with: dependency)
      let estate = Estate([ARMFixture.array(account + "," + nested).lower()])
      let entry = try #require(estate.resources.first)
      let grant = try #require(estate.grants.first)
      return estate.isDeployed(grant.grant.declaration, before: entry.resource.declaration, in: entry.origin)
    }
    #expect(try order("resourceId('Microsoft.Resources/deployments', 'grants')") == .same)
    #expect(try order("resourceId('Microsoft.Resources/deployments', 'others')") == .different)
    #expect(try order("parameters('what')") == .undecided)
  }
  @Test(arguments: [
    "extensionResourceId(resourceId('Microsoft.KeyVault/vaults', 'kv'), 'Microsoft.Authorization/roleAssignments', 'a')",
    "resourceId('Microsoft.KeyVault/vaults/providers/roleAssignments', 'kv', 'Microsoft.Authorization', 'a')",
  ]) func aRoleAssignmentOfTheOlderFormIsWaitedForByItsId(id: String) throws {
    let account = Self.account.replacingOccurrences(of: "resourceId('Microsoft.KeyVault/vaults', 'kv')", with: id)
    let assignments = [
      #"""
      { "type": "Microsoft.KeyVault/vaults/providers/roleAssignments", "name": "kv/Microsoft.Authorization/a", "properties": {} }
      """#,
      #"""
      { "type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": {}, "resources": [
        { "type": "providers/roleAssignments", "name": "Microsoft.Authorization/a", "properties": {} } ] }
      """#,
    ]
    for assignment in assignments {
      let estate = Estate([ARMFixture.array(account + "," + assignment).lower()])
      let entry = try #require(estate.resources.first)
      let grant = try #require(estate.grants.first)
      #expect(estate.isDeployed(grant.grant.declaration, before: entry.resource.declaration, in: entry.origin) == .same)
    }
  }
}
