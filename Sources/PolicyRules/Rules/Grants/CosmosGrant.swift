import EncryptionModel

extension Rule {
  static let cosmosGrant = Rule(
    page: RulePage(
      id: "CMK309", name: "cosmos-grant", severity: .warning, group: .b, fix: .judged,
      sources: [
        .policy("002", "the identities of the services used, for example Azure Cosmos DB, get wrap, unwrap and get on the vault"),
        .policy("003", "the identities of the services used, for example Azure Cosmos DB, get wrap, unwrap and get on the vault"),
      ],
      summary: "A hub keeps its metadata in a managed Cosmos DB account, and Azure Cosmos DB has no grant on the vault.",
      why: """
        With a managed resource group the service creates a Cosmos DB account that encrypts with the same key, under the first-party \
        principal of Azure Cosmos DB. Without get, wrapKey and unwrapKey for it the creation of the hub fails. Its object id differs in \
        each tenant, so that the fix adds a parameter for it. With service-side encryption there is no such account.
        """,
      examples: .azure(bad: .hubGranted(andCosmos: nil), good: .hubGranted(andCosmos: "55555555-aaaa-bbbb-cccc-555555555555"))
        .leavingOut(.whatIf)
        + .terraform(bad: .hubGranted(andCosmos: nil), good: .hubGranted(andCosmos: "55555555-aaaa-bbbb-cccc-555555555555")),
      gaps: [.whatIfPrincipals, .init([.manifest], "a manifest grants to identities and resources, and has no name for Azure Cosmos DB")]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind == .hub || resource.kind == .mlWorkspace, entry.origin.dialect != .whatIf, entry.origin.dialect != .manifest,
        resource.encryption.isCustomerManaged, let reference = resource.encryption.key,
        resource.encryption.dataStorage.certainly({ $0 != .serviceSide })
      else { return }
      let vaults = report.estate.vaults(of: entry)
      guard let vault = vaults.first, vaults.allSatisfy({ !$0.vault.isReference && !$0.vault.isManagedHSM }),
        !report.estate.mayDeclareMore(vault.origin), !report.estate.mayDeclareMore(entry.origin)
      else { return }
      let grants = report.estate.grants(onVault: reference.vault) + report.estate.wideGrants
      // Somebody gave the vault's keys to somebody: without one grant, access is given elsewhere.
      guard grants.contains(where: { $0.grant.mayGiveKeys }), !grants.contains(where: { $0.grant.mayGiveKeys && $0.grant.mayBeForService })
      else { return }
      report(
        Finding(
          "\(entry.title.capitalizedFirst) keeps its metadata in a managed Cosmos DB account, but vault '\(reference.vault.display)' grants "
            + "Azure Cosmos DB nothing.",
          at: reference.place.unwritten, subject: entry.subject, related: [Related("the vault", at: vault.vault.site)],
          fix: vault.vault.countsRoles.map {
            Fix("Grant access to Azure Cosmos DB", .unsafe, .declare(.keyGrant(.service(.cosmosDB), byRole: $0), beside: vault.vault.site))
          }))
    })
}

extension Grant {
  /// Whether its principal may be a service's: none of the identities that are declared.
  fileprivate var mayBeForService: Bool {
    if isForDeployer { return false }
    return switch principal {
    case .known(.system, _), .known(.user, _), .known(.client(.some, _), _), .absent: false
    case .known, .undecided, .either: true
    }
  }
}

extension AzureExample {
  /// A hub with a managed resource group whose identity has a role, and Azure Cosmos DB another.
  fileprivate static func hubGranted(andCosmos principal: ExampleValue?) -> AzureExample {
    let granted = hub.removing("hub", "properties", "enableServiceSideCMKEncryption").adding(
      grant(to: .reference("hub", ["identity", "principalId"])))
    guard let principal else { return granted }
    var more = grant(to: principal)
    more.symbol = "cosmos"
    more.name = "7d0cf0f9-3b1c-4a5e-9c0a-0c5f5a0d1a12"
    return granted.adding(more)
  }
}

extension TerraformExample {
  fileprivate static func hubGranted(andCosmos principal: ExampleValue?) -> TerraformExample {
    let granted = hub.adding(grant(to: .reference("azurerm_ai_foundry.main", ["identity", "0", "principal_id"])))
    guard let principal else { return granted }
    var more = grant(to: principal)
    more.labels = ["azurerm_role_assignment", "cosmos"]
    return granted.adding(more)
  }
}
