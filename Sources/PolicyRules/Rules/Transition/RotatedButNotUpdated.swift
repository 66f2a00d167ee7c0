import EncryptionModel

extension Rule {
  static let rotatedButNotUpdated = Rule(
    page: RulePage(
      id: "CMK719", name: "rotated-but-not-updated", severity: .warning, group: .b, fix: .judged,
      sources: [
        .policy("000", "after a rotation the hub is updated to the new key's address"),
        .policy("001", "after a rotation the resource is updated to the new key"),
      ],
      summary: "A key has a newer version, and a resource still names the old one.",
      why: "The rotation takes effect only when the resource names the new version. Until then new data is written under the old one.",
      examples: [
        .manifest(before: pinned(key: old, user: old), bad: pinned(key: new, user: old), good: pinned(key: new, user: new))
      ],
      gaps: [
        .init([.arm, .bicep, .whatIf, .terraform, .plan], "the current version of a key is not written there; the vault tells it")
      ]),
    check: .keyChange { change, report in
      guard let was = change.before?.key.version.value, let key = change.after?.key, let now = key.version.value,
        was.lowercased() != now.lowercased()
      else { return }
      for user in report.estate.users(ofVault: key.vault, key: key.name) {
        guard case .known(let named, let place)? = user.resource.encryption.key?.version, named.lowercased() == was.lowercased() else {
          continue
        }
        var finding = Finding(
          "\(user.resource.title) still names version '\(named)' of key '\(key.vault.display)/\(key.name.display)', which has version "
            + "'\(now)' now.",
          at: place, subject: user.resource.subject,
          related: [Related("the key has its new version here", at: key.version.place?.site ?? key.site)])
        finding.fixes = Fix.judged("Name the new version", place, to: .text(now))
        report(finding)
      }
    })

  private static let old = "0123456789abcdef0123456789abcdef"
  private static let new = "fedcba9876543210fedcba9876543210"

  private static func pinned(key: String, user: String) -> String {
    ExampleText.manifest(
      key: "{ type: RSA, size: 2048, version: \(key) }",
      encryption: "{ source: customerManaged, key: kv-ai/ai-2026, keyVersion: \(user) }")
  }
}
