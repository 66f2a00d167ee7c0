import EncryptionModel
import SourceText

/// A resource as far as evaluation tells it, whatever dialect it was written in.
public struct EvaluatedResource: Equatable, Sendable {
  public enum Existence: Equatable, Sendable {
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
  /// Hash of the root deployment: what is known of its place alone (`resourceGroup().name`) is the same in all of its templates.
  public var deployment: UInt64
  /// What the deployment goes to: what a resource without a scope of its own is on.
  public var level = Level.resourceGroup
  /// Where the API version stands.
  public var apiVersionPlace: Place?
  /// Resources that must be there before; one without a type where a dependency cannot be told.
  public var dependencies: [ResourceID] = []
  public var dependencySlot: Slot?
  /// The nested deployments that it stands in, outermost first.
  public var containers: [ResourceID] = []
  /// The module calls that lead to it, the innermost first.
  public var calls: [Related] = []

  /// It changes some properties of what another declaration makes, and tells nothing of the others.
  public var isAddition = false

  /// A deployment of which the template is not among the files.
  public var unread: Unknown?

  /// Deployed anew, as a plan tells.
  public var replacement: Declaration.Replacement?

  /// How its properties are written where the text is none of ARM's; nil: as ARM has them.
  var writing: ArgumentWriting?

  public enum Level: Sendable { case resourceGroup, subscription, managementGroup, tenant }

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
    deployment = scope
  }

  /// Where it lives. What only the deployment tells is a symbol of the deployment.
  var place: Scope {
    func own(_ name: String) -> SymbolicText { SymbolicText(SymbolicText.Symbol(name: name, scope: deployment)) }
    switch level {
    case .resourceGroup:
      return Scope(
        subscription: subscription ?? own("subscription().subscriptionId"), resourceGroup: resourceGroup ?? own("resourceGroup().name"))
    case .subscription: return Scope(subscription: subscription ?? own("subscription().subscriptionId"), resourceGroup: resourceGroup)
    case .managementGroup, .tenant: return Scope(subscription: subscription, resourceGroup: resourceGroup)
    }
  }

  var id: ResourceID { ResourceID(type: type, name: name, scope: place) }

  /// What is the same for all kinds of things that a resource may be.
  func declaration(_ reader: PropertyReader) -> Declaration {
    let version: Fact<String> =
      if let apiVersion, let apiVersionPlace {
        .known(apiVersion, apiVersionPlace)
      } else {
        apiVersion.map { .known($0, Place(nameSite)) } ?? .undecided(Unknown("the API version is not known", at: nameSite))
      }
    let existence: Declaration.Existence =
      switch self.existence {
      case .certain: .certain
      case .undecided(let unknown): .undecided(unknown)
      }
    var declaration = Declaration(
      id: id, apiVersion: version, existence: existence, dependencies: dependencies, dependencySlot: dependencySlot, containers: containers)
    declaration.replacement = replacement
    declaration.calls = calls
    return declaration
  }

  /// The parts of the name, one for each level of the type. A name whose parts are not told apart has unknowns for them.
  public var names: [SymbolicText] {
    let levels = max(1, type.split(separator: "/").count - 1)
    let segments = name.segments(separatedBy: "/")
    if segments.count == levels { return segments }
    return (0..<levels).map { SymbolicText(UnknownName.symbol("split(\(name.expression), '/')[\($0)]", scope: scope)) }
  }

  /// The place that a deployment has of itself is the same said or left out.
  var identity: ResourceIdentity {
    let place = place
    return ResourceIdentity(
      type: type.lowercased(), name: name.folded, subscription: place.subscription?.folded, resourceGroup: place.resourceGroup?.folded)
  }
}

/// What makes two declarations speak of the same resource.
struct ResourceIdentity: Hashable {
  var type: String
  var name: SymbolicText
  var subscription: SymbolicText?
  var resourceGroup: SymbolicText?
}
