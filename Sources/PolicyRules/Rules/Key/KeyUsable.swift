import EncryptionModel
import SourceText

extension Rule {
  static let keyUsable = Rule(
    page: RulePage(
      id: "CMK204", name: "key-usable", severity: .error, group: .b, fix: .safe,
      sources: [
        .policy("001", "disabling or deleting the key revokes access to the data encrypted with it"),
        .policy("004", "revoking access to the key makes the data inaccessible"),
      ],
      summary: "A customer-managed key in use is disabled, expired or not yet valid, or expires within 30 days.",
      why: """
        A service that may not use its key loses access to the data within the hour; a new resource cannot be created with it. Rotate a key \
        before it expires: the new version has to be there, and named by those who pin one, while the old one still works.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(key: "{ type: RSA, size: 2048, enabled: false }"),
          good: ExampleText.manifest(key: "{ type: RSA, size: 2048, enabled: true }"))
      ]
        + .azure(bad: .foundry.setting("key", "properties", "attributes", to: ["enabled": false]), good: .foundry)
        + .terraform(
          bad: .foundry.setting("azurerm_key_vault_key.ai", "expiration_date", to: "2020-01-01T00:00:00Z"),
          good: .foundry.setting("azurerm_key_vault_key.ai", "expiration_date", to: "2120-01-01T00:00:00Z"))),
    check: .key { entry, report in
      guard entry.isCustomerManaged else { return }
      let key = entry.key
      let name = "Key '\(key.name.display)'"
      func say(_ text: String, severity: Severity? = nil, at place: Place) -> Finding {
        Finding(
          "\(name) \(text)", severity: severity, at: place, subject: Subject(.key, key.name.display), related: Related.users(entry.users))
      }
      switch key.isEnabled.judged(by: { $0 == false }) {
      case .complies: break
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let place = places.first?.1 else { break }
        var finding = say("is a customer-managed key and is disabled.", at: place)
        finding.fixes = Fix.setting("Enable the key", places.map { ($0.1, .boolean(true)) })
        report(finding)
      }
      let today = report.today
      let soon = 30
      switch key.expires.judged(by: { $0.map { $0.daysSince(today) <= soon } ?? false }) {
      case .complies: break
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        // The latest of the branches is the mildest.
        guard let (found, place) = places.max(by: { ($0.0 ?? today) < ($1.0 ?? today) }), let date = found else { break }
        let days = date.daysSince(today)
        // Another date is a person's to choose; without one the key does not expire.
        var fixes: [Fix] = []
        if let slot = place.slot, case .value(let site) = slot.target, place.related.isEmpty {
          fixes = [Fix("Remove the expiry date", .unsafe, .remove(site))]
        }
        var finding =
          days <= 0
          ? say("is a customer-managed key and expired on \(date).", at: place)
          : say(
            "is a customer-managed key and expires on \(date), in \(days) day\(days == 1 ? "" : "s").", severity: .warning, at: place)
        finding.fixes = fixes
        report(finding)
      }
      switch key.notBefore.judged(by: { $0.map { $0 > today } ?? false }) {
      case .complies: break
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let (found, place) = places.min(by: { ($0.0 ?? today) < ($1.0 ?? today) }), let date = found else { break }
        report(say("is a customer-managed key and cannot be used before \(date).", at: place))
      }
    })
}
