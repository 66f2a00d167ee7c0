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
    guard seen.insert(file.id).inserted, file.document.text.contains("ersion") else { return }
    let document = file.document
    switch file.role {
    case .bicep: all += Self.bicep(below: document.root, in: file)
    case .terraform where !document.format.isJSON: all += Self.terraform(below: document.root, in: file)
    default: break
    }
  }

  /// Adds what was found in a file, once however often it is added.
  mutating func add(_ found: [SwappedArgument], in file: SourceFile) {
    if seen.insert(file.id).inserted, file.document.text.contains("ersion") { all += found }
  }

  /// What there is in a part of a Bicep file.
  static func bicep(below root: Node, in file: SourceFile) -> [SwappedArgument] {
    let syntax = BicepSyntax(file.document)
    var found: [SwappedArgument] = []
    syntax.document.eachEntry(below: root) { node, kind in
      guard kind == .property, let property = syntax.property(node), let name = property.name, asksForKeyName(name),
        let value = property.value, let source = bicepName(value, syntax), saysVersion(source)
      else { return }
      found.append(SwappedArgument(name: name, source: source, site: file.site(value)))
    }
    return found
  }

  /// What there is in a part of a file of HCL.
  static func terraform(below root: Node, in file: SourceFile) -> [SwappedArgument] {
    let document = file.document
    var found: [SwappedArgument] = []
    document.eachEntry(below: root) { node, kind in
      guard kind == .hclAttribute || kind == .hclObjectItem, let (name, value) = terraform(node, document), asksForKeyName(name),
        let source = terraformName(value, document), saysVersion(source)
      else { return }
      found.append(SwappedArgument(name: name, source: source, site: file.site(value)))
    }
    return found
  }

  /// Looks through an ARM template.
  mutating func add(template file: SourceFile) {
    guard seen.insert(file.id).inserted, file.document.text.contains("ersion')]"),
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
    // Most names are told by their last letter.
    guard let last = name.utf8.last.map({ $0 | 0x20 }), last == 0x65 || last == 0x79 || last == 0x7f || last == 0x2d else { return false }
    let folded = name.lowercased().filter { $0 != "_" && $0 != "-" }
    return folded.hasSuffix("keyname") || folded.hasSuffix("vaultkey")
  }

  static func saysVersion(_ name: String) -> Bool {
    let folded = name.lowercased()
    return folded.hasSuffix("version") && folded.contains("key")
  }

  // MARK: Languages

  private static func bicepName(_ value: Node, _ syntax: BicepSyntax) -> String? {
    syntax.kind(value) == .variable ? syntax.text(value) : nil
  }

  private static func terraform(_ node: Node, _ document: Document) -> (name: String, value: Node)? {
    let parts = document.hclChildren(node)
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
