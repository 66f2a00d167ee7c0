import EncryptionModel
import SourceText

/// Resources of the azurerm provider as what they are in Azure (AZURE.md §2F).
enum Azurerm {
  /// Whether a type adds to a resource that another block declares.
  static func isAddition(_ type: String) -> Bool { type.hasSuffix("_customer_managed_key") || type == "azapi_update_resource" }

  /// Empty for a type that bears on no encryption. `known` is nil where principals are not asked for.
  static func evaluated(_ resource: TerraformResource, _ known: KnownPrincipals?) -> [EvaluatedResource] {
    guard let type = AzurermType(rawValue: resource.type) else { return [] }
    let arguments = TerraformArguments(resource: resource)
    var shape = ARMShape(arguments)
    shape.putCommon()
    let place: AzurermPlace?
    switch type {
    case .keyVault: place = shape.vault(known)
    case .managedHSM: place = shape.managedHSM()
    case .keyVaultKey: place = shape.key(in: "key_vault_id", type: Vault.type + "/keys")
    case .managedHSMKey:
      place = shape.key(in: "managed_hsm_id", type: Vault.managedHSMType + "/keys")
    case .keyVaultAccessPolicy: place = shape.accessPolicy(known)
    case .roleAssignment: place = shape.roleAssignment(known)
    case .managementLock: place = shape.lock()
    case .virtualNetwork: place = shape.own("Microsoft.Network/virtualNetworks")
    case .networkSecurityGroup: place = shape.own("Microsoft.Network/networkSecurityGroups")
    case .privateEndpoint: place = shape.own("Microsoft.Network/privateEndpoints")
    case .userAssignedIdentity: place = shape.own("Microsoft.ManagedIdentity/userAssignedIdentities")
    case .cognitiveAccount: place = shape.account()
    case .aiServices: place = shape.aiServices()
    case .cognitiveAccountCustomerManagedKey: place = shape.accountKey()
    case .cognitiveAccountProject: place = shape.accountProject()
    case .aiFoundry: place = shape.hub()
    case .aiFoundryProject: place = shape.hubProject()
    case .machineLearningWorkspace: place = shape.workspace()
    case .storageAccount: place = shape.storage()
    case .storageAccountCustomerManagedKey: place = shape.storageKey()
    case .cosmosDBAccount: place = shape.cosmosDB()
    case .searchService: place = shape.search()
    case .containerRegistry: place = shape.registry()
    }
    guard let place else { return [] }
    var made = EvaluatedResource(
      type: place.type, apiVersion: nil, name: place.name, subscription: place.subscription, resourceGroup: place.resourceGroup,
      isExisting: resource.mode == .data, existence: resource.existence, body: shape.body, site: resource.site, nameSite: resource.nameSite,
      scope: resource.scope)
    made.deployment = resource.deployment ?? resource.scope
    made.isAddition = isAddition(resource.type)
    if !made.isAddition { made.replacement = resource.replacement }
    made.dependencySlot = resource.dependencySlot
    made.calls = resource.calls
    made.writing = ArgumentWriting(
      site: resource.isWritten ? resource.site : nil, vocabulary: .azurerm, arguments: shape.writable, replacing: replacing(place.type))
    return [made]
  }
}

extension Azurerm {
  /// Properties that the provider cannot change in place (ForceNew, AZURE.md §2F).
  private static func replacing(_ type: String) -> [String] {
    switch AzureResourceType(folded: type.lowercased()) {
    case .key, .managedHSMKey: ["properties.kty", "properties.keysize", "properties.curvename"]
    case .managedHSM: ["properties.enablepurgeprotection", "properties.softdeleteretentionindays", "location"]
    case .workspace:
      [
        "properties.encryption", "properties.enableservicesidecmkencryption", "properties.hbiworkspace", "properties.storageaccount",
        "properties.keyvault", "location",
      ]
    case .cosmosDB: ["properties.keyvaultkeyuri", "location"]
    case .storage: ["properties.encryption.services", "location"]
    case .roleAssignment: ["scope", "properties.roledefinitionid", "properties.principalid"]
    case .vault, .managedIdentity, .account, .accountProject, .search, .registry, .accountConnection, .projectConnection,
      .workspaceConnection, .accountCapabilityHost, .projectCapabilityHost, .compute, .accessPolicies, .lock:
      ["location"]
    case nil: []
    }
  }
}

/// Where a resource of Terraform's is in Azure.
struct AzurermPlace {
  var type: String
  var name: SymbolicText
  var subscription: SymbolicText?
  var resourceGroup: SymbolicText?
}

extension ARMShape {
  /// The place of a resource that has a name and a resource group of its own.
  func own(_ type: String) -> AzurermPlace {
    // The state tells the id; of that alone the subscription is known.
    let id = arguments.id("id").flatMap { $0.type.lowercased() == type.lowercased() ? $0 : nil }
    return AzurermPlace(
      type: type, name: arguments.text("name") ?? id?.name ?? arguments.unknown("name"), subscription: id?.subscription,
      resourceGroup: arguments.text("resource_group_name") ?? id?.resourceGroup)
  }

  /// The place of a resource that an argument names by its id.
  func named(by argument: String, type: String) -> AzurermPlace {
    if let id = arguments.id(argument) {
      return AzurermPlace(type: type, name: id.name, subscription: id.subscription, resourceGroup: id.resourceGroup)
    }
    let text = arguments.text(argument) ?? arguments.unknown(argument)
    let unknown = SymbolicText(UnknownName.symbol("name of \(text.expression)", scope: arguments.resource.scope))
    return AzurermPlace(type: type, name: unknown)
  }

  /// The place of a child of what an argument names.
  func child(of argument: String, type: String, named name: SymbolicText? = nil) -> AzurermPlace {
    var place = named(by: argument, type: type)
    place.name = place.name + SymbolicText("/") + (name ?? arguments.text("name") ?? arguments.unknown("name"))
    return place
  }

  /// A key said by its whole address, as ARM says it in parts.
  mutating func putKeyAddress(_ member: EvaluatedObject.Member, at block: [String], uri: String, name: String, version: String) {
    if !member.value.isNull { set(member.value, at: block + [Self.keyAddress], site: member.site, isWhole: member.isWhole) }
    guard let text = member.value.symbolicText, !text.isEmpty else { return }
    func put(_ text: SymbolicText, _ property: String) {
      set(EvaluatedValue(.text(text), at: member.value.site, cause: member.value.cause), at: block + [property], site: member.site)
    }
    guard let address = KeyAddress(text), let vault = address.vault else {
      set(
        .unknown(
          "vault of \(text.expression)", scope: arguments.resource.scope, because: member.value.reason.reason, at: member.value.site),
        at: block + [uri], site: member.site)
      set(
        .unknown("key of \(text.expression)", scope: arguments.resource.scope, because: member.value.reason.reason, at: member.value.site),
        at: block + [name], site: member.site)
      return
    }
    let segments = text.segments(separatedBy: "/")
    let host = segments.count > 2 ? segments[2] : vault
    put(SymbolicText("https://") + host + SymbolicText("/"), uri)
    if let key = address.key { put(key, name) }
    if let found = address.version { put(found, version) }
  }
}
