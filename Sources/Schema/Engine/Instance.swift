import SyntaxTree

/// A document's value as one array: what a schema is held against. Children stand side by side, so nothing here recurses.
struct Instance: Sendable {
  struct Entry: Sendable {
    let node: Node
    /// The property's name, where this is a property's value.
    let keyNode: Node?
    let name: String
    /// Place among its siblings.
    let position: Int
    let parent: Int?
    let kind: DataKind
    let scalar: Scalar?
    var children: Range<Int>
  }

  private(set) var entries: [Entry] = []

  subscript(_ index: Int) -> Entry { entries[index] }

  /// Reads the value at `top`. YAML aliases repeat what they stand for, and may do so without end: what goes beyond a size
  /// in proportion to the text stays unread and counts as missing.
  init(_ top: Node, in document: Document) {
    let limit = 16 * document.tape.words.count + 4096
    entries.append(Self.entry(top, in: document, keyNode: nil, name: "", position: 0, parent: nil))
    var next = 0
    while next < entries.count {
      let entry = entries[next]
      let first = entries.count
      switch entry.kind {
      case .object:
        for (position, member) in document.members(entry.node).enumerated() where entries.count < limit {
          entries.append(
            Self.entry(member.value, in: document, keyNode: member.key, name: member.name, position: position, parent: next))
        }
      case .array:
        for (position, element) in document.elements(entry.node).enumerated() where entries.count < limit {
          entries.append(Self.entry(element, in: document, keyNode: nil, name: "", position: position, parent: next))
        }
      case .string, .number, .boolean, .null, .missing:
        break
      }
      entries[next].children = first..<entries.count
      next += 1
    }
  }

  /// The name of a property as a value of its own.
  init(name: String, node: Node) {
    entries.append(
      Entry(node: node, keyNode: nil, name: "", position: 0, parent: nil, kind: .string, scalar: .string(name), children: 0..<0))
  }

  private static func entry(
    _ node: Node, in document: Document, keyNode: Node?, name: String, position: Int, parent: Int?
  ) -> Entry {
    var kind = document.dataKind(node)
    var scalar: Scalar?
    switch kind {
    case .string, .number, .boolean, .null:
      scalar = document.scalar(node)
      if scalar == nil { kind = .missing }
    case .object, .array, .missing:
      break
    }
    return Entry(
      node: node, keyNode: keyNode, name: name, position: position, parent: parent, kind: kind, scalar: scalar, children: 0..<0)
  }

  /// The steps from the top to an entry.
  func path(to index: Int) -> [CaretContext.Step] {
    var steps: [CaretContext.Step] = []
    var index = index
    while let parent = entries[index].parent {
      steps.append(entries[index].keyNode == nil ? .element(entries[index].position) : .property(entries[index].name))
      index = parent
    }
    return steps.reversed()
  }

  /// The entry as a value for a message; containers without what they hold.
  func value(_ index: Int) -> SchemaValue {
    if let scalar = entries[index].scalar { return SchemaValue(scalar) }
    switch entries[index].kind {
    case .object: return .object(entries[index].children.isEmpty ? [] : [SchemaValue.Member("", .null)])
    case .array: return .array(entries[index].children.isEmpty ? [] : [.null])
    case .string, .number, .boolean, .null, .missing: return .null
    }
  }
}
