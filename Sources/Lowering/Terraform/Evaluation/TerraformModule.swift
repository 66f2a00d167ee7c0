import EncryptionModel
import SourceText
import SyntaxTree

/// What the files of one folder declare, nothing evaluated.
struct TerraformModule: Sendable {
  struct Declared: Sendable {
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
  /// Old address by new one (`moved`).
  private var formerly: [String: String] = [:]
  /// What an address is in Azure, where `import` tells it.
  private(set) var imported: [String: TerraformExpression] = [:]
  /// Addresses of what Terraform lets go of without taking it away (`removed` with `destroy = false`).
  private(set) var forgotten: Set<String> = []
  private(set) var files: [SourceFile] = []
  /// How often names are read in it, where that is known before anybody asks.
  private(set) var reads: TerraformReads?

  /// A hash of the declared names, and of what all of a module may hang on. Tables have no order, so what is in them is summed up.
  var shape: UInt64 {
    var sum: UInt64 = 0
    func add(_ parts: String...) {
      var hash = ContentHash()
      for part in parts { hash.add(part) }
      sum &+= hash.value
    }
    for (table, declared) in [("r", resources), ("d", data), ("v", variables), ("o", outputs), ("m", calls)] {
      for (name, one) in declared { add(table, name, String(one.bodies.count)) }
    }
    for name in locals.keys { add("l", name) }
    for (new, old) in formerly { add("f", new, old) }
    for name in imported.keys { add("i", name) }
    for name in forgotten { add("g", name) }
    for file in files { add("file", file.path) }
    return sum
  }

  init(folder: String, files lookup: FileLookup) {
    self.folder = folder
    for file in Self.files(in: folder, lookup) {
      files.append(file)
      read(TerraformSource(file), isOverride: Self.isOverride(file.name))
    }
  }

  /// The files of a module in the order in which they are read: those that override others come last.
  static func files(in folder: String, _ lookup: FileLookup) -> [SourceFile] {
    let names = lookup.names(in: folder).filter { $0.hasSuffix(".tf") || $0.hasSuffix(".tf.json") }.sorted()
    return (names.filter { !isOverride($0) } + names.filter(isOverride)).compactMap { name in
      lookup.source(folder + "/" + name).flatMap { $0.role == .terraform ? $0 : nil }
    }
  }

  /// A module whose text is built in.
  init(folder: String, published source: TerraformSource, reads: TerraformReads) {
    self.folder = folder
    self.reads = reads
    files = [source.file]
    read(source, isOverride: false)
  }

  private static func isOverride(_ name: String) -> Bool {
    let stem = name.hasSuffix(".tf.json") ? name.dropLast(".tf.json".count) : name.dropLast(".tf".count)
    return stem == "override" || stem.hasSuffix("_override")
  }

  private mutating func read(_ source: TerraformSource, isOverride: Bool) {
    let document = source.document
    guard let root = document.format.isJSON ? document.topValue() : document.root else { return }
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
      formerly[Self.address(to)] = Self.address(from)
    }
    for block in body.blocks("import") {
      guard let to = block.body.argument("to"), let id = block.body.argument("id") else { continue }
      imported[Self.address(to)] = id
    }
    for block in body.blocks("removed") {
      guard let from = block.body.argument("from"),
        block.body.blocks("lifecycle").contains(where: { $0.body.argument("destroy").flatMap(Self.isTrue) == false })
      else { continue }
      forgotten.insert(Self.address(from))
    }
  }

  /// Addresses stand bare, in JSON as strings.
  private static func address(_ expression: TerraformExpression) -> String {
    let document = expression.source.document
    if case .string(let text)? = document.format.isJSON ? document.scalar(expression.node) : nil { return text }
    return document.string(expression.node).filter { $0 != " " }
  }

  private static func isTrue(_ expression: TerraformExpression) -> Bool? {
    let document = expression.source.document
    if case .boolean(let value)? = document.format.isJSON ? document.scalar(expression.node) : document.hclScalar(expression.node) {
      return value
    }
    return nil
  }

  /// The address that something had before it was moved, however often.
  func formerAddress(of address: String) -> String? {
    var current = address
    for _ in 0..<min(formerly.count, 100) {
      guard let earlier = formerly[current], earlier != address else { break }
      current = earlier
    }
    return current == address ? nil : current
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
