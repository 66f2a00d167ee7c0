import EncryptionModel
import SourceText

/// An object's properties in the order in which they were written; names do not distinguish case.
public struct EvaluatedObject: Equatable, Sendable {
  public struct Member: Equatable, Sendable {
    public var name: String
    public var value: EvaluatedValue
    /// Where the property's value, or the expression in its place, stands.
    public var site: Site
    /// Whether nothing but this property stands at the site: a computed object has one expression for all of its properties.
    public var isWhole: Bool
    /// The name where parts of it are unknown: an identity's id, of which nobody knows the subscription.
    public var symbolicName: SymbolicText?

    public init(_ name: String, _ value: EvaluatedValue, at site: Site, isWhole: Bool = false) {
      self.name = name
      self.value = value
      self.site = site
      self.isWhole = isWhole
    }
  }

  public private(set) var members: [Member] = []
  private var positions: [String: Int] = [:]
  /// There may be more properties than these; why nobody knows them.
  public var rest: Unknown?

  public init() {}

  /// Of properties of one name the last one stays, at the place of the first.
  public init(_ members: [Member]) {
    for member in members { set(member) }
  }

  public subscript(name: String) -> Member? { positions[name.lowercased()].map { members[$0] } }

  public mutating func set(_ member: Member) {
    let folded = member.name.lowercased()
    if let position = positions[folded] {
      members[position] = member
    } else {
      positions[folded] = members.count
      members.append(member)
    }
  }

  public mutating func remove(_ name: String) {
    let folded = name.lowercased()
    guard positions[folded] != nil else { return }
    let kept = members.filter { $0.name.lowercased() != folded }
    let rest = rest
    self = EvaluatedObject(kept)
    self.rest = rest
  }
}
