import SourceText

/// A property that is set, and that the API version of its declaration does not have.
public struct NewerProperty: Hashable, Sendable {
  /// `enableServiceSideCMKEncryption`.
  public var name: String
  public var place: Place
  /// That of the declaration.
  public var apiVersion: String
  public var apiVersionPlace: Place
  /// The first version that is no preview and has it; where there is none, the first preview.
  public var firstVersion: String

  public init(name: String, place: Place, apiVersion: String, apiVersionPlace: Place, firstVersion: String) {
    self.name = name
    self.place = place
    self.apiVersion = apiVersion
    self.apiVersionPlace = apiVersionPlace
    self.firstVersion = firstVersion
  }
}
