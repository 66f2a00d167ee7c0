import SourceText

/// Where a node stands: what is around it, and what it is there.
struct YAMLPlace {
  /// From the document down to the collection that holds the node.
  var ancestors: [Node]
  /// The children of that collection that are nodes.
  var siblings: [Node]
  /// The number of the node among them.
  var ordinal: Int

  var parent: Node? { ancestors.last }
}

extension Document {
  /// Nil for a node that is in no document.
  func yamlPlace(of node: Node) -> YAMLPlace? {
    var ancestors: [Node] = []
    var current = root
    while current.index != node.index {
      guard let next = children(current).first(where: { $0.index <= node.index && node.index < $0.index + span($0.index) }) else {
        return nil
      }
      if current.index != 0 { ancestors.append(current) }
      current = next
    }
    guard let parent = ancestors.last else { return nil }
    let siblings = children(parent).filter { kind($0).isYAMLNode }
    guard let ordinal = siblings.firstIndex(where: { $0.index == node.index }) else { return nil }
    return YAMLPlace(ancestors: ancestors, siblings: siblings, ordinal: ordinal)
  }

  func yamlTextEdits(for rewrite: Rewrite) -> [TextEdit] {
    let style = YAMLStyle(of: self)
    switch rewrite {
    case .replace(let node, let literal): return yamlReplacement(of: node, literal, style)
    case .insert(let node, let path, let literal): return yamlInsertion(into: node, path[...], literal, style)
    case .remove(let node): return yamlRemoval(of: node)
    case .rename(let key, let name): return yamlRenaming(of: key, name, style)
    }
  }

  // MARK: Names

  private func yamlRenaming(of key: Node, _ name: String, _ style: YAMLStyle) -> [TextEdit] {
    guard let place = yamlPlace(of: key), let parent = place.parent, kind(parent).isYAMLMapping, place.ordinal % 2 == 0 else { return [] }
    let isFlow = place.ancestors.contains { kind($0).isYAMLFlow }
    let spelled = style.string(name, isFlow: isFlow, preferring: yamlQuote(of: key))
    if spelled.utf8.count > 1024 { return [] }
    if kind(key) == .yamlEmpty {
      let before = text.slice(ByteRange(max(0, key.start - 1), key.start)).first
      let isGlued = before == 0x3f || before.map { $0 > 0x20 } ?? false && flags(key) != 0
      return [TextEdit(ByteRange(key.start, key.start), (isGlued ? " " : "") + spelled)]
    }
    if kind(key) == .yamlBlockMapping || kind(key) == .yamlBlockSequence { return [] }
    return [TextEdit(range(key), spelled)]
  }

  /// The quote of a quoted scalar.
  func yamlQuote(of node: Node) -> UInt8? {
    kind(node) == .yamlDoubleQuoted ? 0x22 : kind(node) == .yamlSingleQuoted ? 0x27 : nil
  }

  // MARK: Insertion

  private func yamlInsertion(into node: Node, _ path: ArraySlice<String>, _ literal: Literal, _ style: YAMLStyle) -> [TextEdit] {
    var path = path
    var target = node
    while true {
      guard let current = yamlResolved(target) else { return [] }
      target = current
      guard let name = path.first else {
        if kind(target).isYAMLSequence { return yamlAppend(to: target, literal, style) }
        return yamlIsNothing(target) ? yamlReplacement(of: target, .array([literal]), style) : []
      }
      if yamlIsNothing(target) { return yamlReplacement(of: target, literal.nested(in: path), style) }
      guard kind(target).isYAMLMapping else { return [] }
      guard let found = yamlPairs(target).first(where: { $0.name == name }) else {
        return yamlAdd(Literal.Property(name, literal.nested(in: path.dropFirst())), to: target, style)
      }
      path = path.dropFirst()
      if path.isEmpty { return yamlReplacement(of: found.value, literal, style) }
      target = found.value
    }
  }

  /// Nothing is written there, or `null`.
  private func yamlIsNothing(_ node: Node) -> Bool { kind(node).isYAMLScalar && yamlScalar(node) == .null }

  private func yamlAdd(_ property: Literal.Property, to mapping: Node, _ style: YAMLStyle) -> [TextEdit] {
    let pairs = yamlPairs(mapping)
    guard let last = pairs.last else {
      guard kind(mapping) == .yamlFlowMapping else { return [] }
      return yamlReplacement(of: mapping, .object([property]), style)
    }
    let quote = yamlQuote(of: last.key)
    if kind(mapping) == .yamlBlockMapping {
      let column = yamlColumn(mapping.start)
      let lines = style.property(property, column: column, preferring: quote)
      return yamlLines(lines, column: column, behind: mapping, style)
    }
    guard kind(mapping) == .yamlFlowMapping else { return [] }
    // JSON within YAML stays JSON.
    let wanted = quote == 0x22 ? quote : nil
    let text = style.string(property.name, isFlow: true, preferring: quote) + ": " + style.flow(property.value, preferring: wanted)
    return yamlFlowEntry(text, in: mapping, behind: last.value, first: last.key)
  }

  private func yamlAppend(to sequence: Node, _ literal: Literal, _ style: YAMLStyle) -> [TextEdit] {
    let items = children(sequence).filter { kind($0).isYAMLNode }
    guard let last = items.last else { return yamlReplacement(of: sequence, .array([literal]), style) }
    if kind(sequence) == .yamlBlockSequence {
      let column = yamlColumn(sequence.start)
      // Entries between braces stay so.
      let isFlow = kind(last).isYAMLFlow
      let lines = isFlow ? [style.flow(literal)] : style.block(literal, column: column + 2)
      return yamlLines(["- " + lines[0]] + lines.dropFirst(), column: column, behind: sequence, style)
    }
    return yamlFlowEntry(
      style.flow(literal, preferring: yamlQuote(of: last) == 0x22 ? 0x22 : nil), in: sequence, behind: last, first: last)
  }

  /// Lines of their own behind a block collection.
  private func yamlLines(_ lines: [String], column: Int, behind node: Node, _ style: YAMLStyle) -> [TextEdit] {
    let indentation = String(repeating: " ", count: column)
    let added = indentation + lines.joined(separator: style.lineBreak)
    let end = end(node)
    if end > 0, end <= text.count, text[end - 1] == 0x0a || text[end - 1] == 0x0d {
      // A block scalar with `+` ends behind its line break.
      return [TextEdit(ByteRange(end, end), added + style.lineBreak)]
    }
    let place = text.contentRange(ofLine: text.lines.line(at: end)).end
    return [TextEdit(ByteRange(place, place), style.lineBreak + added)]
  }

  /// One more entry of a flow collection, on a line of its own where the last one has one.
  private func yamlFlowEntry(_ entry: String, in collection: Node, behind last: Node, first: Node) -> [TextEdit] {
    let line = text.lines.line(at: first.start)
    let lineStart = text.lines.range(ofLine: line).start
    let before = text.slice(ByteRange(lineStart, first.start))
    let ownsLine = before.allSatisfy { $0 == 0x20 || $0 == 0x09 } && line > 0
    let separator = ownsLine ? text.lineBreak + String(decoding: before, as: UTF8.self) : " "
    let end = end(last)
    guard let comma = yamlComma(from: end, to: self.end(collection)) else {
      return [TextEdit(ByteRange(end, end), "," + separator + entry)]
    }
    // Behind a comma that is there already; on the next line, if a comment follows.
    let place = ownsLine ? text.contentRange(ofLine: text.lines.line(at: comma)).end : comma + 1
    if place >= self.end(collection) { return [TextEdit(ByteRange(comma + 1, comma + 1), " " + entry + ",")] }
    return [TextEdit(ByteRange(place, place), separator + entry + ",")]
  }

  /// The first comma between two offsets that is not in a comment.
  func yamlComma(from: Int, to: Int) -> Int? {
    var p = from
    while p < min(to, text.count) {
      if text[p] == 0x2c { return p }
      if text[p] == 0x23 { p = text.contentRange(ofLine: text.lines.line(at: p)).end } else { p += 1 }
    }
    return nil
  }
}
