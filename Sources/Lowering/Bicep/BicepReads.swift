import SyntaxTree

/// Which names a Bicep file reads and how often: a literal that has one reader may be rewritten for it.
struct BicepReads: Sendable {
  private var reads = MemberReads()
  /// Positions of the entries that each entry names, by way of variables too.
  private(set) var dependencies: [[Int]] = []
  /// Positions in an order in which each entry comes behind what it names; otherwise as they are written.
  private(set) var deploymentOrder: [Int] = []

  /// Of `statements`, one for each statement of the scope's file.
  init(of scope: BicepScope, _ statements: [BicepStatementNames]) {
    for statement in statements {
      for read in statement.reads { reads.add(read.name, read.members) }
    }
    // What each variable leads to.
    var direct: [String: [String]] = [:]
    for (name, declaration) in scope.variables { direct[name] = scope.position(of: declaration).map { statements[$0].names } }
    let names = statements.flatMap(\.entries)
    for (position, entry) in scope.entries.enumerated() {
      var found: Set<Int> = []
      var seen: Set<String> = []
      var open = names.indices.contains(position) ? names[position] : []
      while let name = open.popLast() {
        guard seen.insert(name).inserted else { continue }
        if let other = scope.symbols[name] ?? Self.nested(name, in: scope), other != position { found.insert(other) }
        if let more = direct[name] { open += more }
      }
      if let parent = entry.parent { found.insert(parent) }
      dependencies.append(found.sorted())
    }
    deploymentOrder = Self.order(dependencies)
  }

  /// Whether another expression reads what the members lead to, or a part of it.
  func isShared(_ name: String, _ members: [String]) -> Bool { reads.isShared(name, members) }

  /// The properties that an access asks of its base, up to the first step that is none.
  static func members(of access: Node, _ syntax: BicepSyntax) -> [String] {
    var names: [String] = []
    for part in syntax.parts(of: access).dropFirst() {
      guard syntax.kind(part) == .member else { break }
      names.append(syntax.text(part))
    }
    return names
  }

  /// The variables, and `vault::policy` for each resource that is named inside of another.
  static func names(below node: Node, _ syntax: BicepSyntax) -> [String] {
    var names: [String] = []
    syntax.document.eachEntry(below: node) { entry, kind in
      if kind == .variable { names.append(syntax.text(entry)) }
      guard kind == .access, let base = syntax.part(0, of: entry), syntax.kind(base) == .variable else { return }
      var chain = syntax.text(base)
      for part in syntax.parts(of: entry) where syntax.kind(part) == .nestedMember {
        chain += "::" + syntax.text(part)
        names.append(chain)
      }
    }
    return names
  }

  /// The position of what `vault::policy` names.
  private static func nested(_ chain: String, in scope: BicepScope) -> Int? {
    guard chain.utf8.contains(0x3a) else { return nil }
    let symbols = chain.split(separator: "::").map(String.init)
    guard symbols.count > 1, let base = scope.symbols[symbols[0]] else { return nil }
    return symbols.dropFirst().reduce(base) { found, symbol in found.flatMap { scope.entries[$0].children[symbol] } }
  }

  private static func order(_ dependencies: [[Int]]) -> [Int] {
    var order: [Int] = []
    var state = Array(repeating: 0, count: dependencies.count)
    for start in dependencies.indices where state[start] == 0 {
      var open = [(position: start, isLeaving: false)]
      while let (position, isLeaving) = open.popLast() {
        if isLeaving {
          order.append(position)
          continue
        }
        guard state[position] == 0 else { continue }
        state[position] = 1
        open.append((position, true))
        for other in dependencies[position].reversed() where state[other] == 0 { open.append((other, false)) }
      }
    }
    return order
  }
}
