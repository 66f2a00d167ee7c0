import SourceText

extension Document {
  /// Takes an argument or item (given by its value or itself), an element or a block away.
  func hclRemoval(of node: Node) -> [TextEdit] {
    let around = containers(around: node)
    guard var list = around.last else { return [] }
    var entry = node
    switch kind(list) {
    case .hclAttribute, .hclObjectItem:
      guard hclChildren(list).first != node, let holder = around.dropLast().last else { return [] }
      entry = list
      list = holder
    case .hclBlock:
      guard kind(node) == .hclBody, let holder = around.dropLast().last else { return [] }
      entry = list
      list = holder
    case .root, .hclBody, .hclObject, .hclTuple: break
    default: return []
    }
    let entries = entryList(list)
    guard let index = entries.nodes.firstIndex(of: entry) else { return [] }
    let isBody = kind(list) == .root || kind(list) == .hclBody
    let edits = removal(ofEntry: index, from: entries, keepsLine: isBody)
    if edits.count == 1, edits[0].range == ByteRange(entries.opening, entries.closing) {
      return (hclRealignment(for: edits[0], in: containers(around: list)) + edits).sorted { $0.range < $1.range }
    }
    let moves =
      hclAlignment(entries.nodes, around: index).map { $0.alignment.closing(without: $0.index) }
      ?? hclJoining(entries.nodes, at: index, isKept: false)
    return (moves + edits).sorted { $0.range < $1.range }
  }
}
