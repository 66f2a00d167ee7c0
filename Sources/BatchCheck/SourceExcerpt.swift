import SourceText

/// One line of a file as a terminal shows it, with where the mark below it goes. Columns count terminal cells.
struct SourceExcerpt {
  private(set) var line = ""
  private(set) var markStart = 0
  private(set) var markWidth = 1

  /// The line on which `range` starts; the mark ends with that line. Long lines are cut around the place.
  init(_ text: SourceText, _ range: ByteRange, width: Int) {
    let number = text.lines.line(at: range.start)
    let content = text.contentRange(ofLine: number)
    let string = text.string(content)
    let start = min(max(0, range.start - content.start), content.length)
    let end = min(max(start, range.end - content.start), content.length)
    var cells: [(text: String, width: Int)] = []
    var startCell = 0
    var endCell = 0
    var offset = 0
    var total = 0
    for character in string {
      if offset <= start { startCell = cells.count }
      if offset < end { endCell = cells.count + 1 }
      let shown = Self.shown(character)
      cells.append(shown)
      total += shown.width
      offset += character.utf8.count
    }
    if offset <= start { startCell = cells.count }
    endCell = max(endCell, startCell + 1)
    var from = 0
    var before = ""
    if total > width {
      var room = width / 3
      from = startCell
      while from > 0, room > cells[from - 1].width {
        from -= 1
        room -= cells[from].width
      }
      if from > 0 { before = "…" }
    }
    var used = before.isEmpty ? 0 : 1
    line = before
    var to = from
    while to < cells.count, used + cells[to].width <= width - 1 || total <= width {
      line += cells[to].text
      used += cells[to].width
      to += 1
    }
    if to < cells.count { line += "…" }
    markStart = (before.isEmpty ? 0 : 1) + cells[from..<min(startCell, cells.count)].reduce(0) { $0 + $1.width }
    let marked = cells[min(startCell, cells.count)..<min(max(startCell, min(endCell, to)), cells.count)]
    markWidth = max(1, marked.reduce(0) { $0 + $1.width })
  }

  private static func shown(_ character: Character) -> (text: String, width: Int) {
    if character == "\t" { return ("    ", 4) }
    let escaped = ControlCharacters.escaped(String(character))
    if escaped.utf8.count != character.utf8.count { return (escaped, escaped.count) }
    return (escaped, isWide(character) ? 2 : 1)
  }

  /// East Asian wide characters and emoji take two cells.
  private static func isWide(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xa000...0xa4cf, 0xac00...0xd7a3,
      0xf900...0xfaff, 0xfe30...0xfe4f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1f9ff,
      0x20000...0x3fffd:
      return true
    default: return false
    }
  }
}
