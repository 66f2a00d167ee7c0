import SourceText

extension Document {
  func hclTextEdits(for rewrite: Rewrite) -> [TextEdit] {
    switch rewrite {
    case .replace(let node, let literal): hclReplacement(of: node, by: literal)
    case .insert(let node, let path, let literal): hclInsertion(into: node, path[...], literal)
    case .remove(let node): hclRemoval(of: node)
    case .rename(let key, let name): hclRenaming(of: key, name)
    }
  }

  // MARK: - Names

  private func hclRenaming(of key: Node, _ name: String) -> [TextEdit] {
    let around = containers(around: key)
    guard let item = around.last, hclChildren(item).first == key else { return [] }
    let spelled: String
    switch kind(item) {
    case .hclAttribute, .hclBlock:
      guard HCLStyle.isName(name) else { return [] }
      spelled = name
    case .hclObjectItem: spelled = HCLStyle(quotesKeys: kind(key) == .hclString).key(name)
    default: return []
    }
    guard kind(item) != .hclBlock, let body = around.dropLast().last else { return [TextEdit(range(key), spelled)] }
    let items = entryList(body).nodes
    guard let place = items.firstIndex(of: item), let (alignment, index) = hclAlignment(items, around: place) else {
      return [TextEdit(range(key), spelled)]
    }
    return alignment.renaming(index, to: spelled)
  }

  // MARK: - Replacing

  func hclReplacement(of node: Node, by literal: Literal) -> [TextEdit] {
    let around = containers(around: node)
    guard let parent = around.last, hclCanReplace(node, in: parent, by: literal) else { return [] }
    let style = hclStyle(at: parent, around: Array(around.dropLast()))
    let isInTemplate = around.contains { kind($0) == .hclTemplate || kind($0) == .hclHeredocTemplate }
    let isValue = kind(parent) == .hclAttribute || kind(parent) == .hclObjectItem
    let line = isValue ? parent.start : node.start
    let isSpread = !isInTemplate && (isValue || kind(parent) == .hclTuple ? beginsLine(line) : spansLines(range(node)))
    var value = style.text(literal, indentation: isSpread ? indentation(at: line) : nil)
    if case .integer(let number) = literal, kind(parent) == .hclTraversal || kind(parent) == .hclUnary && number < 0 {
      value = "(\(value))"
    }
    let edit = TextEdit(range(node), separated(value, at: range(node)))
    return (hclRealignment(for: edit, in: around) + [edit]).sorted { $0.range < $1.range }
  }

  /// The edits of the lines beside an argument or item that an edit within it makes one line, or more than one.
  func hclRealignment(for edit: TextEdit, in around: [Node]) -> [TextEdit] {
    let isSpread = edit.replacement.contains(0x0a)
    for (body, item) in zip(around, around.dropFirst()) where kind(item) == .hclAttribute || kind(item) == .hclObjectItem {
      guard hclCell(item, isOneLine: isSpread) != nil else { continue }
      let items = entryList(body).nodes
      guard let place = items.firstIndex(of: item) else { return [] }
      if isSpread { return hclAlignment(items, around: place).map { $0.alignment.parting(at: $0.index) } ?? [] }
      // One that was one line already stays with its neighbours.
      if hclCell(item) != nil { return [] }
      let isOneLine = !spansLines(ByteRange(item.start, edit.range.start)) && !spansLines(ByteRange(edit.range.end, end(item)))
      if isOneLine { return hclJoining(items, at: place, isKept: true) }
    }
    return []
  }

  private func hclCanReplace(_ node: Node, in parent: Node, by literal: Literal) -> Bool {
    switch kind(node) {
    case .hclNumber, .hclBoolean, .hclNull, .hclString, .hclHeredoc, .hclTemplate, .hclHeredocTemplate, .hclVariable, .hclTraversal,
      .hclCall,
      .hclParentheses, .hclTuple, .hclObject, .hclForTuple, .hclForObject, .hclUnary, .hclBinary, .hclConditional:
      break
    default: return false
    }
    switch kind(parent) {
    case .hclAttribute, .hclObjectItem: return hclChildren(parent).first != node
    case .hclBlock:
      // A label is a string, and no template.
      guard case .string(let label) = literal else { return false }
      return HCLStyle.quoted(label).utf8.count == label.utf8.count + 2
    default: return true
    }
  }

  // MARK: - Style

  /// The style at a container, taken from its entries, from those around it, or from the whole text.
  func hclStyle(at container: Node, around: [Node]) -> HCLStyle {
    let objects = (around + [container]).reversed().filter { kind($0) == .hclObject }
    let separator = objects.lazy.compactMap { object in self.children(object).lazy.compactMap { self.hclSeparator($0) }.last }.first
    let keys = objects.lazy.compactMap { self.hclQuotesKeys($0) }.first
    return HCLStyle(
      lineBreak: hclLineBreak, step: indentationStep(at: container, around: around), separator: separator ?? " = ",
      quotesKeys: keys ?? false)
  }

  /// HCL knows no line break but LF and CRLF.
  var hclLineBreak: String { text.lineBreak == "\r\n" ? "\r\n" : "\n" }

  /// What stands between the key and the value of an object's item; ` = ` for any `=` between spaces.
  private func hclSeparator(_ item: Node) -> String? {
    let parts = hclChildren(item)
    guard kind(item) == .hclObjectItem, parts.count > 1 else { return nil }
    let between = text.string(ByteRange(end(parts[0]), parts[1].start))
    switch between {
    case "=", ":", ": ", " : ": return between
    default: return between.contains(":") ? ": " : between.contains("=") ? " = " : nil
    }
  }

  /// Whether all keys of an object are quoted; nil where it has none.
  private func hclQuotesKeys(_ object: Node) -> Bool? {
    let items = hclObjectItems(object)
    return items.isEmpty ? nil : items.allSatisfy { kind($0.key) == .hclString }
  }
}
