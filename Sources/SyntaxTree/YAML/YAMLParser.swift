/// Reads YAML 1.2 into a tape. Never fails; one pass, an explicit stack, time in proportion to the text.
///
/// Works on the text's own buffer and writes into the tape's; only a text with very many entries makes it move to a larger one.
struct YAMLParser: ~Copyable {
  let text: YAMLText
  /// Bytes of the text.
  let end: Int

  // The tape that is being written.
  var words: UnsafeMutablePointer<UInt64>
  var wordCount = 0
  var wordCapacity: Int
  #if DEBUG
  var moved = 0
  #endif
  /// The words moved to a buffer of the parser's own.
  var ownsWords = false
  /// Byte offset of the end of the last entry, or of the start of the container opened last.
  var position = 0

  var frames: UnsafeMutablePointer<YAMLFrame>
  var depth = 0
  var frameCapacity: Int

  // Where the parser is in the text.
  var i = 0
  var lineStart = 0
  /// Spaces at the start of the line.
  var spaces = 0
  /// No token of this line has been read yet.
  var isFresh = true
  /// The white space before the token at `i`, on its line, has a tab.
  var hasTab = false
  /// A document marker stands at `i`.
  var isMarker = false

  // What was read of the node to come.
  /// Behind the last indicator or property: where an empty node stands.
  var emptyPlace = 0
  /// Whether a mapping or a sequence may start on this line.
  var collectionAllowed = false
  /// The white space before the first token of the node, on its line, has a tab.
  var nodeHasTab = false
  /// That tab has been reported.
  var isTabReported = false
  var properties = YAMLProperties()

  // Flow collections.
  /// The column that lines inside a flow collection must be indented beyond.
  var flowIndent = -1
  var openBrackets = 0
  var openBraces = 0
  /// A wrong indentation in the outermost flow collection has been reported.
  var flowIndentReported = false
  /// A quoted scalar in the outermost flow collection has no end and may have swallowed its bracket.
  var isQuoteOpen = false
  /// Before this byte a quoted scalar ends with its line: behind an unterminated one.
  var quoteLimit = 0

  /// Fingerprints of the tag handles that the document declares.
  var handles: Set<UInt64> = []
  var hasVersion = false

  static func parse(_ source: UnsafeBufferPointer<UInt8>) -> Tape {
    guard let base = source.baseAddress else {
      return Tape(words: [TapeWord.make(.root, isContainer: true, gap: 0, length: 0), 2])
    }
    let capacity = max(64, source.count / 8)
    var overflow: [UInt64]?
    let words = [UInt64](unsafeUninitializedCapacity: capacity) { buffer, initialized in
      guard let words = buffer.baseAddress else { return }
      var parser = YAMLParser(text: YAMLText(base, count: source.count), words: words, capacity: capacity)
      parser.readStream()
      overflow = parser.grown()
      if overflow == nil { initialized = parser.wordCount }
    }
    return Tape(words: overflow ?? words)
  }

  #if DEBUG
  /// How often the text is looked at while it is parsed, and how many words of the tape are moved.
  static func work(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return 0 }
      var reads = 0
      return withUnsafeMutablePointer(to: &reads) { counter in
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { buffer in
          guard let words = buffer.baseAddress else { return 0 }
          var text = YAMLText(base, count: source.count)
          text.reads = counter
          var parser = YAMLParser(text: text, words: words, capacity: 64)
          parser.readStream()
          return counter.pointee + parser.moved
        }
      }
    }
  }
  #endif

  private init(text: YAMLText, words: UnsafeMutablePointer<UInt64>, capacity: Int) {
    self.text = text
    end = text.end
    self.words = words
    wordCapacity = capacity
    frameCapacity = 16
    frames = .allocate(capacity: frameCapacity)
  }

  deinit {
    if ownsWords { words.deallocate() }
    frames.deallocate()
  }

  /// A parser that begins inside the collections of `levels`, which are open, at the token at `start`; `position` is the end of the
  /// entry before it. `heads` are the first words of the collections; theirs are the first words that it writes.
  init(text: YAMLText, levels: [YAMLTrail.Level], heads: [UInt64], position: Int, start: Int) {
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: levels.count * 2 + 256)
    self.init(text: text, words: words, capacity: levels.count * 2 + 256)
    ownsWords = true
    for (level, head) in zip(levels, heads) {
      open(level.kind, YAMLState(awaitingNodeIn: level.kind), at: 0, indent: level.indent)
      let isDocument = level.kind == .yamlDocument
      frames[depth - 1].flags = isDocument ? TapeWord.flags(head) & YAMLFlag.explicitStart : 0
      frames[depth - 1].start = level.start
      // The collection that is open inside is counted when it is closed.
      frames[depth - 1].children = max(0, level.children - 1)
      self.words[wordCount - 2] = head & (isDocument ? 0xffff_03ff : 0xffff_ffff)
    }
    if depth > 0 {
      let top = depth - 1
      frames[top].children = levels[top].children
      frames[top].state =
        switch frames[top].kind {
        case .yamlBlockMapping: .mappingKey
        case .yamlBlockSequence: .sequenceDash
        default: .stream
        }
    }
    self.position = position
    i = start
    lineStart = text.lineStart(start)
    isFresh = true
  }

  /// The words, where they did not fit into the buffer that was given.
  private func grown() -> [UInt64]? {
    ownsWords ? Array(UnsafeBufferPointer(start: words, count: wordCount)) : nil
  }
}

/// What is read next, inside the collection opened last.
enum YAMLState: UInt8 {
  case stream
  case directives, documentContent, documentDone
  case sequenceDash, sequenceItem
  case mappingKey, mappingExplicitKey, mappingColon, mappingValue, mappingExplicitValue
  case flowItem, flowItemDone
  case flowKey, flowKeyDone, flowValue, flowValueDone
  case pairKey, pairKeyDone, pairValue, pairDone

  /// The state of a block collection, or of what is around it, while a node inside is being read.
  init(awaitingNodeIn kind: NodeKind) {
    self =
      switch kind {
      case .yamlBlockMapping: .mappingValue
      case .yamlBlockSequence: .sequenceItem
      case .yamlDocument: .documentContent
      default: .stream
      }
  }
}

/// An open collection.
struct YAMLFrame {
  var state: YAMLState
  var kind: NodeKind
  /// Flow collections: may become a key. Block collections: stand behind a tab that has been reported.
  var isMarked = false
  /// Flow collections: the entry began with `?`.
  var isExplicit = false
  /// Flow collections: what was last complete may have its `:` without a space (quoted, or in brackets).
  var isAdjacent = false
  var flags: UInt8 = 0
  var outerFlags: UInt8 = 0
  /// The column of the collection; -1 for a document.
  var indent: Int
  /// The column of the entry that is being read: differs from `indent` after a wrong indentation only.
  var column: Int
  /// A second column at which entries are accepted after it was reported once.
  var stray = -1
  var word: Int
  var start: Int
  var children = 0
  // The entry of a flow collection, or the node in a block collection, that may turn out to be a key.
  var entryWord = 0
  var entryStart = 0
  var entryChildren = 0
}

// MARK: - Writing the tape

extension YAMLParser {
  @inline(__always) mutating func push(_ word: UInt64) {
    if wordCount == wordCapacity { grow() }
    words[wordCount] = word
    wordCount &+= 1
  }

  @inline(never) private mutating func grow() {
    let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: wordCapacity * 2)
    larger.update(from: words, count: wordCount)
    if ownsWords { words.deallocate() }
    ownsWords = true
    words = larger
    wordCapacity *= 2
  }

  @inline(never) private mutating func growFrames() {
    let larger = UnsafeMutablePointer<YAMLFrame>.allocate(capacity: frameCapacity * 2)
    larger.update(from: frames, count: depth)
    frames.deallocate()
    frames = larger
    frameCapacity *= 2
  }

  /// Writes what is too long for a gap before byte `start`.
  @inline(__always) mutating func reach(_ start: Int) {
    if start &- position > Tape.maximumGap { reachSlowly(start) }
  }

  @inline(never) private mutating func reachSlowly(_ start: Int) {
    while start - position > Tape.maximumGap {
      push(TapeWord.make(.trivia, gap: 0, length: Tape.maximumGap))
      position += Tape.maximumGap
      frames[depth - 1].children += 1
    }
  }

  @inline(__always) mutating func leaf(_ kind: NodeKind, _ from: Int, _ to: Int, flags: UInt8 = 0) {
    reach(from)
    let start = max(from, position)
    push(TapeWord.make(kind, flags: flags, gap: start &- position, length: max(0, to &- start)))
    position = max(start, to)
    frames[depth &- 1].children &+= 1
  }

  @inline(never) mutating func error(_ kind: NodeKind, _ code: YAMLErrorCode, _ from: Int, _ to: Int) {
    if properties.count > 0, !properties.isBeingWritten, from >= properties[properties.count - 1].end { settleProperties() }
    reach(from)
    let start = max(from, position)
    push(TapeWord.make(kind, error: code.rawValue, gap: start - position, length: max(0, to - start)))
    position = max(start, to)
    frames[depth - 1].children += 1
  }

  /// Something is missing right behind the last entry, or at `place` behind it.
  @inline(never) mutating func missing(_ code: YAMLErrorCode, at place: Int = 0) {
    error(.missing, code, max(place, position), max(place, position))
  }

  @inline(never) mutating func unexpected(_ code: YAMLErrorCode, at place: Int = 0) {
    error(.unexpected, code, max(place, position), max(place, position))
  }

  mutating func open(_ kind: NodeKind, _ state: YAMLState, at start: Int, indent: Int, flags: UInt8 = 0) {
    var word = wordCount
    if depth > 0 {
      reach(start)
      word = wordCount
    }
    let start = max(start, position)
    push(TapeWord.make(kind, isContainer: true, flags: flags, gap: start &- position, length: 0))
    push(0)
    position = start
    if depth == frameCapacity { growFrames() }
    (frames + depth).initialize(
      to: YAMLFrame(state: state, kind: kind, indent: indent, column: indent, word: word, start: start))
    depth &+= 1
  }

  /// Closes the collection opened last at byte `to`; its parent counts it.
  mutating func close(_ to: Int) {
    let to = max(to, position)
    depth &-= 1
    let word = frames[depth].word
    words[word] |= UInt64(truncatingIfNeeded: to &- frames[depth].start) << 32
    words[word &+ 1] =
      UInt64(truncatingIfNeeded: wordCount &- word) & 0xffff_ffff | UInt64(truncatingIfNeeded: frames[depth].children) << 32
    position = to
    if depth > 0 { frames[depth &- 1].children &+= 1 }
  }

  /// Opens a container around what the collection opened last has got since its `entryWord`.
  mutating func wrapEntry(_ kind: NodeKind, _ state: YAMLState, indent: Int, flags: UInt8) {
    let top = depth - 1
    let word = frames[top].entryWord
    guard word < wordCount else { return }
    let start = frames[top].entryStart
    push(0)
    push(0)
    (words + word + 2).update(from: words + word, count: wordCount - 2 - word)
    #if DEBUG
    moved += wordCount - word
    #endif
    let gap = TapeWord.gap(words[word + 2])
    words[word + 2] &= ~(0xffff << 16)
    words[word] = TapeWord.make(kind, isContainer: true, flags: flags, gap: gap, length: 0)
    words[word + 1] = 0
    let moved = frames[top].children - frames[top].entryChildren
    frames[top].children -= moved
    if depth == frameCapacity { growFrames() }
    (frames + depth).initialize(to: YAMLFrame(state: state, kind: kind, indent: indent, column: indent, word: word, start: start))
    frames[depth].children = moved
    depth += 1
  }
}
