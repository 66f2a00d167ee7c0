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

  /// The value below objects of one property each, named by the path.
  func nested(in path: ArraySlice<String>) -> Literal { path.reversed().reduce(self) { .object([Property($1, $0)]) } }

  var isContainer: Bool {
    switch self {
    case .array, .object: true
    case .null, .boolean, .integer, .string: false
    }
  }
}
