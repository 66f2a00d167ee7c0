import EncryptionModel
import SourceText
import SyntaxTree

/// What one statement of a Bicep file tells by its names alone.
struct BicepStatementNames: Equatable, Sendable {
  struct Read: Equatable, Sendable {
    let name: String
    let members: [String]
  }

  /// Names that are read, each with the members that are asked of it.
  var reads: [Read] = []
  /// The variables of a declaration, and `vault::policy` for each resource that is named inside of another.
  var names: [String] = []
  /// The same for a resource and each of those written inside of it.
  var entries: [[String]] = []
  /// Versions that are given where a name belongs.
  var swapped: [SwappedArgument] = []
}

/// What the statements of a Bicep file tell by their names: who reads what, what waits for what, which names there are.
struct BicepFileNames: Sendable {
  /// One for each statement.
  let hashes: [UInt64]
  let statements: [BicepStatementNames]
  /// A hash of the declared names in their order, of imports and of the scope of the target.
  let shape: UInt64
  let reads: BicepReads

  /// What the file of a scope tells, of which `old` told the same in an earlier state.
  static func of(_ scope: BicepScope, after old: BicepFileNames?) -> BicepFileNames {
    let document = scope.file.document
    let hashes = scope.statements.map { document.text.hash(of: document.range($0)) }
    if let old, old.hashes == hashes { return old }
    let shape = shape(of: scope, hashes)
    var known: [UInt64: BicepStatementNames] = [:]
    if let old { for (hash, names) in zip(old.hashes, old.statements) { known[hash] = names } }
    let entries = scope.entriesByStatement
    let statements = scope.statements.indices.map { index -> BicepStatementNames in
      guard var names = known[hashes[index]] else { return names(of: scope.statements[index], entries[index] ?? [], in: scope) }
      // With others of its name before it, it may be another item.
      if shape != old?.shape, !names.swapped.isEmpty {
        names.swapped = SwappedArguments.bicep(below: scope.statements[index], in: scope.file)
      }
      return names
    }
    if let old, old.shape == shape, old.statements == statements {
      return BicepFileNames(hashes: hashes, statements: statements, shape: shape, reads: old.reads)
    }
    return BicepFileNames(hashes: hashes, statements: statements, shape: shape, reads: BicepReads(of: scope, statements))
  }

  static func names(of statement: Node, _ entries: [BicepEntry], in scope: BicepScope, withSwapped: Bool = true) -> BicepStatementNames {
    let syntax = scope.syntax
    var names = BicepStatementNames()
    var bases: Set<Node> = []
    syntax.document.eachEntry(below: statement) { entry, kind in
      if kind == .access, let base = syntax.part(0, of: entry), syntax.kind(base) == .variable {
        bases.insert(base)
        names.reads.append(.init(name: syntax.text(base), members: BicepReads.members(of: entry, syntax)))
      } else if kind == .variable, bases.remove(entry) == nil {
        names.reads.append(.init(name: syntax.text(entry), members: []))
      }
    }
    if syntax.kind(statement) == .variableDeclaration { names.names = BicepReads.names(below: statement, syntax) }
    names.entries = entries.map { BicepReads.names(below: $0.node, syntax) }
    if withSwapped { names.swapped = SwappedArguments.bicep(below: statement, in: scope.file) }
    return names
  }

  private static func shape(of scope: BicepScope, _ hashes: [UInt64]) -> UInt64 {
    let syntax = scope.syntax
    let entries = scope.entriesByStatement
    var shape = ContentHash()
    for (index, statement) in scope.statements.enumerated() {
      let kind = syntax.kind(statement)
      shape.add(UInt64(kind.rawValue))
      switch kind {
      case .parameterDeclaration, .variableDeclaration, .outputDeclaration, .functionDeclaration, .typeDeclaration, .resourceDeclaration,
        .moduleDeclaration:
        shape.add(syntax.name(of: statement).map(syntax.text) ?? "")
        if kind == .outputDeclaration { shape.add(syntax.value(of: statement) == nil ? 0 : 1) }
        for entry in entries[index] ?? [] {
          shape.add(entry.symbol)
          shape.add(UInt64(truncatingIfNeeded: entry.parent ?? -1))
          shape.add(syntax.loop(of: entry.node) == nil ? 0 : 1)
        }
      default: shape.add(hashes[index])
      }
    }
    return shape.value
  }
}
