import EncryptionModel

extension Rule {
  static let resourceReplaced = Rule(
    page: RulePage(
      id: "CMK710", name: "resource-replaced", severity: .error, group: .c, fix: .none,
      sources: [
        .policy("000", "the managed resource group is deleted together with its hub"),
        .policy("003", "the managed resources are deleted together with the hub"),
      ],
      summary: "A plan deletes a resource with a customer-managed key and creates it anew.",
      why: """
        The data goes with the old resource, a hub's managed resource group and projects with it. A revert to Microsoft's keys and a change \
        of the vault have findings of their own (CMK701, CMK704, CMK705).
        """,
      examples: [
        .init(.plan, bad: planText(actions: #"["delete", "create"]"#), good: planText(actions: #"["update"]"#))
      ],
      gaps: [
        .init([.manifest, .arm, .bicep, .whatIf], "Azure Resource Manager never replaces a resource by itself"),
        .init([.terraform], "which change makes the provider replace a resource is told by a plan"),
      ]),
    check: .transition { transition, report in
      guard let replacement = transition.after.declaration.replacement, transition.before.isCustomerManaged,
        transition.after.encryption.isCustomerManaged
      else { return }
      if let before = transition.before.key?.vault, let after = transition.after.encryption.key?.vault, before.known != nil,
        after.known != nil, !before.isSame(as: after)
      {
        return
      }
      let cause = replacement.paths.isEmpty ? "" : " for a change of \(replacement.paths.joined(separator: ", "))"
      report(
        Finding(
          "\(transition.title) has a customer-managed key and is deleted and created anew\(cause); its data is lost.",
          at: Place(replacement.site), subject: transition.subject))
    })

  private static func planText(actions: String) -> String {
    let values = """
      "name": "ai-main", "resource_group_name": "rg-ai", "kind": "OpenAI",
              "customer_managed_key": [{ "key_vault_key_id": "https://kv-ai.vault.azure.net/keys/ai-2026" }]
      """
    return """
      {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "resource_changes": [
          {
            "address": "azurerm_cognitive_account.main",
            "mode": "managed",
            "type": "azurerm_cognitive_account",
            "name": "main",
            "provider_name": "registry.terraform.io/hashicorp/azurerm",
            "change": {
              "actions": \(actions),
              "before": { "location": "eastus", \(values) },
              "after": { "location": "westus", \(values) },
              "after_unknown": {},
              "replace_paths": [["location"]]
            }
          }
        ]
      }

      """
  }
}
