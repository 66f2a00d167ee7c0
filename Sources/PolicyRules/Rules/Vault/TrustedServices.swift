import EncryptionModel

extension Rule {
  static let trustedServices = Rule(
    page: RulePage(
      id: "CMK104", name: "trusted-services", severity: .error, group: .b, fix: .safe,
      sources: [
        .policy("000", "a vault with a firewall allows trusted Microsoft services"),
        .policy("001", "if you use the Key Vault firewall, you must allow trusted Microsoft services to access the vault"),
        .policy("004", "allow trusted Microsoft services to access the vault if you use its firewall"),
      ],
      summary: "The firewall of a vault with a customer-managed key does not let trusted Microsoft services through.",
      why: """
        The resource that encrypts with the key asks the vault to wrap and unwrap its data encryption key. Behind a firewall without the \
        bypass it is refused: the encrypted resource cannot be created, and a deployed one loses its data within the hour. In ARM an absent \
        `bypass` lets them through; in Terraform it has to be said.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(vault: "purgeProtection: true\n    firewall: { defaultAction: deny, allowTrustedServices: false }"),
          good: ExampleText.manifest(vault: "purgeProtection: true\n    firewall: { defaultAction: deny, allowTrustedServices: true }"))
      ]
        + .azure(
          bad: .foundry.setting("vault", "properties", "networkAcls", to: ["defaultAction": "Deny", "bypass": "None"]),
          good: .foundry.setting("vault", "properties", "networkAcls", to: ["defaultAction": "Deny", "bypass": "AzureServices"]))
        + .terraform(
          bad: .foundry.setting("azurerm_key_vault.main", "network_acls", to: .block(["default_action": "Deny", "bypass": "None"])),
          good: .foundry.setting(
            "azurerm_key_vault.main", "network_acls", to: .block(["default_action": "Deny", "bypass": "AzureServices"])))
    ),
    check: .vault { entry, report in
      guard entry.holdsCustomerManagedKey else { return }
      let vault = entry.vault
      let denies = vault.firewallAction.judged { $0 == .deny }
      let isPrivate = vault.publicNetworkAccess.judged { $0 == false }
      switch (denies, isPrivate) {
      case (.violates, _), (_, .violates): break
      case (.undecided(let unknown), _), (_, .undecided(let unknown)):
        if vault.admitsTrustedServices.certainly({ $0 == false }) { report.waits(for: unknown) }
        return
      case (.complies, .complies): return
      }
      switch vault.admitsTrustedServices.judged(by: { $0 == false }) {
      case .complies: break
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let place = places.first?.1 else { return }
        var finding = Finding(
          "Vault '\(vault.name.display)' holds a customer-managed key behind a firewall that keeps trusted Microsoft services out.",
          at: place,
          subject: Subject(.vault, vault.name.display), related: Related.users(entry.users))
        finding.fixes = Fix.setting("Let trusted Microsoft services through", places.map { ($0.1, .trustedServices) })
        report(finding)
      }
    })
}
