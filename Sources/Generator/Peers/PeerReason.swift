/// Why this program and another checker do not say the same.
enum PeerReason: String, CaseIterable {
  case noRule = "upstream's rule differs: no rule on customer-managed keys asks for it, the facts alone are compared"
  case onlyWhatEncrypts =
    "upstream's rule differs: it speaks of every vault, ours of those that something encrypts with; with a user added it speaks"
  case notRequired = "upstream's rule differs: it asks for a key everywhere, ours where a configuration or a sibling asks for one"
  case unknownIsUndecided = "upstream's rule differs: what is known only after the deployment passes there, here it is undecided"
  case rotationPolicysDate =
    "upstream's rule differs: it asks for a rotation policy's date, ours is the key's own, which hangs on the time of the deployment"
  case rulesWithoutDenial =
    "upstream is wrong: addresses that may pass have no effect while the default action lets everybody in"

  /// Disagreements of facts, read one by one: the check, the fixture, the reason.
  static let adjudicated: [(check: String, fixture: String, reason: PeerReason)] = [
    ("checkov CKV_AZURE_189 (arm)", "Microsoft.KeyVault/vaults.pass3", .rulesWithoutDenial),
    ("checkov CKV_AZURE_189 (arm)", "Microsoft.KeyVault/vaults.pass4", .rulesWithoutDenial),
    ("checkov CKV_AZURE_189 (terraform)", "azurerm_key_vault.pass3", .rulesWithoutDenial),
    ("checkov CKV_AZURE_189 (terraform)", "azurerm_key_vault.pass4", .rulesWithoutDenial),
    ("checkov CKV_AZURE_189 (terraform)", "azurerm_key_vault.pass5", .rulesWithoutDenial),
    ("checkov CKV_AZURE_40 (arm)", "Microsoft.KeyVault/vaults/keys.pass", .rotationPolicysDate),
    ("checkov CKV_AZURE_40 (arm)", "Microsoft.KeyVault/vaults/keys.fail", .rotationPolicysDate),
    ("avm KeyExpirationDate (plan)", "known_after_apply", .unknownIsUndecided),
  ]

  static func of(_ check: PeerCheck, _ fixture: PeerFixture) -> PeerReason? {
    adjudicated.first { $0.check == check.id && $0.fixture == fixture.name }?.reason
  }
}
