/// A decided value as compact JSON, the way ARM's `string()` writes it.
enum JSONText {
  static func of(_ value: EvaluatedValue) -> String {
    var text = ""
    write(value, into: &text, mark: "\"", depth: 0)
    return text
  }

  /// As `format()` and interpolation write it: between single quotes.
  static func inFormat(_ value: EvaluatedValue) -> String {
    var text = ""
    write(value, into: &text, mark: "'", depth: 0)
    return text
  }

  private static func write(_ value: EvaluatedValue, into text: inout String, mark: Unicode.Scalar, depth: Int) {
    guard depth < 64 else { return }
    switch value.content {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += "\(value)"
    case .text(let value): quote(value.display, into: &text, mark)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        write(element, into: &text, mark: mark, depth: depth + 1)
      }
      text += "]"
    case .object(let object):
      text += "{"
      for (index, member) in object.members.enumerated() {
        if index > 0 { text += "," }
        quote(member.name, into: &text, mark)
        text += ":"
        write(member.value, into: &text, mark: mark, depth: depth + 1)
      }
      text += "}"
    case .unknown, .either, .resource: text += "null"
    }
  }

  private static func quote(_ string: String, into text: inout String, _ mark: Unicode.Scalar) {
    text.unicodeScalars.append(mark)
    for scalar in string.unicodeScalars {
      switch scalar {
      case mark: text += "\\" + String(mark)
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20: text += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text.unicodeScalars.append(mark)
  }
}
