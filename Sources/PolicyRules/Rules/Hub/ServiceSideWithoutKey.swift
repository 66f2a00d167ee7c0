import EncryptionModel

extension Rule {
  static let serviceSideWithoutKey = Rule(
    page: RulePage(
      id: "CMK602", name: "service-side-without-key", severity: .error, group: .c, fix: .judged,
      sources: [.platform("service-side encryption can be enabled only together with a customer-managed key")],
      summary: "A workspace asks for service-side encryption and names no customer-managed key.",
      why:
        "The switch says where data under a customer-managed key is kept. Without a key it has no meaning, and the deployment is refused.",
      examples: [
        .manifest(
          bad: ExampleText.manifest(kind: "hub", encryption: "{ source: microsoftManaged, dataStorage: serviceSide }"),
          good: ExampleText.manifest(kind: "hub", encryption: "{ source: customerManaged, key: kv-ai/ai-2026, dataStorage: serviceSide }"))
      ] + .azure(bad: .hub.removing("hub", "properties", "encryption"), good: .hub)
        + .terraform(bad: .workspace.removing("azurerm_machine_learning_workspace.main", "encryption"), good: .workspace)),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind.isWorkspace, resource.kind != .hubProject,
        case .known(.serviceSide, let place) = resource.encryption.dataStorage
      else { return }
      switch resource.encryption.source.judged(by: { $0 != .customerManaged }) {
      case .complies: return
      case .undecided(let unknown): report.waits(for: unknown)
      case .violates:
        report(
          Finding(
            "\(entry.title.capitalizedFirst) asks for service-side encryption but has no customer-managed key.", at: place,
            subject: entry.subject, fix: Self.withoutRequest(place)))
      }
    })

  private static func withoutRequest(_ place: Place) -> Fix? {
    guard case .value(let site)? = place.slot?.target else { return nil }
    return Fix("Do not ask for service-side encryption", .unsafe, .remove(site))
  }
}
