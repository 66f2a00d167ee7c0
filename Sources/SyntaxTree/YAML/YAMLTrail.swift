import SourceText

/// A place between the entries of a tape, with the collections around it: what the parser's stack was when it came there.
///
/// Goes over documents, block mappings and block sequences; what lies inside flow collections is passed over.
struct YAMLTrail {
  /// A collection around the place.
  struct Level {
    let kind: NodeKind
    /// Its word, and the one behind its last.
    let index: Int
    let endIndex: Int
    let start: Int
    let end: Int
    /// Its column; -1 for a document, -2 for the root.
    let indent: Int
    /// The start of the line that it begins on.
    let lineStart: Int
    let lineHasTab: Bool
    /// What the parser held of it cannot be told from the tape.
    var isIrregular: Bool
    /// The children that stand before the place; the collection that the place lies in is one of them.
    var children = 0
    /// Those of them that are nodes.
    var nodes = 0
    /// A property stands before the place whose node does not, or an error that was written when its node was read.
    var awaitsNode = false
    /// An error stands between the last node and the place.
    var hasError = false
  }

  private(set) var levels: [Level]
  /// The word of the entry behind the place.
  private(set) var index = 2
  /// Where the entry before the place ends.
  private(set) var position = 0

  /// The start of the root.
  init(_ words: PieceTable<UInt64>) {
    levels = [
      Level(
        kind: .root, index: 0, endIndex: words.count, start: 0, end: TapeWord.length(words[0]), indent: -2, lineStart: 0, lineHasTab: false,
        isIrregular: false)
    ]
    levels.reserveCapacity(16)
  }

  /// A place among the children of a level.
  private struct Place {
    var index: Int
    var position: Int
    var children: Int
    var nodes: Int
    var hasError = false
  }

  /// Goes to the last entry that begins before byte `limit` and from which the parser can be started again; returns where. At last the
  /// start of the text. The text up to `limit`, the start of a line, must be that of the tape.
  mutating func retreat(before limit: Int, _ words: PieceTable<UInt64>, _ text: YAMLFormerText) -> Int {
    var candidates: [Place?] = []
    while true {
      let (candidate, last) = lastEntries(before: limit, words)
      candidates.append(candidate)
      guard let last else { break }
      set(last)
      guard enter(words, text), levels.last?.isIrregular == false else { break }
    }
    while candidates.count > levels.count { candidates.removeLast() }
    while let candidate = candidates.popLast() {
      levels.removeSubrange((candidates.count + 1)...)
      guard let candidate else { continue }
      set(candidate)
      levels[levels.count - 1].awaitsNode = false
      if let start = entryStart(words, text) { return start }
    }
    self = YAMLTrail(words)
    return 0
  }

  private mutating func set(_ place: Place) {
    index = place.index
    position = place.position
    levels[levels.count - 1].children = place.children
    levels[levels.count - 1].nodes = place.nodes
    levels[levels.count - 1].hasError = place.hasError
  }

  /// Of the children of the innermost level that begin before a byte: the last that begins an entry, and the last node.
  private func lastEntries(before limit: Int, _ words: PieceTable<UInt64>) -> (entry: Place?, node: Place?) {
    guard let level = levels.last else { return (nil, nil) }
    let isMapping = level.kind == .yamlBlockMapping
    let isRoot = level.kind == .root
    let isDocument = level.kind == .yamlDocument
    var place = Place(index: index, position: position, children: 0, nodes: 0)
    var entry: Place?
    var node: Place?
    var awaitsNode = false
    while place.index < level.endIndex, place.index < words.count {
      let word = words[place.index]
      let start = place.position + TapeWord.gap(word)
      if start >= limit { break }
      let kind = TapeWord.kind(word)
      if Self.isIndentationError(word) || isDocument && kind == .yamlDirective {
        // Nothing behind it can be the start.
        node = nil
        break
      }
      let isNode = kind.isYAMLNode || isRoot && kind == .yamlDocument
      if isNode || kind == .yamlAnchor || kind == .yamlTag {
        if !awaitsNode, !isMapping || place.nodes & 1 == 0 { entry = place }
        if isNode { node = place }
        awaitsNode = !isNode
      } else if Self.isOfNextNode(word) {
        awaitsNode = true
      }
      place.index += Self.span(place.index, words)
      place.position = start + TapeWord.length(word)
      place.children += 1
      if isNode { place.nodes += 1 }
      place.hasError = TapeWord.hasError(word) || place.hasError && !isNode
    }
    return (entry, node)
  }

  /// Where the token stands that begins the entry behind the place; nil where the parser cannot be started there.
  func entryStart(_ words: PieceTable<UInt64>, _ text: YAMLFormerText) -> Int? {
    guard let level = levels.last, !level.isIrregular, !level.awaitsNode, index < level.endIndex, index < words.count else { return nil }
    let word = words[index]
    let kind = TapeWord.kind(word)
    let start = position + TapeWord.gap(word)
    if TapeWord.hasError(word) || kind == .trivia { return nil }
    var token = start
    switch level.kind {
    case .root:
      guard kind == .yamlDocument, index + 2 < words.count, TapeWord.kind(words[index + 2]) == .yamlDocumentStart,
        TapeWord.gap(words[index + 2]) == 0
      else { return nil }
      return text.isIndented(start, by: 0) ? start : nil
    case .yamlBlockMapping:
      // Only behind a `?` is a block collection the key.
      guard level.nodes > 0, level.nodes & 1 == 0, isWholeKey(words) else { return nil }
    case .yamlBlockSequence:
      guard level.nodes > 0 else { return nil }
      token = text.token(from: position, before: start)
      guard token < start, text[token] == 0x2d, text.isBlank(token + 1) else { return nil }
    default: return nil
    }
    return text.isIndented(token, by: level.indent) ? token : nil
  }

  /// Whether a key without fault, other than a collection, stands behind the place, perhaps with properties before it.
  private func isWholeKey(_ words: PieceTable<UInt64>) -> Bool {
    var next = index
    while next < words.count, TapeWord.kind(words[next]) == .yamlAnchor || TapeWord.kind(words[next]) == .yamlTag { next += 1 }
    guard next + 1 < words.count else { return false }
    return !TapeWord.isContainer(words[next]) && !TapeWord.hasError(words[next]) && !TapeWord.hasError(words[next + 1])
  }

  /// Goes on to the first entry that begins at byte `target` or behind it.
  mutating func advance(to target: Int, _ words: PieceTable<UInt64>, _ text: YAMLFormerText) {
    while true {
      while let level = levels.last, index >= level.endIndex, levels.count > 1 {
        position = level.end
        levels.removeLast()
      }
      guard index < words.count else { return }
      let word = words[index]
      let start = position + TapeWord.gap(word)
      if start >= target { return }
      if enter(words, text) { continue }
      index += Self.span(index, words)
      position = start + TapeWord.length(word)
    }
  }

  /// Counts the entry behind the place and, if it is a document or a block collection, goes inside.
  private mutating func enter(_ words: PieceTable<UInt64>, _ text: YAMLFormerText) -> Bool {
    guard index < words.count, let parent = levels.last else { return false }
    let word = words[index]
    let kind = TapeWord.kind(word)
    let top = levels.count - 1
    levels[top].children += 1
    if Self.isIndentationError(word) || kind == .yamlDirective { levels[top].isIrregular = true }
    if kind == .yamlAnchor || kind == .yamlTag || Self.isOfNextNode(word) { levels[top].awaitsNode = true }
    if TapeWord.hasError(word) { levels[top].hasError = true }
    guard kind.isYAMLNode || kind == .yamlDocument else { return false }
    let isFaulty = levels[top].hasError
    levels[top].nodes += 1
    levels[top].awaitsNode = false
    levels[top].hasError = false
    guard kind == .yamlDocument || kind == .yamlBlockMapping || kind == .yamlBlockSequence, TapeWord.isContainer(word) else { return false }
    let start = position + TapeWord.gap(word)
    var line = YAMLFormerText.Line(start: start)
    var isIrregular = levels[top].isIrregular
    if kind != .yamlDocument {
      line = text.line(of: start, from: parent.kind == .yamlDocument ? 0 : parent.start)
      if line.isOpen {
        line.start = parent.lineStart
        line.hasTab = line.hasTab || parent.lineHasTab
      }
      // Of a mapping's nodes, keys are irregular, and the value of a key with a fault.
      if parent.kind == .yamlBlockMapping, isFaulty || levels[top].nodes & 1 == 1 { isIrregular = true }
      if line.hasTab || line.hasMark { isIrregular = true }
    }
    let level = Level(
      kind: kind, index: index, endIndex: index + Self.span(index, words), start: start, end: start + TapeWord.length(word),
      indent: kind == .yamlDocument ? -1 : start - line.start, lineStart: line.start, lineHasTab: line.hasTab, isIrregular: isIrregular)
    levels.append(level)
    index += 2
    position = start
    return true
  }

  private static func isIndentationError(_ word: UInt64) -> Bool {
    guard TapeWord.hasError(word) else { return false }
    let code = TapeWord.flags(word)
    return code == YAMLErrorCode.wrongIndentation.rawValue || code == YAMLErrorCode.tabIndentation.rawValue
  }

  private static func isOfNextNode(_ word: UInt64) -> Bool {
    guard TapeWord.hasError(word) else { return false }
    let code = TapeWord.flags(word)
    return code == YAMLErrorCode.sequenceOnKeyLine.rawValue || code == YAMLErrorCode.mappingOnKeyLine.rawValue
  }

  static func span(_ index: Int, _ words: PieceTable<UInt64>) -> Int {
    guard TapeWord.isContainer(words[index]), index + 1 < words.count else { return 1 }
    return max(2, Int(truncatingIfNeeded: words[index + 1] & 0xffff_ffff))
  }
}
