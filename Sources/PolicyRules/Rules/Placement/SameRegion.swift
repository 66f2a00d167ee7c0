import EncryptionModel

extension Rule {
  static let sameRegion = Rule(
    page: RulePage(
      id: "CMK106", name: "same-region", severity: .error, group: .b, fix: .none,
      sources: [
        .policy("000", "the key's vault is in the same region as the hub"),
        .policy("001", "the resources and the key vault must be in the same region"),
        .platform("\"Key store not found\" where the vault is in another region"),
      ],
      summary: "A resource and the vault of its customer-managed key are in different regions.",
      why: """
        A Foundry resource, a hub or another Cognitive Services or Machine Learning resource takes its key from a vault of its own region. \
        With one of another region the deployment fails with "Key store not found". Neither can be moved: one of the two has to be created \
        anew. Storage, Search and Cosmos DB may have their vault elsewhere.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest().replacing("kind: foundry\n    region: eastus", "kind: foundry\n    region: westus"),
          good: ExampleText.manifest())
      ] + .azure(bad: .foundry.setting("account", "location", to: "westus"), good: .foundry.setting("account", "location", to: "East US"))
        + .terraform(
          bad: .foundry.setting("azurerm_cognitive_account.main", "location", to: "westus"),
          good: .foundry.setting("azurerm_cognitive_account.main", "location", to: "East US"))),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind.isBoundToVault, resource.encryption.isCustomerManaged else { return }
      let vaults = report.estate.vaults(of: entry).filter { !$0.vault.isReference }
      guard let first = vaults.first else { return }
      let differences = vaults.compactMap { FactDifference(resource.location, $0.vault.location, folded: FactDifference.region) }
      guard differences.count == vaults.count, let difference = differences.first else {
        if let open = resource.location.openReason ?? first.vault.location.openReason { report.waits(for: open) }
        return
      }
      report(
        Finding(
          "\(entry.title.capitalizedFirst) is in '\(difference.first.text)', but the vault '\(first.vault.name.display)' of its key is in '\(difference.second.text)'; they must be in the same region.",
          at: difference.first.place, subject: entry.subject,
          related: [Related("the vault's region", at: difference.second.place.site)]))
    })
}
