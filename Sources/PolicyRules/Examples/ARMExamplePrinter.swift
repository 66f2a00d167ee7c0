/// Prints an example as an ARM template.
struct ARMExamplePrinter {
  let example: AzureExample

  var text: String {
    let resources = example.resources.map { value(of: $0) }
    let template: ExampleValue = [
      "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
      "resources": .list(resources),
    ]
    return JSONExamplePrinter(reference: reference).text(template)
  }

  private func value(of resource: AzureExample.Resource) -> ExampleValue {
    var members: [ExampleValue.Member] = [
      .init("type", .text(resource.type)), .init("apiVersion", .text(resource.version)),
      .init("name", .text(example.fullName(resource).joined(separator: "/"))),
    ]
    if let scope = resource.scope { members.append(.init("scope", .id(of: scope))) }
    members += resource.body.members ?? []
    let implied = ([resource.parent, resource.scope].compactMap { $0 } + resource.body.references + resource.dependsOn)
    var seen: Set<String> = []
    let dependencies = implied.filter { seen.insert($0).inserted }
    if !dependencies.isEmpty { members.append(.init("dependsOn", .list(dependencies.map { .id(of: $0) }))) }
    return .object(members)
  }

  /// `[resourceId('TYPE', 'NAME')]`, or what a deployed resource tells.
  private func reference(_ symbol: String, _ path: [String]) -> String {
    guard let resource = example[symbol] else { return symbol }
    let arguments = ([resource.type] + example.fullName(resource)).map { "'\($0)'" }.joined(separator: ", ")
    let id = "resourceId(\(arguments))"
    if path == ["id"] { return "[\(id)]" }
    if path.first == "properties" {
      return "[reference(\(id), '\(resource.version)').\(path.dropFirst().joined(separator: "."))]"
    }
    return "[reference(\(id), '\(resource.version)', 'full').\(path.joined(separator: "."))]"
  }
}

/// Prints a value as JSON: objects without objects in them on one line where they fit.
struct JSONExamplePrinter {
  /// The text that stands for a reference.
  let reference: (String, [String]) -> String

  func text(_ value: ExampleValue) -> String { json(value, indent: "") + "\n" }

  private func json(_ value: ExampleValue, indent: String) -> String {
    let inner = indent + "  "
    switch value {
    case .text(let text): return ExampleSpelling.quoted(text)
    case .integer(let number): return String(number)
    case .boolean(let value): return value ? "true" : "false"
    case .null: return "null"
    case .reference(let symbol, let path): return ExampleSpelling.quoted(reference(symbol, path))
    case .list(let elements):
      return folded(elements.map { json($0, indent: inner) }, "[", "]", space: "", indent: indent)
    case .object(let members):
      return folded(
        members.map { "\(ExampleSpelling.quoted(name($0))): \(json($0.value, indent: inner))" }, "{", "}", space: " ", indent: indent)
    case .blocks(let blocks):
      return json(.list(blocks.map { .object($0) }), indent: indent)
    }
  }

  /// `${identity.id}` as a property's name is the id of a resource.
  private func name(_ member: ExampleValue.Member) -> String {
    guard member.name.hasPrefix("${"), member.name.hasSuffix(".id}") else { return member.name }
    return reference(String(member.name.dropFirst(2).dropLast(4)), ["id"])
  }

  private func folded(_ parts: [String], _ open: String, _ close: String, space: String, indent: String) -> String {
    guard !parts.isEmpty else { return open + close }
    let line = open + space + parts.joined(separator: ", ") + space + close
    if line.count + indent.count <= 100, !line.contains("\n"), parts.count <= 4 { return line }
    return open + "\n" + parts.map { indent + "  " + $0 }.joined(separator: ",\n") + "\n" + indent + close
  }
}

/// How texts are written.
enum ExampleSpelling {
  static func quoted(_ text: String) -> String {
    var result = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(character)
      }
    }
    return result + "\""
  }
}
