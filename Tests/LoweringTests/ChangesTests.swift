import EncryptionModel
import Foundation
import SourceText
import Testing

@testable import Lowering

/// What a change is, and what is none.
@Suite struct ChangesTests {
  private func estate(_ resources: String, path: String = "/w/main.json", number: Int32 = 1) -> Estate {
    let text = ARMFixture.array(resources)
    let bytes = String(decoding: text.file.document.text.bytes, as: UTF8.self)
    return Estate([ARMFixture(bytes, path: path, number: number).lower()])
  }

  private static let vault = #"{ "type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": {} }"#
  private static let key = #"{ "type": "Microsoft.KeyVault/vaults/keys", "name": "kv/k", "properties": { "kty": "RSA" } }"#

  @Test func movingADeclarationToAnotherFileIsNoChange() {
    let changes = Changes(
      baseline: estate(Self.vault + "," + Self.key, number: 9), after: estate(Self.key + "," + Self.vault, path: "/w/b.json"))
    #expect(changes.vaults.map(\.isKept) == [true])
    #expect(changes.keys.map(\.isKept) == [true])
  }

  @Test func whatIsGoneAndWhatIsNewIsPairedWithNothing() {
    let changes = Changes(baseline: estate(Self.vault + "," + Self.key, number: 9), after: estate(Self.vault))
    #expect(changes.keys.map(\.isRemoved) == [true])
    #expect(changes.keys.map(\.isTold) == [false])
    let back = Changes(baseline: estate(Self.vault, number: 9), after: estate(Self.vault + "," + Self.key))
    #expect(back.keys.map(\.isNew) == [true])
  }

  @Test func aFileThatTellsBothSidesIsPairedWithItself() {
    var after = ARMFixture.array(Self.vault).lower()
    after.before = ARMFixture.array(Self.vault + "," + Self.key).lower()
    let changes = Changes(baseline: estate(Self.key.replacingOccurrences(of: "kv/k", with: "kv/other"), number: 9), after: Estate([after]))
    #expect(changes.keys.filter(\.isTold).map(\.isRemoved) == [true])
    #expect(changes.before?.keys.count == 2)
  }

  @Test func aNameThatNobodyKnowsIsNotSaidToBeGone() {
    let changes = Changes(
      baseline: estate(Self.vault.replacingOccurrences(of: "\"kv\"", with: "\"[parameters('old')]\""), number: 9),
      after: estate(Self.vault.replacingOccurrences(of: "\"kv\"", with: "\"[parameters('new')]\"")))
    #expect(changes.vaults.isEmpty)
  }

  @Test func anAssignmentUnderAnotherNameIsTheSameGrant() {
    func grant(_ name: String) -> String {
      #"""
      { "type": "Microsoft.Authorization/roleAssignments", "name": "\#(name)", "scope": "[resourceId('Microsoft.KeyVault/vaults', 'kv')]",
        "properties": { "roleDefinitionId": "e147488a-f6f5-4113-8e2d-b22465e65bf6", "principalId": "p" } }
      """#
    }
    let changes = Changes(baseline: estate(grant("a"), number: 9), after: estate(grant("b")))
    #expect(changes.grants.map(\.isKept) == [true])
  }
}
