import SourceText

extension Document {
  /// The comments of an HCL text with their marks. They stand between the entries without children: in gaps, and behind the last
  /// child of a container.
  func hclComments() -> [ByteRange] {
    var comments: [ByteRange] = []
    var covered = 0
    var open: [(endIndex: Int, endOffset: Int)] = []
    var index = 0
    var offset = 0
    while index < tape.words.count {
      while let last = open.last, index >= last.endIndex {
        offset = last.endOffset
        open.removeLast()
      }
      let word = tape.words[index]
      let start = offset + TapeWord.gap(word)
      let end = start + TapeWord.length(word)
      if TapeWord.isContainer(word) {
        open.append((index + span(index), end))
        offset = start
        index += 2
        continue
      }
      offset = end
      index += 1
      let kind = TapeWord.kind(word)
      if kind == .trivia || start == end { continue }
      hclComments(ByteRange(covered, start), &comments)
      covered = end
    }
    hclComments(ByteRange(covered, text.count), &comments)
    return comments
  }

  /// The comments of a run of white space, punctuation and comments.
  private func hclComments(_ range: ByteRange, _ comments: inout [ByteRange]) {
    guard range.length > 1 || text.slice(range).first == 0x23 else { return }
    let bytes = text.slice(range)
    var p = bytes.startIndex
    while p < bytes.endIndex {
      let next = p + 1 < bytes.endIndex ? bytes[p + 1] : 0
      if bytes[p] == 0x23 || bytes[p] == 0x2f && next == 0x2f {
        var end = bytes[p...].firstIndex(of: 0x0a) ?? bytes.endIndex
        let after = end
        if end > p, bytes[end - 1] == 0x0d { end -= 1 }
        comments.append(ByteRange(p, end))
        p = after
      } else if bytes[p] == 0x2f, next == 0x2a {
        let start = p
        p += 2
        while p + 1 < bytes.endIndex, bytes[p] != 0x2a || bytes[p + 1] != 0x2f { p += 1 }
        p = min(p + 2, bytes.endIndex)
        comments.append(ByteRange(start, p))
      } else {
        p += 1
      }
    }
  }
}
