import SourceText

extension Document {
  /// Brings the tape of a YAML text up to date by reading the lines around an edit again. `replaced` are the bytes of the former text, which
  /// were `removed`, that gave way to `length` others; the text is the new one already. Nil, with the tape as it was, where the whole
  /// text has to be read.
  mutating func reparseYAML(_ replaced: ByteRange, removed: [UInt8], _ length: Int) -> Reparse? {
    let delta = length - replaced.length
    guard tape.words.count >= 2, end(root) + delta == text.count else { return nil }
    let run = text.bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { base in
        YAMLParser.run(
          in: YAMLText(base, count: buffer.count), of: tape.words, replaced: replaced, removed: removed, length: length)
      }
    }
    guard let run else { return nil }
    tape.replace(run, delta)
    return Reparse(bytesRead: run.bytesRead)
  }
}

/// A run of a tape's words that gives way to others, and what becomes of the collections around it.
struct YAMLRun {
  /// The first word of a collection, its second word, and which it is.
  struct Head {
    var index: Int
    var first: UInt64
    var second: UInt64
  }

  var old: Range<Int>
  var new: [UInt64]
  /// The gap of the entry behind the run.
  var gap: Int?
  /// Of the collections that lie around the run or a part of it, counted in the new tape.
  var heads: [Head]
  var bytesRead: Int
}

extension Tape {
  fileprivate mutating func replace(_ run: YAMLRun, _ delta: Int) {
    words.replaceSubrange(run.old, with: run.new)
    let behind = run.old.lowerBound + run.new.count
    if let gap = run.gap, behind < words.count {
      words[behind] = words[behind] & ~(0xffff << 16) | UInt64(truncatingIfNeeded: gap & 0xffff) << 16
    }
    for head in run.heads where head.index + 1 < words.count {
      words[head.index] = head.first
      words[head.index + 1] = head.second
    }
  }
}

extension YAMLParser {
  /// Reads again what an edit may have changed, from the last entry on a line before it to the first one behind it where all is as before.
  ///
  /// The parser can be started at an entry of a block collection that begins on a line of its own, or at the marker of a document: what
  /// stands before has looked no further ahead than to the end of that line, and of what the parser holds there, all can be told from
  /// the tape. Where that is not so, the collection counts as irregular. A quote that is not closed looks further ahead, but never beyond
  /// a line with a `- ` or a whole key at its collection's column; what stands below a half-written key therefore is irregular too.
  fileprivate static func run(
    in text: YAMLText, of words: PieceTable<UInt64>, replaced: ByteRange, removed: [UInt8], length: Int
  ) -> YAMLRun {
    let former = YAMLFormerText(text: text, replaced: replaced, removed: removed, delta: length - replaced.length)
    var trail = YAMLTrail(words)
    var lineStart = replaced.start
    while lineStart > 0, text[lineStart - 1] != 0x0a, text[lineStart - 1] != 0x0d { lineStart -= 1 }
    let start = trail.retreat(before: lineStart, words, former)
    let outer = trail
    let heads = outer.levels.map { words[$0.index] }
    var parser = YAMLParser(text: text, levels: outer.levels, heads: heads, position: outer.position, start: start)
    if start == 0 { parser.skipMark() }
    let meets = parser.readRun(behind: replaced.start + length, meeting: &trail, of: words, former)
    return parser.run(from: outer, to: meets ? trail : nil, words, former.delta, bytesRead: parser.i - start)
  }

  /// What was read since the place of `outer`, to the place of `inner` or, where there is none, to the text's end.
  private func run(from outer: YAMLTrail, to inner: YAMLTrail?, _ old: PieceTable<UInt64>, _ delta: Int, bytesRead: Int) -> YAMLRun {
    let base = outer.levels.count * 2
    let lastWord = inner?.index ?? old.count
    let added = wordCount - base - (lastWord - outer.index)
    var heads: [YAMLRun.Head] = []
    // Closed again.
    for (number, level) in outer.levels.enumerated() where number >= depth || frames[number].word != number * 2 {
      let size = Int(truncatingIfNeeded: words[number * 2 + 1] & 0xffff_ffff) + number * 2 - base + outer.index - level.index
      heads.append(head(level.index, words[number * 2], size, words[number * 2 + 1] >> 32))
    }
    // Open at the end.
    for (number, level) in (inner?.levels ?? []).enumerated() {
      let frame = frames[number]
      let index = frame.word < base ? outer.levels[number].index : outer.index + frame.word - base
      var first = words[frame.word] | UInt64(truncatingIfNeeded: level.end + delta - frame.start) << 32
      if level.kind == .yamlDocument {
        first |= UInt64(frame.flags | TapeWord.flags(old[level.index]) & YAMLFlag.explicitEnd) << 10
      }
      let behind = Int(truncatingIfNeeded: old[level.index + 1] >> 32) - level.children
      let children = frame.children + (number + 1 < depth ? 1 : 0) + behind
      heads.append(head(index, first, level.endIndex + added - index, UInt64(truncatingIfNeeded: children)))
    }
    return YAMLRun(
      old: outer.index..<lastWord, new: Array(UnsafeBufferPointer(start: words + base, count: wordCount - base)),
      gap: inner.map { gap(before: $0, old, delta) }, heads: heads, bytesRead: bytesRead)
  }

  private func head(_ index: Int, _ first: UInt64, _ size: Int, _ children: UInt64) -> YAMLRun.Head {
    YAMLRun.Head(index: index, first: first, second: UInt64(truncatingIfNeeded: size) & 0xffff_ffff | children << 32)
  }
}
