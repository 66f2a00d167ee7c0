import SourceText

/// A value that is given to a name that asks for a key's name, and comes from one that says version.
public struct SwappedArgument: Hashable, Sendable {
  /// The property, parameter or argument that gets the value: `keyVaultkey`.
  public var name: String
  /// The parameter or variable that is read: `keyVersion`.
  public var source: String
  /// Where it is read.
  public var site: Site

  public init(name: String, source: String, site: Site) {
    self.name = name
    self.source = source
    self.site = site
  }
}
