import EncryptionModel
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

@Suite struct WhatIfTests {
  private static let group = "/subscriptions/s/resourceGroups/rg/providers/"
  private static let account = group + "Microsoft.CognitiveServices/accounts/ai"
  private static let vault = group + "Microsoft.KeyVault/vaults/kv"
  private static let encryption =
    #""encryption": { "keySource": "Microsoft.KeyVault", "keyVaultProperties": { "keyVaultUri": "https://kv.vault.azure.net/", "keyName": "k" } }"#

  private func fixture(_ changes: String...) -> ReportFixture {
    ReportFixture(#"{ "status": "Succeeded", "changes": [ \#(changes.joined(separator: ", ")) ] }"#, path: "/w/what-if.json", role: .whatIf)
  }

  private func change(_ id: String, _ kind: String, before: String? = nil, after: String? = nil, more: String = "") -> String {
    #"{ "resourceId": "\#(id)", "changeType": "\#(kind)"\#(more.isEmpty ? "" : ", " + more), "before": \#(before ?? "null"), "after": \#(after ?? "null") }"#
  }

  private func account(_ properties: String, more: String = "") -> String {
    #"{ "apiVersion": "2025-06-01", "kind": "AIServices", \#(more) "properties": { \#(properties) } }"#
  }

  // MARK: Shapes

  @Test func theThreeShapesTellTheSame() {
    let list = "[ \(change(Self.vault, "Create", after: #"{ "properties": { "enablePurgeProtection": false } }"#)) ]"
    let shapes = [
      #"{ "status": "Succeeded", "properties": { "changes": \#(list) } }"#,
      #"{ "changes": \#(list), "error": null, "status": "Succeeded" }"#,
      #"{ "Status": "Succeeded", "Changes": \#(list.replacing("resourceId", with: "FullyQualifiedResourceId").replacing("changeType", with: "ChangeType").replacing("\"after\"", with: "\"After\"").replacing("\"before\"", with: "\"Before\"")) }"#,
    ]
    for shape in shapes {
      let fixture = ReportFixture(shape, path: "/w/what-if.json", role: .whatIf)
      #expect(fixture.lines(fixture.whatIf) == ["vault kv softDelete=absent purgeProtection=false"])
      #expect(fixture.whatIf.vaults.first?.scope.resourceGroup?.known == "rg")
      #expect(fixture.whatIf.before?.vaults.isEmpty == true)
    }
  }

  @Test func aDeletedResourceStandsOnlyBefore() {
    let fixture = fixture(change(Self.vault, "Delete", before: #"{ "properties": {} }"#))
    #expect(fixture.whatIf.vaults.isEmpty)
    #expect(fixture.whatIf.before?.vaults.map(\.name.display) == ["kv"])
  }

  @Test(arguments: ["Ignore", "Unsupported", "Deploy"]) func whatTheDeploymentLeavesAloneIsThereAndNotJudged(kind: String) {
    let fixture = fixture(change(Self.vault, kind, before: #"{ "properties": { "enablePurgeProtection": false } }"#))
    #expect(fixture.whatIf.vaults.map(\.isReference) == [true])
    #expect(fixture.whatIf.before?.vaults.map(\.isReference) == [true])
  }

  @Test func whatDoesNotChangeIsTheSameOnBothSides() {
    let body = account(Self.encryption)
    let fixture = fixture(change(Self.account, "NoChange", before: body, after: body))
    #expect(fixture.lines(fixture.whatIf) == ["foundry ai source=customerManaged key=kv/k version=absent"])
    #expect(fixture.lines(fixture.whatIf.before) == fixture.lines(fixture.whatIf))
  }

  @Test func aResourceOfWhichOnlyTheIdIsToldIsUndecided() {
    let fixture = fixture(#"{ "resourceId": "\#(Self.vault)", "changeType": "Modify" }"#)
    #expect(fixture.whatIf.vaults.count == 1)
    #expect(fixture.whatIf.vaults.first?.purgeProtection.isAbsent == false)
  }

  // MARK: Noise

  @Test func aPropertyThatTheTemplateOmitsIsNotDeleted() {
    let fixture = fixture(
      change(
        Self.vault, "Modify", before: #"{ "properties": { "enablePurgeProtection": true, "enableSoftDelete": true } }"#,
        after: #"{ "properties": { "enableSoftDelete": true } }"#))
    guard case .undecided(let unknown)? = fixture.whatIf.vaults.first?.purgeProtection else {
      Issue.record("it is decided")
      return
    }
    #expect(unknown.reason.contains("the template does not set properties.enablepurgeprotection"))
  }

  @Test func aBlockOfEncryptionThatTheTemplateOmitsIsAbsent() {
    let fixture = fixture(change(Self.account, "Modify", before: account(Self.encryption), after: account("")))
    #expect(fixture.whatIf.resources.first?.encryption.source.isAbsent == true)
    #expect(fixture.whatIf.before?.resources.first?.encryption.isCustomerManaged == true)
  }

  @Test func aPartOfTheEncryptionThatTheTemplateOmitsIsUndecided() {
    let pinned = Self.encryption.replacing(#""keyName": "k""#, with: #""keyName": "k", "keyVersion": "0123456789abcdef0123456789abcdef""#)
    let fixture = fixture(change(Self.account, "Modify", before: account(pinned), after: account(Self.encryption)))
    let version = fixture.whatIf.resources.first?.encryption.key?.version
    #expect(version?.value == nil)
    #expect(version?.isAbsent == false)
  }

  @Test func anExpressionThatOnlyTheDeploymentAnswersIsUnknown() {
    let text = Self.encryption.replacing("https://kv.vault.azure.net/", with: "[reference('kv').vaultUri]")
    let fixture = fixture(change(Self.account, "Modify", before: account(Self.encryption), after: account(text)))
    #expect(fixture.whatIf.resources.first?.encryption.isCustomerManaged == true)
    #expect(fixture.whatIf.resources.first?.encryption.key?.vault.known == nil)
  }

  @Test func anUnknownPartOfAnIdDoesNotHideTheRest() {
    let id = Self.vault + "/providers/Microsoft.Authorization/roleAssignments/[guid(resourceId('a/b', 'c'))]"
    let fixture = fixture(change(id, "Create", after: #"{ "properties": { "principalId": "p" } }"#))
    guard case .vault(let target)? = fixture.whatIf.grants.first?.target else {
      Issue.record("\(fixture.whatIf.grants)")
      return
    }
    #expect(target.name.known == "kv")
  }

  // MARK: Changes of properties

  @Test func changesOfPropertiesStandInForWholeResources() {
    let delta = #"""
      [ { "path": "properties.encryption", "propertyChangeType": "Modify", "children": [
          { "path": "keySource", "propertyChangeType": "Modify", "before": "Microsoft.KeyVault", "after": "Microsoft.CognitiveServices" } ] },
        { "path": "properties.provisioningState", "propertyChangeType": "NoEffect", "after": "x" } ]
      """#
    let fixture = fixture(#"{ "resourceId": "\#(Self.account)", "changeType": "Modify", "delta": \#(delta) }"#)
    #expect(fixture.whatIf.before?.resources.first?.encryption.source.value == .customerManaged)
    #expect(fixture.whatIf.resources.first?.encryption.source.value == .microsoftManaged)
    #expect(fixture.whatIf.resources.first?.publicNetworkAccess.isAbsent == false)
  }

  @Test func aChangeWithoutEffectChangesNothing() {
    let delta = #"[ { "path": "properties.enablePurgeProtection", "propertyChangeType": "NoEffect", "before": true, "after": false } ]"#
    let fixture = fixture(#"{ "resourceId": "\#(Self.vault)", "changeType": "Modify", "delta": \#(delta) }"#)
    #expect(fixture.whatIf.vaults.first?.purgeProtection.value == nil)
  }

  @Test func elementsOfAnArrayAreNotTakenForAllOfIt() {
    let delta =
      #"[ { "path": "properties.accessPolicies", "propertyChangeType": "Array", "children": [ { "path": "0", "propertyChangeType": "Delete", "before": {} } ] } ]"#
    let fixture = fixture(#"{ "resourceId": "\#(Self.vault)", "changeType": "Modify", "delta": \#(delta) }"#)
    #expect(fixture.whatIf.grants.allSatisfy { !$0.declaration.isCertain })
  }
}
