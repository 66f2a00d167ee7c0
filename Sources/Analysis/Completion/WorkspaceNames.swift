/// The names that a workspace declares, for completion: plain texts, each once, in the order in which they should be shown.
public struct WorkspaceNames: Hashable, Sendable {
  public var vaults: [String]
  /// `VAULT/KEY`.
  public var keys: [String]
  /// User-assigned identities.
  public var identities: [String]
  /// Resources that are encrypted; their own identities have the same names.
  public var resources: [String]

  public init(vaults: [String] = [], keys: [String] = [], identities: [String] = [], resources: [String] = []) {
    self.vaults = vaults
    self.keys = keys
    self.identities = identities
    self.resources = resources
  }

  public static let none = WorkspaceNames()

  /// These names and those of `other` that are not among them.
  func union(_ other: WorkspaceNames) -> WorkspaceNames {
    func joined(_ a: [String], _ b: [String]) -> [String] {
      var seen: Set<String> = []
      return (a + b).filter { seen.insert($0).inserted }
    }
    return WorkspaceNames(
      vaults: joined(vaults, other.vaults), keys: joined(keys, other.keys), identities: joined(identities, other.identities),
      resources: joined(resources, other.resources))
  }
}
