/// How Bicep around a place is written: what new text there should look like.
struct BicepStyle {
  var lineBreak = "\n"
  /// One step of indentation.
  var step = "  "
  /// What stands between a key and its value.
  var colon = ": "

  /// Prints a value. `indentation` is that of the line where it begins; nil keeps it on one line.
  func text(_ literal: Literal, indentation: String?) -> String {
    switch literal {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .string(let value): return Self.quoted(value)
    case .expression(let text): return text
    case .array(let values):
      return list("[", values.map { text($0, indentation: indentation.map { $0 + step }) }, "]", "", indentation)
    case .object(let properties):
      let inner = indentation.map { $0 + step }
      return list("{", properties.map { property($0.name, $0.value, indentation: inner) }, "}", " ", indentation)
    }
  }

  func property(_ name: String, _ value: Literal, indentation: String?) -> String {
    Self.key(name) + colon + text(value, indentation: indentation)
  }

  private func list(_ opener: String, _ entries: [String], _ closer: String, _ padding: String, _ indentation: String?) -> String {
    if entries.isEmpty { return opener + closer }
    guard let indentation else { return opener + padding + entries.joined(separator: ", ") + padding + closer }
    let line = lineBreak + indentation + step
    return opener + line + entries.joined(separator: line) + lineBreak + indentation + closer
  }

  /// A property's key: quoted where it is no identifier.
  static func key(_ name: String) -> String { isIdentifier(name) ? name : quoted(name) }

  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, BicepLexer.isIdentifierStart(first), name.utf8.count <= 255 else { return false }
    return name.utf8.allSatisfy { BicepLexer.isIdentifierPart($0) } && !["true", "false", "null"].contains(name)
  }

  static func quoted(_ text: String) -> String {
    var result = "'"
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "'": result += "\\'"
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "$": result += scalars.first == "{" ? "\\$" : "$"
      case _ where scalar.value < 0x20 || scalar.value >= 0x7f && scalar.value < 0xa0 || [0x2028, 0x2029, 0xfeff].contains(scalar.value):
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "'"
  }
}
