import SyntaxTree

/// A JSON value apart from any text: what a schema allows, prefers or shows.
public indirect enum SchemaValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([SchemaValue])
  case object([Member])

  /// A property of an object value.
  public struct Member: Hashable, Sendable {
    public let name: String
    public let value: SchemaValue

    public init(_ name: String, _ value: SchemaValue) {
      self.name = name
      self.value = value
    }
  }

  /// Containers nested deeper than this are not read: schemas are written by people.
  static let maximumDepth = 100

  /// The value of a node; nil where something is missing, unreadable or nested too deep.
  public init?(_ node: Node, in document: Document) {
    self.init(node, in: document, depth: 0)
  }

  private init?(_ node: Node, in document: Document, depth: Int) {
    guard depth < Self.maximumDepth else { return nil }
    switch document.dataKind(node) {
    case .object:
      var members: [Member] = []
      for member in document.members(node) {
        guard let value = SchemaValue(member.value, in: document, depth: depth + 1) else { return nil }
        members.append(Member(member.name, value))
      }
      self = .object(members)
    case .array:
      var elements: [SchemaValue] = []
      for element in document.elements(node) {
        guard let value = SchemaValue(element, in: document, depth: depth + 1) else { return nil }
        elements.append(value)
      }
      self = .array(elements)
    case .string, .number, .boolean, .null:
      guard let scalar = document.scalar(node) else { return nil }
      self.init(scalar)
    case .missing:
      return nil
    }
  }

  /// The value of a scalar.
  public init(_ scalar: Scalar) {
    switch scalar {
    case .string(let text): self = .string(text)
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .number(value)
    case .boolean(let value): self = .boolean(value)
    case .null: self = .null
    }
  }
}

extension SchemaValue {
  /// The value of a property, where this is an object.
  public subscript(_ name: String) -> SchemaValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }
  public var elements: [SchemaValue]? { if case .array(let elements) = self { elements } else { nil } }
  public var text: String? { if case .string(let text) = self { text } else { nil } }
  public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }

  /// The value as a number of any kind.
  var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The value as a whole number; `2.0` is one.
  public var integer: Int? {
    switch self {
    case .integer(let value): value
    case .number(let value): WholeNumber.integer(value)
    default: nil
    }
  }

  /// As a person would write it in a message: strings without quotes, containers by their kind.
  public var display: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .string(let text): text.isEmpty ? "empty text" : text
    case .array(let elements): elements.isEmpty ? "[]" : "a list"
    case .object(let members): members.isEmpty ? "{}" : "an object"
    }
  }
}
