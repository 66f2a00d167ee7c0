import SourceText

/// Lines of a text that is not copied for a reader.
enum HCLLines {
  /// The LF of the line that ends at `offset`, but for white space and a comment; nil where something else follows.
  static func end(behind offset: Int, _ text: SourceText) -> Int? {
    let count = text.count
    var p = offset
    while p < count, byte(p, text) == 0x20 || byte(p, text) == 0x09 { p += 1 }
    guard p < count else { return nil }
    switch byte(p, text) {
    case 0x0a: return p
    case 0x0d: return p + 1 < count && byte(p + 1, text) == 0x0a ? p + 1 : nil
    case 0x23: return newline(p, count, text)
    case 0x2f: return p + 1 < count && byte(p + 1, text) == 0x2f ? newline(p, count, text) : nil
    default: return nil
    }
  }

  /// The first LF from `start` on and before `end`.
  static func newline(_ start: Int, _ end: Int, _ text: SourceText) -> Int? {
    let end = min(end, text.count)
    var start = max(0, start)
    // A line at a time, as far as lines usually go: the bytes are looked at where they lie.
    while start < end {
      let part = ByteRange(start, min(end, start + 256))
      if let found = withBytes(part, text, { $0.firstIndex(of: 0x0a) }) { return start + found }
      start = part.end
    }
    return nil
  }

  /// The length of the byte order mark that a text begins with; 0 without one.
  static func markLength(_ text: SourceText) -> Int {
    text.count >= 3 && byte(0, text) == 0xef && byte(1, text) == 0xbb && byte(2, text) == 0xbf ? 3 : 0
  }

  @inline(__always)
  private static func byte(_ offset: Int, _ text: SourceText) -> UInt8 { text[offset] }

  /// Calls `body` with the bytes of a range that lies in the text.
  static func withBytes<Result>(_ range: ByteRange, _ text: SourceText, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    text.withBytes(range, body)
  }
}
