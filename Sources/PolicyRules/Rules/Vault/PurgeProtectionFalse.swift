import EncryptionModel

extension Rule {
  static let purgeProtectionFalse = Rule(
    page: RulePage(
      id: "CMK103", name: "purge-protection-false", severity: .error, group: .c, fix: .safe,
      sources: [
        .platform("the property enablePurgeProtection takes true, or is left out"),
        .platform("\"The property \\\"enablePurgeProtection\\\" cannot be set to false.\""),
      ],
      summary: "A vault sets purge protection to false, which Azure refuses.",
      why: """
        Azure Resource Manager takes `true` for enablePurgeProtection or no value at all. A literal `false` fails with BadRequest: "The \
        property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action." \
        Leave the property out, or write a condition that gives true or null. Where the vault holds a customer-managed key, CMK101 speaks.
        """,
      examples: .azure(
        bad: .foundry.without("account", "key").setting("vault", "properties", "enablePurgeProtection", to: false),
        good: .foundry.without("account", "key").removing("vault", "properties", "enablePurgeProtection")),
      gaps: [
        RulePage.Gap([.manifest], "a manifest's `false` says what is, and is not sent to Azure"),
        RulePage.Gap([.terraform, .plan], "the provider leaves the property out where it is false"),
      ]),
    check: .vault { entry, report in
      guard !entry.holdsCustomerManagedKey, !entry.vault.isManagedHSM, case .known(false, let place) = entry.vault.purgeProtection,
        entry.origin.isTemplate(place)
      else { return }
      let vault = entry.vault
      var finding = Finding(
        "Vault '\(vault.name.display)' sets enablePurgeProtection to false, which Azure refuses; leave it out or set it to true.",
        at: place,
        subject: Subject(.vault, vault.name.display))
      // A parameter's default is somebody else's too.
      if let slot = place.slot, case .value(let site) = slot.target, place.related.isEmpty {
        finding.fixes = [Fix("Remove enablePurgeProtection", .safe, .remove(site))]
      }
      report(finding)
    })
}

extension Estate.Origin {
  /// Whether a place is in ARM's own words: a template, Bicep, a what-if result, or an azapi body.
  func isTemplate(_ place: Place) -> Bool {
    switch dialect {
    case .arm, .bicep, .whatIf: true
    case .terraform, .plan: place.slot?.vocabulary == .azure
    case .manifest, .configuration: false
    }
  }
}
