import SourceText

/// Reading a run of items of one body again after an edit, and nothing else.
///
/// The run starts behind an item that is whole, on a line below it, and ends where the reader comes, in the ground state, to an
/// item or to the body's closing brace that the edit did not touch and whose line it did not touch: what stands before looks no further
/// ahead than to the end of its own line or over the head of the next item, and what stands behind looks back no further than to the
/// start of its line. Texts where that does not hold are told by the root's flag.
extension Document {
  /// So many bodies are gone into; an edit deeper down reads a body further out.
  private static var maximumLevels: Int { 256 }

  /// Brings the tape of an HCL text up to date. `range` are the bytes of the old text that gave way to `length` others; the text is
  /// the new one already. Nil, with the tape as it was, where the whole text has to be parsed.
  mutating func reparseHCL(_ range: ByteRange, _ length: Int) -> Reparse? {
    guard flags(root) & HCLReader.dependsOnWholeFlag == 0 else { return nil }
    let delta = length - range.length
    guard TapeWord.length(word(root)) + delta == text.count else { return nil }
    landmarks.find(in: tape)
    var levels = hclLevels(around: range)
    var bytesRead = 0
    while let level = levels.last {
      for count in [1, 8] {
        guard let part = HCLPart(level, edit: range, delta: delta, targets: count, tape, text) else { continue }
        bytesRead += part.end - part.start.position
        // What is tried in vain must not cost more than reading all of the text.
        guard bytesRead < text.count, 2 * (part.end - part.start.position) < HCLReader.maximumDepth / 2 else { return nil }
        if let read = HCLParser.read(part, text) {
          splice(read, part, levels, delta)
          return Reparse(bytesRead: bytesRead)
        }
      }
      levels.removeLast()
    }
    return nil
  }

  /// The bodies around an edit from the root inwards.
  private func hclLevels(around edit: ByteRange) -> [HCLLevel] {
    let place = landmarks.place(before: edit.start)
    let whole = ByteRange(0, TapeWord.length(tape.words[0]))
    let first = HCLLines.markLength(text)
    var level = HCLLevel(index: 0, range: whole, block: -1, first: first, from: place, limit: tape.words.count, edit: edit, tape)
    if level.start(before: edit, tape, text) == nil {
      level = HCLLevel(index: 0, range: whole, block: -1, first: first, from: nil, limit: tape.words.count, edit: edit, tape)
    }
    var levels = [level]
    while levels.count < Self.maximumLevels, let last = levels.last, let block = last.inner, let body = HCLLevel.body(of: block, tape),
      body.start < edit.start, edit.end < body.end, let newline = HCLLines.end(behind: body.start + 1, text), newline < edit.start
    {
      let range = ByteRange(body.start, body.end)
      levels.append(
        HCLLevel(index: body.index, range: range, block: block.index, first: newline, from: nil, limit: body.next, edit: edit, tape))
    }
    return levels
  }

  private mutating func splice(_ read: HCLParser.PartWords, _ part: HCLPart, _ levels: [HCLLevel], _ delta: Int) {
    let target = part.targets[read.target]
    var words = read.words
    let replaced = part.start.index..<target.index
    guard let level = levels.last, replaced.upperBound <= tape.words.count else { return }
    switch target.kind {
    case .item: setGap(target.index, target.offset - read.last)
    case .body: closeHead(&words, read, target, delta)
    case .brace, .end: break
    }
    let added = words.count - replaced.count
    tape.words.replaceSubrange(replaced, with: words)
    let children = read.children - (target.passed - part.start.passed)
    tape.words[level.index + 1] &+= UInt64(bitPattern: Int64(children)) << 32
    for outer in levels {
      grow(outer.index, words: added, bytes: delta)
      if outer.block >= 0 { grow(outer.block, words: added, bytes: delta) }
    }
    landmarks.follow(replaced, added: added, delta: delta, start: part.isRoot ? part.start.position : nil)
  }

  /// Of a block whose head was read: its own two words, and the gap of its body, which stays.
  private mutating func closeHead(_ words: inout [UInt64], _ read: HCLParser.PartWords, _ target: HCLPart.Target, _ delta: Int) {
    guard words.count >= read.block + 4, target.index + 1 < tape.words.count else { return }
    setGap(target.index, TapeWord.gap(words[words.count - 2]))
    words.removeLast(2)
    let span = Int(truncatingIfNeeded: tape.words[target.index + 1] & 0xffff_ffff)
    let size = words.count - read.block + span
    let length = target.offset + TapeWord.length(tape.words[target.index]) - read.blockStart
    words[read.block] |= UInt64(truncatingIfNeeded: length) << 32
    words[read.block + 1] = UInt64(truncatingIfNeeded: size) | UInt64(truncatingIfNeeded: read.blockChildren + 1) << 32
  }

  private mutating func setGap(_ index: Int, _ gap: Int) {
    tape.words[index] = tape.words[index] & ~(0xffff << 16) | UInt64(truncatingIfNeeded: gap & 0xffff) << 16
  }

  private mutating func grow(_ index: Int, words: Int, bytes: Int) {
    tape.words[index] &+= UInt64(bitPattern: Int64(bytes)) << 32
    let second = tape.words[index + 1]
    let count = Int(truncatingIfNeeded: second & 0xffff_ffff) + words
    tape.words[index + 1] = second & ~0xffff_ffff | UInt64(truncatingIfNeeded: count) & 0xffff_ffff
  }
}

extension HCLParser {
  /// What became of a run.
  struct PartWords {
    /// The index of the target that the reader came to.
    var target: Int
    var words: [UInt64]
    /// How many children of the body they are; with the block whose head was read, if that is what was.
    var children: Int
    /// The end of the last child.
    var last: Int
    /// The block whose head was read: the index of its words, where it starts, and its children before the body.
    var block = 0
    var blockStart = 0
    var blockChildren = 0
  }

  /// Reads a run; nil where the reader does not come to one of its targets.
  static func read(_ part: HCLPart, _ text: SourceText) -> PartWords? {
    let shift = part.start.position
    let capacity = (part.end - shift) / 4 + 128
    guard shift >= 0, shift <= part.end, part.end <= text.count else { return nil }
    return HCLLines.withBytes(ByteRange(shift, part.end), text) { bytes in
      let storage = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: capacity)
      defer { storage.deallocate() }
      var reader = HCLReader(bytes, into: storage)
      reader.startPart(inRoot: part.isRoot, at: part.start.first - shift)
      let base = reader.depth
      guard let target = reader.readPart(part.targets, shift: shift) else { return nil }
      let isItem = part.targets[target].kind == .item
      guard !isItem || part.targets[target].offset - shift - reader.last <= Tape.maximumGap else { return nil }
      var read = PartWords(
        target: target, words: [], children: Int(reader.frames[base].children), last: reader.last + shift)
      if part.targets[target].kind == .body {
        let block = reader.frames[base + 1]
        guard reader.insertions.isEmpty else { return nil }
        read.children += 1
        read.block = Int(block.index) - (part.isRoot ? 2 : 6)
        read.blockStart = Int(block.start) + shift
        read.blockChildren = Int(block.children)
      }
      read.words = reader.partWords(inRoot: part.isRoot)
      return read
    }
  }
}
