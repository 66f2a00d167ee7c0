import EncryptionModel
import SourceText
import SyntaxTree

/// What evaluation reads and makes, as far as it is remembered for the next one (`EvaluationTrace`).
///
/// Without a trace each of these does no more than what it is called for.
extension TerraformEvaluation: EvaluationSource {
  typealias Key = EvaluationMemory.Key

  /// Makes a module's instance known, so that what is made in it can be asked for again.
  func adopt(_ scope: TerraformScope) {
    scope.isTraced = trace != nil
    scopes[scope.identity] = scope
  }

  // MARK: What files say

  /// What is made next hangs on the names that the scope's module declares.
  func readShape(of scope: TerraformScope) {
    guard let trace, scope.isTraced else { return }
    _ = trace.read(Key(kind: .shape, scope: scope.identity)) {
      TerraformShape(
        module: shape(of: scope.module), folder: scope.module.folder, path: scope.path, depth: scope.depth, calls: scope.calls,
        existence: scope.existence, providers: scope.providers, rootFolder: scope.rootFolder, deployment: scope.deployment)
    }
  }

  private func shape(of module: TerraformModule) -> UInt64 {
    // Built-in texts tell the folder of their caller.
    guard module.reads == nil else { return module.shape }
    if let known = shapes[module.folder] { return known }
    let shape = module.shape
    shapes[module.folder] = shape
    return shape
  }

  /// Which table of a module a declaration stands in.
  enum Table: Character {
    case resource = "r"
    case data = "d"
    case variable = "v"
    case local = "l"
    case output = "o"
    case call = "m"
    case imported = "i"
  }

  /// What is made next hangs on the text of a declaration.
  func readText(_ table: Table, _ name: String, of scope: TerraformScope) {
    guard let trace, scope.isTraced else { return }
    _ = trace.read(Key(kind: .text, scope: scope.identity, name: "\(table.rawValue)\(name)")) { text(table, name, of: scope.module) }
  }

  /// The text that an address without its index stands for.
  func readText(_ address: String, of scope: TerraformScope) {
    guard scope.isTraced else { return }
    let plain = address.prefix { $0 != "[" }
    if plain.hasPrefix("data.") { return readText(.data, String(plain.dropFirst("data.".count)), of: scope) }
    if plain.hasPrefix("module.") { return readText(.call, String(plain.dropFirst("module.".count)), of: scope) }
    readText(.resource, String(plain), of: scope)
  }

  private func text(_ table: Table, _ name: String, of module: TerraformModule) -> TerraformText {
    let declared: TerraformModule.Declared?
    switch table {
    case .resource: declared = module.resources[name]
    case .data: declared = module.data[name]
    case .variable: declared = module.variables[name]
    case .output: declared = module.outputs[name]
    case .call: declared = module.calls[name]
    case .local: return TerraformText(module.locals[name])
    case .imported: return TerraformText(module.imported[name])
    }
    return TerraformText(declared)
  }

  /// The value that a call or a variable file gives.
  func given(_ name: String, in scope: TerraformScope) -> EvaluatedValue? {
    guard let trace, scope.isTraced else { return scope.given[name] }
    return trace.read(Key(kind: .given, scope: scope.identity, name: name)) { GivenValue(value: scope.given[name]) }.value
  }

  /// Whether another expression reads what `steps` lead to behind a name.
  func isShared(_ name: String, _ steps: ArraySlice<HCLTraversal.Step>, in scope: TerraformScope) -> Bool {
    isShared(name, TerraformReads.members(steps), in: scope)
  }

  private func isShared(_ name: String, _ members: [String], in scope: TerraformScope) -> Bool {
    guard let trace, scope.isTraced else { return reads(of: scope.module).isShared(name, members) }
    return trace.read(.sharing(name, members, scope: scope.identity)) { reads(of: scope.module).isShared(name, members) }
  }

  private func reads(of module: TerraformModule) -> TerraformReads {
    if let reads = module.reads { return reads }
    if let known = reads[module.folder] { return known }
    let made = trace?.reads(of: module) ?? TerraformReads(of: module)
    reads[module.folder] = made
    return made
  }

  /// The text of a file that a function reads.
  func text(_ path: String) -> SourceText? {
    let text = files.text(path)
    if let trace {
      _ = trace.read(Key(kind: .content, name: path)) { text.map { $0.hash(of: ByteRange(0, $0.count)) } ?? 0 }
    }
    return text
  }

  /// The files below a folder that a pattern fits; nil where it goes through too many folders.
  func files(_ pattern: String, below folder: String) -> [String]? {
    func look() -> [String]? { FilePattern.files(pattern, below: folder, files: files, budget: budget) }
    guard let trace else { return look() }
    return trace.read(Key(kind: .presence, name: folder + "\u{0}" + pattern)) { FoundFiles(paths: look()) }.paths
  }

  // MARK: What is made

  /// What is remembered under a key of the scope, else what `make` makes, which may read the module's names.
  func recall<Content: Equatable & Sendable>(
    _ kind: Key.Kind, _ name: String, in scope: TerraformScope, _ make: () -> Content
  ) -> Content {
    guard let trace, scope.isTraced else { return make() }
    return trace.recall(Key(kind: kind, scope: scope.identity, name: name), by: self) {
      readShape(of: scope)
      return make()
    }
  }

  func refresh(_ key: Key) {
    switch key.kind {
    case .content: _ = text(key.name)
    case .presence:
      let parts = key.name.split(separator: "\u{0}", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2 { _ = files(parts[1], below: parts[0]) }
    default: if let scope = scopes[key.scope] { refresh(key, in: scope) }
    }
  }

  private func refresh(_ key: Key, in scope: TerraformScope) {
    switch key.kind {
    case .shape: readShape(of: scope)
    case .text: if let table = key.name.first.flatMap(Table.init) { readText(table, String(key.name.dropFirst()), of: scope) }
    case .given: _ = given(key.name, in: scope)
    case .sharing: _ = isShared(key.shared.name, key.shared.members, in: scope)
    case .parameter: _ = variable(key.name, in: scope)
    case .variable: _ = local(key.name, in: scope)
    case .output: _ = output(key.name, in: scope)
    case .instances: if let declaration = declared(key.name, in: scope) { _ = instances(of: declaration, key.name, in: scope) }
    case .call: if let call = scope.module.calls[key.name] { _ = scopes(of: call, key.name, in: scope) }
    case .argument:
      // An index may have points in it, the attribute has none.
      guard let point = key.name.lastIndex(of: "."), let found = find(String(key.name[..<point]), in: scope) else { return }
      _ = argument(String(key.name[key.name.index(after: point)...]), of: String(key.name[..<point]), found, in: scope)
    case .resources:
      if let found = find(key.name, in: scope) { _ = resource(found.declaration, key.name, found.instance, in: scope) }
    case .waiting: if let declaration = declared(key.name, in: scope) { _ = dependencies(of: declaration, key.name, in: scope) }
    case .context, .meaning, .content, .presence, .identity: break
    }
  }

  /// The declaration that an address without an index names.
  private func declared(_ address: String, in scope: TerraformScope) -> TerraformModule.Declared? {
    if address.hasPrefix("data.") { return scope.module.data[String(address.dropFirst("data.".count))] }
    if address.hasPrefix("module.") { return scope.module.calls[String(address.dropFirst("module.".count))] }
    return scope.module.resources[address]
  }
}

/// What of a module's instance all that is made in it may hang on.
struct TerraformShape: Equatable, Sendable {
  let module: UInt64
  let folder: String
  let path: String
  let depth: Int
  let calls: [Related]
  let existence: EvaluatedResource.Existence
  let providers: [String: ProviderVersion]
  let rootFolder: String
  let deployment: UInt64
}

/// The text of a declaration: hashes of its blocks, and where they stand in their items.
struct TerraformText: Equatable, Sendable {
  private var hashes: [UInt64] = []
  private var sites: [Site] = []

  init(_ declared: TerraformModule.Declared?) {
    guard let declared else { return }
    for body in declared.bodies { add(body.source, body.node) }
    sites.append(declared.labelSite)
  }

  init(_ expression: TerraformExpression?) {
    if let expression { add(expression.source, expression.node) }
  }

  private mutating func add(_ source: TerraformSource, _ node: Node) {
    hashes.append(source.document.text.hash(of: source.document.range(node)))
    sites.append(source.site(node))
  }
}

struct FoundFiles: Equatable, Sendable { let paths: [String]? }
