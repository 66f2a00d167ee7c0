import EncryptionModel

extension Rule {
  static let twoDefinitions = Rule(
    page: RulePage(
      id: "CMK410", name: "two-definitions", severity: .warning, group: .c, fix: .judged,
      sources: [.platform("azurerm: the block customer_managed_key and the resource of its own cannot both manage the key")],
      summary: "The key of one resource is said by its own block and by a resource of its own.",
      why: """
        Both write the same property. Each run of Terraform changes it from one to the other, or refuses; where they name different keys, the \
        data is under one today and under the other tomorrow. Keep one, and let the resource's own block ignore changes of the key where \
        another resource manages it.
        """,
      examples: [RulePage.Example].terraform(
        bad: .foundry.adding(TerraformExample.keyResource),
        good: .foundry.removing("azurerm_cognitive_account.main", "customer_managed_key").adding(TerraformExample.keyResource)
      ).leavingOut(.plan),
      gaps: [
        RulePage.Gap([.manifest, .arm, .bicep, .whatIf], "a key is said in one place, the resource's own properties"),
        RulePage.Gap([.plan], "a plan does not tell what a configuration ignores"),
      ]),
    check: .resource { entry, report in
      guard entry.origin.dialect == .terraform, let management = entry.resource.keyManagement, let own = management.own,
        let separate = management.separate.first, management.ignored == nil
      else { return }
      report(
        Finding(
          "The key of \(entry.title) is said by its own block and by a resource of its own; Terraform changes it from one to the other.",
          at: Place(separate), subject: entry.subject, related: [Related("the resource's own block", at: own)],
          fix: Fix("Remove the resource's own block", .unsafe, .remove(own))))
    })
}

extension TerraformExample {
  fileprivate static let keyResource = Block(
    "resource", "azurerm_cognitive_account_customer_managed_key", "main",
    body: [
      "cognitive_account_id": .reference("azurerm_cognitive_account.main", ["id"]),
      "key_vault_key_id": .reference("azurerm_key_vault_key.ai", ["id"]),
    ])
}
