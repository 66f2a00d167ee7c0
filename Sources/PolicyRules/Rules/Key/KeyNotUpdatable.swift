import EncryptionModel
import SourceText

extension Rule {
  static let keyNotUpdatable = Rule(
    page: RulePage(
      id: "CMK206", name: "key-not-updatable", severity: .warning, group: .c, fix: .none,
      sources: [.platform("a PUT of vaults/keys creates a key that is not there, and leaves one that is as it was")],
      summary: "A template changes the type, size or operations of a key that is deployed, which has no effect.",
      why: """
        Resource Manager creates keys and never changes them: the deployment succeeds, and the key stays what it was. Declare a key with \
        another name and let its users name that one, or change the key with the data plane.
        """,
      examples: .azure(
        before: .foundry.setting("key", "properties", "keySize", to: 4096), bad: .foundry,
        good: .foundry.setting("key", "properties", "keySize", to: 4096)),
      gaps: [
        RulePage.Gap([.manifest], "a manifest says what is, and not how it is deployed"),
        RulePage.Gap([.terraform, .plan], "the provider uses the data plane, and replaces a key whose type or size changes"),
      ]),
    check: .keyChange { pair, report in
      guard let before = pair.before, let after = pair.after, after.isCustomerManaged || before.isCustomerManaged,
        after.origin.isTemplate(Place(after.key.site))
      else { return }
      var changed: [(what: String, site: Site)] = []
      func compare<Value>(_ what: String, _ old: Fact<Value>, _ new: Fact<Value>, _ isSame: (Value, Value) -> Bool) {
        guard let was = old.value, case .known(let now, let place) = new, !isSame(was, now) else { return }
        changed.append((what, place.site))
      }
      compare("type", before.key.type, after.key.type, ==)
      compare("size", before.key.size, after.key.size, ==)
      compare("operations", before.key.operations, after.key.operations) { Set($0) == Set($1) }
      guard let first = changed.first else { return }
      let key = after.key
      let what = changed.map(\.what).formatted
      report(
        Finding(
          "The \(what) of key '\(key.name.display)' \(changed.count > 1 || first.what == "operations" ? "change" : "changes"), but a template never changes a key that is there.",
          at: Place(first.site), subject: Subject(.key, key.name.display),
          related: Related.users(after.users)))
    })
}

extension [String] {
  /// `type`, `type and size`, `type, size and operations`.
  var formatted: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
