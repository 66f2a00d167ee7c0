import EncryptionModel

extension Rule {
  static let highBusinessImpactToggled = Rule(
    page: RulePage(
      id: "CMK709", name: "high-business-impact-toggled", severity: .error, group: .c, fix: .none,
      sources: [.platform("the high-business-impact flag of a workspace cannot be changed after its creation")],
      summary: "The high-business-impact flag of a deployed hub or workspace changes.",
      why:
        "The flag is read at creation. A deployment that changes it fails, and Terraform deletes the hub with its data and makes a new one.",
      examples: [
        .manifest(
          before: ExampleText.manifest(kind: "hub", resource: "highBusinessImpact: false"),
          bad: ExampleText.manifest(kind: "hub", resource: "highBusinessImpact: true"),
          good: ExampleText.manifest(kind: "hub", resource: "highBusinessImpact: false"))
      ]
        + .azure(
          before: .hub.setting("hub", "properties", "hbiWorkspace", to: false),
          bad: .hub.setting("hub", "properties", "hbiWorkspace", to: true),
          good: .hub.setting("hub", "properties", "hbiWorkspace", to: false))
        + .terraform(
          before: .hub.setting("azurerm_ai_foundry.main", "high_business_impact_enabled", to: false),
          bad: .hub.setting("azurerm_ai_foundry.main", "high_business_impact_enabled", to: true),
          good: .hub.setting("azurerm_ai_foundry.main", "high_business_impact_enabled", to: false))),
    check: .transition { transition, report in
      guard let was = transition.earlier?.workspace?.highBusinessImpact.formerly(false, in: transition.origin.dialect),
        case .known(let now, let place)? = transition.after.workspace?.highBusinessImpact, was != now
      else { return }
      report(
        Finding(
          "\(transition.title) changes its high-business-impact flag from \(was) to \(now); the flag is fixed when it is created.",
          at: place,
          subject: transition.subject))
    })
}
