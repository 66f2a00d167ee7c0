/// A JSON value as a message carries it. Lenient to read: a member that is missing or of another kind is nil.
enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  struct Member: Hashable, Sendable {
    var name: String
    var value: JSONValue
  }

  /// The member called `name`; the last one where there are several, as in `JSON.parse`.
  subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }
  var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
  var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  var isObject: Bool { if case .object = self { true } else { false } }

  /// A whole number, also one that was written with a fraction of zero.
  var integer: Int? {
    switch self {
    case .integer(let number): number
    case .number(let number): Int(exactly: number)
    default: nil
    }
  }

  /// The strings of an array of strings; other elements are left out. Nil for what is no array.
  var strings: [String]? { array?.compactMap(\.string) }

  /// Whether the array holds the string.
  func lists(_ text: String) -> Bool { array?.contains(.string(text)) ?? false }
}
