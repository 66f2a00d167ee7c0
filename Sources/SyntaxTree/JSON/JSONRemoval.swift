import SourceText

extension Document {
  /// Takes a property (given by its value or its name) or an element out, with its separator and its own lines.
  func jsonRemoval(of node: Node) -> [TextEdit] {
    guard let container = containers(around: node).last, container.index != 0,
      let index = jsonUnits(container).firstIndex(where: { $0.value == node || $0.key == node })
    else { return [] }
    return removal(ofEntry: index, from: jsonEntryList(container))
  }
}
