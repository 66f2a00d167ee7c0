import EncryptionModel

extension Rule {
  static let partialGrant = Rule(
    page: RulePage(
      id: "CMK305", name: "partial-grant", severity: .error, group: .b, fix: .safe,
      sources: [
        .policy("000", "the hub's identity gets the permissions get, wrap and unwrap on the vault"),
        .policy("001", "the managed identity needs the key permissions get, wrapKey and unwrapKey"),
        .policy("002", "grant the services' identities wrap, unwrap and get on the vault"),
        .policy("003", "grant the services' identities wrap, unwrap and get on the vault"),
        .policy("004", "the managed identity needs the key permissions get, wrapKey and unwrapKey"),
      ],
      summary: "The identity of a resource has some of get, wrapKey and unwrapKey on its key, but not all three.",
      why: """
        The service reads the key (get), wraps its data encryption key with it (wrapKey) and unwraps that again (unwrapKey). Where one of \
        them is missing the deployment is refused with 403 Forbidden, or the data can be written and never read again.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(vault: ExampleText.grant(to: "ai-main", "get, wrapKey")),
          good: ExampleText.manifest(vault: ExampleText.grant(to: "ai-main")))
      ]
        + .azure(bad: .policy(["get", "wrapKey"]), good: .policy(["get", "wrapKey", "unwrapKey"])).leavingOut(.whatIf)
        + .terraform(bad: .policy(["Get", "WrapKey"]), good: .policy(["Get", "WrapKey", "UnwrapKey"])),
      gaps: [.whatIfPrincipals]),
    check: .resource { entry, report in
      guard let use = KeyUse(entry, report.estate), case .partial(let grants) = use.standing, let grant = grants.first?.grant,
        case .accessPolicy(.known(let permissions, let place)) = grant.means
      else { return }
      guard use.doubtful.isEmpty, !report.estate.mayDeclareMore(entry.origin) else { return }
      let missing = use.missing
      let list = missing.map(\.name).joined(separator: " and ")
      var finding = Finding(
        "\(use.holder.capitalizedFirst), with which \(entry.title) reaches its key, lacks \(list) on vault '\(use.reference.vault.display)'.",
        at: place, subject: Subject(.grant, use.reference.vault.display),
        related: [Related("used by '\(entry.resource.name.display)' here", at: use.reference.place.site)])
      finding.fixes = Fix.setting("Add \(list)", [(place, .keyPermissions(permissions + missing))])
      report(finding)
    })
}
