import EncryptionModel
import SourceText
import SyntaxTree

/// What the files of one folder declare, nothing evaluated.
struct TerraformModule {
  struct Declared {
    var type: String
    var name: String
    /// The block, and what override files say over it.
    var bodies: [TerraformBody]
    var labelSite: Site
  }

  let folder: String
  private(set) var resources: [String: Declared] = [:]
  private(set) var data: [String: Declared] = [:]
  private(set) var variables: [String: Declared] = [:]
  private(set) var locals: [String: TerraformExpression] = [:]
  private(set) var outputs: [String: Declared] = [:]
  private(set) var calls: [String: Declared] = [:]
  private(set) var providers: [String: TerraformExpression] = [:]
  /// Blocks `provider "azurerm"`.
  private(set) var providerBlocks: [(name: String, body: TerraformBody)] = []
  /// New address by old one (`moved`).
  private(set) var moved: [String: String] = [:]
  private(set) var files: [SourceFile] = []

  init(folder: String, files lookup: FileLookup) {
    self.folder = folder
    let names = lookup.names(in: folder).filter { $0.hasSuffix(".tf") || $0.hasSuffix(".tf.json") }.sorted()
    let (overrides, plain) = (names.filter(Self.isOverride), names.filter { !Self.isOverride($0) })
    for (name, isOverride) in plain.map({ ($0, false) }) + overrides.map({ ($0, true) }) {
      guard let file = lookup.source(folder + "/" + name), file.role == .terraform else { continue }
      files.append(file)
      read(file, isOverride: isOverride)
    }
  }

  private static func isOverride(_ name: String) -> Bool {
    let stem = name.hasSuffix(".tf.json") ? name.dropLast(".tf.json".count) : name.dropLast(".tf".count)
    return stem == "override" || stem.hasSuffix("_override")
  }

  private mutating func read(_ file: SourceFile, isOverride: Bool) {
    let source = TerraformSource(file)
    let isJSON = file.document.format.isJSON
    guard let root = isJSON ? file.document.topValue() : file.document.root else { return }
    let body = TerraformBody(source: source, node: root)
    for block in body.blocks("resource", labels: 2) { add(block, to: \.resources, isOverride) }
    for block in body.blocks("data", labels: 2) { add(block, to: \.data, isOverride) }
    for block in body.blocks("variable", labels: 1) { add(block, to: \.variables, isOverride) }
    for block in body.blocks("output", labels: 1) { add(block, to: \.outputs, isOverride) }
    for block in body.blocks("module", labels: 1) { add(block, to: \.calls, isOverride) }
    for block in body.blocks("locals") {
      for argument in block.body.arguments where isOverride || locals[argument.name] == nil { locals[argument.name] = argument.expression }
    }
    for block in body.blocks("terraform") {
      for required in block.body.blocks("required_providers") {
        for argument in required.body.arguments { providers[argument.name] = argument.expression }
      }
    }
    for block in body.blocks("provider", labels: 1) { providerBlocks.append((block.labels.first ?? "", block.body)) }
    for block in body.blocks("moved") {
      guard let from = block.body.argument("from"), let to = block.body.argument("to") else { continue }
      moved[source.document.string(from.node)] = source.document.string(to.node)
    }
  }

  private mutating func add(_ block: TerraformBody.Block, to table: WritableKeyPath<Self, [String: Declared]>, _ isOverride: Bool) {
    let key = block.labels.joined(separator: ".")
    if self[keyPath: table][key] != nil {
      if isOverride { self[keyPath: table][key]?.bodies.append(block.body) }
      return
    }
    self[keyPath: table][key] = Declared(
      type: block.labels.count > 1 ? block.labels[0] : "", name: block.labels.last ?? "", bodies: [block.body], labelSite: block.labelSite)
  }
}

extension TerraformModule.Declared {
  /// The argument, as the last override says it.
  func argument(_ name: String) -> TerraformExpression? {
    for body in bodies.reversed() {
      if let found = body.argument(name) { return found }
    }
    return nil
  }

  /// Blocks of a type: those of the last body that has any.
  func blocks(_ type: String) -> [TerraformBody.Block] {
    for body in bodies.reversed() {
      let found = body.blocks(type)
      if !found.isEmpty { return found }
    }
    return []
  }
}
