import EncryptionModel

extension Rule {
  static let openAIUserIdentity = Rule(
    page: RulePage(
      id: "CMK315", name: "openai-user-identity", severity: .info, group: .c, fix: .none,
      sources: [.platform("Azure OpenAI's own text describes customer-managed keys with the system-assigned identity alone")],
      summary: "An Azure OpenAI resource reaches its customer-managed key with a user-assigned identity.",
      why: """
        The documentation of Azure OpenAI speaks of the system-assigned identity only; the API takes a user-assigned one, and that of \
        Foundry resources describes both. Try it in your region before you rely on it.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(kind: "openAI", head: "identities: { id-ai: {} }").replacing(
            "identity: systemAssigned", "identity: userAssigned\n    userIdentity: id-ai"),
          good: ExampleText.manifest(kind: "openAI"))
      ]
        + .azure(
          bad: .userIdentified.setting("account", "kind", to: "OpenAI"), good: .foundry.setting("account", "kind", to: "OpenAI"))
        + .terraform(
          bad: .userIdentified.setting("azurerm_cognitive_account.main", "kind", to: "OpenAI"),
          good: .foundry.setting("azurerm_cognitive_account.main", "kind", to: "OpenAI"))),
    check: .resource { entry, report in
      guard entry.resource.kind == .openAI, entry.resource.encryption.isCustomerManaged,
        case .known(let principal, let place) = entry.resource.encryption.identity
      else { return }
      switch principal {
      case .user, .client: break
      case .system, .object, .service: return
      }
      report(
        Finding(
          "\(entry.title.capitalizedFirst) reaches its key with \(principal.display); Azure OpenAI documents its system-assigned identity only.",
          at: place.unwritten, subject: entry.subject))
    })
}
