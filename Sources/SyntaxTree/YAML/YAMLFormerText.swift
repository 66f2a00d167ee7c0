import SourceText

/// A text as it was before an edit, read through the text as it is now.
///
/// Holds only for as long as the buffer that the text was made from.
struct YAMLFormerText {
  let text: YAMLText
  /// What was replaced, in the former text.
  let replaced: ByteRange
  /// The bytes that stood there.
  let removed: [UInt8]
  /// By how many bytes the text behind moved.
  let delta: Int

  subscript(place: Int) -> UInt8 {
    if place < replaced.start { return text[place] }
    let inside = place - replaced.start
    return inside < removed.count ? removed[inside] : text[place + delta]
  }

  /// Bytes of the former text.
  var end: Int { text.end - delta }

  func isBlank(_ p: Int) -> Bool {
    let byte = self[p]
    return byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 || byte == 0 && p >= end
  }

  /// The first byte from `from` on that is neither white space nor in a comment.
  func token(from: Int, before limit: Int) -> Int {
    var p = from
    while p < limit {
      if self[p] == 0x23 {
        while p < limit, self[p] != 0x0a, self[p] != 0x0d { p += 1 }
      } else if isBlank(p) {
        p += 1
      } else {
        break
      }
    }
    return p
  }

  /// The line that holds a byte.
  struct Line {
    var start: Int
    /// A tab stands on the line before the byte.
    var hasTab = false
    /// A byte order mark stands at its start. One at the start of the text stands on no line.
    var hasMark = false
    /// Its start was not found: it lies before the byte to which it was looked for.
    var isOpen = false
  }

  /// The line of byte `place`, whose start is looked for from there back to `limit`.
  func line(of place: Int, from limit: Int) -> Line {
    var line = Line(start: place)
    while line.start > limit, !isBreak(line.start - 1) {
      if line.start == 3, isMark(0) { return line }
      if self[line.start - 1] == 0x09 { line.hasTab = true }
      line.start -= 1
    }
    line.isOpen = line.start > 0 && !isBreak(line.start - 1)
    line.hasMark = isMark(line.start)
    return line
  }

  /// Whether just so many spaces stand on the line before byte `place`.
  func isIndented(_ place: Int, by column: Int) -> Bool {
    let start = place - column
    guard start >= 0, column >= 0, !isMark(start), start == 0 || isBreak(start - 1) || start == 3 && isMark(0) else { return false }
    for p in start..<place where self[p] != 0x20 { return false }
    return true
  }

  private func isBreak(_ p: Int) -> Bool { self[p] == 0x0a || self[p] == 0x0d }

  private func isMark(_ p: Int) -> Bool { self[p] == 0xef && self[p + 1] == 0xbb && self[p + 2] == 0xbf }
}
