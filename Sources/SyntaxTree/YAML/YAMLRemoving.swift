import SourceText

extension Document {
  /// The edits that take a property (given by its value) or an element away.
  func yamlRemoval(of node: Node) -> [TextEdit] {
    guard let place = yamlPlace(of: node), let parent = place.parent else { return [] }
    // A property is given by its value.
    if kind(parent).isYAMLMapping, place.ordinal % 2 == 0 { return [] }
    if kind(parent) == .yamlFlowPair { return yamlRemoval(of: parent) }
    let isMapping = kind(parent).isYAMLMapping
    guard isMapping || kind(parent).isYAMLSequence else { return [] }
    let width = isMapping ? 2 : 1
    let first = place.ordinal - place.ordinal % width
    let hasNext = first + width < place.siblings.count
    let start = yamlEntryStart(first, of: place.siblings, in: parent)
    if kind(parent).isYAMLFlow { return yamlFlowRemoval(of: node, start, first, width, place) }
    if first == 0, !hasNext {
      // Nothing is left: the empty collection says so.
      return yamlReplacement(of: parent, isMapping ? .object([]) : .array([]), YAMLStyle(of: self))
    }
    let line = text.lines.line(at: start)
    let lineStart = text.lines.range(ofLine: line).start
    let ownsLine = text.slice(ByteRange(lineStart, start)).allSatisfy { $0 == 0x20 || $0 == 0x09 }
    if !ownsLine, hasNext {
      // The first entry behind a dash: the next one takes its place.
      return [TextEdit(ByteRange(start, yamlEntryStart(first + width, of: place.siblings, in: parent)), "")]
    }
    var end = min(end(node), text.count)
    let endsWithBreak = end > start && (text[end - 1] == 0x0a || text[end - 1] == 0x0d)
    if !endsWithBreak { end = text.lines.range(ofLine: text.lines.line(at: end)).end }
    let isLast = end == text.count && !(end > 0 && (text[end - 1] == 0x0a || text[end - 1] == 0x0d))
    if isLast, line > 0 {
      // No line break behind the last line: the one before it goes.
      return [TextEdit(ByteRange(text.contentRange(ofLine: line - 1).end, end), "")]
    }
    return [TextEdit(ByteRange(lineStart, end), "")]
  }

  /// The first byte of an entry: its dash, question mark, first property or key.
  private func yamlEntryStart(_ ordinal: Int, of siblings: [Node], in parent: Node) -> Int {
    var p = parent.start + (kind(parent) == .yamlFlowMapping || kind(parent) == .yamlFlowSequence ? 1 : 0)
    if ordinal > 0 { p = end(siblings[ordinal - 1]) }
    while p < siblings[ordinal].start {
      switch text[p] {
      case 0x20, 0x09, 0x0a, 0x0d, 0x2c: p += 1
      case 0x23: p = text.contentRange(ofLine: text.lines.line(at: p)).end
      case 0x3a where ordinal > 0: p += 1
      default: return p
      }
    }
    return siblings[ordinal].start
  }

  private func yamlFlowRemoval(of node: Node, _ start: Int, _ first: Int, _ width: Int, _ place: YAMLPlace) -> [TextEdit] {
    guard let parent = place.parent else { return [] }
    if first + width < place.siblings.count {
      return [TextEdit(ByteRange(start, yamlEntryStart(first + width, of: place.siblings, in: parent)), "")]
    }
    if first > 0 {
      let before = end(place.siblings[first - 1])
      if text.slice(ByteRange(before, start)).contains(0x23), let comma = yamlComma(from: before, to: start) {
        // A comment stands between: only the comma and the entry go.
        return [TextEdit(ByteRange(comma, comma + 1), ""), TextEdit(ByteRange(start, end(node)), "")]
      }
      return [TextEdit(ByteRange(before, end(node)), "")]
    }
    var edits = [TextEdit(ByteRange(start, end(node)), "")]
    if let comma = yamlComma(from: end(node), to: end(parent)) { edits.append(TextEdit(ByteRange(comma, comma + 1), "")) }
    return edits
  }
}
