/// How HCL around a place is written: what new text there should look like.
struct HCLStyle {
  var lineBreak = "\n"
  /// One step of indentation.
  var step = "  "
  /// What stands between an object's key and its value; `=` has a space on either side and is aligned.
  var separator = " = "
  /// Whether the keys of objects are quoted even where they are names.
  var quotesKeys = false

  /// Prints a value. `indentation` is that of the line where it begins; nil keeps it on one line.
  func text(_ literal: Literal, indentation: String?) -> String {
    switch literal {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .string(let value): return Self.quoted(value)
    case .expression(let text): return text
    case .array(let values):
      guard let indentation, !isInline(literal) else {
        return "[" + values.map { text($0, indentation: nil) }.joined(separator: ", ") + "]"
      }
      let inner = indentation + step
      let lines = values.map { inner + text($0, indentation: inner) + "," }
      return "[" + lineBreak + lines.joined(separator: lineBreak) + lineBreak + indentation + "]"
    case .object(let properties):
      if properties.isEmpty { return "{}" }
      guard let indentation else {
        return "{ " + properties.map { key($0.name) + separator + text($0.value, indentation: nil) }.joined(separator: ", ") + " }"
      }
      let inner = indentation + step
      let lines = aligned(properties.map { (key($0.name), text($0.value, indentation: inner)) })
      return "{" + lineBreak + lines.map { inner + $0 }.joined(separator: lineBreak) + lineBreak + indentation + "}"
    }
  }

  /// Whether a value takes one line wherever it stands: scalars, and short lists of them.
  func isInline(_ literal: Literal) -> Bool {
    switch literal {
    case .array(let values): !values.contains { $0.isContainer } && text(literal, indentation: nil).utf8.count <= 80
    case .object(let properties): properties.isEmpty
    case .null, .boolean, .integer, .string, .expression: true
    }
  }

  /// Keys with their values, the signs of neighbours on one line each below each other.
  private func aligned(_ items: [(key: String, value: String)]) -> [String] {
    guard separator == " = " else { return items.map { $0.key + separator + $0.value } }
    var lines: [String] = []
    var first = 0
    while first < items.count {
      var end = first
      while end < items.count, !items[end].value.contains(where: \.isNewline) { end += 1 }
      let width = items[first..<end].map(\.key.count).max() ?? 0
      lines += items[first..<end].map { $0.key + String(repeating: " ", count: width - $0.key.count) + separator + $0.value }
      if end < items.count { lines.append(items[end].key + separator + items[end].value) }
      first = end + 1
    }
    return lines
  }

  /// A block without labels that holds an argument, within blocks for the other names of the path.
  func block(_ path: ArraySlice<String>, _ value: Literal, indentation: String) -> String {
    guard let name = path.first else { return "" }
    if path.count == 1 { return name + " = " + text(value, indentation: indentation) }
    var lines: [String] = []
    var inner = indentation
    for type in path.dropLast() {
      lines.append((lines.isEmpty ? "" : inner) + type + " {")
      inner += step
    }
    lines.append(inner + block(path.suffix(1), value, indentation: inner))
    for _ in path.dropLast() {
      inner = String(inner.dropLast(step.count))
      lines.append(inner + "}")
    }
    return lines.joined(separator: lineBreak)
  }

  /// An object's key: quoted where it is no name, or where all keys are.
  func key(_ name: String) -> String {
    // An object that begins with `for` is an expression.
    let isBare = !quotesKeys && Self.isName(name) && !["for", "true", "false", "null"].contains(name)
    return isBare ? name : Self.quoted(name)
  }

  static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first == "_" || first.properties.isIDStart else { return false }
    return text.unicodeScalars.allSatisfy { $0 == "-" || $0.properties.isIDContinue }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "$", "%":
        result.unicodeScalars.append(scalar)
        if scalars.first == "{" { result.unicodeScalars.append(scalar) }
      case _ where scalar.value < 0x20 || scalar.value >= 0x7f && scalar.value < 0xa0 || [0x2028, 0x2029, 0xfeff].contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
