import EncryptionModel
import SourceText

/// Terraform's resources → facts: those of azurerm and azapi are told as what they are in Azure.
struct TerraformDeclarations {
  var azure: AzureDeclarations

  /// - Parameters:
  ///   - forgotten: types of which Terraform lets go without taking them away.
  ///   - trace: remembers what resources are in Azure.
  init(_ resources: [TerraformResource], requestFormTag: String, forgotten: Set<String> = [], trace: EvaluationTrace? = nil) {
    // A resource comes before what adds to it (`…_customer_managed_key`), whatever the order of the files.
    let ordered = resources.filter { !Azurerm.isAddition($0.type) } + resources.filter { Azurerm.isAddition($0.type) }
    let known = KnownPrincipals(resources)
    let remembered = trace?.terraformFacts(known) ?? [:]
    var facts = ordered.map { resource in
      if let last = remembered[resource.address], last.resource == resource { return last }
      return TerraformFacts(resource: resource, evaluated: Self.evaluated(resource, known))
    }
    let waits = TerraformOrder(ordered, facts.map(\.evaluated))
    for index in facts.indices { facts[index].wait(for: waits.dependencies(of: ordered[index]), requestFormTag: requestFormTag) }
    trace?.keep(Dictionary(zip(ordered.map(\.address), facts), uniquingKeysWith: { first, _ in first }), known)
    azure = AzureDeclarations(facts.flatMap { $0.facts ?? [] })
    if forgotten.contains("azurerm_cognitive_account_customer_managed_key") { azure.keepForgottenKeys() }
    let management = TerraformKeyManagement(ordered, facts.map(\.evaluated))
    for index in azure.resources.indices where !azure.resources[index].isReference {
      azure.resources[index].keyManagement = management[azure.resources[index].declaration.id]
    }
    azure.tellDefaultsOfAzurerm(Set(resources.filter { $0.provider.name == "azurerm" }.map(\.nameSite)))
  }

  static func evaluated(_ resource: TerraformResource, _ known: KnownPrincipals) -> [EvaluatedResource] {
    resource.type.hasPrefix("azapi_") ? Azapi.evaluated(resource) : Azurerm.evaluated(resource, known)
  }
}

extension AzureDeclarations {
  /// An account whose key's block was let go of may still have that key; which account it was nobody tells.
  fileprivate mutating func keepForgottenKeys() {
    for index in resources.indices where resources[index].kind.isAccount {
      // Azurerm has no block for it: it would be said where the block was.
      let encryption = resources[index].encryption
      guard encryption.key == nil, encryption.source.value != .customerManaged else { continue }
      resources[index].encryption.source = .undecided(
        Unknown("a removed block lets go of a key without taking it away", at: resources[index].site))
    }
  }

  /// What is left out in azurerm has a meaning of its own: no block for the key means Microsoft's keys.
  fileprivate mutating func tellDefaultsOfAzurerm(_ sites: Set<Site>) {
    for index in vaults.indices where sites.contains(vaults[index].site) { vaults[index].usesRolesByDefault = false }
    for index in resources.indices where sites.contains(resources[index].site) {
      // A hub's project has no block for one: it has its hub's.
      let kind = resources[index].kind
      guard kind.isAccount || kind == .hub || kind == .mlWorkspace, !resources[index].isReference,
        case .absent(let place) = resources[index].encryption.source, resources[index].encryption.key == nil
      else { continue }
      resources[index].encryption.source = .known(.microsoftManaged, place)
    }
  }
}

/// Principal and client ids that the state tells, with the identities that they belong to.
struct KnownPrincipals: Equatable, Sendable {
  private var handles: [String: ResourceHandle] = [:]

  static let none = KnownPrincipals([])

  init(_ resources: [TerraformResource]) {
    for resource in resources {
      func add(_ argument: [String], _ path: [String], isFull: Bool) {
        guard let text = TerraformArguments(resource: resource).member(argument)?.value.knownText, !text.isEmpty,
          let evaluated = Azurerm.evaluated(resource, nil).first
        else { return }
        handles[text.lowercased()] = ResourceHandle(
          type: evaluated.type, name: evaluated.name, path: path, isFull: isFull, scope: resource.scope)
      }
      if resource.type == "azurerm_user_assigned_identity" {
        add(["principal_id"], ["principalId"], isFull: false)
        add(["client_id"], ["clientId"], isFull: false)
      } else if !Azurerm.isAddition(resource.type) {
        add(["identity", "principal_id"], ["identity", "principalId"], isFull: true)
      }
    }
  }

  /// The value as the identity's own answer where it is one that the state tells.
  func principal(_ value: EvaluatedValue) -> EvaluatedValue {
    guard let handle = value.knownText.flatMap({ handles[$0.lowercased()] }) else { return value }
    return EvaluatedValue(.resource(handle), at: value.site)
  }
}
