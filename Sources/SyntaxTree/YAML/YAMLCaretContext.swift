import SourceText

/// The word that the caret is in, on its line.
private struct CaretWord {
  var range: ByteRange
  var quote: UInt8?
  /// Nothing but white space stands before it on its line.
  var isFirst: Bool
  var hasSeparator: Bool
}

extension Document {
  /// What the caret is in is found by a second reading, with a stand-in for the word at the caret: the parser's own recovery decides what
  /// would be written there.
  ///
  /// A word alone on an indented line counts as a name, one behind `- ` as a value, unless the sequence's other items are mappings.
  func yamlCaretContext(at offset: Int) -> CaretContext {
    let offset = min(max(0, offset), text.count)
    let nothing = CaretContext(path: [], role: .nothing, replacing: ByteRange(offset, offset))
    if yamlComments().contains(where: { $0.start < offset && offset <= $0.end }) { return nothing }
    guard let word = yamlWord(at: offset) else { return nothing }
    let first = YAMLCaretReading(of: self, word: word, addsColon: false)
    if let reading = first, reading.isFlow || !word.isFirst || word.hasSeparator {
      return reading.context(in: self, word: word, offset: offset) ?? nothing
    }
    guard word.isFirst, !word.hasSeparator else { return nothing }
    return YAMLCaretReading(of: self, word: word, addsColon: true)?.context(in: self, word: word, offset: offset) ?? nothing
  }

  /// The word at a byte: the scalar that touches it, as far as it stands on this line, or an empty range where one may be written.
  private func yamlWord(at offset: Int) -> CaretWord? {
    let line = text.contentRange(ofLine: text.lines.line(at: offset))
    var lineStart = line.start
    if lineStart == 0, text.slice(ByteRange(0, 3)).starts(with: [0xef, 0xbb, 0xbf]) { lineStart = 3 }
    guard offset >= lineStart, offset <= line.end else { return nil }
    var range = ByteRange(offset, offset)
    var quote: UInt8?
    if let leaf = yamlLeaf(touching: offset) {
      let kind = kind(leaf)
      switch kind {
      case .yamlPlain, .yamlAlias:
        range = ByteRange(max(leaf.start, lineStart), min(end(leaf), line.end))
        while range.start < offset, text[range.start] == 0x20 || text[range.start] == 0x09 { range.start += 1 }
        // White space that a scalar of several lines goes on behind.
        if offset > range.end { range = ByteRange(offset, offset) }
      case .yamlSingleQuoted, .yamlDoubleQuoted:
        guard leaf.start >= lineStart, end(leaf) <= line.end else { return nil }
        quote = yamlQuote(of: leaf)
        range = self.range(leaf)
        if offset == range.start || offset == range.end && isClosed(range, quote) { quote = yamlQuote(of: leaf) }
      case .unexpected:
        range = yamlBareWord(at: offset, in: ByteRange(max(leaf.start, lineStart), min(end(leaf), line.end)))
      default:
        return nil
      }
    }
    let before = text.slice(ByteRange(lineStart, range.start))
    let isFirst = before.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    if let last = before.last, range.isEmpty, ![0x20, 0x09, 0x5b, 0x7b, 0x2c].contains(last) { return nil }
    var p = range.end
    while p < line.end, text[p] == 0x20 || text[p] == 0x09 { p += 1 }
    let hasSeparator =
      p < line.end && text[p] == 0x3a
      && (quote != nil || p + 1 == line.end || [0x20, 0x09, 0x2c, 0x5d, 0x7d].contains(text[p + 1]))
    if range.isEmpty, p < line.end, ![0x23, 0x2c, 0x5d, 0x7d].contains(text[p]) { return nil }
    return CaretWord(range: range, quote: quote, isFirst: isFirst, hasSeparator: hasSeparator)
  }

  private func isClosed(_ range: ByteRange, _ quote: UInt8?) -> Bool {
    range.length > 1 && text.slice(ByteRange(range.end - 1, range.end)).first == quote
  }

  /// The bytes around `offset` up to white space or an indicator of a flow collection.
  private func yamlBareWord(at offset: Int, in limits: ByteRange) -> ByteRange {
    func ends(_ byte: UInt8) -> Bool { byte <= 0x20 || [0x2c, 0x5b, 0x5d, 0x7b, 0x7d, 0x3a].contains(byte) }
    var start = offset
    var end = offset
    while start > limits.start, start <= text.count, !ends(text[start - 1]) { start -= 1 }
    while end < limits.end, !ends(text[end]) { end += 1 }
    return ByteRange(start, end)
  }

  /// The entry without children, of at least one byte, that touches a byte; of two the scalar.
  private func yamlLeaf(touching offset: Int) -> Node? {
    var found: Node?
    var waiting = [root]
    var steps = 0
    while let node = waiting.popLast(), steps < 1_000_000 {
      for child in children(node) {
        steps += 1
        if child.start > offset { break }
        guard end(child) >= offset else { continue }
        if isContainer(child) {
          waiting.append(child)
        } else if end(child) > child.start, kind(child) != .trivia {
          if let other = found, kind(other).isYAMLNode, !kind(child).isYAMLNode { continue }
          found = child
        }
      }
    }
    return found
  }
}

/// A document read with a stand-in at the caret.
private struct YAMLCaretReading {
  private let document: Document
  private let ancestors: [Node]
  private let leaf: Node

  /// Nil when the stand-in is not taken for a scalar of its own.
  init?(of source: Document, word: CaretWord, addsColon: Bool) {
    var standIn: [UInt8] = Array("caret".utf8)
    if let quote = word.quote { standIn = [quote] + standIn + [quote] }
    var text = source.text
    text.apply(TextEdit(word.range, standIn + (addsColon ? [0x3a] : [])))
    let document = Document(text, format: .yaml)
    var ancestors: [Node] = []
    var current = document.root
    let start = word.range.start
    while document.isContainer(current) {
      let reached = current
      guard let next = document.children(reached).first(where: { $0.start <= start && start < document.end($0) }) else { return nil }
      if current.index != 0 { ancestors.append(current) }
      current = next
    }
    let kind = document.kind(current)
    guard current.start == start, kind == .yamlPlain || kind == .yamlSingleQuoted || kind == .yamlDoubleQuoted else { return nil }
    guard document.end(current) == start + standIn.count else { return nil }
    self.document = document
    self.ancestors = ancestors
    leaf = current
  }

  var isFlow: Bool { ancestors.contains { document.kind($0).isYAMLFlow } }

  func context(in source: Document, word: CaretWord, offset: Int) -> CaretContext? {
    guard let parent = ancestors.last else { return nil }
    var path: [CaretContext.Step] = []
    for (index, ancestor) in ancestors.enumerated() {
      let below = index + 1 < ancestors.count ? ancestors[index + 1] : leaf
      let siblings = document.children(ancestor).filter { document.kind($0).isYAMLNode }
      guard let ordinal = siblings.firstIndex(where: { $0.index == below.index }) else { return nil }
      if document.kind(ancestor).isYAMLSequence {
        path.append(.element(ordinal))
      } else if document.kind(ancestor).isYAMLMapping {
        if ordinal % 2 == 0 {
          guard below.index == leaf.index else { return nil }
        } else {
          path.append(.property(document.yamlPairs(ancestor)[ordinal / 2].name))
        }
      }
    }
    var context = CaretContext(path: path, role: .value, replacing: word.range)
    let inside = word.range.start + (word.quote == nil ? 0 : 1)
    context.prefix = source.text.string(ByteRange(min(inside, offset), offset))
    context.hasSeparator = word.hasSeparator
    context.isFlow = isFlow
    context.quote = word.quote
    context.indentation = indentation(parent)
    if document.kind(parent).isYAMLMapping {
      let pairs = document.yamlPairs(parent)
      if pairs.contains(where: { $0.key.index == leaf.index }) {
        context.role = .name(present: pairs.filter { $0.key.index != leaf.index }.map(\.name))
      }
    } else if document.kind(parent).isYAMLSequence {
      let others = document.yamlElements(parent).filter { $0.index != leaf.index }
      if others.contains(where: { document.kind($0).isYAMLMapping }), document.kind(parent) == .yamlBlockSequence {
        context.role = .name(present: [])
      }
    }
    return context
  }

  /// The column that what is nested below the caret's entry is indented from.
  private func indentation(_ parent: Node) -> Int {
    if !isFlow {
      switch document.kind(parent) {
      case .yamlBlockMapping: return document.yamlColumn(parent.start)
      case .yamlBlockSequence: return document.yamlColumn(parent.start) + 2
      default: return 0
      }
    }
    let line = document.text.contentRange(ofLine: document.text.lines.line(at: leaf.start))
    return document.text.slice(line).prefix { $0 == 0x20 }.count
  }
}
