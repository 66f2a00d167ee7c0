import EncryptionModel

extension Rule {
  static let ownMetadataStores = Rule(
    page: RulePage(
      id: "CMK604", name: "own-metadata-stores", severity: .warning, group: .b, fix: .safe,
      sources: [
        .policy("002", "the managed resources cannot be provided by you as existing ones"),
        .policy("003", "the managed resources cannot be provided by you as existing ones"),
      ],
      summary: "A workspace names stores of your own for its encrypted metadata.",
      why: """
        The Cosmos DB account, the storage account and the search service that hold a workspace's metadata are created and kept by \
        Microsoft. Previews of the API had properties to bring your own; released versions have none.
        """,
      examples: [RulePage.Example].azure(
        bad: .hub.setting(
          "hub", "properties", "encryption", "cosmosDbResourceId",
          to:
            "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.DocumentDB/databaseAccounts/cosmos"
        ),
        good: .hub),
      gaps: [RulePage.Gap([.manifest, .terraform, .plan], "it has no word for a workspace's metadata stores; azapi's are judged as ARM's")]),
    check: .resource { entry, report in
      for store in entry.resource.workspace?.ownStores ?? [] {
        var finding = Finding(
          "\(entry.title.capitalizedFirst) names a store of your own for its metadata (\(store.property)); it cannot be provided by you.",
          at: store.place, subject: entry.subject)
        if case .value(let site)? = store.place.slot?.target { finding.fixes = [Fix("Remove \(store.property)", .safe, .remove(site))] }
        report(finding)
      }
    })
}
