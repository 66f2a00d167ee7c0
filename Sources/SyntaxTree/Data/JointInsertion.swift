import SourceText

extension Document {
  /// The edits that write several values into one object whose first name is the same and that is not there yet. Empty where one of
  /// them cannot be written.
  public func textEdits(forInserting values: [(path: [String], literal: Literal)], into node: Node) -> [TextEdit] {
    guard let first = values.first else { return [] }
    if format == .hcl { return textEdits(forInserting: values, inBlocksOf: node) }
    // The object is written where the ways part.
    let shared = first.path.indices.prefix { index in
      values.allSatisfy { $0.path.dropLast().indices.contains(index) && $0.path[index] == first.path[index] }
    }
    let rest = Self.object(of: values.map { ($0.path.dropFirst(shared.count), $0.literal) })
    return textEdits(for: .insert(into: node, path: Array(first.path.prefix(shared.count)), rest))
  }

  /// Values in blocks: each is written into what the one before has left.
  private func textEdits(forInserting values: [(path: [String], literal: Literal)], inBlocksOf node: Node) -> [TextEdit] {
    let kind = kind(node)
    var document = self
    for value in values {
      guard let target = document.nodes(startingAt: node.start).first(where: { document.kind($0) == kind }),
        case let edits = document.textEdits(for: .insert(into: target, path: value.path, value.literal)), !edits.isEmpty
      else { return [] }
      document = Document(SourceText(document.text.bytes.applying(edits).text), format: format)
    }
    return [TextEdit.difference(from: text.bytes, to: document.text.bytes)]
  }

  /// The object that has each literal at its path. The paths are a few names long: those of properties.
  private static func object(of values: [(path: ArraySlice<String>, literal: Literal)]) -> Literal {
    var names: [String] = []
    var members: [String: [(path: ArraySlice<String>, literal: Literal)]] = [:]
    for (path, literal) in values {
      guard let name = path.first else { continue }
      if members[name] == nil { names.append(name) }
      members[name, default: []].append((path.dropFirst(), literal))
    }
    return .object(
      names.map { name in
        let inside = members[name] ?? []
        return Literal.Property(name, inside.first { $0.path.isEmpty }?.literal ?? object(of: inside))
      })
  }

  /// The entries that begin at a byte, the outermost first.
  private func nodes(startingAt start: Int) -> [Node] {
    var found: [Node] = []
    var level = [root]
    while let node = level.first(where: { $0.start <= start && start <= end($0) }) {
      if node.start == start { found.append(node) }
      level = children(node).reversed()
    }
    return found
  }
}
