import EncryptionModel

extension Rule {
  static let sameResourceGroup = Rule(
    page: RulePage(
      id: "CMK108", name: "same-resource-group", severity: .info, group: .b, fix: .none,
      sources: [
        .policy("001", "the vault must be in the same resource group as the Foundry project; wizards and workflows support no other"),
        .policy("004", "the vault must be in the same resource group as the Foundry project; wizards and workflows support no other"),
        .policy("001", "vault and resource may be in different subscriptions"),
      ],
      summary: "A Foundry resource and the vault of its customer-managed key are in different resource groups.",
      why: """
        The deployment wizards and project configuration workflows find vaults of the same resource group alone, which is why the policy \
        documents ask for it. The same text allows another subscription, and so another group: a deployment by template works. Hence an \
        information; raise its severity in the configuration where your workflows need it.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            vault: "purgeProtection: true\n    resourceGroup: rg-keys", resource: "capabilities: []\n    resourceGroup: rg-ai"),
          good: ExampleText.manifest(
            vault: "purgeProtection: true\n    resourceGroup: rg-ai", resource: "capabilities: []\n    resourceGroup: rg-ai"))
      ]
        + .terraform(
          bad: .foundry.setting("azurerm_key_vault.main", "resource_group_name", to: "rg-keys"), good: .foundry),
      gaps: [
        RulePage.Gap(
          [.arm, .bicep], "the groups that a deployment goes to are told when it runs; nested ones that name theirs are judged"),
        RulePage.Gap([.whatIf], "a result covers the one group that its deployment goes to"),
      ]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind == .foundry || resource.kind == .foundryProject, resource.encryption.isCustomerManaged,
        let reference = resource.encryption.key
      else { return }
      let vaults = report.estate.vaults(of: entry)
      guard let vault = vaults.first?.vault, vaults.allSatisfy({ $0.vault.scope.isSameGroup(as: resource.scope) == .different }),
        let group = resource.scope.resourceGroup?.known, let other = vault.scope.resourceGroup?.known
      else { return }
      report(
        Finding(
          "\(entry.title.capitalizedFirst) is in resource group '\(group)', the vault '\(vault.name.display)' of its key in '\(other)'; deployment wizards and project workflows support one group alone.",
          at: reference.vaultPlace, subject: entry.subject, related: [Related("the vault", at: vault.site)]))
    })
}
