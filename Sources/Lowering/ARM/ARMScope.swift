import EncryptionModel
import SourceText
import SyntaxTree

/// One template with the parameters that it was given: what `parameters()`, `variables()` and symbolic names mean in it.
///
/// A class because values are remembered as they are asked for; it never leaves the thread that evaluates.
final class ARMScope {
  let file: SourceFile
  let template: Node
  /// Hash of the deployment, for the names of unknowns.
  let identity: UInt64
  let placement: ARMPlacement
  /// What its `$schema` says that it goes to.
  let level: EvaluatedResource.Level
  let isLanguageVersion2: Bool
  /// Values from a parameter file or from the module call, by folded name.
  let given: [String: EvaluatedValue]

  let parameters: [String: Member]
  let variables: [String: Member]
  /// Copy loops that make whole variables, by folded name.
  let variableLoops: [String: Node]
  /// User-defined functions by folded `namespace.name`.
  let functions: [String: Node]
  let resources: [ARMResourceEntry]
  let outputs: [String: Member]

  var values: [String: EvaluatedValue] = [:]
  var inProgress: Set<String> = []
  /// Nested templates by the position of their deployment in `resources` and the number of its copy.
  var nested: [String: ARMScope] = [:]
  /// Nested deployments by folded name; filled when first asked for.
  var deployments: [SymbolicText: ARMDeploymentInstance]?
  /// Types by the folded full name of a resource, nil where resources of several types have it; filled when first asked for.
  var typesByName: [SymbolicText: String?]?
  private(set) lazy var reads = ARMReads(of: template, in: file.document, skipsNestedTemplates: isLanguageVersion2)

  init(file: SourceFile, template: Node, identity: UInt64, placement: ARMPlacement, given: [String: EvaluatedValue]) {
    self.file = file
    self.template = template
    self.identity = identity
    self.placement = placement
    self.given = given
    let document = file.document
    var sections: [String: Node] = [:]
    for member in document.members(template) where sections[member.name.lowercased()] == nil {
      sections[member.name.lowercased()] = member.value
    }
    func table(_ section: String) -> [String: Member] {
      guard let node = sections[section] else { return [:] }
      return Dictionary(document.members(node).map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    }
    if case .string(let schema)? = sections["$schema"].flatMap(document.scalar) {
      level = EvaluatedResource.Level(schema: schema)
    } else {
      level = .resourceGroup
    }
    if case .string(let version)? = sections["languageversion"].flatMap(document.scalar) {
      // `1.9-experimental` and the like are what compilers wrote before 2.0 had its number.
      isLanguageVersion2 = version.hasPrefix("2") || version.hasSuffix("-experimental")
    } else {
      isLanguageVersion2 = false
    }
    parameters = table("parameters")
    outputs = table("outputs")
    var variables = table("variables")
    var loops: [String: Node] = [:]
    if let copy = variables["copy"], document.dataKind(copy.value) == .array {
      variables["copy"] = nil
      for loop in document.elements(copy.value) {
        if case .string(let name)? = document.value(loop, "name", ignoringCase: true).flatMap(document.scalar) {
          loops[name.lowercased()] = loop
        }
      }
    }
    self.variables = variables
    variableLoops = loops
    var functions: [String: Node] = [:]
    for namespace in sections["functions"].map(document.elements) ?? [] {
      guard case .string(let prefix)? = document.value(namespace, "namespace", ignoringCase: true).flatMap(document.scalar),
        let members = document.value(namespace, "members", ignoringCase: true)
      else { continue }
      for member in document.members(members) { functions["\(prefix).\(member.name)".lowercased()] = member.value }
    }
    self.functions = functions
    resources = sections["resources"].map { ARMResourceEntry.list($0, in: document) } ?? []
  }

  /// Whether a parameter may be left out because its type allows null, also where the type stands under `definitions`.
  func isNullable(_ parameter: Node) -> Bool {
    guard isLanguageVersion2 else { return false }
    return types(of: parameter).contains { type in
      file.document.value(type, "nullable", ignoringCase: true).flatMap(file.document.scalar) == .boolean(true)
    }
  }

  /// The parameter's declaration, then the types under `definitions` that it leads to.
  func types(of parameter: Node) -> [Node] {
    var types = [parameter]
    while let type = types.last, types.count <= 8,
      case .string(let reference)? = file.document.value(type, "$ref").flatMap(file.document.scalar),
      reference.hasPrefix("#/definitions/"),
      let definitions = file.document.value(template, "definitions", ignoringCase: true),
      let target = file.document.value(definitions, String(reference.dropFirst("#/definitions/".count)))
    { types.append(target) }
    return types
  }

  /// The resource with a symbolic name.
  func resource(named symbolicName: String) -> ARMResourceEntry? {
    guard !symbolicName.isEmpty else { return nil }
    return resources.first { $0.symbolicName == symbolicName }
  }
}

extension EvaluatedResource.Level {
  /// `https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#`
  init(schema: String) {
    let levels: [(String, EvaluatedResource.Level)] = [
      ("subscriptiondeploymenttemplate", .subscription), ("managementgroupdeploymenttemplate", .managementGroup),
      ("tenantdeploymenttemplate", .tenant),
    ]
    let steps = schema.lowercased().utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
    self = levels.first { level in steps.contains { $0.starts(with: level.0.utf8) } }?.1 ?? .resourceGroup
  }
}

/// Where a template is deployed to.
struct ARMPlacement: Equatable, Sendable {
  /// Nil: the subscription of the root deployment.
  var subscription: SymbolicText?
  /// Nil: the resource group of the root deployment.
  var resourceGroup: SymbolicText?
  /// Hash of the root deployment, for what all of its templates share.
  var root: UInt64
}

/// A resource's node in a template, with the one that it is nested in.
struct ARMResourceEntry {
  let node: Node
  let symbolicName: String?
  /// Position of the resource that this one is written inside of.
  let parent: Int?

  /// All resources of a `resources` section (an array, or an object with symbolic names), children behind their parents.
  static func list(_ section: Node, in document: Document) -> [ARMResourceEntry] {
    var entries: [ARMResourceEntry] = []
    var open: [(section: Node, parent: Int?, depth: Int)] = [(section, nil, 0)]
    while let next = open.popLast() {
      let members = document.members(next.section)
      let nodes: [(Node, String?)] =
        members.isEmpty ? document.elements(next.section).map { ($0, nil) } : members.map { ($0.value, $0.name) }
      for (node, name) in nodes where document.dataKind(node) == .object {
        entries.append(ARMResourceEntry(node: node, symbolicName: name, parent: next.parent))
        if next.depth < 8, let children = document.value(node, "resources", ignoringCase: true) {
          open.append((children, entries.count - 1, next.depth + 1))
        }
      }
    }
    return entries
  }
}
