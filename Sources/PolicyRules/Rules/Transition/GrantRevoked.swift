import EncryptionModel

extension Rule {
  static let grantRevoked = Rule(
    page: RulePage(
      id: "CMK801", name: "grant-revoked", severity: .error, group: .b, fix: .judged,
      sources: [
        .policy("000", "removing the access policy revokes access; deployments that run go on until they are deleted"),
        .policy("001", "removing the access policy revokes access; deployments that run go on until they are deleted"),
        .policy("004", "removing the access policy revokes access; deployments that run go on until they are deleted"),
      ],
      summary: "The grant on a customer-managed key is taken away while the key is in use.",
      why: """
        What stops: downloading training data and results, fine-tuning new models, deploying fine-tuned ones. What goes on: existing \
        deployments, until they are deleted.
        """,
      examples: [
        .manifest(
          before: ExampleText.manifest(vault: granted), bad: ExampleText.manifest(), good: ExampleText.manifest(vault: granted))
      ]
        + .azure(
          before: policy(["get", "wrapKey", "unwrapKey"]), bad: policy(["list"]), good: policy(["get", "wrapKey", "unwrapKey", "list"])
        )
        .leavingOut(.whatIf)
        + .terraform(before: assigned, bad: assigned.without("azurerm_role_assignment.ai"), good: assigned).leavingOut(.plan)
        + [.init(.plan, bad: planText(isDeleted: true), good: planText(isDeleted: false))],
      gaps: [.init([.whatIf], "a what-if result names principals by ids that only Azure resolves")]),
    check: .transition { transition, report in
      guard let before = report.changes.before, let earlier = transition.earlier, transition.before.isCustomerManaged,
        transition.after.encryption.isCustomerManaged, let old = transition.before.key, let new = transition.after.encryption.key,
        old.vault.isSame(as: new.vault), let oldName = old.key, let newName = new.key, oldName.isSame(as: newName),
        case .known(let principal, _) = transition.after.encryptingPrincipal,
        case .known(let formerly, _) = earlier.encryptingPrincipal, formerly.compared(to: principal) == .same,
        !report.changes.isVaultGone(old.vault)
      else { return }
      let was = before.access(of: formerly, to: old, near: transition.origin)
      let now = report.estate.access(of: principal, to: new, near: transition.origin)
      guard was.isSufficient, !now.isSufficient, now.doubtful.isEmpty else { return }
      var place: Place?
      switch transition.origin.dialect {
      case .manifest, .terraform: break
      case .plan, .whatIf: guard transition.isTold else { return }
      case .arm, .bicep:
        // What takes a policy away says so; else only a vault's own list takes away what it does not name.
        if let removal = report.estate.removal(of: principal, from: new.vault, transition.origin) {
          place = Place(removal.grant.site)
          break
        }
        guard was.certain.allSatisfy({ $0.grant.declaration.id.type == Vault.type }),
          report.estate.vaults(named: new.vault, near: transition.origin).contains(where: { !$0.vault.isReference })
        else { return }
      case .configuration: return
      }
      let gone = was.certain.first { $0.origin.root == transition.origin.root && transition.isTold }
      place = place ?? gone.map { Place($0.grant.site) }
      report(
        Finding(
          "\(principal.display.capitalizedFirst) loses \(now.lackedList) on key '\(new.vault.display)/\(newName.display)', with which "
            + "'\(transition.after.name.display)' encrypts: no more downloads of training data and results, no new fine-tuned models; "
            + "existing deployments go on until they are deleted.",
          at: place ?? new.keyPlace.unwritten, subject: transition.subject,
          related: gone == nil ? was.certain.prefix(8).map { Related("was granted here", at: $0.grant.site) } : [],
          fix: report.estate.newGrant(for: transition, "Keep the grant")))
    })

  private static let granted = """
    purgeProtection: true
        grants:
          - { identity: ai-main, permissions: [get, wrapKey, unwrapKey] }
    """

  private static func policy(_ permissions: [String]) -> AzureExample {
    AzureExample.foundry.setting("vault", "properties", "enableRbacAuthorization", to: false).setting(
      "vault", "properties", "accessPolicies",
      to: [
        [
          "tenantId": "11111111-2222-3333-4444-555555555555", "objectId": .reference("account", ["identity", "principalId"]),
          "permissions": ["keys": .list(permissions.map { .text($0) })],
        ]
      ])
  }

  private static let assigned = TerraformExample.foundry.adding(
    TerraformExample.grant(to: .reference("azurerm_cognitive_account.main", ["identity", "0", "principal_id"])))

  private static func planText(isDeleted: Bool) -> String {
    let account = """
      {
                "name": "ai-main", "resource_group_name": "rg-ai", "kind": "OpenAI",
                "identity": [{ "type": "SystemAssigned", "principal_id": "aaaaaaaa-0000-4000-8000-000000000001", "identity_ids": [] }],
                "customer_managed_key": [{ "key_vault_key_id": "https://kv-ai.vault.azure.net/keys/ai-2026", "identity_client_id": null }]
              }
      """
    let grant = """
      {
                "scope": "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.KeyVault/vaults/kv-ai",
                "role_definition_name": "Key Vault Crypto Service Encryption User",
                "principal_id": "aaaaaaaa-0000-4000-8000-000000000001"
              }
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
            "change": {
              "actions": ["no-op"],
              "before": \(account),
              "after": \(account),
              "after_unknown": {}
            }
          },
          {
            "address": "azurerm_role_assignment.ai",
            "mode": "managed",
            "type": "azurerm_role_assignment",
            "name": "ai",
            "change": {
              "actions": ["\(isDeleted ? "delete" : "no-op")"],
              "before": \(grant),
              "after": \(isDeleted ? "null" : grant),
              "after_unknown": {}
            }
          }
        ]
      }

      """
  }
}

extension Estate {
  /// What takes the access policy of an identity away from a vault.
  fileprivate func removal(of principal: Principal, from vault: SymbolicText, _ origin: Origin) -> GrantEntry? {
    grants(onVault: vault).first { entry in
      guard entry.origin == origin, entry.grant.effect == .removes, case .known(let other, _) = entry.grant.principal else { return false }
      return other.compared(to: principal) == .same
    }
  }
}
