// What does not fit: how much of it is left out, and where the reading goes on.
extension YAMLParser {
  /// The rest of the line, up to a comment, fits nowhere.
  mutating func unexpectedRest(_ code: YAMLErrorCode = .afterValue) {
    var stop = contentEnd(ofLineAt: i)
    if text[i] == 0x23 { stop = lineEnd(i) }
    if stop == i { stop = min(i + 1, end) }
    let isComment = text[i] == 0x23 && code == .afterValue
    error(.unexpected, isComment ? .commentWithoutSpace : code, i, stop)
    i = stop
    emptyPlace = stop
    isFresh = false
  }

  /// This line and those after it that are indented beyond `column` fit nowhere; a line at `column` goes on if it begins an entry of a
  /// sequence just when `sequence` says so.
  mutating func unexpectedLines(_ code: YAMLErrorCode, upTo column: Int, sequence: Bool? = nil) {
    let start = i
    var stop = contentEnd(ofLineAt: i)
    if stop == i { stop = min(i + 1, end) }
    var p = lineEnd(i)
    while p < end {
      p += text[p] == 0x0d && text[p + 1] == 0x0a ? 2 : 1
      let line = p
      while text[p] == 0x20 || text[p] == 0x09 { p += 1 }
      if p >= end { break }
      if text[p] != 0x0a, text[p] != 0x0d {
        if text[p] != 0x23 {
          if p == line, isMarkerLine(p) { break }
          let found = p - line
          if found < column { break }
          if found == column {
            guard let sequence else { break }
            if isDash(p) == sequence { break }
          }
          stop = contentEnd(ofLineAt: p)
        }
        p = lineEnd(p)
      }
    }
    error(.unexpected, code, start, stop)
    i = stop
    emptyPlace = stop
    isFresh = false
  }

  /// Whether the line from `p` on begins with an implicit key: `name:`, quoted or not.
  func isKeyLine(_ p: Int) -> Bool {
    var p = p
    if text[p] == 0x22 || text[p] == 0x27 {
      let quote = text[p]
      p += 1
      while text[p] != quote {
        if text[p] == 0x5c, quote == 0x22, text[p + 1] >= 0x20 { p += 1 }
        if text[p] == 0x0a || text[p] == 0x0d || text[p] == 0 && p >= end { return false }
        p += 1
      }
      p += 1
      while text[p] == 0x20 || text[p] == 0x09 { p += 1 }
      return text[p] == 0x3a && isBlank(p + 1)
    }
    if text[p] == 0x23 { return false }
    while true {
      let byte = text[p]
      if byte == 0x0a || byte == 0x0d || byte == 0 && p >= end { return false }
      if byte == 0x3a, isBlank(p + 1) { return true }
      if byte == 0x23, text[p - 1] == 0x20 || text[p - 1] == 0x09 { return false }
      p += 1
    }
  }

  /// The `-` of a sequence's entry.
  @inline(__always) func isDash(_ p: Int) -> Bool { text[p] == 0x2d && isBlank(p &+ 1) }
}
