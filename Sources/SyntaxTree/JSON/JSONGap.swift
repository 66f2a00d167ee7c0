import SourceText

extension Document {
  /// Reads the bytes between two entries.
  func jsonGap(_ start: Int, _ end: Int) -> EntryGap {
    var gap = EntryGap()
    text.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      var lexis = JSONLexis(base: base, count: bytes.count, hasMultilineStrings: false)
      var i = start
      while i < min(end, bytes.count) {
        if lexis.isComment(i) {
          let comment = lexis.commentEnd(i).end
          gap.comments.append(ByteRange(i, comment))
          i = comment
          continue
        }
        if bytes[i] == 0x2c {
          gap.comma = gap.comma ?? i
          gap.lastComma = i
        }
        if bytes[i] == 0x0a || bytes[i] == 0x0d, gap.lineBreak == nil { gap.lineBreak = i }
        i += 1
      }
    }
    return gap
  }

  /// Where the closing bracket of a container stands; its end when it has none.
  func jsonCloser(_ container: Node) -> Int {
    let end = end(container)
    guard isJSONClosed(container) else { return end }
    return end - 1
  }

  /// Whether a container has a closing bracket of its own, of whatever kind.
  func isJSONClosed(_ container: Node) -> Bool {
    let last = children(container).reduce(container.start + 1) { max($0, end($1)) }
    guard end(container) > last, let bracket = text.slice(ByteRange(end(container) - 1, end(container))).first else { return false }
    return bracket == 0x7d || bracket == 0x5d
  }
}
