import SourceText
import SyntaxTree

extension OtherForms {
  /// The resources of an ARM template as `azapi_resource` blocks; nil where something in it has no counterpart there.
  static func azapi(ofARM text: String) -> String? {
    let document = Document(SourceText(text), format: .json(.armTemplate))
    guard document.syntaxErrors(limit: 1).isEmpty, !text.contains("cmklint-ignore"), let top = document.topValue(),
      document.members(top).allSatisfy({ ["$schema", "contentVersion", "resources"].contains($0.name) }),
      let list = document.value(top, "resources")
    else { return nil }
    return AzapiForm(document, document.elements(list))?.text
  }
}

/// Resources of an ARM template on their way to Terraform.
private struct AzapiForm {
  private let document: Document
  private let resources: [Node]
  private(set) var text = ""

  init?(_ document: Document, _ resources: [Node]) {
    self.document = document
    self.resources = resources
    for index in resources.indices {
      guard let block = block(index) else { return nil }
      text += (text.isEmpty ? "" : "\n") + block
    }
  }

  private func string(_ resource: Node, _ name: String) -> String? {
    guard let node = document.value(resource, name), case .string(let text)? = document.scalar(node) else { return nil }
    return text
  }

  private func block(_ index: Int) -> String? {
    let resource = resources[index]
    guard let type = string(resource, "type"), let version = string(resource, "apiVersion"), let name = string(resource, "name"),
      let parent = parent(of: resource, type: type, name: name)
    else { return nil }
    var lines = [
      "resource \"azapi_resource\" \"r\(index)\" {", "  type      = \"\(type)@\(version)\"",
      "  name      = \"\(name.split(separator: "/").last.map(String.init) ?? name)\"", "  parent_id = \(parent)",
    ]
    var body: [(String, Node)] = []
    for member in document.members(resource) {
      switch member.name {
      case "type", "apiVersion", "name", "scope": break
      case "location", "tags":
        guard let value = value(member.value, indent: "  ") else { return nil }
        lines.append("  \(member.name) = \(value)")
      case "dependsOn":
        let others = document.elements(member.value).compactMap { value($0, indent: "") }
        lines.append("  depends_on = [\(others.map { $0.replacing(".id", with: "") }.joined(separator: ", "))]")
      case "identity":
        let ids = document.value(member.value, "userAssignedIdentities").map { document.members($0) } ?? []
        let named = ids.compactMap { expression($0.name) }
        guard named.count == ids.count else { return nil }
        let list = named.isEmpty ? [] : ["    identity_ids = [\(named.joined(separator: ", "))]"]
        lines += ["", "  identity {", "    type = \"\(string(member.value, "type") ?? "None")\""] + list + ["  }", ""]
      default: body.append((member.name, member.value))
      }
    }
    if !body.isEmpty {
      lines.append("  body = {")
      for (name, node) in body {
        guard let value = value(node, indent: "    ") else { return nil }
        lines.append("    \(name) = \(value)")
      }
      lines.append("  }")
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private func parent(of resource: Node, type: String, name: String) -> String? {
    if let scope = string(resource, "scope") { return expression(scope) }
    guard name.contains("/") else {
      return "\"/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai\""
    }
    let outerType = type.split(separator: "/").dropLast().joined(separator: "/")
    let outerName = name.split(separator: "/").dropLast().joined(separator: "/")
    return address(outerType, outerName).map { $0 + ".id" }
  }

  private func address(_ type: String, _ name: String) -> String? {
    resources.firstIndex { string($0, "type") == type && string($0, "name") == name }.map { "azapi_resource.r\($0)" }
  }

  /// `[resourceId(…)]` and `[reference(resourceId(…), 'VERSION').…]`.
  private func expression(_ text: String) -> String? {
    guard text.hasPrefix("["), text.hasSuffix("]"), let start = text.firstRange(of: "resourceId(") else { return nil }
    let rest = text[start.upperBound...]
    guard let close = rest.firstIndex(of: ")") else { return nil }
    let arguments = rest[..<close].split(separator: ",").map { $0.filter { $0 != "'" && $0 != " " } }
    guard let type = arguments.first, let address = address(type, arguments.dropFirst().joined(separator: "/")) else { return nil }
    if text.hasPrefix("[resourceId(") { return address + ".id" }
    guard text.hasPrefix("[reference("), let end = rest[close...].dropFirst().firstRange(of: ").") else { return nil }
    let path = rest[end.upperBound...].dropLast()
    if path == "identity.principalId" { return address + ".identity[0].principal_id" }
    return "\(address).output.properties.\(path)"
  }

  private func value(_ node: Node, indent: String) -> String? {
    let inner = indent + "  "
    switch document.dataKind(node) {
    case .object:
      var lines: [String] = []
      for member in document.members(node) {
        guard let value = value(member.value, indent: inner) else { return nil }
        lines.append("\(inner)\(member.name) = \(value)\n")
      }
      return "{\n\(lines.joined())\(indent)}"
    case .array:
      let elements = document.elements(node).map { value($0, indent: indent) }
      return elements.contains(nil) ? nil : "[" + elements.compactMap { $0 }.joined(separator: ", ") + "]"
    case .string:
      guard case .string(let text)? = document.scalar(node) else { return nil }
      return text.hasPrefix("[") ? expression(text) : "\"\(text)\""
    case .number, .boolean, .null: return document.string(node)
    case .missing: return nil
    }
  }
}
