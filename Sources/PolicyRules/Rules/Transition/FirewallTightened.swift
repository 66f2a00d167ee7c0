import EncryptionModel

extension Rule {
  static let firewallTightened = Rule(
    page: RulePage(
      id: "CMK716", name: "firewall-tightened", severity: .error, group: .b, fix: .safe,
      sources: [
        .policy("000", "allow trusted Microsoft services to bypass the vault's firewall"),
        .policy("001", "allow trusted Microsoft services to bypass the vault's firewall"),
        .policy("004", "allow trusted Microsoft services to bypass the vault's firewall"),
      ],
      summary: "The firewall of a vault in use closes, and trusted Microsoft services do not pass it.",
      why: "The services that encrypt with the vault's keys no longer reach them, and the data behind them cannot be read.",
      examples: [
        .manifest(
          before: ExampleText.manifest(),
          bad: ExampleText.manifest(
            vault: "purgeProtection: true\n    firewall: { defaultAction: deny, allowTrustedServices: false }"),
          good: ExampleText.manifest(
            vault: "purgeProtection: true\n    firewall: { defaultAction: deny, allowTrustedServices: true }"))
      ]
        + .azure(
          before: .foundry.setting("vault", "properties", "networkAcls", to: ["defaultAction": "Allow", "bypass": "None"]),
          bad: .foundry.setting("vault", "properties", "networkAcls", to: ["defaultAction": "Deny", "bypass": "None"]),
          good: .foundry.setting("vault", "properties", "networkAcls", to: ["defaultAction": "Deny", "bypass": "AzureServices"]))
        + .terraform(
          before: .foundry.setting(
            "azurerm_key_vault.main", "network_acls", to: .block(["default_action": "Allow", "bypass": "None"])),
          bad: .foundry.setting(
            "azurerm_key_vault.main", "network_acls", to: .block(["default_action": "Deny", "bypass": "None"])),
          good: .foundry.setting(
            "azurerm_key_vault.main", "network_acls", to: .block(["default_action": "Deny", "bypass": "AzureServices"])))),
    check: .vaultChange { change, report in
      guard let before = change.before, let entry = change.after, entry.holdsCustomerManagedKey,
        entry.vault.firewallAction.value == .deny, case .known(false, let place) = entry.vault.admitsTrustedServices
      else { return }
      let wasClosed = before.vault.firewallAction.judged { $0 == .deny }
      let wasBarred = before.vault.admitsTrustedServices.judged { $0 == false }
      // It was closed before, too, or nobody knows.
      switch (wasClosed, wasBarred) {
      case (.complies, _), (.violates, .complies): break
      default: return
      }
      report(
        Finding.onVault(
          entry.vault,
          "Vault '\(entry.vault.name.display)' closes its firewall to trusted Microsoft services while a customer-managed key in it is in use.",
          place: place, users: entry.users))
    })
}

extension Finding {
  fileprivate static func onVault(_ vault: Vault, _ message: String, place: Place, users: [ProtectedResource]) -> Finding {
    Finding(
      message, at: place, subject: Subject(.vault, vault.name.display), related: Related.users(users),
      fix: .setting("Let trusted Microsoft services pass the firewall", place, to: .trustedServices))
  }
}
