import SourceText

/// What is the same for everything that a file declares.
public struct Declaration: Hashable, Sendable {
  public enum Existence: Hashable, Sendable {
    case certain
    /// It hangs on a condition or a count that the files do not tell.
    case undecided(Unknown)
  }

  public var id: ResourceID
  /// The API version that it is declared with; absent where the dialect has none.
  public var apiVersion: Fact<String>
  public var existence: Existence
  /// What must be there before it.
  public var dependencies: [ResourceID]
  /// Where one more dependency would be written.
  public var dependencySlot: Slot?
  /// Deployed anew, as a plan tells: the old one is deleted. Nil: it is not, or nobody tells.
  public var replacement: Replacement?
  /// The nested deployments (modules) that it is declared in, outermost first.
  public var containers: [ResourceID]
  /// The calls of modules that lead to it, the innermost first.
  public var calls: [Related] = []

  public init(
    id: ResourceID, apiVersion: Fact<String>, existence: Existence = .certain, dependencies: [ResourceID] = [], dependencySlot: Slot? = nil,
    containers: [ResourceID] = []
  ) {
    self.id = id
    self.apiVersion = apiVersion
    self.existence = existence
    self.dependencies = dependencies
    self.dependencySlot = dependencySlot
    self.containers = containers
  }

  /// A declaration of which nothing but the resource is told.
  public init(_ id: ResourceID, at site: Site) { self.init(id: id, apiVersion: .untold(at: site)) }

  /// What makes a provider delete a resource and create it anew.
  public struct Replacement: Hashable, Sendable {
    /// The properties that cannot be changed in place: `encryption.key_id`; empty where the plan names none.
    public var paths: [String]
    public var site: Site

    public init(paths: [String], site: Site) {
      self.paths = paths
      self.site = site
    }
  }

  public var isCertain: Bool { existence == .certain }
}

extension Unknown {
  /// Why a fact is undecided that its dialect has no word for, or that lowering does not read.
  public static let untoldReason = "the file has no word for it"

  public var isUntold: Bool { reason == Self.untoldReason }
}

extension Fact {
  /// A fact that the file has no word for: never judged, and nothing waits for it.
  public static func untold(at site: Site) -> Fact { .undecided(Unknown(Unknown.untoldReason, at: site)) }

  public var isUntold: Bool { if case .undecided(let unknown) = self { unknown.isUntold } else { false } }

  /// Whether the property is certainly not there.
  public var isAbsent: Bool { if case .absent = self { true } else { false } }
}
