/// A decided value as `yamlencode` writes it: block style, names in their order and quoted, texts quoted.
enum TerraformYAML {
  static func text(of value: EvaluatedValue) -> String {
    var text = ""
    write(value, into: &text, indent: 0)
    return text.hasSuffix("\n") ? text : text + "\n"
  }

  private static func write(_ value: EvaluatedValue, into text: inout String, indent: Int) {
    let margin = String(repeating: " ", count: 2 * min(indent, EvaluatedValue.maximumNesting))
    switch value.content {
    case .array(let elements) where !elements.isEmpty:
      for element in elements {
        text += margin + "-"
        nested(element, into: &text, indent: indent, followsDash: true)
      }
    case .object(let object) where !object.members.isEmpty:
      for member in object.members.sorted(by: { $0.name < $1.name }) {
        text += margin + TerraformJSON.quoted(member.name) + ":"
        nested(member.value, into: &text, indent: indent, followsDash: false)
      }
    case .text(let string) where (string.known ?? "").contains("\n"): text += block(string.known ?? "", indent: 0)
    default: text += TerraformJSON.text(of: value)
    }
  }

  /// A text of several lines; `-` and `+` tell how many line breaks it ends with, a number that it begins with a space.
  private static func block(_ string: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: 2 * (indent + 1))
    var lines = string.split(separator: "\n", omittingEmptySubsequences: false)
    let ending = !string.hasSuffix("\n") ? "-" : string.hasSuffix("\n\n") || string == "\n" ? "+" : ""
    if lines.last?.isEmpty == true { lines.removeLast() }
    return "|" + (string.hasPrefix(" ") ? "2" : "") + ending + "\n" + lines.map { $0.isEmpty ? "\n" : margin + $0 + "\n" }.joined()
  }

  private static func nested(_ value: EvaluatedValue, into text: inout String, indent: Int, followsDash: Bool) {
    switch value.content {
    case .array(let elements) where !elements.isEmpty:
      if followsDash {
        // The first line of what is inside stands behind the dash.
        var inner = ""
        write(value, into: &inner, indent: indent + 1)
        text += " " + inner.drop { $0 == " " }
      } else {
        text += "\n"
        write(value, into: &text, indent: indent)
      }
    case .object(let object) where !object.members.isEmpty:
      if followsDash {
        var inner = ""
        write(value, into: &inner, indent: indent + 1)
        text += " " + inner.drop { $0 == " " }
      } else {
        text += "\n"
        write(value, into: &text, indent: indent + 1)
      }
    case .text(let string) where (string.known ?? "").contains("\n"): text += " " + block(string.known ?? "", indent: indent)
    default: text += " " + TerraformJSON.text(of: value) + "\n"
    }
  }
}
