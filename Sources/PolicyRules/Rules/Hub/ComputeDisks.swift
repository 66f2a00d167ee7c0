import EncryptionModel

extension Rule {
  static let computeDisks = Rule(
    page: RulePage(
      id: "CMK610", name: "compute-disks", severity: .info, group: .b, fix: .none,
      sources: [
        .policy("002", "customer-managed keys are not supported for the disks of computes"),
        .policy("003", "customer-managed keys are not supported for the disks of computes"),
      ],
      summary: "The disks of a workspace's computes never get its customer-managed key.",
      why: """
        The operating system's disk of a compute is encrypted with Microsoft's keys, its temporary disk with system-managed ones where it is \
        encrypted at all. Do not keep on it what must lie under your key. A manifest that claims a customer-managed key for one is wrong.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(kind: "hub", resource: "compute: { instance: { encryption: customerManaged } }"),
          good: ExampleText.manifest(kind: "hub", resource: "compute: { instance: { encryption: microsoftManaged } }"))
      ]
        + .azure(
          bad: .hub.adding(
            .init(
              "compute", "Microsoft.MachineLearningServices/workspaces/computes", "2025-06-01", name: "ci-main", parent: "hub",
              ["location": "eastus", "properties": ["computeType": "ComputeInstance", "properties": ["vmSize": "Standard_DS3_v2"]]])),
          good: .hub),
      gaps: [RulePage.Gap([.terraform, .plan], "azurerm's computes belong to plain workspaces; azapi's are judged as ARM's")]),
    check: .resource { entry, report in
      guard entry.resource.kind.isWorkspace else { return }
      for compute in entry.resource.workspace?.computes ?? [] {
        guard case .known(.customerManaged, let place) = compute.source else { continue }
        report(
          Finding(
            "The disks of compute '\(compute.name)' cannot be encrypted with a customer-managed key.", severity: .error, at: place,
            subject: entry.subject))
      }
      guard entry.resource.encryption.isCustomerManaged else { return }
      for other in report.estate.others where other.origin == entry.origin && !other.resource.isReference {
        guard other.resource.type == "microsoft.machinelearningservices/workspaces/computes",
          other.resource.declaration.id.parent?.name.isSame(as: entry.resource.declaration.id.name) == true
        else { continue }
        report(
          Finding(
            "The disks of compute '\(other.resource.declaration.id.lastName.display)' do not get the customer-managed key of \(entry.title).",
            at: Place(other.resource.site), subject: Subject(.resource, other.resource.declaration.id.lastName.display)))
      }
    })
}
