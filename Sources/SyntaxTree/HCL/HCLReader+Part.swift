/// Reading a run of items alone.
extension HCLReader {
  /// Puts the reader into a body, as if it had come there from the start of the text. `first` is where it goes on.
  mutating func startPart(inRoot isRoot: Bool, at first: Int) {
    start()
    if !isRoot {
      open(.hclBlock, 0, .block)
      open(.hclBody, 0, .body)
    }
    position = first
  }

  /// Reads items until one of the targets, whose offsets ascend; its index. `targets` and `shift` are the text's, the reader's bytes
  /// begin at `shift`. Nil where the reader comes to none as it would come there in a whole text, or where more of the text was needed.
  mutating func readPart(_ targets: [HCLPart.Target], shift: Int) -> Int? {
    let base = depth
    var target = 0
    repeat {
      if depth == base {
        skipLines(position)
        while target < targets.count, targets[target].offset - shift < position { target += 1 }
        guard target < targets.count else { return nil }
        let kind = targets[target].kind
        if targets[target].offset - shift == position, kind == .item || kind == .brace { return isGround(base) ? target : nil }
      } else if depth < base {
        return nil
      } else if depth == base + 2, targets[target].kind == .body, used == Int(frames[depth].index) + 2,
        Int(frames[depth].start) == targets[target].offset - shift
      {
        return isGround(depth) ? target : nil
      }
    } while readOn(toItem: true)
    guard let last = targets.last, last.kind == .end, position == last.offset - shift else { return nil }
    // An argument without a value may be the last thing in a text.
    while depth > base, Self.unclosed(frames[depth].role) == nil {
      close(leastEnd)
      isQuiet = false
    }
    return isGround(base) ? targets.count - 1 : nil
  }

  /// Whether nothing but the open body decides how reading goes on.
  private func isGround(_ wanted: Int) -> Bool {
    depth == wanted && frames[depth].phase == BodyForm.lines && !isQuiet && !lineHasEnded && !dependsOnWhole && heredocs.isEmpty
      && position <= count
  }

  /// The words that were read, without those of the containers that `startPart` opened.
  mutating func partWords(inRoot isRoot: Bool) -> [UInt64] {
    placeInsertions()
    let first = isRoot ? 2 : 6
    return Array(UnsafeBufferPointer(start: tape + first, count: max(0, used - first)))
  }
}
