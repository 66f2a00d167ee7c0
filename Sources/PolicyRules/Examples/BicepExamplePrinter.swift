/// Prints an example as a Bicep file.
struct BicepExamplePrinter {
  let example: AzureExample

  var text: String { example.resources.map { declaration(of: $0) }.joined(separator: "\n") }

  private func declaration(of resource: AzureExample.Resource) -> String {
    var lines = ["resource \(resource.symbol) '\(resource.type)@\(resource.version)' = {"]
    if let parent = resource.parent { lines.append("  parent: \(parent)") }
    if let scope = resource.scope { lines.append("  scope: \(scope)") }
    lines.append("  name: \(quoted(resource.name))")
    for member in resource.body.members ?? [] { lines.append("  \(name(member)): \(bicep(member.value, indent: "  "))") }
    if !resource.dependsOn.isEmpty { lines.append("  dependsOn: [\n" + resource.dependsOn.map { "    \($0)\n" }.joined() + "  ]") }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private func bicep(_ value: ExampleValue, indent: String) -> String {
    let inner = indent + "  "
    switch value {
    case .text(let text): return quoted(text)
    case .integer(let number): return String(number)
    case .boolean(let value): return value ? "true" : "false"
    case .null: return "null"
    case .reference(let symbol, let path): return ([symbol] + path).joined(separator: ".")
    case .list(let elements):
      guard !elements.isEmpty else { return "[]" }
      return "[\n" + elements.map { "\(inner)\(bicep($0, indent: inner))\n" }.joined() + indent + "]"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      return "{\n" + members.map { "\(inner)\(name($0)): \(bicep($0.value, indent: inner))\n" }.joined() + indent + "}"
    case .blocks(let blocks): return bicep(.list(blocks.map { .object($0) }), indent: indent)
    }
  }

  private func name(_ member: ExampleValue.Member) -> String {
    // The id of a resource as a property's name: the identities of a resource.
    if member.name.hasPrefix("${") { return "'\(member.name)'" }
    return name(member.name)
  }

  private func name(_ text: String) -> String {
    let isIdentifier = !text.isEmpty && text.allSatisfy { $0.isLetter || $0 == "_" || $0.isNumber } && !(text.first?.isNumber ?? true)
    return isIdentifier ? text : quoted(text)
  }

  private func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'").replacing("${", with: "\\${") + "'"
  }
}
