import EncryptionModel

extension Rule {
  static let legacyManagedGroup = Rule(
    page: RulePage(
      id: "CMK601", name: "legacy-managed-group", severity: .warning, group: .b, fix: .judged,
      sources: [
        .policy("000", "service-side storage is recommended, the managed resource group is for backward compatibility"),
        .policy("001", "service-side storage is recommended for any new deployments"),
      ],
      summary: "A hub with a customer-managed key keeps its data in a managed resource group of your subscription.",
      why: """
        It is the older of two architectures: a storage account, a Cosmos DB account and a search service in a resource group that you pay \
        for and may not touch. Service-side storage is recommended for new hubs. A hub that exists cannot be changed from one to the other. \
        azurerm's hubs know the older one alone.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            kind: "hub", encryption: "{ source: customerManaged, key: kv-ai/ai-2026, dataStorage: managedResourceGroup }"),
          good: ExampleText.manifest(kind: "hub", encryption: "{ source: customerManaged, key: kv-ai/ai-2026, dataStorage: serviceSide }"))
      ] + .azure(bad: .hub.removing("hub", "properties", "enableServiceSideCMKEncryption"), good: .hub)
        + .terraform(bad: .hub, good: .hub.removing("azurerm_ai_foundry.main", "encryption"))),
    check: .resource { entry, report in
      guard entry.resource.kind == .hub, entry.resource.encryption.isCustomerManaged else { return }
      switch entry.resource.encryption.dataStorage.judged(by: { $0 != .serviceSide }) {
      case .complies: return
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates(let places):
        guard let place = places.first?.1 else { return }
        var finding = Finding(
          "\(entry.title.capitalizedFirst) keeps its encrypted data in a managed resource group; service-side storage is recommended.",
          at: place, subject: entry.subject)
        // Decided at creation: of a hub that is there it cannot be changed (CMK708, CMK709).
        if !report.isDeployed(entry) {
          finding.fixes = Fix.setting("Keep the data on Microsoft's side", places.map { ($0.1, .serviceSideStorage) }).map(\.judged)
        }
        report(finding)
      }
    })

  static let quota = Rule(
    page: RulePage(
      id: "CMK609", name: "quota", severity: .info, group: .b, fix: .none,
      sources: [
        .policy("002", "without enough quota for the managed services the deployment fails"),
        .policy("003", "without enough quota for the managed services the deployment fails"),
      ],
      summary: "A hub's managed resource group needs quota for Cosmos DB, AI Search and Storage in your subscription.",
      why: """
        With the older architecture the managed services are created in your subscription together with the hub. Where it has not enough \
        quota for one of them the deployment fails.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            kind: "hub", encryption: "{ source: customerManaged, key: kv-ai/ai-2026, dataStorage: managedResourceGroup }"),
          good: ExampleText.manifest(kind: "hub", encryption: "{ source: customerManaged, key: kv-ai/ai-2026, dataStorage: serviceSide }"))
      ] + .azure(bad: .hub.removing("hub", "properties", "enableServiceSideCMKEncryption"), good: .hub)
        + .terraform(bad: .hub, good: .hub.removing("azurerm_ai_foundry.main", "encryption"))),
    check: .resource { entry, report in
      guard entry.resource.kind == .hub, entry.resource.encryption.isCustomerManaged,
        entry.resource.encryption.dataStorage.certainly({ $0 != .serviceSide })
      else { return }
      report(
        Finding(
          "\(entry.title.capitalizedFirst) creates Cosmos DB, AI Search and Storage in your subscription, which needs quota for them.",
          at: Place(entry.resource.site), subject: entry.subject))
    })
}
