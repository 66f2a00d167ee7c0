import EncryptionModel

extension Rule {
  static let softDeletedCost = Rule(
    page: RulePage(
      id: "CMK952", name: "soft-deleted-cost", severity: .info, group: .b, fix: .none,
      sources: [.policy("001", "a resource with a customer-managed key that is soft-deleted goes on costing until it is purged")],
      summary: "A Foundry resource or hub with a customer-managed key is deleted and not purged.",
      why: """
        Its back-end is kept, and billed, as long as it can be recovered: 48 hours for an account, 14 days for a workspace. azurerm purges \
        accounts by itself, and workspaces where `purge_soft_deleted_workspace_on_destroy` is set.
        """,
      examples: [
        .init(
          .whatIf, bad: WhatIfExamplePrinter(before: .foundry, after: .foundry.without("account")).text,
          good: WhatIfExamplePrinter(before: .foundry, after: .foundry).text),
        .init(
          .plan, bad: PlanExamplePrinter(before: .hub, after: .hub.without("azurerm_ai_foundry.main")).text,
          good: PlanExamplePrinter(before: .hub, after: .hub).text),
      ],
      gaps: [
        .templatesDeleteNothing,
        .init([.manifest, .terraform], "that something is no longer declared does not tell whether it is purged"),
      ]),
    check: .resourceChange { change, report in
      guard change.isRemoved, change.isTold, let entry = change.before, entry.resource.encryption.isCustomerManaged else { return }
      let resource = entry.resource
      let days: String
      switch resource.kind {
      case .hub, .hubProject, .mlWorkspace: days = "14 days"
      case .foundry, .speech, .contentSafety, .contentModerator, .openAI, .cognitiveService:
        // azurerm purges accounts unless it is told not to.
        guard entry.origin.dialect == .whatIf else { return }
        days = "48 hours"
      case .foundryProject, .storage, .cosmosDB, .search, .containerRegistry: return
      }
      report(
        Finding(
          "\(resource.title) is deleted; unless it is purged, its back-end goes on costing for \(days).", at: Place(resource.site),
          subject: resource.subject))
    })
}
