import EncryptionModel

extension Rule {
  static let noRotationPolicy = Rule(
    page: RulePage(
      id: "CMK208", name: "no-rotation-policy", severity: .hint, group: .b, fix: .safe,
      sources: [
        .policy("001", "a customer-managed key can be rotated according to your compliance policies"),
        .policy("004", "rotate a customer-managed key according to your compliance policies"),
      ],
      summary: "A customer-managed key has no rotation policy.",
      why: """
        Compliance policies ask for a new key now and then. With a rotation policy the vault makes new versions by itself, and resources that \
        name no version follow. The fix writes a policy of a year; take the period that yours asks for.
        """,
      examples: .azure(bad: .foundry, good: .rotating) + .terraform(bad: .foundry, good: .rotating),
      gaps: [RulePage.Gap([.manifest], "a manifest does not tell whether a key rotates")]),
    check: .key { entry, report in
      let key = entry.key
      guard entry.isCustomerManaged, case .absent(let place) = key.rotates else { return }
      var finding = Finding(
        "Key '\(key.name.display)' is a customer-managed key and has no rotation policy.", at: place,
        subject: Subject(.key, key.name.display))
      // Who names a version stays with it (CMK207), and a hub has to name one.
      let staying = entry.users.filter { $0.encryption.key?.version.value != nil }
      if !staying.contains(where: \.kind.isWorkspace) {
        let fixes = Fix.setting("Rotate it each year", [(place, .rotationPolicy)])
        finding.fixes = staying.isEmpty ? fixes : fixes.map(\.judged)
      }
      report(finding)
    })
}
