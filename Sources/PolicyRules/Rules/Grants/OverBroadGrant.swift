import EncryptionModel

extension Rule {
  static let overBroadGrant = Rule(
    page: RulePage(
      id: "CMK312", name: "over-broad-grant", severity: .hint, group: .c, fix: .safe,
      sources: [.platform("get, wrapKey and unwrapKey are all that encryption needs; Key Vault Crypto Service Encryption User holds them")],
      summary: "The identity of a resource may do more with the keys than encryption needs.",
      why: """
        Who may create, import, delete or purge keys can take away what the resource's own data is encrypted with. An identity that serves \
        encryption needs get, wrapKey and unwrapKey, on the vault or the key.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(vault: ExampleText.grant(to: "ai-main", role: "Key Vault Administrator")),
          good: ExampleText.manifest(vault: ExampleText.grant(to: "ai-main", role: "Key Vault Crypto Service Encryption User")))
      ]
        + .azure(bad: .policy(["get", "wrapKey", "unwrapKey", "purge"]), good: .policy(["get", "wrapKey", "unwrapKey"]))
        .leavingOut(.whatIf)
        + .terraform(bad: .policy(["Get", "WrapKey", "UnwrapKey", "Purge"]), good: .policy(["Get", "WrapKey", "UnwrapKey"])),
      gaps: [.whatIfPrincipals]),
    check: .resource { entry, report in
      guard let use = KeyUse(entry, report.estate), use.isSufficient else { return }
      for found in use.effective {
        switch found.grant.means {
        case .accessPolicy(.known(let permissions, let place)):
          let broad = permissions.filter(\.isBroad)
          guard !broad.isEmpty else { continue }
          let kept = permissions.filter { !$0.isBroad }
          var finding = Finding(
            "\(use.holder.capitalizedFirst), with which \(entry.title) reaches its key, may \(excess(of: broad)) of vault "
              + "'\(use.reference.vault.display)'.",
            at: place, subject: Subject(.grant, use.reference.vault.display))
          finding.fixes = Fix.setting(
            "Leave what encryption needs", [(place, .keyPermissions(kept + KeyPermission.needed.filter { !kept.contains($0) }))])
          report(finding)
        case .role(.known(let role, let place)) where role.strength == .broad:
          var finding = Finding(
            "Role '\(role.name)' gives \(use.holder), with which \(entry.title) reaches its key, more than encryption needs.",
            at: place.unwritten, subject: Subject(.grant, use.reference.vault.display))
          finding.fixes = Fix.changingRole(role, at: place)
          report(finding)
        case .role(.known(let role, _)) where role.gives?.isEmpty == false:
          switch found.grant.target {
          case .subscription, .wider:
            report(
              Finding(
                "Role '\(role.name)' for \(use.holder), with which \(entry.title) reaches its key, is on more than the vault: on all keys of the "
                  + "subscription.",
                at: Place(found.grant.site), subject: Subject(.grant, use.reference.vault.display)))
          case .vault, .key, .resourceGroup, .other, .undecided: break
          }
        case .accessPolicy, .role: break
        }
      }
    })
}

/// What broad permissions allow, as the end of `may …`, up to the vault.
private func excess(of permissions: [KeyPermission]) -> String {
  if permissions.contains(.all) { return "do everything with the keys" }
  let names = permissions.map(\.name)
  guard let last = names.last, names.count > 1 else { return "also \(names.joined()) keys" }
  return "also \(names.dropLast().joined(separator: ", ")) and \(last) keys"
}

extension KeyPermission {
  /// A permission with which keys can be made or lost.
  fileprivate var isBroad: Bool {
    switch self {
    case .all: true
    case .get, .wrapKey, .unwrapKey: false
    case .other(let name): ["create", "delete", "purge", "import"].contains(name.lowercased())
    }
  }
}
