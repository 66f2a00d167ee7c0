import SourceText

/// Reading one object, array or loop again after an edit between its brackets, and nothing else.
///
/// That may be done where it is read without a mistake from its opening bracket and ends where it did: what stands before does not
/// look into it, and what stands behind comes to the same token in the same state.
struct BicepValuePart {
  /// The containers around the value, from the root inwards.
  private(set) var around: [Int] = []
  private(set) var index = 0
  private(set) var range = ByteRange(0, 0)
  /// Whether it is a resource's body, in which others may be declared.
  private var hasResources = false

  /// How objects and arrays on the way are read.
  private enum Context {
    /// As a value.
    case value
    /// As the body of a resource, if they stand directly in it.
    case resource
    /// The body of a loop as that of a resource, its list as a value.
    case resourceLoop
    case unclear
  }

  /// A text is nested no deeper than twice as many levels as the tape has on the way to a place.
  private static let maximumLevels = BicepGrammar.maximumDepth / 4

  /// The innermost value in brackets around an edit; nil where there is none that can be read alone.
  init?(around edit: ByteRange, from place: Landmarks.Place, _ words: PieceTable<UInt64>) {
    var path = [0]
    var next = place.index
    var position = place.position
    var limit = words.count
    var context = Context.unclear
    var isFound = false
    while next < limit, path.count < Self.maximumLevels {
      let word = words[next]
      let start = position + TapeWord.gap(word)
      let end = start + TapeWord.length(word)
      let span = TapeWord.isContainer(word) && next + 1 < limit ? max(2, Int(truncatingIfNeeded: words[next + 1] & 0xffff_ffff)) : 1
      guard start < edit.start else { break }
      guard edit.end < end else {
        next += span
        position = end
        continue
      }
      guard span > 1 else { break }
      let kind = TapeWord.kind(word)
      if context == .resourceLoop {
        let body = path.last.flatMap { Self.body(ofLoop: $0, words) }
        context = body == nil ? .unclear : next == body ? .resource : .value
      }
      if kind == .bicepObject && context != .unclear || (kind == .bicepArray || kind == .loop) && context == .value {
        isFound = true
        around = path
        index = next
        range = ByteRange(start, end)
        hasResources = context == .resource
      }
      // A string's holes have a state of the lexer's own.
      guard kind != .interpolatedString else { break }
      context = Self.context(in: kind, context)
      path.append(next)
      limit = next + span
      next += 2
      position = start
    }
    guard isFound, Self.isWhole(index, range, words) else { return nil }
  }

  private static func context(in kind: NodeKind, _ outer: Context) -> Context {
    switch kind {
    case .resourceDeclaration: .resource
    case .property, .spread, .variableDeclaration, .parameterDeclaration, .moduleDeclaration, .outputDeclaration: .value
    case .condition: outer
    case .loop: outer == .resource ? .resourceLoop : outer
    case .decorator: .unclear
    // Types have brackets of their own kinds, but values in them.
    case _ where kind.rawValue >= NodeKind.typeName.rawValue: .unclear
    default: outer == .value ? .value : .unclear
    }
  }

  /// The index of a loop's body, if the loop consists of its variable (or two), its list and its body alone.
  private static func body(ofLoop index: Int, _ words: PieceTable<UInt64>) -> Int? {
    guard index + 1 < words.count, words[index + 1] >> 32 == 3, !TapeWord.hasError(words[index]), TapeWord.flags(words[index]) == 0 else {
      return nil
    }
    var next = index + 2
    for _ in 0..<2 {
      guard next < words.count, TapeWord.kind(words[next]).rawValue > NodeKind.trivia.rawValue else { return nil }
      next +=
        TapeWord.isContainer(words[next]) && next + 1 < words.count ? max(2, Int(truncatingIfNeeded: words[next + 1] & 0xffff_ffff)) : 1
    }
    return next < words.count && TapeWord.kind(words[next]).rawValue > NodeKind.trivia.rawValue ? next : nil
  }

  /// Whether it has its closing bracket, and no mistake in it.
  private static func isWhole(_ index: Int, _ range: ByteRange, _ words: PieceTable<UInt64>) -> Bool {
    let span = Int(truncatingIfNeeded: words[index + 1] & 0xffff_ffff)
    guard index + span <= words.count else { return false }
    var next = index + 2
    var position = range.start
    while next < index + span {
      let word = words[next]
      position += TapeWord.gap(word) + TapeWord.length(word)
      next += TapeWord.isContainer(word) && next + 1 < words.count ? max(2, Int(truncatingIfNeeded: words[next + 1] & 0xffff_ffff)) : 1
    }
    return position < range.end && !hasError(index..<(index + span)) { words[$0] }
  }

  private static func hasError(_ entries: Range<Int>, _ word: (Int) -> UInt64) -> Bool {
    var next = entries.lowerBound
    while next < entries.upperBound {
      if TapeWord.hasError(word(next)) { return true }
      next += TapeWord.isContainer(word(next)) ? 2 : 1
    }
    return false
  }

  /// Reads the value in the new text and brings the tape up to date. Returns how many bytes were read, or nil, the tape being as it was,
  /// where more must be read.
  func read(_ tape: inout Tape, _ text: SourceText, _ landmarks: inout Landmarks, delta: Int) -> Int? {
    let new = ByteRange(range.start, range.end + delta)
    guard new.length >= 2, new.end <= text.count else { return nil }
    let read: [UInt64]? = text.withBytes(new) { bytes in
      BicepLexer.withPadding(bytes) { text in words(of: text, count: bytes.count) }
    }
    guard var words = read, index + 1 < tape.words.count else { return nil }
    let old = index..<(index + Int(truncatingIfNeeded: tape.words[index + 1] & 0xffff_ffff))
    words[0] |= tape.words[index] & 0xffff << 16
    let added = words.count - old.count
    tape.words.replaceSubrange(old, with: words)
    for outer in around {
      tape.words[outer] &+= UInt64(bitPattern: Int64(delta)) << 32
      let second = tape.words[outer + 1]
      let span = Int(truncatingIfNeeded: second & 0xffff_ffff) + added
      tape.words[outer + 1] = second & ~0xffff_ffff | UInt64(truncatingIfNeeded: span) & 0xffff_ffff
    }
    landmarks.follow(old, added: added, delta: delta, start: nil)
    return new.length
  }

  /// The words of the value; nil where it does not end with the text, or where anything is wrong with it.
  private func words(of text: UnsafePointer<UInt8>, count: Int) -> [UInt64]? {
    var capacity = count / 4 + TapeWriter.minimumCapacity
    while true {
      var hasOverflowed = false
      var isWhole = false
      let words = [UInt64](unsafeUninitializedCapacity: capacity) { buffer, used in
        guard let base = buffer.baseAddress else { return }
        var grammar = BicepGrammar(text, count: count, tape: TapeWriter(base, capacity: buffer.count))
        grammar.depth = 2 * around.count + 4
        grammar.advance()
        let isRead =
          switch grammar.kind {
          case .leftBrace: grammar.readObject(hasResources ? [.complex, .resources] : .complex)
          case .leftSquare: grammar.readArrayOrLoop(.complex)
          default: false
          }
        guard isRead else { return }
        hasOverflowed = grammar.tape.hasOverflowed
        isWhole =
          !hasOverflowed && grammar.kind == .endOfFile && grammar.tape.position == count && !grammar.dependsOnWhole
          && !Self.hasError(0..<grammar.tape.count) { base[$0] }
        used = isWhole ? grammar.tape.count : 0
      }
      if isWhole { return words }
      guard hasOverflowed else { return nil }
      capacity *= 4
    }
  }
}
