import EncryptionModel

extension Rule {
  static let vaultAPIVersion = Rule(
    page: RulePage(
      id: "CMK112", name: "vault-api-version", severity: .info, group: .c, fix: .judged,
      sources: [.platform("control-plane API versions of Key Vault before 2026-02-01 retire on 2027-02-27")],
      summary: "A vault with a customer-managed key is declared with an API version that retires.",
      why: """
        Versions of Microsoft.KeyVault before 2026-02-01 retire on 2027-02-27; deployments with them fail from then on. The newer version \
        reads an absent enableRbacAuthorization of a new vault as true: say which model holds before you change it (CMK111).
        """,
      examples: .azure(bad: .foundry, good: .foundry.versioned("vault", "2026-02-01")),
      gaps: [
        RulePage.Gap([.manifest], "a manifest has no API version"),
        RulePage.Gap([.terraform, .plan], "azurerm chooses the API version"),
      ]),
    check: .vault { entry, report in
      let vault = entry.vault
      guard entry.holdsCustomerManagedKey, case .known(let version, let place) = vault.declaration.apiVersion,
        entry.origin.isTemplate(place), version.isRetiring
      else { return }
      var finding = Finding(
        "Vault '\(vault.name.display)' is declared with API version \(version); versions before 2026-02-01 retire on 2027-02-27.",
        at: place,
        subject: Subject(.vault, vault.name.display))
      if let slot = place.slot {
        var fix = Fix("Use API version 2026-02-01", .unsafe, .set(slot, .text("2026-02-01")))
        if case .absent(let model) = vault.usesRoles, let modelSlot = model.slot { fix.amendments.append(.set(modelSlot, .boolean(false))) }
        finding.fixes = [fix]
      }
      report(finding)
    })
}

extension String {
  /// Whether an API version of Key Vault's control plane is older than the first one that stays.
  fileprivate var isRetiring: Bool { utf8.count >= 10 && prefix(10) < "2026-02-01" }
}
