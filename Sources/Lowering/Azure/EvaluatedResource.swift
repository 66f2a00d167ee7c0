import EncryptionModel
import SourceText

/// A resource as far as evaluation tells it, whatever dialect it was written in.
public struct EvaluatedResource: Sendable {
  public enum Existence: Sendable {
    case certain
    /// It hangs on a condition or a count that the files do not tell.
    case undecided(Unknown)
  }

  /// The full type, `Microsoft.KeyVault/vaults/keys`, as it was written.
  public var type: String
  public var apiVersion: String?
  /// The full name, `vault/key`.
  public var name: SymbolicText
  /// Nil: those of the deployment.
  public var subscription: SymbolicText?
  public var resourceGroup: SymbolicText?
  /// Only referred to.
  public var isExisting: Bool
  public var existence: Existence
  /// The resource's properties, `properties` among them; an object.
  public var body: EvaluatedValue
  public var site: Site
  public var nameSite: Site
  /// Hash of the template that it stands in, for names of unknowns.
  public var scope: UInt64

  public init(
    type: String, apiVersion: String?, name: SymbolicText, subscription: SymbolicText?, resourceGroup: SymbolicText?, isExisting: Bool,
    existence: Existence, body: EvaluatedValue, site: Site, nameSite: Site, scope: UInt64
  ) {
    self.type = type
    self.apiVersion = apiVersion
    self.name = name
    self.subscription = subscription
    self.resourceGroup = resourceGroup
    self.isExisting = isExisting
    self.existence = existence
    self.body = body
    self.site = site
    self.nameSite = nameSite
    self.scope = scope
  }

  /// The parts of the name, one for each level of the type. A name whose parts are not told apart has unknowns for them.
  public var names: [SymbolicText] {
    let levels = max(1, type.split(separator: "/").count - 1)
    let segments = name.segments(separatedBy: "/")
    if segments.count == levels { return segments }
    return (0..<levels).map { SymbolicText(UnknownName.symbol("split(\(name.expression), '/')[\($0)]", scope: scope)) }
  }

  var identity: ResourceIdentity {
    ResourceIdentity(type: type.lowercased(), name: name.folded, subscription: subscription?.folded, resourceGroup: resourceGroup?.folded)
  }
}

/// What makes two declarations speak of the same resource.
struct ResourceIdentity: Hashable {
  var type: String
  var name: SymbolicText
  var subscription: SymbolicText?
  var resourceGroup: SymbolicText?
}
