import EncryptionModel

extension Rule {
  static let purgeOnDestroy = Rule(
    page: RulePage(
      id: "CMK805", name: "purge-on-destroy", severity: .hint, group: .c, fix: .safe,
      sources: [.platform("azurerm purges deleted vaults and keys by default, which purge protection refuses")],
      summary: "The provider is told to purge a vault or its keys on destroy, and the vault is protected against that.",
      why: """
        azurerm tries to purge what it deletes unless its `features` say otherwise. A vault with purge protection refuses: the destroy ends \
        with an error after the vault is gone.
        """,
      examples: [RulePage.Example].terraform(
        bad: .foundry.adding(TerraformExample.provider(purges: true)), good: .foundry.adding(TerraformExample.provider(purges: false))
      )
      .leavingOut(.plan),
      gaps: [
        RulePage.Gap([.manifest, .arm, .bicep, .whatIf], "only Terraform destroys"),
        RulePage.Gap([.plan], "a plan does not tell a provider's features"),
      ]),
    check: .estate { estate, report in
      for entry in estate.features where entry.feature.name.hasPrefix("key_vault.purge_soft_delete") {
        let vaults = estate.vaults.filter { vault in
          vault.origin == entry.origin && vault.holdsCustomerManagedKey && vault.vault.purgeProtection.value == true
        }
        guard let vault = vaults.first else { continue }
        let places = entry.feature.isOn.places { $0 == true }
        guard let place = places.first?.1 else { continue }
        report.origin = entry.origin
        var finding = Finding(
          "The provider purges on destroy, which vault '\(vault.vault.name.display)' refuses: it has purge protection.", at: place,
          subject: Subject(.vault, vault.vault.name.display))
        finding.fixes = Fix.setting("Do not purge on destroy", places.map { ($0.1, .boolean(false)) })
        report(finding)
      }
    })
}

extension TerraformExample {
  fileprivate static func provider(purges: Bool) -> Block {
    Block(
      "provider", "azurerm",
      body: ["features": .block(["key_vault": .block(["purge_soft_delete_on_destroy": .boolean(purges)])])])
  }
}
