import SourceText

/// Arguments or object items on neighbouring lines, one line each: those whose `=` `terraform fmt` puts below each other.
struct HCLAlignment {
  struct Cell {
    let node: Node
    /// The end of the name.
    let nameEnd: Int
    /// Where the `=` stands.
    let sign: Int
    /// Characters of the name.
    let width: Int
  }

  var cells: [Cell]

  /// The column of the signs, counted from the names' starts; nil where they do not stand below each other.
  var column: Int? {
    guard let first = cells.first else { return nil }
    let column = first.width + first.sign - first.nameEnd
    return cells.allSatisfy { $0.width + $0.sign - $0.nameEnd == column && $0.sign > $0.nameEnd } ? column : nil
  }

  /// The column at which one space is left behind the longest name.
  static func tightColumn(_ widths: some Sequence<Int>) -> Int { (widths.max() ?? 0) + 1 }

  /// The spaces before the `=` of one more line, and the edits that move those of the others to fit.
  func spaces(forWidth width: Int) -> (count: Int, edits: [TextEdit]) {
    guard let column else { return (1, []) }
    return width < column ? (column - width, []) : (1, moving(cells, from: column, to: width + 1))
  }

  /// The edits that move the signs of some of the cells.
  func moving(_ cells: [Cell], from old: Int, to new: Int) -> [TextEdit] {
    if new > old {
      return cells.map { TextEdit(ByteRange($0.sign, $0.sign), String(repeating: " ", count: new - old)) }
    }
    return new == old ? [] : cells.map { TextEdit(ByteRange($0.sign - (old - new), $0.sign), "") }
  }

  /// The edits that close up when one of the cells goes: where the signs stood as near as its name let them.
  func closing(without index: Int) -> [TextEdit] {
    guard cells.count > 1, index < cells.count, let column, column == Self.tightColumn(cells.map(\.width)) else { return [] }
    var rest = cells
    rest.remove(at: index)
    return moving(rest, from: column, to: Self.tightColumn(rest.map(\.width)))
  }

  /// The edits that give one of the cells another name.
  func renaming(_ index: Int, to name: String) -> [TextEdit] {
    guard index < cells.count else { return [] }
    let cell = cells[index]
    let range = ByteRange(cell.node.start, cell.nameEnd)
    guard let column else { return [TextEdit(range, name)] }
    var rest = cells
    rest.remove(at: index)
    let isTight = column == Self.tightColumn(cells.map(\.width))
    let tight = Self.tightColumn(rest.map(\.width) + [name.count])
    let new = isTight ? tight : max(column, tight)
    let own = TextEdit(ByteRange(range.start, cell.sign), name + String(repeating: " ", count: new - name.count))
    return moving(rest, from: column, to: new) + [own]
  }
}

extension Document {
  /// The line of an argument or object item, if it is one line that it begins.
  func hclCell(_ item: Node, ownsLine: Bool = true) -> HCLAlignment.Cell? {
    guard kind(item) == .hclAttribute || kind(item) == .hclObjectItem, !spansLines(range(item)) else { return nil }
    guard !ownsLine || beginsLine(item.start) else { return nil }
    let parts = hclChildren(item)
    guard parts.count > 1, let name = parts.first else { return nil }
    let between = text.slice(ByteRange(end(name), parts[1].start))
    let blanks = between.prefix { $0 == 0x20 }
    guard between[blanks.endIndex...].first == 0x3d else { return nil }
    return HCLAlignment.Cell(node: item, nameEnd: end(name), sign: blanks.endIndex, width: string(name).count)
  }

  /// The lines around the entry number `index` that belong together with it, and its number among them.
  func hclAlignment(_ items: [Node], around index: Int) -> (alignment: HCLAlignment, index: Int)? {
    guard index < items.count, let own = hclCell(items[index]) else { return nil }
    var cells = [own]
    var before = index
    while before > 0, let cell = hclCell(items[before - 1]), isLine(items[before - 1], justAbove: items[before]) {
      cells.insert(cell, at: 0)
      before -= 1
    }
    var behind = index
    while behind + 1 < items.count, let cell = hclCell(items[behind + 1]), isLine(items[behind], justAbove: items[behind + 1]) {
      cells.append(cell)
      behind += 1
    }
    return (HCLAlignment(cells: cells), index - before)
  }

  private func isLine(_ above: Node, justAbove below: Node) -> Bool {
    text.lines.line(at: above.start) + 1 == text.lines.line(at: below.start)
  }
}
