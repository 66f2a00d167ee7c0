import EncryptionModel

extension Rule {
  static let agentsBasicSetup = Rule(
    page: RulePage(
      id: "CMK506", name: "agents-basic-setup", severity: .warning, group: .c, fix: .none,
      sources: [.platform("agents without stores of your own keep their data in stores that Microsoft manages")],
      summary: "Agents of a Foundry resource with a customer-managed key have no stores of their own.",
      why: """
        In the basic setup the threads, files and vectors of agents lie in stores of Microsoft's. With connections to your own storage \
        account, Cosmos DB account and search service they are encrypted with the keys of those.
        """,
      examples: [RulePage.Example].azure(
        bad: .foundry.adding(
          .init(
            "agents", "Microsoft.CognitiveServices/accounts/capabilityHosts", "2025-06-01", name: "agents", parent: "account",
            ["properties": ["capabilityHostKind": "Agents"]])),
        good: .foundry.adding(
          .init(
            "agents", "Microsoft.CognitiveServices/accounts/capabilityHosts", "2025-06-01", name: "agents", parent: "account",
            [
              "properties": [
                "capabilityHostKind": "Agents", "storageConnections": ["storage"], "threadStorageConnections": ["cosmos"],
                "vectorStoreConnections": ["search"],
              ]
            ]))),
      gaps: [
        RulePage.Gap([.manifest], "a manifest does not tell capability hosts"),
        RulePage.Gap([.terraform, .plan], "azurerm has no resource for capability hosts; azapi's are judged as ARM's"),
      ]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind == .foundry, resource.encryption.isCustomerManaged else { return }
      let hosts = resource.account?.agentHosts ?? []
      // What the account's host names its projects' hosts have too; in the standard setup it names nothing and they name the stores.
      let shared = hosts.filter { !$0.isOnProject }
      guard shared.allSatisfy(\.lacksStores) else { return }
      let own = hosts.filter(\.isOnProject)
      for host in own.isEmpty ? shared : own where host.lacksStores {
        report(
          Finding(
            "Agents of \(entry.title) keep their data in stores of Microsoft's; connect storage, Cosmos DB and search of your own.",
            at: Place(host.site), subject: entry.subject))
      }
    })
}

extension AccountTraits.AgentHost {
  fileprivate var lacksStores: Bool { hasOwnStores.certainly { $0 != true } }
}
