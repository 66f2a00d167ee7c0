import SourceText

/// Brackets with their entries, or a body, as a change to it sees it.
struct EntryList {
  /// Behind the opening bracket.
  var opening: Int
  /// Where the closing bracket stands; the end where there is none.
  var closing: Int
  var isClosed: Bool
  var nodes: [Node]
  /// The bytes of each of the nodes.
  var entries: [ByteRange]
}

/// What stands between two entries: white space, punctuation, comments.
struct EntryGap {
  var comments: [ByteRange] = []
  /// The first comma, if there is one, and the last one: there should not be two.
  var comma: Int?
  var lastComma: Int?
  /// The first line break that is not within a comment.
  var lineBreak: Int?
}

extension Document {
  /// The entries of a bracketed container, or of the root. What could not be read counts as an entry.
  func entryList(_ container: Node) -> EntryList {
    // A comma too many is an entry of the tape, and to be passed over like any other comma here.
    let nodes = children(container).filter { kind($0) != .trivia && !bytes($0).allSatisfy { $0 == 0x2c } }
    let end = self.end(container)
    let entries = nodes.map { range($0) }
    if container.index == 0 {
      let hasMark = text.bytes.starts(with: [0xef, 0xbb, 0xbf])
      return EntryList(opening: hasMark ? 3 : 0, closing: end, isClosed: false, nodes: nodes, entries: entries)
    }
    let opening = min(container.start + 1, end)
    let least = children(container).reduce(opening) { max($0, self.end($1)) }
    let bracket = end > least ? text.slice(ByteRange(end - 1, end)).first : nil
    let isClosed = bracket == 0x7d || bracket == 0x5d
    return EntryList(opening: opening, closing: isClosed ? end - 1 : end, isClosed: isClosed, nodes: nodes, entries: entries)
  }

  /// Reads the bytes between two entries. Directives of Bicep (`#disable-next-line`) are comments here.
  func entryGap(_ start: Int, _ end: Int) -> EntryGap {
    if format.isJSON { return jsonGap(start, end) }
    var gap = EntryGap()
    let bytes = text.slice(ByteRange(start, end))
    var p = bytes.startIndex
    while p < bytes.endIndex {
      let next = p + 1 < bytes.endIndex ? bytes[p + 1] : 0
      switch bytes[p] {
      case 0x23,
        0x2f where next == 0x2f:
        let stop = bytes[p...].firstIndex { $0 == 0x0a || $0 == 0x0d } ?? bytes.endIndex
        gap.comments.append(ByteRange(p, stop))
        p = stop
        continue
      case 0x2f where next == 0x2a:
        let start = p
        p += 2
        while p + 1 < bytes.endIndex, bytes[p] != 0x2a || bytes[p + 1] != 0x2f { p += 1 }
        p = min(p + 2, bytes.endIndex)
        gap.comments.append(ByteRange(start, p))
        continue
      case 0x2c:
        gap.comma = gap.comma ?? p
        gap.lastComma = p
      case 0x0a, 0x0d: gap.lineBreak = gap.lineBreak ?? p
      default: break
      }
      p += 1
    }
    return gap
  }

  /// Whether one of the comments goes to the end of its line.
  func hasLineComment(_ gap: EntryGap) -> Bool {
    gap.comments.contains { text.slice($0).first == 0x23 || text.slice($0).dropFirst().first == 0x2f }
  }

  /// Where the comments end that stand behind `offset` on its line, before `limit`.
  func lineCommentsEnd(_ offset: Int, _ limit: Int) -> Int {
    var end = offset
    for comment in entryGap(offset, limit).comments {
      guard entryGap(end, comment.start).lineBreak == nil else { break }
      end = comment.end
    }
    return end
  }

  /// One step of indentation inside a container, as its entries or those around it show it; or the whole text.
  func indentationStep(at container: Node, around: [Node]) -> String {
    for node in (around + [container]).reversed() where node.index != 0 {
      guard let entry = entryList(node).entries.first(where: { beginsLine($0.start) }) else { continue }
      let outer = indentation(at: node.start)
      let inner = indentation(at: entry.start)
      if inner.hasPrefix(outer), inner.utf8.count > outer.utf8.count { return String(inner.dropFirst(outer.count)) }
    }
    return firstIndentation ?? "  "
  }
}
