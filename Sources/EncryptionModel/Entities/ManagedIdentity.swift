import SourceText

/// A user-assigned managed identity, declared or only referred to.
public struct ManagedIdentity: Hashable, Sendable {
  public var name: SymbolicText
  public var site: Site
  public var isReference: Bool
  public var declaration: Declaration
  public var tenant: Fact<SymbolicText>

  public init(
    name: SymbolicText, site: Site, isReference: Bool = false, declaration: Declaration? = nil, tenant: Fact<SymbolicText>? = nil
  ) {
    self.name = name
    self.site = site
    self.isReference = isReference
    self.declaration = declaration ?? Declaration(ResourceID(type: Self.type, name: name), at: site)
    self.tenant = tenant ?? .untold(at: site)
  }

  public static let type = "microsoft.managedidentity/userassignedidentities"
}

/// Who reaches a key: the identity that a resource uses, or that a grant is given to.
public enum Principal: Hashable, Sendable {
  /// The identity that a resource has of its own.
  case system(of: ResourceID)
  /// A user-assigned identity.
  case user(ResourceID)
  /// An object id in Entra, literal or of unknown parts.
  case object(SymbolicText)
  /// The client id of an identity, or an application's id: names the same identity in an encryption block, and is wrong in a grant.
  case client(ResourceID?, SymbolicText)
  /// A service of Microsoft's that reaches keys under its own name: Cosmos DB's first-party identity.
  case service(String)

  /// For messages.
  public var display: String {
    switch self {
    case .system(let resource): "the system-assigned identity of '\(resource.lastName.display)'"
    case .user(let identity): "identity '\(identity.lastName.display)'"
    case .object(let id): "principal '\(id.display)'"
    case .service(let name): "the service \(name)"
    case .client(let identity, let id): identity.map { "identity '\($0.lastName.display)'" } ?? "client '\(id.display)'"
    }
  }

  /// Whether both are the same identity. An object id may be anyone's, unless both are known.
  public func compared(to other: Principal) -> Comparison {
    switch (self, other) {
    case (.system(let a), .system(let b)), (.user(let a), .user(let b)), (.user(let a), .client(let b?, _)),
      (.client(let a?, _), .user(let b)), (.client(let a?, _), .client(let b?, _)):
      if a.mayBe(b) { return .same }
      return a.name.compared(to: b.name) == .undecided ? .undecided : .different
    case (.object(let a), .object(let b)): return a.compared(to: b)
    case (.system, .user), (.user, .system), (.system, .client(.some, _)), (.client(.some, _), .system): return .different
    default: return .undecided
    }
  }
}
