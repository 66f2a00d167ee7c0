/// What the declaration of a parameter lets its value be: `@allowed`, `@minValue`, a union of literals.
public struct AcceptedValues: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    case boolean(Bool)
    case integer(Int)
    case text(String)
  }

  /// Nil: any.
  public var among: Set<Value>?
  public var minimum: Int?
  public var maximum: Int?

  public init(among: Set<Value>? = nil, minimum: Int? = nil, maximum: Int? = nil) {
    self.among = among
    self.minimum = minimum
    self.maximum = maximum
  }

  public var isAny: Bool { among == nil && minimum == nil && maximum == nil }

  public func contains(_ value: Value) -> Bool {
    if let among, !among.contains(value) { return false }
    guard case .integer(let number) = value else { return true }
    return number >= minimum ?? number && number <= maximum ?? number
  }

  /// What both let through: a value that is handed from one parameter to another.
  public func intersected(with other: AcceptedValues?) -> AcceptedValues {
    guard let other else { return self }
    return AcceptedValues(
      among: among.map { own in other.among.map(own.intersection) ?? own } ?? other.among,
      minimum: [minimum, other.minimum].compactMap(\.self).max(), maximum: [maximum, other.maximum].compactMap(\.self).min())
  }
}
