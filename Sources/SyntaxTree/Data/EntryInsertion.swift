import SourceText

/// How one more entry goes into an `EntryList`.
struct EntryInsertion {
  /// The number of the entry that it goes behind; nil puts it first.
  var anchor: Int?
  var lineBreak: String
  /// One step of indentation.
  var step: String
  /// What stands behind a comma on one line.
  var space = " "
  /// What stands inside the brackets on one line.
  var padding = ""
  /// Whether a comma stands between entries that have lines of their own.
  var separatesLines = false
  /// Whether the entry gets a comma behind it where the last one has one.
  var keepsTrailingComma = true
  /// Whether the first entry of an empty list gets a line of its own.
  var isSpread = true
  /// Blank lines between the entry and the one that it goes behind, or, where it goes first, the one that follows.
  var hasBlankLine = false
  /// Whether the closing bracket must have a line of its own.
  var closesOnOwnLine = false
}

extension Document {
  /// The edits that put one more entry into a list. `print` is told the indentation of the entry's line, nil on one line.
  func textEdits(for insertion: EntryInsertion, into list: EntryList, _ print: (_ indentation: String?) -> String) -> [TextEdit] {
    guard let first = list.entries.first else { return firstEntry(insertion, list, print) }
    guard let anchor = insertion.anchor, anchor < list.entries.count else { return leadingEntry(insertion, list, first, print) }
    let last = list.entries[anchor]
    let isLast = anchor + 1 == list.entries.count
    let limit = isLast ? list.closing : list.entries[anchor + 1].start
    let tail = entryGap(last.end, limit)
    let endsInHeredoc = endsInHeredoc(list.nodes[anchor])
    guard beginsLine(last.start) else {
      let entry = print(nil)
      if let comma = tail.lastComma {
        let trailing = insertion.keepsTrailingComma ? "," : ""
        return [TextEdit(ByteRange(comma + 1, comma + 1), insertion.space + entry + trailing)]
      }
      let line = endsInHeredoc ? insertion.lineBreak + indentation(at: last.start) : ""
      return [TextEdit(ByteRange(last.end, last.end), line + "," + insertion.space + entry)]
    }
    let indentation = indentation(at: last.start)
    let line = insertion.lineBreak + (insertion.hasBlankLine ? insertion.lineBreak : "") + indentation
    // A comma that separates the last entry from the next one is no trailing one.
    let isTrailing = tail.comma != nil && insertion.separatesLines && insertion.keepsTrailingComma
    let place = lineCommentsEnd(tail.lastComma.map { $0 + 1 } ?? last.end, limit)
    var entry = line + print(indentation) + (isTrailing ? "," : "")
    if insertion.closesOnOwnLine, list.isClosed, isLast, entryGap(place, limit).lineBreak == nil {
      entry += insertion.lineBreak + self.indentation(at: list.opening)
      return [TextEdit(ByteRange(place, limit), entry)]
    }
    guard insertion.separatesLines, tail.comma == nil else { return [TextEdit(ByteRange(place, place), entry)] }
    // Nothing may stand behind a heredoc's closing marker.
    let comma = endsInHeredoc ? insertion.lineBreak + indentation + "," : ","
    if place == last.end { return [TextEdit(ByteRange(place, place), comma + entry)] }
    return [TextEdit(ByteRange(last.end, last.end), comma), TextEdit(ByteRange(place, place), entry)]
  }

  /// The first entry of a list that has none.
  private func firstEntry(_ insertion: EntryInsertion, _ list: EntryList, _ print: (String?) -> String) -> [TextEdit] {
    let inside = entryGap(list.opening, list.closing)
    let place = inside.comments.last?.end ?? list.opening
    let isSpread = insertion.isSpread || inside.lineBreak != nil || hasLineComment(inside)
    guard isSpread else {
      let before = inside.comments.isEmpty ? insertion.padding : " "
      return [TextEdit(ByteRange(place, list.closing), before + print(nil) + insertion.padding)]
    }
    let outer = indentation(at: list.opening)
    let inner = inside.comments.last.flatMap { beginsLine($0.start) ? indentation(at: $0.start) : nil } ?? outer + insertion.step
    let end = list.isClosed ? insertion.lineBreak + outer : ""
    return [TextEdit(ByteRange(place, list.isClosed ? list.closing : place), insertion.lineBreak + inner + print(inner) + end)]
  }

  /// An entry before the first one.
  private func leadingEntry(
    _ insertion: EntryInsertion, _ list: EntryList, _ first: ByteRange, _ print: (String?) -> String
  ) -> [TextEdit] {
    guard beginsLine(first.start) else { return [TextEdit(ByteRange(first.start, first.start), print(nil) + "," + insertion.space)] }
    let indentation = indentation(at: first.start)
    let place = lineCommentsEnd(list.opening, first.start)
    let comma = insertion.separatesLines ? "," : ""
    let blank = insertion.hasBlankLine ? insertion.lineBreak : ""
    return [TextEdit(ByteRange(place, place), insertion.lineBreak + indentation + print(indentation) + comma + blank)]
  }

  /// Whether the last thing in an entry is a heredoc.
  private func endsInHeredoc(_ entry: Node) -> Bool {
    var node = entry
    while kind(node) != .hclHeredoc, kind(node) != .hclHeredocTemplate {
      var last: Node?
      for child in children(node) where end(child) == end(entry) { last = child }
      guard let last else { return false }
      node = last
    }
    return true
  }
}
