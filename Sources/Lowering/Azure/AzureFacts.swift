import EncryptionModel
import SourceText

/// What one resource of a deployment says, before it is put together with what others say of the same one.
///
/// A class because it is handed on from one evaluation to the next; nothing of it changes.
final class AzureFacts: Sendable {
  enum Content: Equatable, Sendable {
    case vault(Vault, [Grant])
    case key(Key)
    case grants([Grant])
    case managedIdentity(ManagedIdentity)
    case protected(ProtectedResource)
    /// With the reason where it is a deployment of which the template is not among the files.
    case other(DeclaredResource, Unknown?)
    /// A connection or a capability host, with the account or workspace that it belongs to.
    case link(DeclaredResource, ResourceID.Index?, ResourceLink?)
    case agentHost(DeclaredResource, ResourceID.Index?, AccountTraits.AgentHost?)
    case nothing
  }

  let content: Content
  let identity: ResourceIdentity
  let isCertain: Bool

  init(of resource: EvaluatedResource, requestFormTag: String) {
    identity = resource.identity
    isCertain = resource.existence == .certain
    let reader = AzureReader(resource, requestFormTag: requestFormTag)
    guard let type = AzureResourceType(folded: resource.type.lowercased()) else {
      content = .other(reader.other(), resource.unread)
      return
    }
    switch type {
    case .vault: content = .vault(reader.vault(isManagedHSM: false), reader.accessPolicies(isOwnList: true))
    case .managedHSM: content = .vault(reader.vault(isManagedHSM: true), [])
    case .key, .managedHSMKey: content = .key(reader.key(isInManagedHSM: type == .managedHSMKey))
    case .accessPolicies: content = .grants(reader.accessPolicies(isOwnList: false))
    case .roleAssignment: content = .grants([reader.roleAssignment()])
    case .managedIdentity: content = .managedIdentity(reader.managedIdentity())
    case .lock:
      var lock = reader.other()
      lock.target = reader.target()
      lock.detail = reader.properties.text("properties", "level")
      content = .other(lock, nil)
    case .compute:
      var compute = reader.other()
      compute.detail = reader.properties.text("properties", "computeType")
      content = .other(compute, nil)
    case .accountConnection, .projectConnection, .workspaceConnection:
      content = .link(reader.other(), resource.id.top?.index, reader.connection())
    case .accountCapabilityHost, .projectCapabilityHost:
      content = .agentHost(reader.other(), resource.id.top?.index, reader.agentHost(isOnProject: type == .projectCapabilityHost))
    case .account, .accountProject, .workspace, .storage, .cosmosDB, .search, .registry:
      content = reader.protectedResource(type).map { .protected($0) } ?? .nothing
    }
  }
}

extension AzureFacts: Equatable {
  static func == (a: AzureFacts, b: AzureFacts) -> Bool {
    a === b || a.identity == b.identity && a.isCertain == b.isCertain && a.content == b.content
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
