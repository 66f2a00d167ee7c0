import SourceText

extension Document {
  func jsonTextEdits(for rewrite: Rewrite) -> [TextEdit] {
    switch rewrite {
    case .replace(let node, let literal): jsonReplacement(of: node, by: literal)
    case .insert(let node, let path, let literal): jsonInsertion(into: node, path[...], literal)
    case .remove(let node): jsonRemoval(of: node)
    case .rename(let key, let name): isJSONName(key) ? [TextEdit(range(key), JSONEscapes.quoted(name))] : []
    }
  }

  // MARK: - Replacing

  private func jsonReplacement(of node: Node, by literal: Literal) -> [TextEdit] {
    guard isJSONValue(node) else { return [] }
    let around = containers(around: node)
    guard let container = around.last else { return [] }
    let style = jsonStyle(at: container, around: around.dropLast())
    let unit = jsonUnits(container).first { $0.value == node }
    let begin = unit?.range.start ?? node.start
    let isSpread = container.index == 0 || beginsLine(begin)
    let value = style.text(literal, indentation: isSpread ? indentation(at: begin) : nil)
    guard kind(node) == .missing, let key = unit?.key else { return [TextEdit(range(node), value)] }
    // Nothing stands there yet, perhaps not even the colon.
    let written = text.slice(ByteRange(end(key), node.start))
    return [TextEdit(range(node), written.contains(0x3a) ? (written.last == 0x3a ? " " : "") + value : style.colon + value)]
  }

  // MARK: - Inserting

  private func jsonInsertion(into node: Node, _ path: ArraySlice<String>, _ literal: Literal) -> [TextEdit] {
    if node.index == 0 {
      guard let top = jsonTopValue() else { return jsonFirstValue(path, literal) }
      return jsonInsertion(into: top, path, literal)
    }
    guard let name = path.first else {
      return kind(node) == .jsonArray ? jsonAppend(to: node) { $0.text(literal, indentation: $1) } : []
    }
    guard kind(node) == .jsonObject else { return [] }
    let rest = path.dropFirst()
    guard let member = jsonMembers(node).first(where: { $0.name == name }) else {
      let value = literal.nested(in: rest)
      return jsonAppend(to: node) { $0.property(name, value, indentation: $1) }
    }
    if rest.isEmpty { return jsonReplacement(of: member.value, by: literal) }
    switch kind(member.value) {
    case .jsonObject: return jsonInsertion(into: member.value, rest, literal)
    case .missing: return jsonReplacement(of: member.value, by: literal.nested(in: rest))
    default: return []
    }
  }

  /// Gives a text without a value one.
  private func jsonFirstValue(_ path: ArraySlice<String>, _ literal: Literal) -> [TextEdit] {
    guard !path.isEmpty, children(root).allSatisfy({ kind($0) == .missing || kind($0) == .trivia }) else { return [] }
    let style = JSONStyle(lineBreak: text.lineBreak, step: "  ", colon: ": ", space: " ")
    let gap = jsonGap(0, text.count)
    let needsLine = gap.comments.last.map { $0.end == text.count } ?? false
    return [
      TextEdit(
        ByteRange(text.count, text.count),
        (needsLine ? style.lineBreak : "") + style.text(literal.nested(in: path), indentation: "") + style.lineBreak)
    ]
  }

  /// Puts one more property or element behind the last one. `print` is told the indentation of its line, nil on one line.
  private func jsonAppend(to container: Node, _ print: (JSONStyle, String?) -> String) -> [TextEdit] {
    let around = containers(around: container)
    let style = jsonStyle(at: container, around: around)
    let list = jsonEntryList(container)
    let keepsTrailingComma = if case .json(let options) = format { options.trailingCommas } else { false }
    let insertion = EntryInsertion(
      anchor: list.entries.isEmpty ? nil : list.entries.count - 1, lineBreak: style.lineBreak, step: style.step, space: style.space,
      padding: kind(container) == .jsonObject ? style.space : "", separatesLines: true,
      keepsTrailingComma: keepsTrailingComma, isSpread: jsonIsSpread(container, around))
    return textEdits(for: insertion, into: list) { print(style, $0) }
  }

  /// Whether the first entry of an empty container goes on a line of its own.
  private func jsonIsSpread(_ container: Node, _ around: [Node]) -> Bool {
    guard let parent = around.last, parent.index != 0 else { return true }
    let unit = jsonUnits(parent).first { $0.value == container }
    return beginsLine(unit?.range.start ?? container.start)
  }
}
