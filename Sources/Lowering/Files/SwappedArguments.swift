import EncryptionModel
import SourceText
import SyntaxTree

/// Finds what is called a version where a name is asked for: `keyVaultkey: keyVersion`.
///
/// A look at names alone: what the value is need not be known, and the parameter need not be read by any resource.
struct SwappedArguments {
  private(set) var all: [SwappedArgument] = []
  private var seen: Set<FileID> = []

  /// Looks through a file, once however often it is added.
  mutating func add(_ file: SourceFile) {
    guard seen.insert(file.id).inserted, !ByteSearch.positions(of: Array("ersion".utf8), in: file.document.text.bytes).isEmpty else {
      return
    }
    let document = file.document
    let syntax = BicepSyntax(document)
    var open = [document.root]
    while let node = open.popLast() {
      let found: (name: String, value: Node)?
      switch file.role {
      case .bicep: found = Self.bicep(node, syntax)
      case .terraform where !document.format.isJSON: found = Self.terraform(node, document)
      default: found = nil
      }
      if let found, Self.asksForKeyName(found.name) {
        let source = file.role == .bicep ? Self.bicepName(found.value, syntax) : Self.terraformName(found.value, document)
        if let source, Self.saysVersion(source) {
          all.append(SwappedArgument(name: found.name, source: source, site: file.site(found.value)))
        }
      }
      open.append(contentsOf: document.children(node).reversed())
    }
  }

  /// Looks through an ARM template.
  mutating func add(template file: SourceFile) {
    guard seen.insert(file.id).inserted, !ByteSearch.positions(of: Array("ersion')]".utf8), in: file.document.text.bytes).isEmpty,
      let top = file.document.topValue()
    else { return }
    let document = file.document
    var open = [top]
    while let node = open.popLast() {
      switch document.dataKind(node) {
      case .object:
        for member in document.members(node).reversed() {
          open.append(member.value)
          guard Self.asksForKeyName(member.name) else { continue }
          // A parameter of a nested deployment has its value in an object.
          let value = document.dataKind(member.value) == .object ? document.value(member.value, "value", ignoringCase: true) : member.value
          guard let value, case .string(let text)? = document.scalar(value), let source = Self.armName(text), Self.saysVersion(source)
          else {
            continue
          }
          all.append(SwappedArgument(name: member.name, source: source, site: file.site(value)))
        }
      case .array: open.append(contentsOf: document.elements(node).reversed())
      case .string, .number, .boolean, .null, .missing: break
      }
    }
  }

  // MARK: Names

  static func asksForKeyName(_ name: String) -> Bool {
    let folded = name.lowercased().filter { $0 != "_" && $0 != "-" }
    return folded.hasSuffix("keyname") || folded.hasSuffix("vaultkey")
  }

  static func saysVersion(_ name: String) -> Bool {
    let folded = name.lowercased()
    return folded.hasSuffix("version") && folded.contains("key")
  }

  // MARK: Languages

  private static func bicep(_ node: Node, _ syntax: BicepSyntax) -> (name: String, value: Node)? {
    guard syntax.kind(node) == .property, let property = syntax.property(node), let name = property.name, let value = property.value else {
      return nil
    }
    return (name, value)
  }

  private static func bicepName(_ value: Node, _ syntax: BicepSyntax) -> String? {
    syntax.kind(value) == .variable ? syntax.text(value) : nil
  }

  private static func terraform(_ node: Node, _ document: Document) -> (name: String, value: Node)? {
    let parts: [Node]
    switch document.kind(node) {
    case .hclAttribute, .hclObjectItem: parts = document.hclChildren(node)
    default: return nil
    }
    guard parts.count == 2 else { return nil }
    return (document.hclString(parts[0]) ?? document.string(parts[0]), parts[1])
  }

  private static func terraformName(_ value: Node, _ document: Document) -> String? {
    guard let traversal = document.hclTraversal(value), traversal.steps.count == 1, case .attribute(let name, _)? = traversal.steps.first,
      ["var", "local"].contains(document.string(traversal.root))
    else { return nil }
    return name
  }

  /// The name in `[parameters('keyVersion')]`.
  private static func armName(_ text: String) -> String? {
    let words = text.split(whereSeparator: { "[]()' ".contains($0) }).map(String.init)
    guard words.count == 2, text.hasPrefix("["), ["parameters", "variables"].contains(words[0].lowercased()) else { return nil }
    return words[1]
  }
}
