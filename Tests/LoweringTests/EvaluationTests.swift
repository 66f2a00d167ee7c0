import EncryptionModel
import SourceText
import Testing

@testable import Lowering

@Suite struct EvaluationTests {
  /// A text in which `‹x›` stands for an unknown.
  static func text(_ string: String) -> SymbolicText {
    var pieces: [SymbolicText.Piece] = []
    for part in string.split(separator: "‹", omittingEmptySubsequences: false) {
      guard let end = part.firstIndex(of: "›") else {
        pieces.append(.text(String(part)))
        continue
      }
      pieces.append(.symbol(SymbolicText.Symbol(name: String(part[..<end]), scope: 1)))
      pieces.append(.text(String(part[part.index(after: end)...])))
    }
    return SymbolicText(pieces)
  }

  @Test(arguments: [
    ("https://kv.vault.azure.net/keys/cmk/0123", "kv cmk 0123"), ("https://kv.vault.azure.net/keys/cmk/", "kv cmk -"),
    ("HTTPS://KV.vault.usgovcloudapi.net:443/KEYS/cmk", "KV cmk -"), ("https://kv.vault.azure.net", "kv - -"),
    ("https://‹v›.vault.azure.net/keys/‹k›", "‹v› ‹k› -"),
    ("https://a‹v›‹environment().suffixes.keyvaultDns›/keys/k/‹ver›", "a‹v› k ‹ver›"),
    ("‹uri›keys/k/v", "- k v"), ("‹uri›/keys/k", "- k -"), ("https://hsm.managedhsm.azure.net/keys/k", "hsm k -"),
  ])
  func addressesOfKeys(_ address: String, _ expected: String) throws {
    let parsed = try #require(KeyAddress(Self.text(address)))
    let parts = [parsed.vault, parsed.key, parsed.version].map { $0?.display ?? "-" }
    #expect(parts.joined(separator: " ") == expected)
  }

  @Test(arguments: ["", "kv", "‹x›", "https://‹host›/keys/k", "https://localhost", "<your-vault-uri>", "‹uri›secrets/k"])
  func whatIsNoAddressOfAKey(_ text: String) { #expect(KeyAddress(Self.text(text))?.vault == nil) }

  @Test(arguments: [
    ("/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv", "Microsoft.KeyVault/vaults kv"),
    ("/subscriptions/‹s›/resourceGroups/‹g›/providers/Microsoft.KeyVault/vaults/‹v›/keys/k/", "Microsoft.KeyVault/vaults/keys ‹v›/k"),
    ("‹group›/providers/Microsoft.Storage/storageAccounts/s", "Microsoft.Storage/storageAccounts s"),
    ("/subscriptions/s/providers/A.B/c/d/providers/E.F/g/h", "E.F/g h"),
  ])
  func idsOfResources(_ id: String, _ expected: String) throws {
    let parsed = try #require(ResourceIdentifier(Self.text(id)))
    #expect("\(parsed.type) \(parsed.name.display)" == expected)
  }

  @Test(arguments: ["", "/", "kv", "/subscriptions/s/resourceGroups/g", "/providers/A.B", "/providers/A.B/c", "/providers/A.B/‹t›/x"])
  func whatIsNoIdOfAResource(_ id: String) { #expect(ResourceIdentifier(Self.text(id)) == nil) }

  @Test func longNamesOfUnknownsStayDifferent() {
    let long = String(repeating: "x", count: 500)
    let first = UnknownName.symbol(long + "1", scope: 1)
    let second = UnknownName.symbol(long + "2", scope: 1)
    #expect(first != second)
    #expect(first.name.utf8.count <= UnknownName.maximumLength)
    #expect(first == UnknownName.symbol(long + "1", scope: 1))
  }

  @Test(arguments: [
    ("2020-02-29T12:30:45Z", 1_582_979_445), ("1970-01-01", 0), ("1969-12-31T23:59:59Z", -1), ("2024-01-01T01:00:00+01:00", 1_704_067_200),
    ("2024-01-01 00:00:00.123Z", 1_704_067_200),
  ])
  func momentsAreReadAndWritten(_ text: String, _ seconds: Int) throws {
    #expect(Timestamp(text)?.seconds == seconds)
    let moment = try #require(Timestamp(seconds: seconds))
    #expect(Timestamp(moment.description) == moment)
  }

  @Test(arguments: ["", "now", "2023-02-30", "2023-01-01T25:00", "2023-01-01X", "0000-01-01"])
  func whatIsNoMoment(_ text: String) { #expect(Timestamp(text) == nil) }

  @Test func theSmallestBudgetStillAnswers() {
    let fixture = ARMFixture.array(ARMLoweringTests.vault)
    let budget = EvaluationBudget(steps: 2)
    _ = ARMLowering.evaluate(template: fixture.file, parameters: nil, environment: nil, budget: budget)
    #expect(budget.isExhausted)
  }
}
