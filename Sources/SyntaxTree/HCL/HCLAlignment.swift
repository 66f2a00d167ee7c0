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

    /// The column of the sign, counted from the name's start.
    var column: Int { width + sign - nameEnd }

    /// The edit that moves the sign.
    func moved(to column: Int) -> TextEdit? {
      let distance = column - self.column
      if distance == 0 || column <= width { return nil }
      if distance > 0 { return TextEdit(ByteRange(sign, sign), String(repeating: " ", count: distance)) }
      return TextEdit(ByteRange(sign + distance, sign), "")
    }
  }

  var cells: [Cell]

  /// The column of the signs; nil where they do not stand below each other.
  private var column: Int? {
    guard let first = cells.first else { return nil }
    return cells.allSatisfy { $0.column == first.column && $0.sign > $0.nameEnd } ? first.column : nil
  }

  /// Whether the signs stand below each other with one space behind the longest name. So do those of no lines.
  private var isTight: Bool { cells.isEmpty || column == tightColumn }
  private var tightColumn: Int { (cells.map(\.width).max() ?? 0) + 1 }

  private func tightened() -> [TextEdit] { cells.compactMap { $0.moved(to: tightColumn) } }

  /// The spaces before the `=` of one more line, and the edits that move those of the others to fit.
  func spaces(forWidth width: Int) -> (count: Int, edits: [TextEdit]) {
    guard let column else { return (1, []) }
    return width < column ? (column - width, []) : (1, cells.compactMap { $0.moved(to: width + 1) })
  }

  /// The edits that close up when one of the lines goes.
  func closing(without index: Int) -> [TextEdit] {
    guard isTight else { return [] }
    var rest = self
    rest.cells.remove(at: index)
    return rest.tightened()
  }

  /// The edits for when one of the lines becomes several: those above and those below are no longer neighbours.
  func parting(at index: Int) -> [TextEdit] {
    guard isTight else { return [] }
    let own = cells[index]
    let above = HCLAlignment(cells: Array(cells[..<index]))
    let below = HCLAlignment(cells: Array(cells[(index + 1)...]))
    return above.tightened() + below.tightened() + [own.moved(to: own.width + 1)].compactMap { $0 }
  }

  /// The edits for when what stood between two groups of lines becomes one line, or goes.
  static func joining(_ above: HCLAlignment, _ own: Cell?, _ below: HCLAlignment) -> [TextEdit] {
    guard above.isTight, below.isTight, own.map({ $0.column == $0.width + 1 }) ?? true else { return [] }
    return HCLAlignment(cells: above.cells + (own.map { [$0] } ?? []) + below.cells).tightened()
  }

  /// The edits that give one of the cells another name.
  func renaming(_ index: Int, to name: String) -> [TextEdit] {
    let cell = cells[index]
    let range = ByteRange(cell.node.start, cell.nameEnd)
    guard let column else { return [TextEdit(range, name)] }
    var rest = self
    rest.cells.remove(at: index)
    let tight = max(rest.cells.isEmpty ? 0 : rest.tightColumn, name.count + 1)
    let new = isTight ? tight : max(column, tight)
    let own = TextEdit(ByteRange(range.start, cell.sign), name + String(repeating: " ", count: new - name.count))
    return rest.cells.compactMap { $0.moved(to: new) } + [own]
  }
}

extension Document {
  /// The line of an argument or object item, if it is one line that it begins. A heredoc counts as one.
  func hclCell(_ item: Node, ownsLine: Bool = true, isOneLine: Bool = true) -> HCLAlignment.Cell? {
    guard kind(item) == .hclAttribute || kind(item) == .hclObjectItem, !ownsLine || beginsLine(item.start) else { return nil }
    let parts = hclChildren(item)
    guard parts.count > 1, let name = parts.first else { return nil }
    let isHeredoc = kind(parts[1]) == .hclHeredoc || kind(parts[1]) == .hclHeredocTemplate
    guard !isOneLine || !spansLines(ByteRange(item.start, isHeredoc ? parts[1].start : end(item))) else { return nil }
    let between = text.slice(ByteRange(end(name), parts[1].start))
    let blanks = between.prefix { $0 == 0x20 }
    guard between[blanks.endIndex...].first == 0x3d else { return nil }
    return HCLAlignment.Cell(node: item, nameEnd: end(name), sign: blanks.endIndex, width: string(name).count)
  }

  /// The lines around the entry number `index` that belong together with it, and its number among them.
  func hclAlignment(_ items: [Node], around index: Int) -> (alignment: HCLAlignment, index: Int)? {
    guard index < items.count, let own = hclCell(items[index]) else { return nil }
    let above = hclCells(items, above: index)
    return (HCLAlignment(cells: above + [own] + hclCells(items, below: index)), above.count)
  }

  /// The edits for when an entry that is more than one line becomes one line (`isKept`) or goes.
  func hclJoining(_ items: [Node], at index: Int, isKept: Bool) -> [TextEdit] {
    guard index < items.count, !isKept || beginsLine(items[index].start) else { return [] }
    let own = isKept ? hclCell(items[index], isOneLine: false) : nil
    if isKept, own == nil { return [] }
    return HCLAlignment.joining(
      HCLAlignment(cells: hclCells(items, above: index)), own, HCLAlignment(cells: hclCells(items, below: index)))
  }

  private func hclCells(_ items: [Node], above index: Int) -> [HCLAlignment.Cell] {
    var cells: [HCLAlignment.Cell] = []
    var place = index
    while place > 0, let cell = hclCell(items[place - 1]), isLine(items[place - 1], justAbove: items[place]) {
      cells.append(cell)
      place -= 1
    }
    return cells.reversed()
  }

  private func hclCells(_ items: [Node], below index: Int) -> [HCLAlignment.Cell] {
    var cells: [HCLAlignment.Cell] = []
    var place = index
    while place + 1 < items.count, let cell = hclCell(items[place + 1]), isLine(items[place], justAbove: items[place + 1]) {
      cells.append(cell)
      place += 1
    }
    return cells
  }

  private func isLine(_ above: Node, justAbove below: Node) -> Bool {
    text.lines.line(at: end(above)) + 1 == text.lines.line(at: below.start)
  }
}
