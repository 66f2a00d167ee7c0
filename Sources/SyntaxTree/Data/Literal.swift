/// A value to be written, in no particular notation.
public indirect enum Literal: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case string(String)
  case array([Literal])
  case object([Property])

  /// A property of an object literal.
  public struct Property: Hashable, Sendable {
    public var name: String
    public var value: Literal

    public init(_ name: String, _ value: Literal) {
      self.name = name
      self.value = value
    }
  }
}
