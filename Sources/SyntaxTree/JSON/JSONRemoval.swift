import SourceText

extension Document {
  /// Takes a property (given by its value or its name) or an element out, with its separator and its own lines.
  func jsonRemoval(of node: Node) -> [TextEdit] {
    let around = containers(around: node)
    guard let container = around.last, container.index != 0 else { return [] }
    let units = jsonUnits(container)
    guard let index = units.firstIndex(where: { $0.value == node || $0.key == node }) else { return [] }
    let unit = units[index].range
    let closer = jsonCloser(container)
    let isLast = index + 1 == units.count
    let previousEnd = index > 0 ? units[index - 1].range.end : container.start + 1
    let before = jsonGap(previousEnd, unit.start)
    let behind = jsonGap(unit.end, isLast ? closer : units[index + 1].range.start)

    if units.count == 1, before.comments.isEmpty, behind.comments.isEmpty, isJSONClosed(container) {
      return [TextEdit(ByteRange(container.start + 1, closer), "")]
    }
    var edits: [TextEdit] = []
    // The comma before the last one goes, unless a comma behind the last one takes its part.
    if isLast, index > 0, behind.comma == nil, let comma = before.comma { edits.append(TextEdit(ByteRange(comma, comma + 1), "")) }
    var end = behind.comma.map { $0 + 1 } ?? unit.end
    // Comments between the entry and its comma, and behind it on its line, are its own.
    for comment in behind.comments where comment.start >= end {
      guard jsonGap(end, comment.start).lineBreak == nil, ownsComment(comment, isLast: isLast) else { break }
      end = comment.end
    }
    var start = unit.start
    // Without its line break a comment above would take in the bracket behind.
    let hasOwnLines = beginsLine(start) && (endsLine(end) || isLast && !before.comments.contains { isJSONLineComment($0) })
    if hasOwnLines, let lineBreak = lineBreakBefore(start), lineBreak >= previousEnd {
      start = max(lineBreak, edits.last?.range.end ?? 0)
    } else if isLast {
      while start > previousEnd, let byte = text.slice(ByteRange(start - 1, start)).first, byte == 0x20 || byte == 0x09 { start -= 1 }
      start = max(start, edits.last?.range.end ?? 0)
    } else {
      let next = units[index + 1].range.start
      if jsonGap(end, next).comments.isEmpty { end = max(end, next) }
    }
    edits.append(TextEdit(ByteRange(start, end), ""))
    return edits
  }

  private func isJSONLineComment(_ comment: ByteRange) -> Bool { text.slice(comment).dropFirst().first == 0x2f }

  /// A comment on the line belongs to the entry before it where the line ends behind it.
  private func ownsComment(_ comment: ByteRange, isLast: Bool) -> Bool { isLast || endsLine(comment.end) }
}
