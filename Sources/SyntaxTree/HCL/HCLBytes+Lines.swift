/// Lines of a text.
extension HCLBytes {
  /// The next LF, or the end of the text.
  @inline(never)
  func lineEnd(_ from: Int) -> Int {
    var p = from
    let newline = SIMD16<UInt8>(repeating: 0x0a)
    while p < count {
      let length = Self.first(sixteen(p) .== newline)
      p &+= length
      if length < 16 { return p }
    }
    return count
  }

  /// `end` without the white space before it.
  func trimmed(_ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, self[end &- 1] == 0x20 || self[end &- 1] == 0x09 || self[end &- 1] == 0x0a || self[end &- 1] == 0x0d { end &-= 1 }
    return end
  }

  /// The first byte of the line at `p` that is no white space.
  func lineContent(_ p: Int) -> Int {
    var p = p
    while self[p] == 0x20 || self[p] == 0x09 { p &+= 1 }
    return p
  }

  /// Whether something starts at `p` that is an argument or a block in a body and nothing in parentheses or brackets.
  func isItem(_ p: Int) -> Bool {
    guard startsName(p) else { return false }
    var end = nameEnd(p)
    while self[end] == 0x20 || self[end] == 0x09 { end &+= 1 }
    switch self[end] {
    case 0x3d: return self[end &+ 1] != 0x3d && self[end &+ 1] != 0x3e
    case 0x7b, 0x22: return true
    default: return false
    }
  }

  /// The column of the first byte of its line at `p`; nil where something stands before it.
  func column(_ p: Int) -> Int? {
    var start = p
    while start > 0, self[start &- 1] == 0x20 || self[start &- 1] == 0x09 { start &-= 1 }
    return start == 0 || self[start &- 1] == 0x0a ? p &- start : nil
  }

  /// The indentation of the line of `p`, looking back over at most a line of some length.
  func indentation(_ p: Int) -> Int? {
    var start = p
    while start > 0, self[start &- 1] != 0x0a {
      if p &- start > 1024 { return nil }
      start &-= 1
    }
    var end = start
    while self[end] == 0x20 || self[end] == 0x09 { end &+= 1 }
    return end &- start
  }
}
