import SourceText

extension Document {
  /// The edits that put another value in a node's place.
  func yamlReplacement(of node: Node, _ literal: Literal, _ style: YAMLStyle) -> [TextEdit] {
    guard let place = yamlPlace(of: node), let parent = place.parent else { return [] }
    // A key is renamed, not replaced.
    if kind(parent).isYAMLMapping, place.ordinal % 2 == 0 { return [] }
    let isFlow = place.ancestors.contains { kind($0).isYAMLFlow }
    let isKept = kind(node).isYAMLFlow && childCount(node) > 0
    var quote: UInt8?
    if case .string = literal { quote = yamlQuote(of: node) }
    let tags = yamlTagRemoval(of: node)
    // Behind a tab no block can begin.
    let line = ByteRange(text.lines.range(ofLine: text.lines.line(at: node.start)).start, node.start)
    if isFlow || isKept || text.slice(line).contains(0x09) {
      let text = style.flow(literal, preferring: quote)
      return yamlJoined(tags, yamlInlineReplacement(of: node, text, in: place, style))
    }
    if let text = style.inline(literal, preferring: quote) {
      return yamlJoined(tags, yamlInlineReplacement(of: node, text, in: place, style))
    }
    return yamlJoined(tags, yamlBlockReplacement(of: node, literal, in: place, style))
  }

  /// Edits with a tag's removal; where the first of them overlaps it, they become one.
  private func yamlJoined(_ tags: [TextEdit], _ edits: [TextEdit]) -> [TextEdit] {
    guard let tag = tags.first, let first = edits.first else { return edits }
    guard first.range.start < tag.range.end else { return tags + edits }
    var start = min(tag.range.start, first.range.start)
    while start > 0, first.replacement.first == 0x0a || first.replacement.first == 0x0d, text[start - 1] == 0x20 { start -= 1 }
    return [TextEdit(ByteRange(start, max(tag.range.end, first.range.end)), first.replacement)] + edits.dropFirst()
  }

  /// A tag says what the old value was: it goes with it.
  private func yamlTagRemoval(of node: Node) -> [TextEdit] {
    guard let tag = yamlTagRange(of: node) else { return [] }
    var stop = tag.end
    while stop < node.start, stop < text.count, text[stop] == 0x20 || text[stop] == 0x09 { stop += 1 }
    return [TextEdit(ByteRange(tag.start, stop == node.start ? stop : tag.end), "")]
  }

  /// The bytes of a node without the line breaks that end it.
  private func yamlTrimmedRange(_ node: Node) -> ByteRange {
    var end = min(end(node), text.count)
    while end > node.start, text[end - 1] == 0x0a || text[end - 1] == 0x0d { end -= 1 }
    return ByteRange(node.start, end)
  }

  /// The comment behind the header of a block scalar, with a space before it.
  private func yamlHeaderComment(_ node: Node) -> String {
    guard kind(node) == .yamlLiteral || kind(node) == .yamlFolded else { return "" }
    let line = ByteRange(node.start, text.contentRange(ofLine: text.lines.line(at: node.start)).end)
    let header = text.slice(line)
    guard line.end < end(node), let mark = header.firstIndex(of: 0x23) else { return "" }
    return " " + String(decoding: header[mark...], as: UTF8.self)
  }

  private func yamlInlineReplacement(of node: Node, _ new: String, in place: YAMLPlace, _ style: YAMLStyle) -> [TextEdit] {
    if kind(node) == .yamlEmpty { return [yamlFilling(of: node, new, in: place, style)] }
    let range = yamlTrimmedRange(node)
    let replacement = new + yamlHeaderComment(node)
    guard kind(node) == .yamlBlockMapping || kind(node) == .yamlBlockSequence else { return [TextEdit(range, replacement)] }
    // A block below its key: the value moves up behind the key.
    let line = text.lines.line(at: node.start)
    let head = yamlHeadEnd(of: node, in: place)
    guard head < text.lines.range(ofLine: line).start else { return [TextEdit(range, replacement)] }
    let lineEnd = text.contentRange(ofLine: text.lines.line(at: head)).end
    let before = text.contentRange(ofLine: line - 1).end
    guard before >= lineEnd else { return [TextEdit(range, replacement)] }
    return [TextEdit(ByteRange(head, head), " " + new), TextEdit(ByteRange(before, range.end), "")]
  }

  /// The end of what stands before a node's value: its key's `:`, its `-`, or its properties.
  private func yamlHeadEnd(of node: Node, in place: YAMLPlace) -> Int {
    var p = node.start
    // The gap holds white space, comments and one indicator; properties end where it starts.
    let start = node.start - gap(node)
    let gapText = text.slice(ByteRange(start, node.start))
    var isComment = false
    var head = start
    p = start
    for byte in gapText {
      if byte == 0x0a || byte == 0x0d { isComment = false } else if byte == 0x23 { isComment = true }
      if !isComment, byte == 0x3a || byte == 0x2d || byte == 0x3f, p < node.start { head = p + 1 }
      p += 1
    }
    return head
  }

  /// Where nothing stands: the value behind the indicator, with the indicator if that is missing.
  private func yamlFilling(of node: Node, _ new: String, in place: YAMLPlace, _ style: YAMLStyle) -> TextEdit {
    var start = node.start
    var stop = start
    while stop < text.count, text[stop] == 0x20 || text[stop] == 0x09 { stop += 1 }
    if stop < text.count, text[stop] != 0x0a, text[stop] != 0x0d { stop = start }
    var lead = " "
    if let parent = place.parent, kind(parent).isYAMLMapping, place.ordinal % 2 == 1 {
      let key = place.siblings[place.ordinal - 1]
      let between = text.slice(ByteRange(end(key), start))
      if !between.contains(0x3a) {
        // Behind `?` the value stands on a line of its own.
        let before = place.ordinal > 1 ? end(place.siblings[place.ordinal - 2]) : parent.start
        let isExplicit = kind(parent) == .yamlBlockMapping && text.slice(ByteRange(before, key.start)).contains(0x3f)
        lead = isExplicit ? style.lineBreak + String(repeating: " ", count: yamlColumn(parent.start)) + ": " : ": "
        if isExplicit { start = text.contentRange(ofLine: text.lines.line(at: end(key))).end }
        stop = start
      }
    } else if let parent = place.parent, kind(parent).isYAMLFlow || kind(parent) == .yamlDocument, start == 0 || !hasHead(start) {
      lead = ""
    }
    return TextEdit(ByteRange(start, max(start, stop)), lead + new)
  }

  /// Whether something stands right before a byte.
  private func hasHead(_ place: Int) -> Bool { place > 0 && text[place - 1] > 0x20 && text[place - 1] != 0x5b }

  private func yamlBlockReplacement(of node: Node, _ literal: Literal, in place: YAMLPlace, _ style: YAMLStyle) -> [TextEdit] {
    guard let parent = place.parent else { return [] }
    let isArray = if case .array = literal { true } else { false }
    let range = yamlTrimmedRange(node)
    let isBlock = kind(node) == .yamlBlockMapping || kind(node) == .yamlBlockSequence
    let line = text.lines.line(at: node.start)
    let lineStart = text.lines.range(ofLine: line).start
    let before = text.slice(ByteRange(lineStart, node.start))
    let ownsLine = before.allSatisfy { $0 == 0x20 }
    let isItem = kind(parent) == .yamlBlockSequence
    let parentColumn = kind(parent) == .yamlDocument ? 0 : yamlColumn(parent.start)

    // In an entry of a sequence the block starts behind the dash.
    let follows = text.slice(ByteRange(range.end, text.contentRange(ofLine: text.lines.line(at: range.end)).end))
    let hasComment = follows.contains { $0 != 0x20 && $0 != 0x09 }
    let hasProperties = flags(node) & (YAMLFlag.anchor | YAMLFlag.tag) != 0
    if isItem, !ownsLine, kind(node) != .yamlEmpty, !hasProperties {
      let lines = style.block(literal, column: yamlColumn(node.start))
      if hasComment, lines.count > 1, !isBlock, let last = lines.last, !last.isEmpty {
        let lineEnd = text.contentRange(ofLine: text.lines.line(at: range.end)).end
        return [
          TextEdit(range, lines[0]),
          TextEdit(ByteRange(lineEnd, lineEnd), style.lineBreak + lines.dropFirst().joined(separator: style.lineBreak)),
        ]
      }
      return [TextEdit(range, lines.joined(separator: style.lineBreak))]
    }
    if isItem, kind(node) == .yamlEmpty, !hasProperties {
      return [yamlFilling(of: node, style.block(literal, column: parentColumn + 2).joined(separator: style.lineBreak), in: place, style)]
    }
    var column = parentColumn + (isArray && !style.indentsSequences && kind(parent) == .yamlBlockMapping ? 0 : style.step)
    if kind(parent) == .yamlDocument { column = ownsLine ? yamlColumn(node.start) : 0 }
    if isBlock, ownsLine {
      let old = yamlColumn(node.start)
      if old > parentColumn || isArray && kind(parent) == .yamlBlockMapping || kind(parent) == .yamlDocument { column = old }
      let lines = style.block(literal, column: column)
      let indentation = String(repeating: " ", count: column)
      let start = lineStart + (lineStart == 0 ? node.start - yamlColumn(node.start) : 0)
      return [TextEdit(ByteRange(start, range.end), indentation + lines.joined(separator: style.lineBreak))]
    }
    let lines = style.block(literal, column: column)
    let indentation = String(repeating: " ", count: column)
    let body = indentation + lines.joined(separator: style.lineBreak)
    if kind(parent) == .yamlDocument, ownsLine, kind(node) != .yamlEmpty {
      return [TextEdit(range, lines.joined(separator: style.lineBreak))]
    }
    // Below the key, behind the comment of its line.
    let lineEnd = text.contentRange(ofLine: text.lines.line(at: range.end)).end
    if kind(node) == .yamlEmpty {
      let filling = yamlFilling(of: node, "", in: place, style)
      var lead = filling.replacement
      while lead.last == 0x20 { lead.removeLast() }
      if !lead.isEmpty { return [TextEdit(filling.range, lead + Array((style.lineBreak + body).utf8))] }
      let isBlank = text.slice(ByteRange(node.start, lineEnd)).allSatisfy { $0 == 0x20 || $0 == 0x09 }
      let isFirst = node.start == 0 || !hasHead(node.start) && kind(parent) == .yamlDocument
      return [TextEdit(ByteRange(isBlank ? node.start : lineEnd, lineEnd), (isFirst ? "" : style.lineBreak) + body)]
    }
    var head = node.start
    while head > 0, text[head - 1] == 0x20 || text[head - 1] == 0x09 { head -= 1 }
    let comment = yamlHeaderComment(node)
    if !hasComment {
      return [TextEdit(ByteRange(ownsLine ? lineStart : head, lineEnd), (ownsLine ? "" : comment + style.lineBreak) + body)]
    }
    let stop = follows.first == 0x20 || follows.first == 0x09 ? range.end : head
    if ownsLine { return [TextEdit(ByteRange(lineStart, range.end), body)] }
    return [TextEdit(ByteRange(head, max(head, stop)), ""), TextEdit(ByteRange(lineEnd, lineEnd), style.lineBreak + body)]
  }
}
