import EncryptionModel

extension Rule {
  static let rotationWithoutGrant = Rule(
    page: RulePage(
      id: "CMK707", name: "rotation-without-grant", severity: .error, group: .b, fix: .judged,
      sources: [
        .policy("001", "the new key must have the access policies that the old one had"),
        .policy("004", "the new key must have the required access policies"),
      ],
      summary: "A resource rotates to a key on which its identity lacks the grant that it has on the old one.",
      why: """
        A grant on the vault covers all of its keys; one on a key covers that key alone. After the rotation the service cannot reach the \
        new key, and the data behind it cannot be read or written.
        """,
      examples: .azure(
        before: rotating("ai-2025", granted: "old"), bad: rotating("ai-2026", granted: "old"),
        good: rotating("ai-2026", granted: "vault")
      ).leavingOut(.whatIf),
      gaps: [
        .init([.manifest], "a manifest's grants are on whole vaults"),
        .init([.whatIf], "a what-if result names principals by ids that only Azure resolves"),
        .init([.terraform, .plan], "azurerm grants on whole vaults; a role on one key is not read there"),
      ]),
    check: .transition { transition, report in
      guard transition.origin.dialect != .terraform, transition.origin.dialect != .plan, let rotation = Rotation(transition),
        rotation.oldKey != nil, let old = transition.before.key, let new = transition.after.encryption.key,
        case .known(let principal, _) = transition.after.encryptingPrincipal
      else { return }
      let was = report.estate.access(of: principal, to: old, near: transition.origin)
      let now = report.estate.access(of: principal, to: new, near: transition.origin)
      guard now.doubtful.isEmpty, was.isSufficient, !now.isSufficient else { return }
      report(
        Finding(
          "\(transition.title) rotates to \(rotation.new), on which \(principal.display) lacks \(now.lackedList); it has them on "
            + "\(rotation.old).",
          at: rotation.place.unwritten, subject: transition.subject,
          related: was.certain.prefix(8).map { Related("granted on the old key here", at: $0.grant.site) },
          fix: report.estate.newGrant(for: transition, "Grant access to the vault")))
    })

  private static func rotating(_ used: String, granted scope: String) -> AzureExample {
    AzureExample.foundry.setting("account", "properties", "encryption", "keyVaultProperties", "keyName", to: .text(used)).adding(
      AzureExample.Resource(
        "old", "Microsoft.KeyVault/vaults/keys", "2023-07-01", name: "ai-2025", parent: "vault",
        ["properties": ["kty": "RSA", "keySize": 2048]]),
      AzureExample.grant(to: .reference("account", ["identity", "principalId"]), on: scope))
  }
}

extension KeyAccess {
  /// Whether get, wrapKey and unwrapKey are certainly given, by policies or by roles.
  var isSufficient: Bool { KeyAccess.missing(from: byPolicy).isEmpty || KeyAccess.missing(from: byRole).isEmpty }

  /// The permissions that neither policies nor roles give: `get, wrapKey and unwrapKey`.
  var lackedList: String {
    let names = KeyAccess.missing(from: byPolicy.union(byRole)).map(\.name)
    guard let last = names.last, names.count > 1 else { return names.first ?? "the permissions together" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
