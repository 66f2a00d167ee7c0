import EncryptionModel

extension Rule {
  static let regionCapacity = Rule(
    page: RulePage(
      id: "CMK953", name: "region-capacity", severity: .hint, group: .c, fix: .none,
      sources: [.platform("customer-managed keys are limited to regions where AI Search has capacity")],
      summary: "A Foundry resource newly gets a customer-managed key, which needs capacity of AI Search in its region.",
      why: """
        The dedicated back-end of a Foundry resource with a customer-managed key has an AI Search instance of its own. In regions without \
        capacity for it the deployment fails; the documentation lists the regions.
        """,
      examples: [
        .manifest(
          before: ExampleText.manifest(encryption: "{ source: microsoftManaged }"), bad: ExampleText.manifest(),
          good: ExampleText.manifest(encryption: "{ source: microsoftManaged }"))
      ]
        + .azure(
          before: .foundry.removing("account", "properties", "encryption"), bad: .foundry,
          good: .foundry.removing("account", "properties", "encryption"))
        + .terraform(
          before: .foundry.removing("azurerm_cognitive_account.main", "customer_managed_key"), bad: .foundry,
          good: .foundry.removing("azurerm_cognitive_account.main", "customer_managed_key"))),
    check: .resourceChange { change, report in
      guard let resource = change.after?.resource, resource.kind == .foundry,
        case .known(.customerManaged, _) = resource.encryption.source
      else { return }
      if let before = change.before {
        guard case .violates = before.resource.encryption.source.judged(by: { $0 != .customerManaged }) else { return }
      }
      let place = resource.location.value.flatMap { _ in resource.location.place } ?? Place(resource.site)
      report(
        Finding(
          "\(resource.title) newly gets a customer-managed key, which needs capacity of AI Search in its region.", at: Place(place.site),
          subject: resource.subject))
    })
}
