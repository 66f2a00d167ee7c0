import EncryptionModel
import SourceText

extension Rule {
  static let managedGroupTouched = Rule(
    page: RulePage(
      id: "CMK605", name: "managed-group-touched", severity: .error, group: .b, fix: .none,
      sources: [
        .policy("000", "the managed resource group is called azureml-rg-hubworkspacename_GUID"),
        .policy("001", "the configuration of the managed resources cannot be modified"),
        .policy("002", "resources of the managed group cannot be renamed or modified by you"),
        .policy("003", "resources of the managed group cannot be renamed or modified by you"),
      ],
      summary: "A resource is declared in the managed resource group of a hub.",
      why: """
        What lies in the managed resource group of a hub with a customer-managed key is created, named and configured by Microsoft. A \
        deployment into it is refused or breaks the hub.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(
            kind: "hub", more: "st-ai: { kind: storage, region: eastus, resourceGroup: \(ManagedGroup.example) }"),
          good: ExampleText.manifest(kind: "hub", more: "st-ai: { kind: storage, region: eastus, resourceGroup: rg-ai }"))
      ]
        + .terraform(
          bad: .hub.adding(TerraformExample.storage(in: ManagedGroup.example)), good: .hub.adding(TerraformExample.storage(in: "rg-ai"))),
      gaps: [RulePage.Gap([.arm, .bicep, .whatIf], "the group of a deployment is told when it runs; a nested one that names it is judged")]),
    check: .estate { estate, report in
      for touched in ManagedGroup.touched(estate) where !touched.id.type.hasPrefix("microsoft.network/") {
        report.origin = touched.origin
        report(
          Finding(
            "'\(touched.id.lastName.display)' is declared in '\(touched.group)', the managed resource group of a hub, which only Microsoft changes.",
            at: Place(touched.site), subject: touched.subject))
      }
    })

  static let ownNetwork = Rule(
    page: RulePage(
      id: "CMK606", name: "own-network", severity: .error, group: .b, fix: .none,
      sources: [
        .policy("002", "you cannot provide or modify the virtual network of the managed resources"),
        .policy("003", "you cannot provide or modify the virtual network of the managed resources"),
      ],
      summary: "A network is declared in the managed resource group of a hub.",
      why: """
        The virtual network that secures the traffic of the managed resources is Microsoft's: you cannot bring your own, and not change the \
        address range or anything else of it.
        """,
      examples: [RulePage.Example].terraform(
        bad: .hub.adding(TerraformExample.network(in: ManagedGroup.example)), good: .hub.adding(TerraformExample.network(in: "rg-ai"))),
      gaps: [
        RulePage.Gap([.manifest], "a manifest does not tell networks"),
        RulePage.Gap([.arm, .bicep, .whatIf], "the group of a deployment is told when it runs; a nested one that names it is judged"),
      ]),
    check: .estate { estate, report in
      for touched in ManagedGroup.touched(estate) where touched.id.type.hasPrefix("microsoft.network/") {
        report.origin = touched.origin
        report(
          Finding(
            "Network '\(touched.id.lastName.display)' is declared in '\(touched.group)', the managed resource group of a hub.",
            at: Place(touched.site), subject: touched.subject))
      }
    })
}

/// Resource groups that Microsoft manages for a hub.
enum ManagedGroup {
  static let example = "azureml-rg-hub-main_5f1b7c2e-0d5b-4a53-9f6e-2d6f3a1f0c11"

  struct Touched {
    var id: ResourceID
    var group: String
    var site: Site
    var subject: Subject
    var origin: Estate.Origin
  }

  /// What is declared in one, references left out.
  static func touched(_ estate: Estate) -> [Touched] {
    var known: Set<String> = []
    for entry in estate.resources {
      if let group = entry.resource.workspace?.managedResourceGroup.value?.known { known.insert(group.lowercased()) }
    }
    var all: [Touched] = []
    func add(_ declaration: Declaration, _ site: Site, _ isReference: Bool, _ kind: Subject.Kind, _ origin: Estate.Origin) {
      guard !isReference, let group = declaration.id.scope.resourceGroup?.known, known.contains(group.lowercased()) || isManaged(group)
      else { return }
      all.append(
        Touched(
          id: declaration.id, group: group, site: site, subject: Subject(kind, declaration.id.lastName.display), origin: origin))
    }
    for entry in estate.vaults { add(entry.vault.declaration, entry.vault.site, entry.vault.isReference, .vault, entry.origin) }
    for entry in estate.resources {
      add(entry.resource.declaration, entry.resource.site, entry.resource.isReference, .resource, entry.origin)
    }
    for entry in estate.others { add(entry.resource.declaration, entry.resource.site, entry.resource.isReference, .resource, entry.origin) }
    return all
  }

  /// `azureml-rg-NAME_GUID`.
  static func isManaged(_ group: String) -> Bool {
    let folded = group.lowercased()
    guard folded.hasPrefix("azureml-rg-"), let underscore = folded.lastIndex(of: "_") else { return false }
    let guid = folded[folded.index(after: underscore)...]
    return guid.count == 36 && guid.allSatisfy { $0.isHexDigit || $0 == "-" } && guid.filter { $0 == "-" }.count == 4
  }
}

extension TerraformExample {
  fileprivate static func storage(in group: String) -> Block {
    Block(
      "resource", "azurerm_storage_account", "other",
      body: [
        "name": "stother", "location": "eastus", "resource_group_name": .text(group), "account_tier": "Standard",
        "account_replication_type": "LRS",
      ])
  }

  fileprivate static func network(in group: String) -> Block {
    Block(
      "resource", "azurerm_virtual_network", "other",
      body: ["name": "vnet-ai", "location": "eastus", "resource_group_name": .text(group), "address_space": ["10.0.0.0/16"]])
  }
}
