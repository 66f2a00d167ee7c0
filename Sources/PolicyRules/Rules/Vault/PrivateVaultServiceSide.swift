import EncryptionModel

extension Rule {
  static let privateVaultServiceSide = Rule(
    page: RulePage(
      id: "CMK105", name: "private-vault-service-side", severity: .warning, group: .c, fix: .none,
      sources: [.platform("service-side encryption of a workspace needs a vault that is reachable over its public endpoint")],
      summary: "A hub keeps its data on Microsoft's side and its key in a vault without public network access.",
      why: """
        With service-side encryption the data lies in stores of Microsoft's subscription, which have no private endpoint to your vault. \
        Where the vault's public network access is disabled they cannot reach the key. Leave it enabled and let the firewall deny all but \
        trusted Microsoft services.
        """,
      examples: .azure(bad: .hub.setting("vault", "properties", "publicNetworkAccess", to: "Disabled"), good: .hub)
        + .terraform(
          bad: .workspace.setting("azurerm_key_vault.main", "public_network_access_enabled", to: false), good: .workspace),
      gaps: [RulePage.Gap([.manifest], "a manifest does not tell a vault's public network access")]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind.isWorkspace, resource.encryption.isCustomerManaged,
        resource.encryption.dataStorage.certainly({ $0 == .serviceSide })
      else { return }
      let vaults = report.estate.vaults(of: entry).filter { !$0.vault.isReference }
      for found in vaults {
        switch found.vault.publicNetworkAccess.judged(by: { $0 == false }) {
        case .complies: break
        case .undecided(let unknown): report.waits(for: unknown)
        case .violates(let places):
          guard let place = places.first?.1 else { continue }
          report(
            Finding(
              "Vault '\(found.vault.name.display)' has no public network access, but \(entry.title) encrypts on Microsoft's side and cannot reach it.",
              at: place, subject: Subject(.vault, found.vault.name.display), related: Related.users([resource])))
        }
      }
    })
}
