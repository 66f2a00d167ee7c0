import EncryptionModel

extension Rule {
  static let sameTenant = Rule(
    page: RulePage(
      id: "CMK107", name: "same-tenant", severity: .error, group: .b, fix: .judged,
      sources: [
        .policy("000", "the key's vault is in the same tenant as the hub"),
        .policy("001", "the resources and the key vault must be in the same Microsoft Entra tenant"),
        .platform("managed identities do not reach across tenants; an access policy names a principal of the vault's own tenant"),
      ],
      summary: "A resource, or an access policy, and the vault of the customer-managed key are in different tenants.",
      why: """
        A managed identity lives in one Microsoft Entra tenant, and a vault admits identities of its own tenant alone. With another tenant \
        the resource is refused ("403 Forbidden") when it asks for its key, and an access policy gives its permissions to nobody.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            vault: "purgeProtection: true\n    tenant: 11111111-2222-3333-4444-555555555555",
            resource: "capabilities: []\n    tenant: 99999999-2222-3333-4444-555555555555"),
          good: ExampleText.manifest(
            vault: "purgeProtection: true\n    tenant: 11111111-2222-3333-4444-555555555555",
            resource: "capabilities: []\n    tenant: 11111111-2222-3333-4444-555555555555"))
      ]
        + .azure(
          bad: .policies(tenant: "99999999-2222-3333-4444-555555555555"), good: .policies(tenant: "11111111-2222-3333-4444-555555555555"))
        + .terraform(
          bad: .policies(tenant: "99999999-2222-3333-4444-555555555555"), good: .policies(tenant: "11111111-2222-3333-4444-555555555555"))
    ),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind.isBoundToVault, resource.encryption.isCustomerManaged, let reference = resource.encryption.key else { return }
      let vaults = report.estate.vaults(of: entry).filter { !$0.vault.isReference }
      guard let first = vaults.first else { return }
      let differences = vaults.compactMap { FactDifference(resource.tenant, $0.vault.tenant) }
      if differences.count == vaults.count, let difference = differences.first {
        var finding = Finding(
          "\(entry.title.capitalizedFirst) is in tenant '\(difference.first.text)', but the vault '\(first.vault.name.display)' of its key is in '\(difference.second.text)'; they must be in the same tenant.",
          at: difference.first.place, subject: entry.subject,
          related: [Related("the vault's tenant", at: difference.second.place.site)])
        finding.fixes = Fix.unsafely("Put it into the vault's tenant", difference.first.place, .text(difference.second.text))
        report(finding)
      }
      for found in report.estate.grants(onVault: reference.vault) where !found.grant.isByRole && found.origin == first.origin {
        guard let difference = FactDifference(found.grant.tenant, first.vault.tenant) else { continue }
        var finding = Finding(
          "An access policy of vault '\(first.vault.name.display)' names tenant '\(difference.first.text)', but the vault is in '\(difference.second.text)'.",
          at: difference.first.place, subject: Subject(.grant, first.vault.name.display),
          related: [Related("the vault's tenant", at: difference.second.place.site)])
        finding.fixes = Fix.unsafely("Use the vault's tenant", difference.first.place, .text(difference.second.text))
        report(finding)
      }
    })
}

extension Fix {
  /// One change that needs a person; none where it cannot be written.
  static func unsafely(_ title: String, _ place: Place, _ value: AmendedValue) -> [Fix] {
    place.slot.map { [Fix(title, .unsafe, .set($0, value))] } ?? []
  }
}
