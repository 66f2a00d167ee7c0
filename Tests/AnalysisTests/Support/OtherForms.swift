import SourceText
import SyntaxTree

/// The same scenario in another notation.
enum OtherForms {
  /// A YAML manifest as JSON, several lines, two spaces.
  static func json(ofYAML text: String) -> String {
    let document = Document(SourceText(text), format: .yaml)
    guard let top = document.topValue() else { return "{}" }
    return json(top, document, indent: "") + "\n"
  }

  private static func json(_ node: Node, _ document: Document, indent: String) -> String {
    let inner = indent + "  "
    switch document.dataKind(node) {
    case .object:
      let members = document.members(node).map { "\(inner)\(quoted($0.name)): \(json($0.value, document, indent: inner))" }
      return members.isEmpty ? "{}" : "{\n\(members.joined(separator: ",\n"))\n\(indent)}"
    case .array:
      let elements = document.elements(node).map { inner + json($0, document, indent: inner) }
      return elements.isEmpty ? "[]" : "[\n\(elements.joined(separator: ",\n"))\n\(indent)]"
    case .missing: return "null"
    case .string, .number, .boolean, .null:
      switch document.scalar(node) {
      case .string(let text): return quoted(text)
      case .integer(let number): return String(number)
      case .number(let number): return String(number)
      case .boolean(let value): return String(value)
      case .null, nil: return "null"
      }
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// An ARM template with an array of resources as one with symbolic names (`languageVersion` 2.0).
  static func symbolic(ofARM text: String) -> String {
    let document = Document(SourceText(text), format: .json(.armTemplate))
    guard let top = document.topValue(), let resources = document.value(top, "resources"), document.dataKind(resources) == .array
    else { return text }
    let range = document.range(resources)
    let named = document.elements(resources).enumerated().map { "\"r\($0)\": \(document.string($1))" }
    let before = document.text.string(ByteRange(0, range.start))
    let after = document.text.string(ByteRange(range.end, document.text.count))
    return (before + "{ " + named.joined(separator: ", ") + " }" + after)
      .replacing("\"contentVersion\"", with: "\"languageVersion\": \"2.0\", \"contentVersion\"")
  }
}
