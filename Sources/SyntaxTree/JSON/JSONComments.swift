import SourceText

extension Document {
  func jsonComments() -> [ByteRange] {
    text.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return [] }
      var lexis = JSONLexis(base: base, count: bytes.count, hasMultilineStrings: false)
      var comments: [ByteRange] = []
      // Strings are leaves, so that a slash between two leaves begins a comment.
      func scan(_ start: Int, _ end: Int) {
        var i = start
        while i < end {
          guard lexis.isComment(i) else {
            i += 1
            continue
          }
          let comment = lexis.commentEnd(i)
          comments.append(ByteRange(i, comment.end))
          i = comment.end
        }
      }
      var index = 0
      var offset = 0
      var open: [(endIndex: Int, end: Int)] = []
      while true {
        while let last = open.last, index >= last.endIndex {
          scan(offset, last.end)
          offset = last.end
          open.removeLast()
        }
        guard index < tape.words.count else { break }
        let word = tape.words[index]
        let start = offset + TapeWord.gap(word)
        scan(offset, start)
        let end = start + TapeWord.length(word)
        if TapeWord.isContainer(word) {
          open.append((index + span(index), end))
          offset = start
          index += 2
        } else {
          let isComment = TapeWord.kind(word) == .trivia || TapeWord.kind(word) == .unexpected && lexis.isComment(start)
          if isComment { scan(start, end) }
          offset = end
          index += 1
        }
      }
      return comments
    }
  }
}
