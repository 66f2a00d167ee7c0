import SourceText

/// A resource that encrypts its data at rest.
public struct ProtectedResource: Hashable, Sendable {
  public var name: SymbolicText
  public var kind: ResourceKind
  public var site: Site
  public var isReference: Bool
  public var declaration: Declaration
  public var encryption: Encryption
  /// Declared twice in one deployment, first without encryption: its identity exists before it encrypts.
  public var firstWithoutEncryption = false
  /// What a manifest says is deployed today.
  public var previous: Encryption?
  /// Of a multi-service resource; absent: unknown.
  public var capabilities: Fact<[Capability]>
  /// Evidence of the request form (SPEC §4); absent: none, with the place where it would be written.
  public var requestForm: Fact<RequestForm>
  public var location: Fact<SymbolicText>
  /// Absent where the dialect has no word for it and none is told: that of the subscription.
  public var tenant: Fact<SymbolicText>
  public var sku: Fact<String>
  public var publicNetworkAccess: Fact<Bool>
  public var identities: AttachedIdentities
  /// What it stores its data in, is connected to, or uses; each may need a key of its own.
  public var links: [ResourceLink] = []
  /// Only of workspaces.
  public var workspace: WorkspaceTraits?
  /// Only of accounts.
  public var account: AccountTraits?
  /// Whether a search service refuses what is not encrypted with a customer-managed key.
  public var enforcesKeys: Fact<Bool>
  /// Whether a storage account's queues and tables are encrypted with the account's key. Absent: they are not.
  public var queuesUseKey: Fact<Bool>
  public var tablesUseKey: Fact<Bool>
  /// Properties that the API version of their declaration does not have.
  public var newerProperties: [NewerProperty] = []
  /// Which of Terraform's blocks say what key it is encrypted with; nil in other dialects.
  public var keyManagement: KeyManagement?

  public var scope: Scope { declaration.id.scope }

  public init(
    name: SymbolicText, kind: ResourceKind, site: Site, isReference: Bool = false, declaration: Declaration? = nil, encryption: Encryption,
    previous: Encryption? = nil, capabilities: Fact<[Capability]>, requestForm: Fact<RequestForm>
  ) {
    self.name = name
    self.kind = kind
    self.site = site
    self.isReference = isReference
    self.declaration = declaration ?? Declaration(ResourceID(type: kind.resourceType, name: name), at: site)
    self.encryption = encryption
    self.previous = previous
    self.capabilities = capabilities
    self.requestForm = requestForm
    location = .untold(at: site)
    tenant = .untold(at: site)
    sku = .untold(at: site)
    publicNetworkAccess = .untold(at: site)
    identities = AttachedIdentities(untoldAt: site)
    enforcesKeys = .untold(at: site)
    queuesUseKey = .untold(at: site)
    tablesUseKey = .untold(at: site)
  }
}

/// The identities that a resource has.
public struct AttachedIdentities: Hashable, Sendable {
  /// Whether it has one of its own. Absent: nothing is said of identities, with the place where the type would be written.
  public var system: Fact<Bool>
  /// The user-assigned ones. Absent: there is no list, with the place for one.
  public var user: Fact<[IdentityUse]>
  /// Where the type of identity stands or would be written; nil where it cannot be.
  public var typeSlot: Slot?
  /// The object id of its own identity, folded, where a state or a plan tells it.
  public var ownObjectID: String?

  public init(system: Fact<Bool>, user: Fact<[IdentityUse]>, typeSlot: Slot? = nil) {
    self.system = system
    self.user = user
    self.typeSlot = typeSlot
  }

  public init(untoldAt site: Site) { self.init(system: .untold(at: site), user: .untold(at: site)) }
}

/// A user-assigned identity where a resource names it.
public struct IdentityUse: Hashable, Sendable {
  public var principal: Principal
  public var place: Place

  public init(_ principal: Principal, _ place: Place) {
    self.principal = principal
    self.place = place
  }
}

/// Another resource that a resource hangs on.
public struct ResourceLink: Hashable, Sendable {
  public enum Role: Hashable, Sendable {
    case storage, keyVault, containerRegistry, search, cosmosDB, userOwnedStorage, applicationInsights
    /// A connection, its category in lower case.
    case connection(category: String)
    /// A capability host of agents: its kind of store.
    case capabilityHost
    /// Named by a manifest's `dependsOn`.
    case dependency
  }

  public var role: Role
  public var target: ResourceID
  public var place: Place

  public init(_ role: Role, _ target: ResourceID, _ place: Place) {
    self.role = role
    self.target = target
    self.place = place
  }
}

/// What only workspaces (hubs, their projects, plain ones) have.
public struct WorkspaceTraits: Hashable, Sendable {
  public var highBusinessImpact: Fact<Bool>
  /// The hub of a project; absent: it is none's.
  public var hub: Fact<ResourceID>
  /// The name of the managed resource group where it is told.
  public var managedResourceGroup: Fact<SymbolicText>
  /// Properties that name metadata stores of one's own: each with the site of its value, which a removal takes away.
  public var ownStores: [OwnStore] = []
  public var computes: [ComputeClaim] = []

  public init(untoldAt site: Site) {
    highBusinessImpact = .untold(at: site)
    hub = .untold(at: site)
    managedResourceGroup = .untold(at: site)
  }

  /// A property such as `cosmosDbResourceId`.
  public struct OwnStore: Hashable, Sendable {
    public var property: String
    public var place: Place

    public init(property: String, place: Place) {
      self.property = property
      self.place = place
    }
  }

  /// What a manifest says of a compute's disks.
  public struct ComputeClaim: Hashable, Sendable {
    public var name: String
    public var source: Fact<EncryptionSource>

    public init(name: String, source: Fact<EncryptionSource>) {
      self.name = name
      self.source = source
    }
  }
}

/// What only Cognitive Services accounts have.
public struct AccountTraits: Hashable, Sendable {
  public var allowsProjects: Fact<Bool>
  public var restrictsOutbound: Fact<Bool>
  /// Hosts that it may reach where outbound access is restricted.
  public var allowedHosts: Fact<[SymbolicText]>
  /// Whether the customer's storage is attached.
  public var userOwnedStorage: Fact<Bool>
  /// A capability host of agents where there is one, with whether it names its stores.
  public var agentHosts: [AgentHost] = []

  public init(untoldAt site: Site) {
    allowsProjects = .untold(at: site)
    restrictsOutbound = .untold(at: site)
    allowedHosts = .untold(at: site)
    userOwnedStorage = .untold(at: site)
  }

  /// A capability host of kind Agents, on the account or one of its projects.
  public struct AgentHost: Hashable, Sendable {
    public var name: SymbolicText
    public var site: Site
    /// Whether storage, thread and vector stores are all connected.
    public var hasOwnStores: Fact<Bool>
    /// Whether it is a project's, whose connections count before those of the account's host.
    public var isOnProject: Bool

    public init(name: SymbolicText, site: Site, hasOwnStores: Fact<Bool>, isOnProject: Bool = false) {
      self.name = name
      self.site = site
      self.hasOwnStores = hasOwnStores
      self.isOnProject = isOnProject
    }
  }
}
