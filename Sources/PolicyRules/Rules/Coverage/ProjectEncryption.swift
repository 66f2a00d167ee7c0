import EncryptionModel

extension Rule {
  static let projectEncryption = Rule(
    page: RulePage(
      id: "CMK507", name: "project-encryption", severity: .warning, group: .b, fix: .safe,
      sources: [
        .policy("001", "projects of a hub keep their data with the hub's, under its key"),
        .policy("004", "a project's key is that of its Foundry resource"),
      ],
      summary: "A project has encryption of its own.",
      why: """
        A project has its parent's encryption: the hub's or the Foundry resource's. What it says of its own is ignored or refused, and \
        misleads who reads it.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            kind: "hub",
            more: "project: { kind: hubProject, region: eastus, encryption: { source: customerManaged, key: kv-ai/ai-2026 } }"),
          good: ExampleText.manifest(kind: "hub", more: "project: { kind: hubProject, region: eastus }"))
      ]
        + .azure(
          bad: .hub.adding(AzureExample.hubProject).setting("project", "properties", "encryption", to: AzureExample.hubEncryption),
          good: .hub.adding(AzureExample.hubProject)),
      gaps: [RulePage.Gap([.terraform, .plan], "azurerm's projects have no argument for it; azapi's are judged as ARM's")]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind == .hubProject || resource.kind == .foundryProject else { return }
      guard case .known(_, let place) = resource.encryption.source else { return }
      var finding = Finding(
        "\(entry.title.capitalizedFirst) has encryption of its own; it has that of its \(resource.kind == .hubProject ? "hub" : "Foundry resource").",
        at: place, subject: entry.subject)
      if let block = resource.encryption.block { finding.fixes = [Fix("Remove the project's encryption", .safe, .remove(block))] }
      report(finding)
    })
}

extension AzureExample {
  /// A project of the hub called `project`.
  fileprivate static let hubProject = Resource(
    "project", "Microsoft.MachineLearningServices/workspaces", "2025-06-01", name: "project-main",
    ["location": "eastus", "kind": "Project", "identity": ["type": "SystemAssigned"], "properties": ["hubResourceId": .id(of: "hub")]])

  fileprivate static let hubEncryption: ExampleValue = [
    "status": "Enabled",
    "keyVaultProperties": [
      "keyVaultArmId": .id(of: "vault"),
      "keyIdentifier": "https://kv-ai.vault.azure.net/keys/ai-2026/0123456789abcdef0123456789abcdef",
    ],
  ]
}
