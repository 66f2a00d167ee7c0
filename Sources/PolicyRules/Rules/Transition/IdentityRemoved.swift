import EncryptionModel

extension Rule {
  static let identityRemoved = Rule(
    page: RulePage(
      id: "CMK717", name: "identity-removed", severity: .error, group: .b, fix: .judged,
      sources: [
        .policy("000", "the managed identity of the resource is what reaches the key"),
        .policy("001", "the managed identity of the resource is what reaches the key"),
        .platform("data is no longer accessible when the identity that the encryption uses is taken away"),
      ],
      summary: "The identity that reaches the key is taken from a resource that goes on encrypting with it.",
      why:
        "Without the identity the service cannot unwrap its data key: the data can no longer be read, and bringing the identity back is slow.",
      examples: [
        .manifest(
          before: ExampleText.manifest(),
          bad: ExampleText.manifest().replacing("identity: systemAssigned", with: "identity: none"), good: ExampleText.manifest())
      ]
        + .azure(before: .foundry, bad: .foundry.setting("account", "identity", "type", to: "None"), good: .foundry)
        + .terraform(
          before: .foundry.setting("azurerm_cognitive_account.main", "customer_managed_key", "key_vault_key_id", to: .text(key)),
          bad: .foundry.setting("azurerm_cognitive_account.main", "customer_managed_key", "key_vault_key_id", to: .text(key))
            .removing("azurerm_cognitive_account.main", "identity"),
          good: .foundry.setting("azurerm_cognitive_account.main", "customer_managed_key", "key_vault_key_id", to: .text(key)))),
    check: .transition { transition, report in
      guard let earlier = transition.earlier, transition.before.isCustomerManaged, transition.after.encryption.isCustomerManaged,
        earlier.kind != .cosmosDB, case .known(let principal, _) = earlier.encryptingPrincipal
      else { return }
      let now = transition.after
      let place: Place
      switch principal {
      case .system:
        // Another identity may have taken over.
        switch now.encryption.identity {
        case .known, .either: return
        case .undecided(let unknown): guard unknown.isUntold else { return }
        case .absent: break
        }
        guard earlier.identities.system.value == true else { return }
        switch now.identities.system {
        case .known(false, let there): place = there
        case .absent(let there) where transition.origin.dialect == .plan || transition.origin.dialect == .terraform: place = there
        case .known, .absent, .undecided, .either: return
        }
      case .user(let id):
        guard case .known(let named, _) = now.encryption.identity, named.compared(to: principal) == .same,
          case .known(let uses, let there) = now.identities.user,
          uses.allSatisfy({ $0.principal.compared(to: principal) == .different }),
          earlier.identities.user.value?.contains(where: { $0.principal.compared(to: .user(id)) == .same }) == true
        else { return }
        place = there
      case .object, .client, .service: return
      }
      report(
        Finding(
          "\(transition.title) loses \(principal.display), with which it reaches its customer-managed key; its data can no longer be read.",
          at: place.unwritten, subject: transition.subject, related: EncryptionChange.before(transition),
          fix: kept(principal, now)))
    })

  /// The identity is given back; its grants may be gone with it.
  private static func kept(_ principal: Principal, _ resource: ProtectedResource) -> Fix? {
    guard case .system = principal, let slot = resource.identities.typeSlot else { return nil }
    return Fix("Keep the identity", .unsafe, .set(slot, .systemIdentity))
  }

  private static let key = "https://kv-ai.vault.azure.net/keys/ai-2026"
}
