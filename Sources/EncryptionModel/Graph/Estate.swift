import SourceText

/// Everything that the workspace declares, with who protects whom: the graph that rules read.
public struct Estate: Sendable {
  public let declarations: [Declarations]
  public private(set) var vaults: [VaultEntry] = []
  public private(set) var keys: [KeyEntry] = []
  public private(set) var resources: [ResourceEntry] = []
  public private(set) var identities: [IdentityEntry] = []
  public private(set) var grants: [GrantEntry] = []
  public private(set) var others: [OtherEntry] = []
  public private(set) var features: [FeatureEntry] = []
  let index: EstateIndex
  /// The folder of each manifest, where manifests are in several.
  private let manifestFolders: [FileID: String]

  /// Which deployment an entry was declared in.
  public struct Origin: Hashable, Sendable {
    public let root: FileID
    public let dialect: Dialect
    public let environment: String?

    public init(_ group: Declarations) {
      root = group.root
      dialect = group.dialect
      environment = group.environment
    }
  }

  /// A vault with the resources that encrypt with one of its keys.
  public struct VaultEntry: Sendable {
    public let vault: Vault
    public let origin: Origin
    public internal(set) var users: [ProtectedResource] = []
    /// Keys that the same manifest declares in it: a manifest is about nothing but customer-managed keys (RULES.md).
    public internal(set) var declaredKeys = 0

    /// Whether anything says that a customer-managed key lies in it.
    public var holdsCustomerManagedKey: Bool { !users.isEmpty || declaredKeys > 0 }
  }

  /// A key with the resources that encrypt with it.
  public struct KeyEntry: Sendable {
    public let key: Key
    public let origin: Origin
    public internal(set) var users: [ProtectedResource] = []

    /// Whether it is a customer-managed key: something encrypts with it, or a manifest declares it.
    public var isCustomerManaged: Bool { !users.isEmpty || origin.dialect == .manifest }
  }

  /// A protected resource and where it was declared. A class, like the other entries that never change: rules hand them around, and a
  /// copy of all that a resource says costs more than most checks.
  public final class ResourceEntry: Sendable {
    public let resource: ProtectedResource
    public let origin: Origin

    init(resource: ProtectedResource, origin: Origin) {
      self.resource = resource
      self.origin = origin
    }
  }

  /// A user-assigned identity and where it was declared.
  public final class IdentityEntry: Sendable {
    public let identity: ManagedIdentity
    public let origin: Origin

    init(identity: ManagedIdentity, origin: Origin) {
      self.identity = identity
      self.origin = origin
    }
  }

  /// A grant and where it was declared.
  public final class GrantEntry: Sendable {
    public let grant: Grant
    public let origin: Origin

    init(grant: Grant, origin: Origin) {
      self.grant = grant
      self.origin = origin
    }
  }

  /// Any other resource and where it was declared.
  public final class OtherEntry: Sendable {
    public let resource: DeclaredResource
    public let origin: Origin

    init(resource: DeclaredResource, origin: Origin) {
      self.resource = resource
      self.origin = origin
    }
  }

  /// A provider's switch and where it was set.
  public struct FeatureEntry: Sendable {
    public let feature: ProviderFeature
    public let origin: Origin
  }

  public init(_ declarations: [Declarations]) {
    self.declarations = declarations
    var index = EstateIndex()
    for group in declarations {
      let origin = Origin(group)
      for vault in group.vaults {
        index.add(vault, at: vaults.count, origin)
        vaults.append(VaultEntry(vault: vault, origin: origin))
      }
      for key in group.keys {
        index.add(key, at: keys.count, origin)
        keys.append(KeyEntry(key: key, origin: origin))
      }
      for resource in group.resources {
        index.add(resource, at: resources.count, origin)
        resources.append(ResourceEntry(resource: resource, origin: origin))
      }
      for identity in group.identities {
        index.add(identity.declaration, origin)
        identities.append(IdentityEntry(identity: identity, origin: origin))
      }
      for grant in group.grants {
        index.add(grant, at: grants.count, origin)
        grants.append(GrantEntry(grant: grant, origin: origin))
      }
      for other in group.others {
        index.add(other.declaration, origin)
        others.append(OtherEntry(resource: other, origin: origin))
      }
      for feature in group.features { features.append(FeatureEntry(feature: feature, origin: origin)) }
    }
    self.index = index
    let manifests = declarations.filter { $0.dialect == .manifest }
    let isOneFolder = Set(manifests.map(\.folder)).count < 2
    manifestFolders = isOneFolder ? [:] : Dictionary(manifests.map { ($0.root, $0.folder) }, uniquingKeysWith: { first, _ in first })
    for entry in keys where entry.origin.dialect == .manifest {
      for position in vaultPositions(entry.key.vault, near: entry.origin) where vaults[position].origin.dialect == .manifest {
        vaults[position].declaredKeys += 1
      }
    }
    for entry in resources where entry.resource.encryption.isCustomerManaged {
      guard let reference = entry.resource.encryption.key else { continue }
      for position in vaultPositions(reference.vault, near: entry.origin) { vaults[position].users.append(entry.resource) }
      for position in keyPositions(reference, near: entry.origin) { keys[position].users.append(entry.resource) }
    }
  }

  // MARK: Names of manifests

  /// Names of manifests resolve in their folder, and in others only where nothing in their own declares them (SPEC §3).
  private func nearest<Entry>(_ found: [Entry], to origin: Origin, _ originOf: (Entry) -> Origin) -> [Entry] {
    guard origin.dialect == .manifest, let folder = manifestFolders[origin.root] else { return found }
    func isOwn(_ other: Origin) -> Bool { other.dialect == .manifest && manifestFolders[other.root] == folder }
    guard found.contains(where: { isOwn(originOf($0)) }) else { return found }
    return found.filter { originOf($0).dialect != .manifest || isOwn(originOf($0)) }
  }

  private func vaultPositions(_ name: SymbolicText, near origin: Origin) -> [Int] {
    nearest(index.vaults[name.folded] ?? [], to: origin) { vaults[$0].origin }
  }

  private func keyPositions(_ reference: KeyReference, near origin: Origin) -> [Int] {
    nearest(index.keys(of: reference), to: origin) { keys[$0].origin }
  }

  // MARK: From a resource to its key

  /// The declarations of the vault that a resource's key lies in: those of its own deployment, else all there are. References
  /// last; empty where nothing in the workspace declares it.
  public func vaults(of entry: ResourceEntry) -> [VaultEntry] {
    guard let reference = entry.resource.encryption.key else { return [] }
    return vaults(named: reference.vault, near: entry.origin)
  }

  public func vaults(named name: SymbolicText, near origin: Origin) -> [VaultEntry] {
    let found = vaultPositions(name, near: origin).map { vaults[$0] }
    let own = found.filter { $0.origin == origin && !$0.vault.isReference }
    if !own.isEmpty { return own }
    let declared = found.filter { !$0.vault.isReference }
    return declared.isEmpty ? found : declared
  }

  /// All declarations of a key, references too.
  public func keys(named reference: KeyReference) -> [KeyEntry] { index.keys(of: reference).map { keys[$0] } }

  /// The declarations of a resource's key, as with its vault.
  public func keys(of entry: ResourceEntry) -> [KeyEntry] {
    guard let reference = entry.resource.encryption.key else { return [] }
    let found = keyPositions(reference, near: entry.origin).map { keys[$0] }
    let own = found.filter { $0.origin == entry.origin && !$0.key.isReference }
    if !own.isEmpty { return own }
    let declared = found.filter { !$0.key.isReference }
    return declared.isEmpty ? found : declared
  }

  // MARK: From a resource to others

  /// The protected resources that an id may mean: those of the deployment `origin`, else all there are.
  public func resources(at id: ResourceID, near origin: Origin) -> [ResourceEntry] {
    let found = (index.resources[id.name.folded] ?? []).map { resources[$0] }.filter { $0.resource.declaration.id.mayBe(id) }
    let own = found.filter { $0.origin == origin && !$0.resource.isReference }
    if !own.isEmpty { return own }
    let declared = found.filter { !$0.resource.isReference }
    return declared.isEmpty ? found : declared
  }

  /// The resources of a deployment that use a customer-managed key for certain.
  public func customerManaged(in origin: Origin) -> [ResourceEntry] { (index.customerManaged[origin] ?? []).map { resources[$0] } }

  /// The projects of a hub or an account.
  public func projects(of entry: ResourceEntry) -> [ResourceEntry] {
    (index.projects[entry.resource.declaration.id.index] ?? []).map { resources[$0] }
  }

  /// The resources that name this one among their links: hubs and accounts that hang on a store.
  public func dependents(on entry: ResourceEntry) -> [(entry: ResourceEntry, link: ResourceLink)] {
    let id = entry.resource.declaration.id
    return (index.dependents[id.name.folded] ?? []).compactMap { position, link in
      guard resources[position].resource.links.indices.contains(link) else { return nil }
      let found = resources[position].resource.links[link]
      return found.target.mayBe(id) ? (resources[position], found) : nil
    }
  }

  // MARK: Grants

  /// All grants on a vault, its keys included.
  public func grants(onVault name: SymbolicText) -> [GrantEntry] { (index.grantsByVault[name.folded] ?? []).map { grants[$0] } }

  /// The grants on the vault that a name means in a deployment.
  public func grants(onVault name: SymbolicText, near origin: Origin) -> [GrantEntry] {
    let found = grants(onVault: name)
    guard !manifestFolders.isEmpty, origin.dialect == .manifest else { return found }
    let own = Set(vaultPositions(name, near: origin).map { vaults[$0].origin }.filter { $0.dialect == .manifest }.map(\.root))
    let folders = Set(own.compactMap { manifestFolders[$0] })
    guard !folders.isEmpty else { return found }
    return found.filter { $0.origin.dialect != .manifest || folders.contains(manifestFolders[$0.origin.root] ?? "") }
  }

  /// Grants on more than a vault: a resource group, a subscription, what is above, and what nobody knows.
  public var wideGrants: [GrantEntry] { index.wideGrants.map { grants[$0] } }
}
