import EncryptionModel

extension Rule {
  static let managedGroupDeleted = Rule(
    page: RulePage(
      id: "CMK607", name: "managed-group-deleted", severity: .error, group: .b, fix: .none,
      sources: [
        .policy("000", "the managed resources of a hub are not to be changed or deleted"),
        .policy("003", "do not delete the managed resource group, or any of the resources created in it"),
      ],
      summary: "A resource in a hub's managed resource group is deleted while the hub remains.",
      why: """
        The group holds the hub's metadata: without its Cosmos DB, search service or storage account the hub and its projects stop \
        working, and nothing brings the data back. The group goes with its hub, and only so.
        """,
      examples: [
        .init(.whatIf, bad: whatIf("azureml-rg-hub-main_11111111-2222-3333-4444-555555555555"), good: whatIf("rg-other")),
        .init(.plan, bad: plan("azureml-rg-hub-main_11111111-2222-3333-4444-555555555555"), good: plan("rg-other")),
      ],
      gaps: [
        .templatesDeleteNothing, .init([.manifest], "a manifest declares nothing in a managed resource group"),
        .init([.terraform], "what Azure creates in a managed resource group stands in the state, not in a configuration"),
      ]),
    check: .resourceChange { change, report in
      guard change.isTold, change.isRemoved, let entry = change.before,
        let group = entry.resource.scope.resourceGroup?.known, isManaged(group, report.estate)
      else { return }
      let hub = report.estate.resources.first { $0.resource.kind == .hub && $0.origin.root == entry.origin.root }
      guard let hub else { return }
      report(
        Finding(
          "\(entry.resource.title) lies in the managed resource group '\(group)' and is deleted, while hub '\(hub.resource.name.display)' remains.",
          at: Place(entry.resource.site), subject: entry.resource.subject,
          related: [Related("the hub is here", at: hub.resource.site)]))
    })

  /// Whether a group has the name that Azure gives to managed ones, or is told to be a hub's.
  private static func isManaged(_ group: String, _ estate: Estate) -> Bool {
    let folded = group.lowercased()
    let parts = folded.split(separator: "_")
    if folded.hasPrefix("azureml-rg-"), let last = parts.last, parts.count > 1, last.utf8.count == 36,
      last.allSatisfy({ $0.isHexDigit || $0 == "-" })
    {
      return true
    }
    return estate.resources.contains { $0.resource.workspace?.managedResourceGroup.value?.known?.lowercased() == folded }
  }

  private static let subscription = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups"

  private static func whatIf(_ group: String) -> String {
    """
    {
      "status": "Succeeded",
      "changes": [
        {
          "resourceId": "\(subscription)/rg-ai/providers/Microsoft.MachineLearningServices/workspaces/hub-main",
          "changeType": "NoChange",
          "before": { "kind": "Hub", "properties": {} },
          "after": { "kind": "Hub", "properties": {} }
        },
        {
          "resourceId": "\(subscription)/\(group)/providers/Microsoft.DocumentDB/databaseAccounts/cosmos-hub",
          "changeType": "Delete",
          "before": { "properties": {} }
        }
      ]
    }

    """
  }

  private static func plan(_ group: String) -> String {
    """
    {
      "format_version": "1.2",
      "terraform_version": "1.11.4",
      "resource_changes": [
        {
          "address": "azurerm_ai_foundry.main",
          "mode": "managed",
          "type": "azurerm_ai_foundry",
          "name": "main",
          "change": {
            "actions": ["no-op"],
            "before": { "name": "hub-main", "resource_group_name": "rg-ai", "encryption": [] },
            "after": { "name": "hub-main", "resource_group_name": "rg-ai", "encryption": [] }
          }
        },
        {
          "address": "azurerm_cosmosdb_account.hub",
          "mode": "managed",
          "type": "azurerm_cosmosdb_account",
          "name": "hub",
          "change": {
            "actions": ["delete"],
            "before": { "name": "cosmos-hub", "resource_group_name": "\(group)" },
            "after": null
          }
        }
      ]
    }

    """
  }
}
