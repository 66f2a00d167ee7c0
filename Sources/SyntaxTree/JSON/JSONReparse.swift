import SourceText

extension Document {
  /// Brings the tape of a JSON text up to date by parsing the smallest container around an edit alone. `range` are the bytes
  /// of the old text that gave way to `length` others; the text is the new one already. Nil, with the tape as it was, where
  /// the whole text has to be parsed.
  ///
  /// The container may be parsed alone because the parser comes to its opening bracket in the same state as before, goes on
  /// behind its closing bracket in the same state if that is where it closes again, and looks neither back into it nor, from
  /// before it, past its first byte. Where a string's end or the match of brackets was decided by text far away (the root's
  /// flag tells), none of that holds.
  mutating func reparseJSON(_ range: ByteRange, _ length: Int, _ options: JSONOptions) -> Reparse? {
    guard flags(root) & JSONRun.fragile == 0 else { return nil }
    let path = containers(around: range)
    guard path.count > 1, let container = path.last else { return nil }
    let delta = length - range.length
    let oldEnd = end(container)
    let newEnd = oldEnd + delta
    guard let words = JSONParser.part(of: text.bytes, container.start, newEnd, options) else { return nil }

    let oldCount = span(container.index)
    let gap = word(container) & 0xffff_0000
    tape.words.replaceSubrange(container.index..<(container.index + oldCount), with: words)
    tape.words[container.index] |= gap
    let added = words.count - oldCount
    for outer in path.dropLast() {
      tape.words[outer.index] &+= UInt64(bitPattern: Int64(delta)) << 32
      let second = tape.words[outer.index + 1]
      let count = UInt64(truncatingIfNeeded: Int(truncatingIfNeeded: second & 0xffff_ffff) + added)
      tape.words[outer.index + 1] = second & ~0xffff_ffff | count
    }
    return Reparse(bytesRead: newEnd - container.start)
  }

  /// The containers that hold the range strictly between their brackets, from the root down.
  private func containers(around range: ByteRange) -> [Node] {
    var path = [root]
    while let last = path.last {
      var index = last.index + 2
      let end = last.index + span(last.index)
      var offset = last.start
      var inner: Node?
      while index < end, index < tape.words.count {
        let word = tape.words[index]
        let start = offset + TapeWord.gap(word)
        if start >= range.start { break }
        offset = start + TapeWord.length(word)
        if offset > range.end {
          if TapeWord.isContainer(word) { inner = Node(index: index, start: start) }
          break
        }
        index += span(index)
      }
      guard let inner else { return path }
      path.append(inner)
    }
    return path
  }
}

extension JSONParser {
  /// The words of the container that begins at `start`, without a gap; nil where it does not end at `end` or what stands
  /// elsewhere had to be looked at.
  static func part(of bytes: [UInt8], _ start: Int, _ end: Int, _ options: JSONOptions) -> ArraySlice<UInt64>? {
    bytes.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress, start >= 0, start < end, end <= text.count else { return nil }
      var run = JSONRun(base: base, count: text.count, options: options, repairs: nil)
      run.position = start
      run.scanned = start
      run.partEnd = end
      guard let words = run.words(), run.position == end, !run.lexis.lookedAhead, words.count > 3 else { return nil }
      return words[2...]
    }
  }
}
