import SourceText

/// A key vault or managed HSM, declared or only referred to.
public struct Vault: Hashable, Sendable {
  public var name: SymbolicText
  /// Where its name stands.
  public var site: Site
  /// Only referred to (`existing`, a data source): its properties are never judged.
  public var isReference: Bool
  public var declaration: Declaration
  /// A managed HSM: `microsoft.keyvault/managedhsms`.
  public var isManagedHSM = false
  public var softDelete: Fact<Bool>
  public var purgeProtection: Fact<Bool>
  /// The region as it is written; `RegionName` compares.
  public var location: Fact<SymbolicText>
  public var tenant: Fact<SymbolicText>
  public var tier: Fact<VaultTier>
  public var retentionDays: Fact<Int>
  /// Whether roles decide over its keys, and not access policies.
  public var usesRoles: Fact<Bool>
  /// What an absent `usesRoles` means for a new vault; nil where nothing tells it.
  public var usesRolesByDefault: Bool?
  public var firewallAction: Fact<FirewallAction>
  /// Whether trusted Microsoft services pass the firewall. Absent: they do in ARM, once there is a firewall.
  public var admitsTrustedServices: Fact<Bool>
  public var publicNetworkAccess: Fact<Bool>
  /// Recovered from a deleted one, with the properties that it had.
  public var isRecovered: Fact<Bool>
  /// Whether its declaration lists its grants, be it that there are none; only a manifest's vault does.
  public var listsGrants = false

  public var scope: Scope { declaration.id.scope }

  public init(
    name: SymbolicText, site: Site, isReference: Bool = false, declaration: Declaration? = nil, softDelete: Fact<Bool>,
    purgeProtection: Fact<Bool>
  ) {
    self.name = name
    self.site = site
    self.isReference = isReference
    self.declaration = declaration ?? Declaration(ResourceID(type: Self.type, name: name), at: site)
    self.softDelete = softDelete
    self.purgeProtection = purgeProtection
    location = .untold(at: site)
    tenant = .untold(at: site)
    tier = .untold(at: site)
    retentionDays = .untold(at: site)
    usesRoles = .untold(at: site)
    firewallAction = .untold(at: site)
    admitsTrustedServices = .untold(at: site)
    publicNetworkAccess = .untold(at: site)
    isRecovered = .untold(at: site)
  }

  /// The resource type of a vault, in lower case.
  public static let type = "microsoft.keyvault/vaults"
  public static let managedHSMType = "microsoft.keyvault/managedhsms"
}

/// A vault's SKU.
public enum VaultTier: Hashable, Sendable {
  case standard, premium
  case other(String)

  public init(_ name: String) {
    switch name.lowercased() {
    case "standard": self = .standard
    case "premium": self = .premium
    default: self = .other(name)
    }
  }

  public var name: String {
    switch self {
    case .standard: "standard"
    case .premium: "premium"
    case .other(let name): name
    }
  }
}

/// What a firewall does with traffic that no rule names.
public enum FirewallAction: Hashable, Sendable {
  case allow, deny

  public init?(_ name: String) {
    switch name.lowercased() {
    case "allow": self = .allow
    case "deny": self = .deny
    default: return nil
    }
  }
}
