import SourceText

extension Document {
  func hclInsertion(into node: Node, _ path: ArraySlice<String>, _ literal: Literal) -> [TextEdit] {
    var path = path
    guard var target = hclContainer(at: node) else { return [] }
    while let name = path.first {
      let value: Node?
      if kind(target) == .hclObject {
        guard let item = hclObjectItems(target).first(where: { $0.name == name }) else {
          return hclAppendItem(to: target, name, literal.nested(in: path.dropFirst()))
        }
        value = item.value
      } else if kind(target) == .hclTuple {
        return []
      } else if let attribute = hclAttribute(target, name) {
        value = attribute.value
      } else if let block = hclBlocks(target, name).first {
        guard path.count > 1, let body = block.body else { return [] }
        target = body
        path = path.dropFirst()
        continue
      } else {
        guard path.allSatisfy(HCLStyle.isName) else { return [] }
        return path.count == 1 ? hclAppendAttribute(to: target, name, literal) : hclAppendBlock(to: target, path, literal)
      }
      path = path.dropFirst()
      guard let value else { return [] }
      if path.isEmpty { return hclReplacement(of: value, by: literal) }
      guard let next = hclContainer(at: value), kind(next) == .hclObject else { return [] }
      target = next
    }
    return kind(target) == .hclTuple ? hclAppendElement(to: target, literal) : []
  }

  /// The body, object or tuple that a node holds or is.
  private func hclContainer(at node: Node) -> Node? {
    var node = node
    while true {
      let next: Node?
      switch kind(node) {
      case .root, .hclBody, .hclObject, .hclTuple: return node
      case .hclBlock, .hclAttribute, .hclObjectItem: next = hclChildren(node).last
      case .hclParentheses: next = hclChildren(node).first
      default: return nil
      }
      guard let next else { return nil }
      node = next
    }
  }

  // MARK: - Objects and tuples

  private func hclAppendItem(to object: Node, _ name: String, _ value: Literal) -> [TextEdit] {
    let around = containers(around: object)
    let style = hclStyle(at: object, around: around)
    let list = entryList(object)
    let last = list.entries.count - 1
    var insertion = EntryInsertion(
      anchor: last < 0 ? nil : last, lineBreak: style.lineBreak, step: style.step, padding: " ", isSpread: hclIsSpread(object, around))
    if last >= 0 {
      let previous = last > 0 ? entryGap(list.entries[last - 1].end, list.entries[last].start).comma : nil
      insertion.separatesLines = (previous ?? entryGap(list.entries[last].end, list.closing).comma) != nil
    }
    var moves: [TextEdit] = []
    let edits = textEdits(for: insertion, into: list) { indentation in
      let value = style.text(value, indentation: indentation)
      let key = style.key(name)
      guard style.separator == " = ", indentation != nil, let place = insertion.anchor else { return key + style.separator + value }
      return key + self.hclSign(forName: key, value, above: list, place, &moves) + value
    }
    if list.entries.isEmpty, let edit = edits.first, edit.replacement.contains(0x0a) { moves = hclRealignment(for: edit, in: around) }
    return (moves + edits).sorted { $0.range < $1.range }
  }

  private func hclAppendElement(to tuple: Node, _ value: Literal) -> [TextEdit] {
    let around = containers(around: tuple)
    let style = hclStyle(at: tuple, around: around)
    let list = entryList(tuple)
    let insertion = EntryInsertion(
      anchor: list.entries.isEmpty ? nil : list.entries.count - 1, lineBreak: style.lineBreak, step: style.step, separatesLines: true,
      isSpread: !style.isInline(value) && hclIsSpread(tuple, around))
    let edits = textEdits(for: insertion, into: list) { style.text(value, indentation: $0) }
    guard list.entries.isEmpty, let edit = edits.first, edit.replacement.contains(0x0a) else { return edits }
    return (hclRealignment(for: edit, in: around) + edits).sorted { $0.range < $1.range }
  }

  /// Whether the first entry of an empty container goes on a line of its own.
  private func hclIsSpread(_ container: Node, _ around: [Node]) -> Bool {
    if around.contains(where: { kind($0) == .hclTemplate || kind($0) == .hclHeredocTemplate }) { return false }
    if let parent = around.last, kind(parent) == .hclTuple { return beginsLine(container.start) }
    guard let holder = around.last(where: { kind($0) == .hclAttribute || kind($0) == .hclObjectItem }) else { return true }
    return beginsLine(holder.start)
  }

  /// ` = `, padded like the signs on the lines above; `moves` are the edits of those lines.
  private func hclSign(forName name: String, _ value: String, above list: EntryList, _ anchor: Int, _ moves: inout [TextEdit]) -> String {
    guard !value.contains(where: \.isNewline), let (alignment, _) = hclAlignment(Array(list.nodes[...anchor]), around: anchor) else {
      return " = "
    }
    let (count, edits) = alignment.spaces(forWidth: name.count)
    moves = edits
    return String(repeating: " ", count: count) + "= "
  }

  // MARK: - Bodies

  /// Puts an argument behind the last one that stands before the blocks.
  private func hclAppendAttribute(to body: Node, _ name: String, _ literal: Literal) -> [TextEdit] {
    let style = hclStyle(at: body, around: containers(around: body))
    let list = entryList(body)
    if body.index == 0, list.entries.isEmpty {
      return hclAppendToEnd(name + " = " + style.text(literal, indentation: ""), style)
    }
    if isHCLOneLine(list, body) {
      return hclSpread(list, style, hasBlankLine: false) { indentation, moves in
        let value = style.text(literal, indentation: indentation)
        return name + self.hclSpreadSign(forName: name, value, list, &moves) + value
      }
    }
    let firstBlock = list.nodes.firstIndex { kind($0) == .hclBlock } ?? list.nodes.count
    var anchor = list.nodes[..<firstBlock].lastIndex { kind($0) == .hclAttribute } ?? list.nodes.lastIndex { kind($0) == .hclAttribute }
    if anchor == nil, body.index == 0 { anchor = list.nodes.count - 1 }
    let insertion = EntryInsertion(
      anchor: anchor, lineBreak: style.lineBreak, step: style.step, hasBlankLine: anchor == nil, closesOnOwnLine: true)
    var moves: [TextEdit] = []
    let edits = textEdits(for: insertion, into: list) { indentation in
      let value = style.text(literal, indentation: indentation ?? "")
      guard let anchor else { return name + " = " + value }
      return name + self.hclSign(forName: name, value, above: list, anchor, &moves) + value
    }
    return moves + edits
  }

  /// Puts a block below all that is in the body.
  private func hclAppendBlock(to body: Node, _ path: ArraySlice<String>, _ literal: Literal) -> [TextEdit] {
    let style = hclStyle(at: body, around: containers(around: body))
    let list = entryList(body)
    if body.index == 0, list.entries.isEmpty { return hclAppendToEnd(style.block(path, literal, indentation: ""), style) }
    if isHCLOneLine(list, body) {
      return hclSpread(list, style, hasBlankLine: true) { indentation, _ in style.block(path, literal, indentation: indentation) }
    }
    let insertion = EntryInsertion(
      anchor: list.entries.isEmpty ? nil : list.entries.count - 1, lineBreak: style.lineBreak, step: style.step, hasBlankLine: true,
      closesOnOwnLine: true)
    return textEdits(for: insertion, into: list) { style.block(path, literal, indentation: $0 ?? "") }
  }

  /// The first item of a file that has none.
  private func hclAppendToEnd(_ item: String, _ style: HCLStyle) -> [TextEdit] {
    let needsLine = !text.bytes.isEmpty && !(text.bytes.last == 0x0a)
    return [TextEdit(ByteRange(text.count, text.count), (needsLine ? style.lineBreak : "") + item + style.lineBreak)]
  }

  /// Whether the items of a body share a line with its brace.
  private func isHCLOneLine(_ list: EntryList, _ body: Node) -> Bool {
    guard body.index != 0, let last = list.entries.last else { return false }
    return !beginsLine(last.start)
  }

  /// Gives the items of a body with one line lines of their own, and one more.
  private func hclSpread(
    _ list: EntryList, _ style: HCLStyle, hasBlankLine: Bool, _ print: (_ indentation: String, inout [TextEdit]) -> String
  ) -> [TextEdit] {
    guard let last = list.entries.last else { return [] }
    let outer = indentation(at: list.opening)
    let inner = outer + style.step
    var moves: [TextEdit] = []
    let item = print(inner, &moves)
    let blanks = text.slice(ByteRange(list.opening, list.closing)).prefix { $0 == 0x20 || $0 == 0x09 }.count
    let place = lineCommentsEnd(last.end, list.closing)
    let line = style.lineBreak + (hasBlankLine ? style.lineBreak : "") + inner
    let tail = list.isClosed ? style.lineBreak + outer : ""
    return [TextEdit(ByteRange(list.opening, list.opening + blanks), style.lineBreak + inner)] + moves
      + [TextEdit(ByteRange(place, list.isClosed ? list.closing : place), line + item + tail)]
  }

  private func hclSpreadSign(forName name: String, _ value: String, _ list: EntryList, _ moves: inout [TextEdit]) -> String {
    guard !value.contains(where: \.isNewline), let last = list.nodes.last, let cell = hclCell(last, ownsLine: false) else { return " = " }
    let (count, edits) = HCLAlignment(cells: [cell]).spaces(forWidth: name.count)
    moves = edits
    return String(repeating: " ", count: count) + "= "
  }
}
