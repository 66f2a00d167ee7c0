/// A decided value as `jsonencode` writes it: names in their order, no spaces, Go's escapes.
enum TerraformJSON {
  static func text(of value: EvaluatedValue) -> String {
    var text = ""
    write(value, into: &text, depth: 0)
    return text
  }

  private static func write(_ value: EvaluatedValue, into text: inout String, depth: Int) {
    guard depth <= EvaluatedValue.maximumNesting else { return }
    switch value.content {
    case .null, .unknown, .either, .resource: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += TerraformNumber.text(value)
    case .text(let value): quote(value.display, into: &text)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        write(element, into: &text, depth: depth + 1)
      }
      text += "]"
    case .object(let object):
      text += "{"
      for (index, member) in object.members.sorted(by: { $0.name < $1.name }).enumerated() {
        if index > 0 { text += "," }
        quote(member.name, into: &text)
        text += ":"
        write(member.value, into: &text, depth: depth + 1)
      }
      text += "}"
    }
  }

  static func quoted(_ string: String) -> String {
    var text = ""
    quote(string, into: &text)
    return text
  }

  private static func quote(_ string: String, into text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "<", ">", "&", "\u{2028}", "\u{2029}", "\0"..."\u{1f}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
