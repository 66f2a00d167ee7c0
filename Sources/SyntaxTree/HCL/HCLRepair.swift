/// How a second reading finds what the first one could not: a block that nobody closed takes in all that follows, and a heredoc
/// without its marker too. The second reading believes the indentation.
struct HCLRepair {
  /// The heredoc that had no end; -1 without one.
  var heredoc = -1
}

extension HCLReader {

  /// Closes the bodies that the item at `start`, whose name ends at `end`, does not belong to: its column says so. At the left edge
  /// only the heads of blocks say it, as there are files without any indentation.
  mutating func closeBodies(before start: Int, _ end: Int) {
    guard let column = text.column(start) else { return }
    while frames[depth].role == .body, !frames[depth].isFlush, let own = text.column(Int(frames[depth &- 1].start)), column <= own {
      let next = end &+ text.spaces(end)
      guard own > 0 || text[next] == 0x22 || text[next] == 0x7b || text.startsName(next) else {
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
    guard island == .argument, !frames[depth].isFlush, let column = text.column(start), let own = text.indentation(Int(frames[depth].start))
    else {
      return false
    }
    if column > own { return false }
    if own == 0, frames[depth].children == 0 { frames[depth].isFlush = true }
    return !frames[depth].isFlush
  }

  /// Closes the bodies that are indented deeper than the brace at `brace`, as long as there is one outside that it can close.
  mutating func closeBodies(beforeBrace brace: Int) {
    guard let column = text.column(brace) else { return }
    while depth > 3, frames[depth].role == .body, !frames[depth].isFlush, frames[depth &- 2].role == .body,
      let own = text.column(Int(frames[depth &- 1].start)), column < own
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
    guard let column = text.column(brace), let own = text.indentation(start) else { return false }
    return column < own
  }

}
