import SourceText
import SyntaxTree

/// Which versions of its providers a configuration asks for.
enum ProviderVersions {
  /// What the lock file says, else what the constraints allow.
  static func of(_ module: TerraformModule, files: FileLookup) -> [String: ProviderVersion] {
    var versions = required(by: module)
    guard let lock = files.text(module.folder + "/.terraform.lock.hcl") else { return versions }
    let document = Document(lock, format: .hcl)
    for block in document.hclBlocks(document.root, "provider") {
      guard let name = block.labels.first?.text.split(separator: "/").last.map(String.init), let body = block.body,
        let value = document.hclAttribute(body, "version")?.value.flatMap(document.hclString)
      else { continue }
      let parts = numbers(value)
      versions[name] = ProviderVersion(name: name, major: parts.first, minor: parts.count > 1 ? parts[1] : nil)
    }
    return versions
  }

  static func required(by module: TerraformModule) -> [String: ProviderVersion] {
    var versions: [String: ProviderVersion] = [:]
    for (name, expression) in module.providers {
      let document = expression.source.document
      var constraint: String?
      if document.format.isJSON {
        let node = document.value(expression.node, "version") ?? expression.node
        if case .string(let text)? = document.scalar(node) { constraint = text }
      } else {
        let node = document.hclObjectItems(expression.node).first { $0.name == "version" }?.value ?? expression.node
        constraint = document.hclString(node)
      }
      versions[name] = constraint.map { version(name, $0) } ?? ProviderVersion(name: name)
    }
    return versions
  }

  /// The highest version that a constraint allows, as far as it has an end.
  static func version(_ name: String, _ constraint: String) -> ProviderVersion {
    var result = ProviderVersion(name: name)
    for part in constraint.split(separator: ",") {
      let text = part.filter { $0 != " " }
      let sign = text.prefix { !$0.isNumber }
      let parts = numbers(String(text.dropFirst(sign.count)))
      guard let major = parts.first else { continue }
      let minor = parts.count > 1 ? parts[1] : nil
      switch sign {
      case "", "=":
        return ProviderVersion(name: name, major: major, minor: minor)
      case "~>":
        result.major = major
        if parts.count > 2 { result.minor = minor }
      case "<": result.major = (minor ?? 0) == 0 && (parts.count < 3 || parts[2] == 0) ? major - 1 : major
      case "<=": result.major = major
      default: break
      }
    }
    return result
  }

  private static func numbers(_ text: String) -> [Int] {
    text.split(separator: ".").compactMap { part in Int(part.prefix { $0.isNumber }) }
  }
}
