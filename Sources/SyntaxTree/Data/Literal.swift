/// A value to be written, in no particular notation.
public indirect enum Literal: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case string(String)
  case array([Literal])
  case object([Property])
  /// An expression, in the words of the document's own notation; JSON and YAML have none and get it as a string.
  case expression(String)

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
    case .null, .boolean, .integer, .string, .expression: false
    }
  }
}

extension Literal {
  /// A text as a JSON string with its quotes; YAML reads it too.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{08}": result += "\\b"
      case "\u{0c}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
