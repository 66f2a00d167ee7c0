import EncryptionModel
import SourceText
import SyntaxTree

/// One Bicep file with the parameters that it was given: what names mean in it.
///
/// A class because values are remembered as they are asked for; it never leaves the thread that evaluates.
final class BicepScope {
  let file: SourceFile
  let syntax: BicepSyntax
  /// Hash of the deployment, for the names of unknowns.
  let identity: UInt64
  let placement: ARMPlacement
  private(set) var level: EvaluatedResource.Level
  /// Values from a parameter file or from the module's call, by folded name.
  let given: [String: EvaluatedValue]
  /// How many files deep it is called or imported.
  let depth: Int
  /// Paths of the files whose module calls lead to this one, itself among them.
  let callers: Set<String>

  private(set) var parameters: [String: Node] = [:]
  private(set) var variables: [String: Node] = [:]
  private(set) var functions: [String: Node] = [:]
  private(set) var types: [String: Node] = [:]
  private(set) var outputs: [String: Node] = [:]
  /// Resources and modules, nested ones behind their parents.
  private(set) var entries: [BicepEntry] = []
  /// The same by the positions of their statements.
  private(set) var entriesByStatement: [Int: [BicepEntry]] = [:]
  /// Positions of those at the top by their symbols.
  private(set) var symbols: [String: Int] = [:]
  /// What is brought in by name: the file, and its name there.
  private(set) var imports: [String: (path: String, name: String)] = [:]
  /// Files whose exports are brought in under a name.
  private(set) var wildcards: [String: String] = [:]

  /// What its file tells by its names; filled when first asked for.
  var names: BicepFileNames?

  struct ValueKey: Hashable {
    let kind: EvaluationMemory.Key.Kind
    let name: String
  }

  var values: [ValueKey: EvaluatedValue] = [:]
  var inProgress: Set<ValueKey> = []
  /// Types and names of resources in no loop, by their positions and those of the resources in whose bodies they were asked for.
  var identities: [[Int]: BicepEvaluation.Identity] = [:]
  /// What modules made, by position and name of the copy.
  var runs: [String: BicepModuleRun] = [:]
  /// Scopes of imported files by their paths.
  var imported: [String: BicepScope] = [:]
  var importedTemplates: [String: ARMScope] = [:]
  /// The statements of the file, those that could not be read among them.
  let statements: [Node]
  /// Which instance of which file it is, for what is remembered of it.
  let key: UInt64
  /// Whether what is read in it is remembered: not in the interface of a published module, which is a part of its call.
  var isTraced = false
  /// What the call of the module makes of its resources.
  var context = BicepContext()
  /// The instances of resources, by their positions.
  var instances: [Int: [BicepMade]] = [:]

  init(
    file: SourceFile, identity: UInt64, placement: ARMPlacement, given: [String: EvaluatedValue], depth: Int = 0,
    level: EvaluatedResource.Level? = nil, callers: Set<String> = [], importer: UInt64 = 0
  ) {
    self.file = file
    let syntax = BicepSyntax(file.document)
    self.syntax = syntax
    self.identity = identity
    self.placement = placement
    self.given = given
    self.depth = depth
    self.callers = callers.union([file.path])
    self.level = level ?? .resourceGroup
    statements = Array(file.document.children(file.document.root))
    var hash = ContentHash()
    hash.add(identity)
    hash.add(importer)
    hash.add(UInt64(truncatingIfNeeded: file.id.number))
    key = hash.value
    for (index, declaration) in statements.enumerated() {
      let name = syntax.name(of: declaration).map(syntax.text) ?? ""
      switch syntax.kind(declaration) {
      case .targetScopeDeclaration:
        self.level =
          syntax.value(of: declaration).flatMap(syntax.string).flatMap(EvaluatedResource.Level.init(targetScope:)) ?? self.level
      case .parameterDeclaration: parameters[name] = parameters[name] ?? declaration
      case .variableDeclaration: variables[name] = variables[name] ?? declaration
      case .functionDeclaration: functions[name] = functions[name] ?? declaration
      case .typeDeclaration: types[name] = types[name] ?? declaration
      case .outputDeclaration: outputs[name] = outputs[name] ?? declaration
      case .resourceDeclaration, .moduleDeclaration:
        guard entries.count < Self.maximumEntries else { continue }
        if symbols[name] == nil { symbols[name] = entries.count }
        addEntry(declaration, index, name)
      case .importDeclaration: addImport(declaration)
      default: break
      }
    }
  }

  /// More declarations than any file has.
  private static let maximumEntries = 5000
  private static let maximumNesting = 8

  private func addEntry(_ declaration: Node, _ statement: Int, _ name: String) {
    let first = entries.count
    defer { entriesByStatement[statement] = Array(entries[first...]) }
    var open: [(node: Node, parent: Int?, depth: Int)] = [(declaration, nil, 0)]
    while let next = open.popLast() {
      let own = next.parent == nil ? name : syntax.name(of: next.node).map(syntax.text) ?? ""
      let position = entries.count
      entries.append(
        BicepEntry(
          node: next.node, statement: statement, symbol: own, parent: next.parent, isModule: syntax.kind(next.node) == .moduleDeclaration))
      if let parent = next.parent { entries[parent].children[own] = position }
      guard next.depth < Self.maximumNesting, let object = syntax.object(of: next.node) else { continue }
      for child in syntax.nestedResources(of: object).reversed() { open.append((child, position, next.depth + 1)) }
    }
  }

  private func addImport(_ declaration: Node) {
    guard let path = syntax.path(of: declaration).flatMap(syntax.string), !path.contains(":"),
      let resolved = FilePaths.resolve(path, from: file.folder)
    else { return }
    for (original, alias) in syntax.importedNames(of: declaration) {
      let name = syntax.string(original) ?? syntax.text(original)
      imports[alias.map(syntax.text) ?? name] = (resolved, name)
    }
    for part in syntax.parts(of: declaration) where syntax.kind(part) == .wildcardImport {
      if let name = syntax.name(of: part) { wildcards[syntax.text(name)] = resolved }
    }
  }

  /// The position of the statement that a declaration is.
  func position(of declaration: Node) -> Int? {
    var low = 0
    var high = statements.count
    while low < high {
      let middle = (low + high) / 2
      if statements[middle].index < declaration.index { low = middle + 1 } else { high = middle }
    }
    return low < statements.count && statements[low] == declaration ? low : nil
  }

  func site(_ node: Node) -> Site { file.site(node) }

  // MARK: What stays the same when other statements come and go

  /// The key of the item that a statement is.
  func itemKey(ofStatement position: Int) -> UInt64 { site(statements[position]).item.key }

  private(set) lazy var statementsByKey: [UInt64: Int] = Dictionary(
    statements.indices.map { (itemKey(ofStatement: $0), $0) }, uniquingKeysWith: { first, _ in first })

  /// Made of the statement's key and the symbols down to an entry, one for each entry.
  private(set) lazy var entryIDs: [Int] = {
    var ids: [Int] = []
    var taken: Set<Int> = []
    for entry in entries {
      var hash = ContentHash()
      hash.add(itemKey(ofStatement: entry.statement))
      if let parent = entry.parent {
        hash.add(UInt64(bitPattern: Int64(ids[parent])))
        hash.add(entry.symbol)
      }
      var id = Int(truncatingIfNeeded: hash.value)
      while !taken.insert(id).inserted { id &+= 1 }
      ids.append(id)
    }
    return ids
  }()

  private(set) lazy var entriesByID: [Int: Int] = Dictionary(
    entryIDs.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
}

/// A resource or module of a Bicep file.
struct BicepEntry {
  let node: Node
  /// Position of the statement that it is or stands in.
  let statement: Int
  let symbol: String
  /// Position of the resource that this one is written inside of.
  let parent: Int?
  let isModule: Bool
  /// Positions of those written inside of this one, by their symbols.
  var children: [String: Int] = [:]
}

/// What names mean at one point of a Bicep file: the scope, and what loops, lambdas and functions add to it.
struct BicepFrame {
  let scope: BicepScope
  /// Variables of loops and lambdas, parameters of functions.
  var locals: [String: EvaluatedValue] = [:]
  /// The resource in whose body the point is: its nested resources can be named.
  var enclosing: Int?

  init(_ scope: BicepScope) { self.scope = scope }

  func with(_ name: String?, _ value: EvaluatedValue) -> BicepFrame {
    guard let name else { return self }
    var frame = self
    frame.locals[name] = value
    return frame
  }
}

extension EvaluatedResource.Level {
  init?(targetScope: String) {
    switch targetScope {
    case "resourceGroup": self = .resourceGroup
    case "subscription": self = .subscription
    case "managementGroup": self = .managementGroup
    case "tenant": self = .tenant
    default: return nil
    }
  }
}
