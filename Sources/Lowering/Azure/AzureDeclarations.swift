import EncryptionModel
import SourceText

/// Resources of one deployment → facts. What is declared more than once is one resource: create, then encrypt.
struct AzureDeclarations {
  var vaults: [Vault] = []
  private(set) var keys: [Key] = []
  var resources: [ProtectedResource] = []
  private(set) var identities: [ManagedIdentity] = []
  private(set) var grants: [Grant] = []
  private(set) var others: [DeclaredResource] = []
  /// Parts of the deployment that are not among the files.
  var unread: [Unknown] = []

  /// Whether the properties of a type are read, and not its place alone.
  static func isKnown(_ foldedType: String) -> Bool { AzureResourceType(folded: foldedType) != nil }

  init(_ evaluated: [EvaluatedResource], requestFormTag: String) {
    var positions: [ResourceIdentity: Int] = [:]
    var links: [ResourceID.Index: [ResourceLink]] = [:]
    var hosts: [ResourceID.Index: [AccountTraits.AgentHost]] = [:]
    for resource in evaluated {
      let reader = AzureReader(resource, requestFormTag: requestFormTag)
      guard let type = AzureResourceType(folded: resource.type.lowercased()) else {
        others.append(reader.other())
        if let unknown = resource.unread { unread.append(unknown) }
        continue
      }
      let isCertain = if case .certain = resource.existence { true } else { false }
      let position = positions[resource.identity]
      switch type {
      case .vault, .managedHSM:
        let vault = reader.vault(isManagedHSM: type == .managedHSM)
        positions[resource.identity] = vaults.merge(vault, at: position, isCertain: isCertain)
        if type == .vault { grants += reader.accessPolicies(isOwnList: true) }
      case .key, .managedHSMKey:
        let key = reader.key(isInManagedHSM: type == .managedHSMKey)
        positions[resource.identity] = keys.merge(key, at: position, isCertain: isCertain)
      case .accessPolicies: grants += reader.accessPolicies(isOwnList: false)
      case .roleAssignment: grants.append(reader.roleAssignment())
      case .managedIdentity:
        positions[resource.identity] = identities.merge(reader.managedIdentity(), at: position, isCertain: isCertain)
      case .lock:
        var lock = reader.other()
        lock.target = reader.target()
        lock.detail = reader.properties.text("properties", "level")
        others.append(lock)
      case .compute:
        var compute = reader.other()
        compute.detail = reader.properties.text("properties", "computeType")
        others.append(compute)
      case .accountConnection, .projectConnection, .workspaceConnection:
        others.append(reader.other())
        if let link = reader.connection(), let owner = resource.id.top { links[owner.index, default: []].append(link) }
      case .accountCapabilityHost, .projectCapabilityHost:
        others.append(reader.other())
        if let host = reader.agentHost(isOnProject: type == .projectCapabilityHost), let owner = resource.id.top {
          hosts[owner.index, default: []].append(host)
        }
      case .account, .accountProject, .workspace, .storage, .cosmosDB, .search, .registry:
        guard let made = reader.protectedResource(type) else { continue }
        positions[resource.identity] = resources.merge(made, at: position, isCertain: isCertain)
      }
    }
    guard !(links.isEmpty && hosts.isEmpty) else { return }
    for index in resources.indices {
      let id = resources[index].declaration.id.index
      resources[index].links += links[id] ?? []
      resources[index].account?.agentHosts += hosts[id] ?? []
    }
  }
}

extension AzureReader {
  /// A resource of which no more than its place is told.
  func other() -> DeclaredResource {
    DeclaredResource(
      declaration: resource.declaration(properties), site: resource.nameSite, isReference: resource.isExisting, whole: resource.site)
  }
}

extension ResourceID {
  /// The account or workspace that a child of any depth belongs to; nil at the top.
  fileprivate var top: ResourceID? {
    var found: ResourceID?
    var next = parent
    for _ in 0..<8 {
      guard let owner = next else { break }
      found = owner
      next = owner.parent
    }
    return found
  }
}
