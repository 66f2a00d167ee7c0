import EncryptionModel

extension Rule {
  static let purgeProtectionRemoved = Rule(
    page: RulePage(
      id: "CMK713", name: "purge-protection-removed", severity: .error, group: .c, fix: .judged,
      sources: [.platform("\"Enabling the purge protection for a vault is an irreversible action\"")],
      summary: "Purge protection of a deployed vault is switched off.",
      why:
        "Azure refuses the deployment: what is once protected stays so. The change usually means that a vault was taken for another one.",
      examples: [
        .manifest(
          before: ExampleText.manifest(vault: "purgeProtection: true"), bad: ExampleText.manifest(vault: "purgeProtection: false"),
          good: ExampleText.manifest(vault: "purgeProtection: true"))
      ]
        + .azure(before: .foundry, bad: .foundry.setting("vault", "properties", "enablePurgeProtection", to: false), good: .foundry)
        + .terraform(
          before: .foundry, bad: .foundry.setting("azurerm_key_vault.main", "purge_protection_enabled", to: false), good: .foundry)),
    check: .vaultChange { change, report in
      guard let was = change.before?.vault, let now = change.after?.vault, was.purgeProtection.value == true,
        case .known(false, let place) = now.purgeProtection
      else { return }
      var finding = Finding(
        "Vault '\(now.name.display)' has purge protection, which cannot be switched off again.", at: place,
        subject: Subject(.vault, now.name.display))
      finding.fixes = Fix.judged("Keep purge protection", place, to: .boolean(true))
      report(finding)
    })
}

extension Fix {
  /// The fix that a person must want; none where nothing can be written.
  static func judged(_ title: String, _ place: Place, to value: AmendedValue) -> [Fix] {
    place.slot.map { [Fix(title, .unsafe, .set($0, value))] } ?? []
  }
}
