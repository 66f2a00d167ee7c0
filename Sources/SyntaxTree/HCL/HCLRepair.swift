/// How a second reading finds what the first one could not: a block that nobody closed takes in all that follows, and a heredoc
/// without its marker too. The second reading believes the indentation.
struct HCLRepair {
  /// The heredoc that had no end; -1 without one.
  var heredoc = -1
}

extension HCLReader {
  /// The column of the first byte of its line at `p`; nil where something stands before it.
  func column(_ p: Int) -> Int? {
    var start = p
    while start > 0, text[start &- 1] == 0x20 || text[start &- 1] == 0x09 { start &-= 1 }
    return start == 0 || text[start &- 1] == 0x0a ? p &- start : nil
  }

  /// The indentation of the line of `p`, looking back over at most a line of some length.
  func indentation(_ p: Int) -> Int? {
    var start = p
    while start > 0, text[start &- 1] != 0x0a {
      if p &- start > 1024 { return nil }
      start &-= 1
    }
    var end = start
    while text[end] == 0x20 || text[end] == 0x09 { end &+= 1 }
    return end &- start
  }

  /// Closes the bodies that the item at `start`, whose name ends at `end`, does not belong to: its column says so. At the left edge
  /// only the heads of blocks say it, as there are files without any indentation.
  mutating func closeBodies(before start: Int, _ end: Int) {
    guard let column = column(start) else { return }
    while frames[depth].role == .body, !frames[depth].isFlush, let own = self.column(Int(frames[depth &- 1].start)), column <= own {
      let next = end &+ spaces(end)
      guard own > 0 || text[next] == 0x22 || text[next] == 0x7b || startsName(next) else {
        frames[depth].isFlush = true
        return
      }
      missing(leastEnd, .unclosedBlock)
      close(leastEnd)
      close(last)
      isQuiet = false
    }
  }

  /// Whether the item of an object at `start` stands too far left to belong to the object on top.
  mutating func isOutsideObject(_ start: Int) -> Bool {
    guard island == .argument, !frames[depth].isFlush, let column = column(start), let own = indentation(Int(frames[depth].start)) else {
      return false
    }
    if column > own { return false }
    if own == 0, frames[depth].children == 0 { frames[depth].isFlush = true }
    return !frames[depth].isFlush
  }

  /// Closes the bodies that are indented deeper than the brace at `brace`, as long as there is one outside that it can close.
  mutating func closeBodies(beforeBrace brace: Int) {
    guard let column = column(brace) else { return }
    while depth > 3, frames[depth].role == .body, !frames[depth].isFlush, frames[depth &- 2].role == .body,
      let own = self.column(Int(frames[depth &- 1].start)), column < own
    {
      missing(leastEnd, .unclosedBlock)
      close(leastEnd)
      close(last)
      isQuiet = false
    }
  }

  /// Whether the brace at `brace` stands too far left to close what was opened at `start`.
  func closesOutside(_ brace: Int, of start: Int) -> Bool {
    guard island == .argument, islandDepth > 0, frames[islandDepth &- 1].role == .body else { return false }
    guard let column = column(brace), let own = indentation(start) else { return false }
    return column < own
  }

  /// Where a heredoc that has no end is taken to end: before the first line that is indented less than the one it starts on.
  func repairedHeredocEnd(_ start: Int, _ textStart: Int) -> Int? {
    guard let own = indentation(start), own > 0 else { return nil }
    var line = textStart
    while line < count {
      var p = line
      while text[p] == 0x20 || text[p] == 0x09 { p &+= 1 }
      if p &- line < own, text[p] == 0x7d { return max(textStart, line &- 1) }
      line = lineEnd(line) &+ 1
    }
    return nil
  }
}
