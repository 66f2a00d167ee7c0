import EncryptionModel

extension Rule {
  static let outboundBlocksVault = Rule(
    page: RulePage(
      id: "CMK314", name: "outbound-blocks-vault", severity: .error, group: .c, fix: .safe,
      sources: [
        .platform("an account with restricted outbound access reaches the hosts of its list alone, and needs its vault among them")
      ],
      summary:
        "A resource may not reach the vault of its customer-managed key: it restricts outbound access, and the vault is not allowed.",
      why: """
        restrictOutboundNetworkAccess lets the account call nothing but the hosts of allowedFqdnList. Without its vault's host in that \
        list it cannot unwrap its key.
        """,
      examples: .azure(
        bad: .foundry.setting("account", "properties", "restrictOutboundNetworkAccess", to: true).setting(
          "account", "properties", "allowedFqdnList", to: ["example.com"]),
        good: .foundry.setting("account", "properties", "restrictOutboundNetworkAccess", to: true).setting(
          "account", "properties", "allowedFqdnList", to: ["example.com", "kv-ai.vault.azure.net"]))
        + .terraform(
          bad: .foundry.setting("azurerm_cognitive_account.main", "outbound_network_access_restricted", to: true).setting(
            "azurerm_cognitive_account.main", "fqdns", to: ["example.com"]),
          good: .foundry.setting("azurerm_cognitive_account.main", "outbound_network_access_restricted", to: true).setting(
            "azurerm_cognitive_account.main", "fqdns", to: ["example.com", "kv-ai.vault.azure.net"])),
      gaps: [.init([.manifest], "a manifest tells no outbound restriction")]),
    check: .resource { entry, report in
      guard let traits = entry.resource.account, entry.resource.encryption.isCustomerManaged, let reference = entry.resource.encryption.key,
        !reference.isInManagedHSM
      else { return }
      switch traits.restrictsOutbound.judged(by: { $0 == true }) {
      case .complies: return
      case .undecided(let unknown): return report.waits(for: unknown)
      case .violates: break
      }
      let vault = reference.vault
      func admits(_ host: SymbolicText) -> Bool {
        guard let known = host.known?.lowercased() else { return true }
        guard let name = vault.known?.lowercased() else { return known.contains("vault.") }
        return known.hasPrefix(name + ".") || known.hasPrefix("*.") && known.contains("vault.")
      }
      switch traits.allowedHosts.judged(by: { hosts in !(hosts ?? []).contains(where: admits) }) {
      case .complies: return
      case .undecided(let unknown): return report.waits(for: unknown)
      case .violates(let places):
        guard let (hosts, place) = places.first else { return }
        var finding = Finding(
          "\(entry.title.capitalizedFirst) restricts outbound access, and the host of its vault '\(vault.display)' is not among those that it may reach.",
          at: hosts == nil ? traits.restrictsOutbound.place?.unwritten ?? place : place, subject: entry.subject,
          related: [Related("the vault is named here", at: reference.vaultPlace.site)])
        if let host = reference.host {
          let known = (hosts ?? []).compactMap(\.known)
          finding.fixes = Fix.setting("Allow \(host)", [(place, .texts(known + [host]))])
        }
        report(finding)
      }
    })
}

extension KeyReference {
  /// The vault's host, where its name is known: in the cloud that its address tells, else the public one.
  fileprivate var host: String? {
    guard let name = vault.known else { return nil }
    if let text = address?.value?.known?.lowercased(), text.hasPrefix("https://") {
      let host = text.dropFirst("https://".count).prefix { $0 != "/" && $0 != ":" }
      if host.hasPrefix(name.lowercased() + ".") { return String(host) }
    }
    return name + ".vault.azure.net"
  }
}
