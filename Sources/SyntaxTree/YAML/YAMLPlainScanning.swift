// Where plain scalars end.
extension YAMLParser {
  /// What was found of a plain scalar on one line.
  struct PlainLine {
    /// Behind its last byte that is not white space.
    var end: Int
    /// The byte that ended the reading: `:`, `#`, or the line's end.
    var next: Int
    var hasColon = false
    var hasComment = false
    var hasControl = false
  }

  /// A plain scalar of a block collection from `start` to the end of its line, a `:` or a comment.
  @inline(__always) func readPlainLine(_ start: Int) -> PlainLine {
    let text = text
    var p = start
    var hasControl = false
    var seen: UInt64 = 0
    while true {
      let bytes = text.word(p)
      seen |= bytes
      let colon = bytes ^ 0x3a3a_3a3a_3a3a_3a3a
      let hash = bytes ^ 0x2323_2323_2323_2323
      let hit =
        ((bytes &- 0x2020_2020_2020_2020) & ~bytes | (colon &- 0x0101_0101_0101_0101) & ~colon
          | (hash &- 0x0101_0101_0101_0101) & ~hash) & 0x8080_8080_8080_8080
      if hit == 0 {
        p &+= 8
        continue
      }
      p &+= hit.trailingZeroBitCount &>> 3
      let byte = text[p]
      if byte == 0x3a {
        if text.isBlank(p &+ 1) {
          return PlainLine(end: trimmed(p, start), next: p, hasColon: true, hasControl: hasControl || isForeign(seen, start, p))
        }
      } else if byte == 0x23 {
        if p > start, text[p &- 1] == 0x20 || text[p &- 1] == 0x09 {
          return PlainLine(end: trimmed(p, start), next: p, hasComment: true, hasControl: hasControl || isForeign(seen, start, p))
        }
      } else if byte == 0x0a || byte == 0x0d || byte == 0 && p >= end {
        return PlainLine(end: trimmed(p, start), next: p, hasControl: hasControl || isForeign(seen, start, p))
      } else if byte != 0x09 {
        hasControl = true
      }
      p &+= 1
    }
  }

  /// Whether bytes above ASCII, if there are any, are no UTF-8.
  @inline(__always) private func isForeign(_ seen: UInt64, _ from: Int, _ to: Int) -> Bool {
    if seen & 0x8080_8080_8080_8080 == 0 { return false }
    return !text.isPrintable(from, to)
  }

  @inline(__always) func trimmed(_ from: Int, _ start: Int) -> Int {
    var p = from
    while p > start, text[p &- 1] == 0x20 || text[p &- 1] == 0x09 { p &-= 1 }
    return p
  }

  /// The further lines of a plain scalar of a block collection.
  struct PlainContinuation {
    /// The end of the last further line; 0 when there is none.
    var end = 0
    /// The column of the line that ended the scalar because it has a key; -1 otherwise.
    var keyColumn = -1
    var hasControl = false
  }

  /// Reads the lines behind `from`, a line's end, that are indented beyond `beyond` and belong to the scalar that ends there.
  @inline(__always) mutating func readPlainContinuation(_ from: Int, beyond: Int) -> PlainContinuation {
    var p = from
    if p >= end { return PlainContinuation() }
    p &+= text.breakLength(p)
    let line = p
    p = text.afterSpaces(p)
    // Most scalars end here.
    if p &- line <= beyond, text[p] > 0x20 { return PlainContinuation() }
    return readPlainLines(from, beyond: beyond)
  }

  @inline(never) private mutating func readPlainLines(_ from: Int, beyond: Int) -> PlainContinuation {
    var result = PlainContinuation()
    var p = from
    while p < end {
      p += text.breakLength(p)
      let line = p
      while text[p] == 0x20 { p += 1 }
      let indent = p - line
      while text[p] == 0x20 || text[p] == 0x09 { p += 1 }
      if p >= end { break }
      if text[p] == 0x0a || text[p] == 0x0d { continue }
      if indent <= beyond || text[p] == 0x23 || p == line && text.isMarkerLine(p) { break }
      let found = readPlainLine(p)
      if found.hasColon {
        if result.end == 0 { result.keyColumn = p - line }
        break
      }
      result.end = found.end
      result.hasControl = result.hasControl || found.hasControl
      lineStart = line
      if found.hasComment { break }
      p = found.next
    }
    return result
  }

  /// A plain scalar of a flow collection from `i` on, which moves behind it.
  mutating func readFlowPlain() -> (end: Int, flags: UInt8, hasControl: Bool) {
    let start = i
    var p = i
    var stop = i
    var flags: UInt8 = 0
    var hasControl = false
    var hasForeign = false
    scan: while true {
      let byte = text[p]
      switch byte {
      case 0x2c, 0x5b, 0x5d, 0x7b, 0x7d: break scan
      case 0x3a where text.isBlank(p + 1) || isFlowIndicator(text[p + 1]): break scan
      case 0x23 where p > start && (text[p - 1] == 0x20 || text[p - 1] == 0x09): break scan
      case 0 where p >= end: break scan
      case 0x20, 0x09: p += 1
      case 0x0a, 0x0d:
        let next = nextFlowLine(p)
        if next.place < 0 { break scan }
        p = next.place
        lineStart = next.line
        flags = YAMLFlag.encoded
      default:
        if byte < 0x20 { hasControl = true }
        if byte >= 0x80 { hasForeign = true }
        p += 1
        stop = p
      }
    }
    if stop == start {
      // A `:` or a similar byte that fits nowhere: taken, so that the reading goes on.
      stop = start + 1
      p = stop
    }
    if !hasControl, hasForeign { hasControl = !text.isPrintable(start, stop) }
    i = stop
    return (stop, flags, hasControl)
  }

  /// Where a plain scalar of a flow collection goes on behind the break at `from`; -1 where it ends.
  private func nextFlowLine(_ from: Int) -> (place: Int, line: Int) {
    var p = from
    while p < end {
      p += text.breakLength(p)
      let line = p
      while text[p] == 0x20 { p += 1 }
      let indent = p - line
      while text[p] == 0x20 || text[p] == 0x09 { p += 1 }
      if text[p] == 0x0a || text[p] == 0x0d { continue }
      if p >= end || indent <= flowIndent || text[p] == 0x23 || p == line && text.isMarkerLine(p) || isFlowIndicator(text[p]) {
        return (-1, 0)
      }
      if text[p] == 0x3a, text.isBlank(p + 1) || isFlowIndicator(text[p + 1]) { return (-1, 0) }
      return (p, line)
    }
    return (-1, 0)
  }
}
