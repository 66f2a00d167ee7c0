import SourceText

extension Document {
  /// The ranges of the comments, each from its `#` to the end of its line.
  func yamlComments() -> [ByteRange] {
    var found: [ByteRange] = []
    var position = 0
    var open: [(endIndex: Int, end: Int)] = []
    var index = 0
    while index < tape.words.count {
      while let last = open.last, index >= last.endIndex {
        addComments(position, last.end, &found)
        position = last.end
        open.removeLast()
      }
      let word = tape.words[index]
      let start = position + TapeWord.gap(word)
      let end = start + TapeWord.length(word)
      addComments(position, start, &found)
      position = start
      if TapeWord.isContainer(word) {
        open.append((index + span(index), end))
        index += 2
        continue
      }
      let kind = TapeWord.kind(word)
      if kind == .trivia {
        addComments(start, end, &found)
      } else if kind == .yamlLiteral || kind == .yamlFolded {
        addComments(start, text.contentRange(ofLine: text.lines.line(at: start)).end, &found)
      }
      position = end
      index += 1
    }
    while let last = open.popLast() {
      addComments(position, last.end, &found)
      position = last.end
    }
    return found
  }

  /// Adds the comments of bytes between entries: `#` stands there for nothing else.
  private func addComments(_ from: Int, _ to: Int, _ found: inout [ByteRange]) {
    var p = from
    let stop = min(to, text.count)
    while p < stop {
      if text[p] == 0x23 {
        // A comment that a long gap cuts in two is one.
        if let last = found.last, last.end > p {
          p = last.end
          continue
        }
        let end = text.contentRange(ofLine: text.lines.line(at: p)).end
        found.append(ByteRange(p, end))
        p = end
      } else {
        p += 1
      }
    }
  }
}
