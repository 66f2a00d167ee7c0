// What does not fit: how much of it is left out, and where the reading goes on.
extension YAMLParser {
  /// The rest of the line, up to a comment, fits nowhere.
  mutating func unexpectedRest(_ code: YAMLErrorCode = .afterValue) {
    var stop = text.contentEnd(ofLineAt: i)
    if text[i] == 0x23 { stop = text.lineEnd(i) }
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
    var stop = text.contentEnd(ofLineAt: i)
    if stop == i { stop = min(i + 1, end) }
    var p = text.lineEnd(i)
    while p < end {
      p += text.breakLength(p)
      let line = p
      while text[p] == 0x20 || text[p] == 0x09 { p += 1 }
      if p >= end { break }
      if text[p] != 0x0a, text[p] != 0x0d {
        if text[p] != 0x23 {
          if p == line, text.isMarkerLine(p) { break }
          let found = p - line
          if found < column { break }
          if found == column {
            guard let sequence else { break }
            if text.isDash(p) == sequence { break }
          }
          stop = text.contentEnd(ofLineAt: p)
        }
        p = text.lineEnd(p)
      }
    }
    error(.unexpected, code, start, stop)
    i = stop
    emptyPlace = stop
    isFresh = false
  }
}
