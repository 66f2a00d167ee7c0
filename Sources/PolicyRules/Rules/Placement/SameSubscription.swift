import EncryptionModel

extension Rule {
  static let sameSubscription = Rule(
    page: RulePage(
      id: "CMK109", name: "same-subscription", severity: .hint, group: .c, fix: .none,
      sources: [
        .policy("001", "vault and resource may be in different subscriptions"),
        .platform("the Machine Learning documentation wants the vault in the workspace's subscription (edition 2026-08: a warning)"),
      ],
      summary: "A hub and the vault of its customer-managed key are in different subscriptions.",
      why: """
        The policy documents allow it, the documentation of Machine Learning, which hubs are built on, does not: a deployment may fail. \
        Edition 2026-08 follows that text and warns.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            vault: "purgeProtection: true\n    subscription: 11111111-0000-0000-0000-000000000000", kind: "hub",
            resource: "subscription: 99999999-0000-0000-0000-000000000000"),
          good: ExampleText.manifest(
            vault: "purgeProtection: true\n    subscription: 11111111-0000-0000-0000-000000000000", kind: "hub",
            resource: "subscription: 11111111-0000-0000-0000-000000000000"))
      ]
        + [RulePage.Example].azure(
          bad: .hub.setting("hub", "properties", "encryption", "keyVaultProperties", "keyVaultArmId", to: .elsewhere), good: .hub
        )
        .leavingOut(.arm, .bicep),
      gaps: [
        RulePage.Gap([.arm, .bicep], "the subscription of a deployment is told when it runs; nested ones that name theirs are judged"),
        RulePage.Gap([.terraform, .plan], "the subscription is the provider's, which the resources do not name"),
      ]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind.isHub, resource.encryption.isCustomerManaged, let reference = resource.encryption.key else { return }
      var scopes = report.estate.vaults(of: entry).map(\.vault.scope)
      if case .known(let id, _) = reference.vaultID { scopes = [id.scope] }
      guard let scope = scopes.first, scopes.allSatisfy({ $0.isSameSubscription(as: resource.scope) == .different }),
        let mine = resource.scope.subscription?.known, let other = scope.subscription?.known
      else { return }
      let place = if case .known(_, let place) = reference.vaultID { place } else { reference.vaultPlace }
      report(
        Finding(
          "\(entry.title.capitalizedFirst) is in subscription '\(mine)', the vault '\(reference.vault.display)' of its key in '\(other)'.",
          severity: report.edition == .august2026 ? .warning : nil, at: place, subject: entry.subject))
    })
}

extension ExampleValue {
  /// The vault of the examples, in another subscription.
  fileprivate static let elsewhere: ExampleValue = .text(
    "/subscriptions/99999999-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.KeyVault/vaults/kv-ai")
}
