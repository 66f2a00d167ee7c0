import SourceText

extension Document {
  /// The edits that take an entry out of a list, with its separator and, where it has lines of its own, these.
  func removal(ofEntry index: Int, from list: EntryList, keepsLine: Bool = false) -> [TextEdit] {
    let unit = list.entries[index]
    let isLast = index + 1 == list.entries.count
    let previousEnd = index > 0 ? list.entries[index - 1].end : list.opening
    let limit = isLast ? list.closing : list.entries[index + 1].start
    let before = entryGap(previousEnd, unit.start)
    let behind = entryGap(unit.end, limit)
    if list.entries.count == 1, before.comments.isEmpty, behind.comments.isEmpty, list.isClosed, !keepsLine || before.lineBreak == nil {
      return [TextEdit(ByteRange(list.opening, list.closing), "")]
    }
    var edits: [TextEdit] = []
    // The comma before the last one goes, unless a comma behind the last one takes its part.
    if isLast, index > 0, behind.comma == nil, let comma = before.comma { edits.append(TextEdit(ByteRange(comma, comma + 1), "")) }
    var end = behind.comma.map { $0 + 1 } ?? unit.end
    // Comments behind the entry on its line are its own where the line ends behind them.
    let commentsEnd = lineCommentsEnd(end, limit)
    if isLast || endsLine(commentsEnd) { end = commentsEnd }
    let least = max(previousEnd, edits.last?.range.end ?? 0)
    if beginsLine(unit.start), endsLine(end) || isLast {
      edits.append(contentsOf: lineRemoval(ByteRange(unit.start, end), least, list))
    } else if isLast || endsLine(end) {
      var start = unit.start
      while start > least, let byte = text.slice(ByteRange(start - 1, start)).first, byte == 0x20 || byte == 0x09 { start -= 1 }
      // Between entries on other lines no comma is needed, nor may one stand before a line break in Bicep.
      if !isLast, behind.comma == nil, let comma = before.comma, before.lineBreak == nil {
        edits.append(TextEdit(ByteRange(comma, comma + 1), ""))
        start = max(start, comma + 1)
      }
      edits.append(TextEdit(ByteRange(start, end), ""))
    } else {
      let next = list.entries[index + 1].start
      if entryGap(end, next).comments.isEmpty { end = max(end, next) }
      edits.append(TextEdit(ByteRange(unit.start, end), ""))
    }
    return edits
  }

  /// Takes whole lines away; of blank lines on both sides only one stays.
  private func lineRemoval(_ range: ByteRange, _ least: Int, _ list: EntryList) -> [TextEdit] {
    let line = text.lines.line(at: range.start)
    let next = text.lines.line(at: range.end) + 1
    guard endsLine(range.end), next < text.lines.lineCount else {
      // Without its line break a comment above would take in what follows.
      guard line > 0, endsLine(range.end) || !hasLineComment(entryGap(least, range.start)) else {
        return [TextEdit(ByteRange(max(text.lines.range(ofLine: line).start, least), range.end), "")]
      }
      return [TextEdit(ByteRange(max(text.contentRange(ofLine: line - 1).end, least), range.end), "")]
    }
    let opensAbove = line == 0 || list.opening > 0 && text.lines.line(at: list.opening) == line - 1 || isBlankLine(line - 1)
    if opensAbove, isBlankLine(next), text.lines.range(ofLine: next).end <= list.closing, next + 1 < text.lines.lineCount {
      let start = line == 0 ? range.start : max(text.contentRange(ofLine: line - 1).end, least)
      let end = line == 0 ? text.lines.range(ofLine: next).end : text.contentRange(ofLine: next).end
      return [TextEdit(ByteRange(start, end), "")]
    }
    if line == 0 { return [TextEdit(ByteRange(range.start, text.lines.range(ofLine: next).start), "")] }
    var first = line
    let closesBelow = list.isClosed ? text.lines.line(at: list.closing) == next : next + 1 == text.lines.lineCount && isBlankLine(next)
    if closesBelow, isBlankLine(first - 1), first > 1, text.lines.range(ofLine: first - 1).start >= least { first -= 1 }
    return [TextEdit(ByteRange(max(text.contentRange(ofLine: first - 1).end, least), range.end), "")]
  }
}
