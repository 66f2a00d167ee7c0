// Block scalars: `|` and `>`.
extension YAMLParser {
  /// Reads the block scalar at `i` in a collection at column `beyond`.
  mutating func readBlockScalar(_ beyond: Int, flags: UInt8) {
    let start = i
    let text = text
    let end = end
    var keeps = false
    var explicit = 0
    var p = i + 1
    var hasChomping = false
    while true {
      let byte = text[p]
      if byte == 0x2b || byte == 0x2d, !hasChomping {
        keeps = byte == 0x2b
        hasChomping = true
      } else if byte >= 0x31, byte <= 0x39, explicit == 0 {
        explicit = Int(byte) - 0x30
      } else {
        break
      }
      p += 1
    }
    let headerEnd = p
    let line = text.lineEnd(p)
    while text[p] == 0x20 || text[p] == 0x09 { p += 1 }
    let isBad = p < line && (text[p] != 0x23 || p == headerEnd)
    var indent = explicit == 0 ? -1 : max(beyond, 0) + explicit
    var stop = headerEnd
    var widestBlank = 0
    var hasLeadingTab = false
    p = line
    // The break before each line is taken with it.
    while p < end {
      let lineBreak = p
      p &+= text.breakLength(p)
      let first = p
      let limit = indent < 0 ? Int.max : indent
      p = text.afterSpaces(p)
      if p &- first > limit { p = first &+ limit }
      let found = p &- first
      let byte = text[p]
      if byte == 0x0a || byte == 0x0d || p >= end {
        if indent < 0 { widestBlank = max(widestBlank, found) }
        if keeps { stop = p < end ? p &+ text.breakLength(p) : end }
        if p >= end { break }
        continue
      }
      if indent < 0 {
        if found <= beyond || found == 0 && text.isMarkerLine(p) {
          if byte == 0x09, found <= beyond { hasLeadingTab = true }
          p = lineBreak
          break
        }
        indent = found
      } else if found < indent || indent == 0 && text.isMarkerLine(p) {
        p = lineBreak
        break
      }
      p = text.lineEnd(p)
      stop = p
      if keeps, p < end { stop = p &+ text.breakLength(p) }
    }
    leaf(text[start] == 0x7c ? .yamlLiteral : .yamlFolded, start, stop, flags: flags | YAMLFlag.encoded)
    // The parser goes on at a line's end, or with `+` at a line's start.
    i = stop == headerEnd ? line : stop
    isFresh = i < end && i > line && (text[i - 1] == 0x0a || text[i - 1] == 0x0d)
    if isFresh { lineStart = i }
    if isBad {
      unexpected(.blockHeader)
    } else if hasLeadingTab {
      unexpected(.tabIndentation)
    } else if !text.isPrintable(start, stop) {
      unexpected(.badCharacter)
    } else if indent > 0, widestBlank > indent, explicit == 0 {
      unexpected(.leadingSpaces)
    }
    complete()
  }
}
