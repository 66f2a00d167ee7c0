import SourceText

extension BicepParser {
  /// Brings a tape up to date after an edit by reading the object, array or loop around it again, or else the declarations. `text` is the one after the
  /// edit, in which `length` bytes stand where `replaced` was. Returns how many bytes were read, or nil, the tape being as it was, where
  /// the whole text must be read.
  ///
  /// Reading declarations begins two declarations before the edit, because a declaration looks at the beginning of the next one, and ends where one
  /// that the edit did not touch begins: from there on the text, and what reads it, are as before.
  static func reparse(
    _ tape: inout Tape, _ text: SourceText, _ landmarks: inout Landmarks, replaced: ByteRange, by length: Int
  ) -> Int? {
    guard tape.words.count >= 2, TapeWord.flags(tape.words[0]) & BicepFlags.dependsOnWhole == 0 else { return nil }
    let delta = length - replaced.length
    guard TapeWord.length(tape.words[0]) + delta == text.count else { return nil }
    landmarks.find(in: tape)
    if let value = BicepValuePart(around: replaced, from: landmarks.place(before: replaced.start), tape.words),
      let read = value.read(&tape, text, &landmarks, delta: delta)
    {
      return read
    }
    var walk = Walk(from: landmarks.place(before: replaced.start))
    var found = walk.lastDeclarations(before: replaced.start, tape.words)
    if found == nil {
      walk = Walk(from: Landmarks.Place(index: 2, position: 0))
      found = walk.lastDeclarations(before: replaced.start, tape.words)
    }
    let resume = found ?? Entry(index: 2, start: 0, number: 0, previousEnd: 0)
    while let entry = walk.entry(tape.words), entry.start < replaced.end { walk.step(tape.words) }
    for declarations in [3, 30] {
      let windowEnd = walk.end(behind: declarations, tape.words).map { $0 + delta } ?? text.count
      guard windowEnd - resume.start < text.count else { return nil }
      let window = Window(resume: resume, end: windowEnd, editEnd: replaced.start + length, delta: delta)
      let size = tape.words.count
      if let (words, read) = window.read(&tape, text, walk) {
        landmarks.follow(words, added: tape.words.count - size, delta: delta, start: resume.previousEnd)
        return read
      }
      if windowEnd == text.count { return nil }
    }
    return nil
  }

  /// A child of the root, and where the entry before it ended.
  fileprivate struct Entry {
    var index: Int
    var start: Int
    /// How many children stand before it since the walk began.
    var number: Int
    var previousEnd: Int
  }

  /// Goes over the children of the root.
  fileprivate struct Walk {
    private var index: Int
    private var number = 0
    private(set) var position: Int

    init(from place: Landmarks.Place) {
      index = place.index
      position = place.position
    }

    /// Goes to the first entry that begins at `offset` or behind it. Returns the last declaration but one before; nil where the walk
    /// met fewer, unless it began at the top.
    mutating func lastDeclarations(before offset: Int, _ words: PieceTable<UInt64>) -> Entry? {
      var resume = index == 2 ? Entry(index: 2, start: 0, number: 0, previousEnd: 0) : nil
      var last: Entry?
      while let entry = entry(words), entry.start < offset {
        if isDeclaration(words) {
          if let last { resume = last }
          last = entry
        }
        step(words)
      }
      return resume
    }

    /// How many children there are from the start of the walk to the end.
    func total(_ words: PieceTable<UInt64>) -> Int {
      var walk = self
      while walk.index < words.count { walk.step(words) }
      return walk.number
    }

    func entry(_ words: PieceTable<UInt64>) -> Entry? {
      guard index < words.count else { return nil }
      return Entry(index: index, start: position + TapeWord.gap(words[index]), number: number, previousEnd: position)
    }

    func isDeclaration(_ words: PieceTable<UInt64>) -> Bool {
      guard index < words.count else { return false }
      let kind = TapeWord.kind(words[index]).rawValue
      return NodeKind.targetScopeDeclaration.rawValue <= kind && kind <= NodeKind.incompleteDeclaration.rawValue
    }

    mutating func step(_ words: PieceTable<UInt64>) {
      guard index < words.count else { return }
      let word = words[index]
      position += TapeWord.gap(word) + TapeWord.length(word)
      number += 1
      let isContainer = TapeWord.isContainer(word) && index + 1 < words.count
      index += isContainer ? max(2, Int(truncatingIfNeeded: words[index + 1] & 0xffff_ffff)) : 1
    }

    /// Where so many declarations from here on end; nil where the text ends with them or before.
    func end(behind declarations: Int, _ words: PieceTable<UInt64>) -> Int? {
      var ahead = self
      var count = 0
      while count < declarations {
        guard ahead.index < words.count else { return nil }
        if ahead.isDeclaration(words) { count += 1 }
        ahead.step(words)
      }
      return ahead.index < words.count ? ahead.position : nil
    }
  }

  /// The part of the text that is read again.
  private struct Window {
    let resume: Entry
    let end: Int
    /// Where the new text of the edit ends.
    let editEnd: Int
    let delta: Int

    func read(_ tape: inout Tape, _ text: SourceText, _ walk: Walk) -> (words: Range<Int>, bytes: Int)? {
      let whole = text.count
      return text.withBytes(ByteRange(resume.start, end)) { bytes in
        BicepLexer.withPadding(bytes) { text in read(&tape, text, whole, walk) }
      }
    }

    private func read(
      _ tape: inout Tape, _ text: UnsafePointer<UInt8>, _ whole: Int, _ walk: Walk
    ) -> (words: Range<Int>, bytes: Int)? {
      var capacity = (end - resume.start) / 4 + TapeWriter.minimumCapacity
      while true {
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
        defer { words.deallocate() }
        let writer = TapeWriter(words, capacity: capacity, position: resume.previousEnd - resume.start)
        var grammar = BicepGrammar(text, count: end - resume.start, tape: writer)
        var old = walk
        var match: Entry?
        grammar.advance()
        grammar.readDeclarations { grammar in
          match = self.match(grammar, &old, tape.words)
          return match != nil
        }
        if grammar.tape.hasOverflowed {
          capacity *= 4
          continue
        }
        guard !grammar.dependsOnWhole, match != nil || end == whole else { return nil }
        let behind = match?.number ?? old.total(tape.words)
        return splice(grammar, words, into: &tape, before: match, passed: behind - resume.number, count: whole)
      }
    }

    /// The declaration of the old tape that begins at the token, if the edit did not reach it.
    private func match(_ grammar: borrowing BicepGrammar, _ old: inout Walk, _ words: PieceTable<UInt64>) -> Entry? {
      let start = grammar.lexer.start + resume.start
      guard start >= editEnd, grammar.kind == .identifier || grammar.kind == .at else { return nil }
      while let entry = old.entry(words), entry.start + delta < start { old.step(words) }
      guard let entry = old.entry(words), entry.start + delta == start, old.isDeclaration(words) else { return nil }
      var behind = old
      behind.step(words)
      // All that the declarations before it may have looked at must lie in the window.
      guard behind.position + delta <= end, start - resume.start - grammar.tape.position <= Tape.maximumGap else { return nil }
      return entry
    }

    private func splice(
      _ grammar: borrowing BicepGrammar, _ words: UnsafeMutablePointer<UInt64>, into tape: inout Tape, before match: Entry?, passed: Int,
      count: Int
    ) -> (words: Range<Int>, bytes: Int) {
      let number = Int(truncatingIfNeeded: tape.words[1] >> 32) + grammar.tape.children - passed
      if let match {
        let gap = match.start + delta - resume.start - grammar.tape.position
        tape.words[match.index] = tape.words[match.index] & ~(0xffff << 16) | UInt64(truncatingIfNeeded: gap & 0xffff) << 16
      }
      let new = UnsafeBufferPointer(start: words, count: grammar.tape.count)
      let old = resume.index..<(match?.index ?? tape.words.count)
      tape.words.replaceSubrange(old, with: new)
      tape.words[0] = tape.words[0] & 0xffff_ffff | UInt64(truncatingIfNeeded: count) << 32
      tape.words[1] = UInt64(truncatingIfNeeded: tape.words.count) & 0xffff_ffff | UInt64(truncatingIfNeeded: number) << 32
      return (old, grammar.lexer.start)
    }
  }
}
