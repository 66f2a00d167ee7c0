import EncryptionModel
import SourceText
import SyntaxTree

/// What evaluation reads and makes, as far as it is remembered for the next one (`EvaluationTrace`).
///
/// Without a trace each of these does no more than what it is called for.
extension BicepEvaluation: EvaluationSource {
  typealias Key = EvaluationMemory.Key

  /// Makes a scope known, so that what is made in it can be asked for again.
  func adopt(_ scope: BicepScope) -> BicepScope {
    guard trace != nil else { return scope }
    scope.isTraced = true
    scopes[scope.key] = scope
    scopesByFile[scope.file.id.number] = scope
    return scope
  }

  // MARK: What files say

  /// Names in the file of a scope; they are looked at once.
  func names(in scope: BicepScope) -> BicepFileNames {
    if let known = scope.names { return known }
    let names: BicepFileNames
    if let known = fileNames[scope.file.path] {
      names = known
    } else if let trace, scope.isTraced {
      names = BicepFileNames.of(scope, after: trace.names(of: scope.file.id.number))
      trace.keep(names, of: scope.file.id.number)
    } else {
      names = BicepFileNames(untracedOf: scope)
    }
    fileNames[scope.file.path] = names
    scope.names = names
    return names
  }

  /// What is made next hangs on what the scope is an instance of.
  func readShape(of scope: BicepScope) {
    guard let trace, scope.isTraced else { return }
    _ = trace.read(Key(kind: .shape, scope: scope.key)) {
      BicepShape(placement: scope.placement, level: scope.level, depth: scope.depth, callers: scope.callers)
    }
  }

  /// What is made next hangs on what a name means in the scope's file.
  func readMeaning(of name: String, in scope: BicepScope) {
    guard let trace, scope.isTraced else { return }
    _ = trace.read(Key(kind: .meaning, scope: scope.key, name: name)) { BicepMeaning(of: name, in: scope) }
  }

  /// What is made next hangs on the text of a statement.
  func readText(_ statement: Int, of scope: BicepScope) {
    guard scope.isTraced, scope.statements.indices.contains(statement) else { return }
    readText(scope.itemKey(ofStatement: statement), of: scope)
  }

  private func readText(_ key: UInt64, of scope: BicepScope) {
    guard let trace, scope.isTraced else { return }
    let file = UInt64(truncatingIfNeeded: scope.file.id.number)
    _ = trace.read(Key(kind: .text, scope: file, number: Int(truncatingIfNeeded: key))) {
      scope.statementsByKey[key].map { names(in: scope).hashes[$0] } ?? 0
    }
  }

  func readText(of declaration: Node, in scope: BicepScope) {
    guard scope.isTraced, let statement = scope.position(of: declaration) else { return }
    readText(statement, of: scope)
  }

  func readText(of instance: BicepInstance) { readText(instance.entry.statement, of: instance.frame.scope) }

  /// The value that a call or a parameter file gives.
  func given(_ name: String, in scope: BicepScope) -> EvaluatedValue? {
    let folded = name.lowercased()
    guard let trace, scope.isTraced else { return scope.given[folded] }
    return trace.read(Key(kind: .given, scope: scope.key, name: folded)) { GivenValue(value: scope.given[folded]) }.value
  }

  /// Whether more than one place reads a parameter or variable, or the same members of it. The text of an interface is one reader:
  /// the call's resource.
  func isShared(_ name: String, _ members: [String], in scope: BicepScope) -> Bool {
    guard scope.file.id != RegistryModule.fileID else { return false }
    guard let trace, scope.isTraced else { return names(in: scope).reads.isShared(name, members) }
    return trace.read(.sharing(name, members, scope: scope.key)) { names(in: scope).reads.isShared(name, members) }
  }

  /// The positions of the entries that an entry names.
  func entries(named by: Int, in scope: BicepScope) -> [Int] {
    let dependencies = names(in: scope).reads.dependencies
    let positions = dependencies.indices.contains(by) ? dependencies[by] : []
    if let trace, scope.isTraced {
      _ = trace.read(Key(kind: .waiting, scope: scope.key, number: scope.entryIDs[by])) { positions.map { scope.entryIDs[$0] } }
    }
    return positions
  }

  /// A parsed file of which only that it is there is read; what is in it is read by itself.
  func source(_ path: String) -> SourceFile? {
    let file = files.source(path)
    guard let trace else { return file }
    _ = trace.read(Key(kind: .presence, name: path)) { BicepPresence(file: file?.id, role: file?.role) }
    return file
  }

  /// What is made next hangs on all of a file.
  func readContent(_ path: String) {
    guard let trace else { return }
    _ = trace.read(Key(kind: .content, name: path)) {
      files.text(path).map { $0.hash(of: ByteRange(0, $0.count)) } ?? 0
    }
  }

  func readContext(of scope: BicepScope) {
    guard let trace, scope.isTraced else { return }
    _ = trace.read(Key(kind: .context, scope: scope.key)) { scope.context }
  }

  // MARK: What is made

  /// What is remembered of a name in the scope or of the entry at a position, else what `make` makes.
  func recall<Content: Equatable & Sendable>(
    _ kind: Key.Kind, _ name: String = "", _ position: Int? = nil, in scope: BicepScope, _ make: () -> Content
  ) -> Content {
    guard let trace, scope.isTraced else { return make() }
    let key = Key(kind: kind, scope: scope.key, name: name, number: position.map { scope.entryIDs[$0] } ?? 0)
    return trace.recall(key, by: self) {
      readShape(of: scope)
      return make()
    }
  }

  func refresh(_ key: Key) {
    switch key.kind {
    case .text:
      guard let scope = scopesByFile[Int32(truncatingIfNeeded: key.scope)] else { return }
      readText(UInt64(bitPattern: Int64(key.number)), of: scope)
    case .presence: _ = source(key.name)
    case .content: readContent(key.name)
    default: if let scope = scopes[key.scope] { refresh(key, in: scope) }
    }
  }

  private func refresh(_ key: Key, in scope: BicepScope) {
    switch key.kind {
    case .shape: readShape(of: scope)
    case .meaning: readMeaning(of: key.name, in: scope)
    case .given: _ = given(key.name, in: scope)
    case .context: readContext(of: scope)
    case .sharing: _ = isShared(key.shared.name, key.shared.members, in: scope)
    case .waiting: if let position = scope.entriesByID[key.number] { _ = entries(named: position, in: scope) }
    case .parameter: _ = parameter(key.name, in: scope)
    case .variable: _ = variable(key.name, in: scope)
    case .output: _ = output(key.name, in: scope)
    case .identity:
      guard let position = scope.entriesByID[key.number] else { return }
      var instance = BicepInstance(position: position, frame: BicepFrame(scope))
      instance.frame.enclosing = Int(key.name).flatMap { scope.entriesByID[$0] }
      // What it stood in is gone.
      guard key.name.isEmpty || instance.frame.enclosing != nil else { return }
      _ = identity(of: instance)
    case .call:
      if let position = scope.entriesByID[key.number], let instance = instance(at: position, copy: key.name, in: scope) {
        _ = run(of: instance)
      }
    case .instances: if let position = scope.entriesByID[key.number] { _ = instances(at: position, in: scope) }
    // Nothing reads these.
    case .resources, .argument, .text, .presence, .content: break
    }
  }
}

/// What a name stands for in a file: the keys of the items that declare it.
struct BicepMeaning: Equatable, Sendable {
  private let declarations: [UInt64?]
  private let entry: Int?
  private let isLooped: Bool
  private let imported: [String]

  init(of name: String, in scope: BicepScope) {
    let tables = [scope.parameters, scope.variables, scope.functions, scope.types, scope.outputs]
    declarations = tables.map { table in table[name].map { scope.site($0).item.key } }
    let position = scope.symbols[name]
    entry = position.map { scope.entryIDs[$0] }
    isLooped = position.map { scope.syntax.loop(of: scope.entries[$0].node) != nil } ?? false
    imported = [scope.imports[name]?.path, scope.imports[name]?.name, scope.wildcards[name]].map { $0 ?? "" }
  }
}

/// What of a scope all that is made in it may hang on.
struct BicepShape: Equatable, Sendable {
  let placement: ARMPlacement
  let level: EvaluatedResource.Level
  let depth: Int
  let callers: Set<String>
}

struct BicepPresence: Equatable, Sendable {
  let file: FileID?
  let role: FileRole?
}

extension BicepFileNames {
  fileprivate init(untracedOf scope: BicepScope) {
    hashes = []
    shape = 0
    let entries = scope.entriesByStatement
    statements = scope.statements.indices.map {
      Self.names(of: scope.statements[$0], entries[$0] ?? [], in: scope, withSwapped: false)
    }
    reads = BicepReads(of: scope, statements)
  }
}
