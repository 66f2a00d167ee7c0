import EncryptionModel

extension Rule {
  static let serviceSideToggled = Rule(
    page: RulePage(
      id: "CMK708", name: "service-side-toggled", severity: .error, group: .c, fix: .none,
      sources: [.platform("where the encrypted data of a workspace lies is decided when it is created; azurerm replaces it for a change")],
      summary: "A deployed hub's encrypted data would move between Microsoft's stores and a managed resource group.",
      why: """
        The service-side switch is read at creation. A deployment that changes it fails, and Terraform deletes the hub with its data and \
        makes a new one.
        """,
      examples: [
        .manifest(
          before: ExampleText.manifest(
            kind: "hub", encryption: "{ source: customerManaged, key: kv-ai/ai-2026, dataStorage: managedResourceGroup }"),
          bad: ExampleText.manifest(kind: "hub", encryption: "{ source: customerManaged, key: kv-ai/ai-2026, dataStorage: serviceSide }"),
          good: ExampleText.manifest(
            kind: "hub", encryption: "{ source: customerManaged, key: kv-ai/ai-2026, dataStorage: managedResourceGroup }"))
      ]
        + .azure(
          before: .hub.setting("hub", "properties", "enableServiceSideCMKEncryption", to: false), bad: .hub,
          good: .hub.setting("hub", "properties", "enableServiceSideCMKEncryption", to: false))
        + .terraform(
          before: .workspace.setting("azurerm_machine_learning_workspace.main", "service_side_encryption_enabled", to: false),
          bad: .workspace.setting("azurerm_machine_learning_workspace.main", "service_side_encryption_enabled", to: true),
          good: .workspace.setting("azurerm_machine_learning_workspace.main", "service_side_encryption_enabled", to: false))),
    check: .transition { transition, report in
      guard transition.after.kind.isWorkspace, transition.before.isCustomerManaged,
        let was = transition.before.dataStorage.formerly(.managedResourceGroup, in: transition.origin.dialect),
        case .known(let now, let place) = transition.after.encryption.dataStorage, was != now
      else { return }
      let target = now == .serviceSide ? "Microsoft's own stores" : "a managed resource group"
      report(
        Finding(
          "\(transition.title) would move its encrypted data to \(target); that is decided when it is created.", at: place,
          subject: transition.subject))
    })
}
