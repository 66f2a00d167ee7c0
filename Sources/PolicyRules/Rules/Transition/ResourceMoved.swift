import EncryptionModel

extension Rule {
  static let resourceMoved = Rule(
    page: RulePage(
      id: "CMK718", name: "resource-moved", severity: .warning, group: .c, fix: .none,
      sources: [.platform("moving a resource with a customer-managed key, or its vault, breaks the identity's access to the key")],
      summary: "A resource with a customer-managed key is declared in another resource group or subscription than before.",
      why: """
        A move takes the identity's grant with it only within a tenant, and what the encryption refers to may stay behind; a declaration in \
        another group makes a second resource beside the old one.
        """,
      examples: [
        .manifest(
          before: ExampleText.manifest(resource: "capabilities: []\n    resourceGroup: rg-old"),
          bad: ExampleText.manifest(resource: "capabilities: []\n    resourceGroup: rg-new"),
          good: ExampleText.manifest(resource: "capabilities: []\n    resourceGroup: rg-old"))
      ]
        + .terraform(
          before: .foundry, bad: .foundry.setting("azurerm_cognitive_account.main", "resource_group_name", to: "rg-new"), good: .foundry),
      gaps: [
        .init([.arm, .bicep], "the resource group is that of the deployment, which a template does not tell"),
        .init([.whatIf], "a resource of the same name in another group is another resource there"),
      ]),
    check: .resourceChange { change, report in
      guard let before = change.before?.resource, let entry = change.after, before.encryption.isCustomerManaged,
        entry.resource.declaration.replacement == nil
      else { return }
      switch entry.origin.dialect {
      case .manifest, .terraform, .plan: break
      case .arm, .bicep, .whatIf, .configuration: return
      }
      guard let was = before.scope.resourceGroup?.known, let now = entry.resource.scope.resourceGroup?.known,
        was.lowercased() != now.lowercased()
      else { return }
      report(
        Finding(
          "\(entry.resource.title) has a customer-managed key and moves from resource group '\(was)' to '\(now)'.",
          at: Place(entry.resource.site), subject: entry.resource.subject))
    })
}
