import SourceText

/// Permission to use keys: an entry of an access policy, or a role assignment.
public struct Grant: Hashable, Sendable {
  /// Where it stands: the entry's or the assignment's name or principal.
  public var site: Site
  public var isReference = false
  public var declaration: Declaration
  public var principal: Fact<Principal>
  public var target: GrantTarget
  public var means: GrantMeans
  public var effect: GrantEffect = .adds
  /// The tenant of an access policy's entry.
  public var tenant: Fact<SymbolicText>
  /// The whole entry or assignment: what a removal takes away. Nil where it is no node of its own.
  public var whole: Site?

  public init(
    site: Site, declaration: Declaration, principal: Fact<Principal>, target: GrantTarget, means: GrantMeans, effect: GrantEffect = .adds,
    tenant: Fact<SymbolicText>? = nil, whole: Site? = nil
  ) {
    self.site = site
    self.declaration = declaration
    self.principal = principal
    self.target = target
    self.means = means
    self.effect = effect
    self.tenant = tenant ?? .untold(at: site)
    self.whole = whole
  }

  public var isByRole: Bool { if case .role = means { true } else { false } }
}

/// What a grant is on.
public enum GrantTarget: Hashable, Sendable {
  case vault(ResourceID)
  case key(ResourceID)
  case resourceGroup(Scope)
  case subscription(Scope)
  /// A management group, or all of the tenant.
  case wider
  /// A resource that holds no keys.
  case other(ResourceID)
  case undecided(Unknown)
}

/// How a grant gives.
public enum GrantMeans: Hashable, Sendable {
  /// Key permissions of an access policy. An absent list gives none, with the place for one.
  case accessPolicy(permissions: Fact<[KeyPermission]>)
  case role(Fact<Role>)
}

/// What a declaration of access policies does to those that are there.
public enum GrantEffect: Hashable, Sendable {
  /// In the vault's own list, or `vaults/accessPolicies` named `add`; a role assignment.
  case adds
  /// `replace`: these are all.
  case replaces
  /// `remove`: these go.
  case removes
}

/// A permission on keys (`permissions.keys`), compared without regard to case.
public enum KeyPermission: Hashable, Sendable {
  case get, wrapKey, unwrapKey
  /// Everything.
  case all
  case other(String)

  public init(_ name: String) {
    switch name.lowercased() {
    case "get": self = .get
    case "wrapkey": self = .wrapKey
    case "unwrapkey": self = .unwrapKey
    case "all": self = .all
    default: self = .other(name)
    }
  }

  public var name: String {
    switch self {
    case .get: "get"
    case .wrapKey: "wrapKey"
    case .unwrapKey: "unwrapKey"
    case .all: "all"
    case .other(let name): name
    }
  }

  /// What the user of a customer-managed key needs.
  public static let needed: [KeyPermission] = [.get, .wrapKey, .unwrapKey]
}
