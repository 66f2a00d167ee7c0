import SourceText

/// A text with its tape: what a parser made of it. A value; an edit makes the next one.
public struct Document: Sendable {
  public let format: Format
  public internal(set) var text: SourceText
  public internal(set) var tape: Tape
  /// Where to find the items of a long HCL or Bicep text.
  var landmarks = Landmarks()
  /// Where the last edit was.
  var trail = EditTrail()
  /// What of a JSON text was decided from afar.
  var jsonOutlook = JSONOutlook()

  /// Parses `text`. Never fails: what does not fit is an entry of the tape. A text over `Tape.maximumLength` bytes must be
  /// refused by the caller; here it reads as empty.
  public init(_ text: SourceText, format: Format) {
    self.format = format
    self.text = text.count > Tape.maximumLength ? SourceText([]) : text
    // The YAML parser reads from any place of a text to its end.
    if format == .yaml { self.text.keepFlat() }
    tape = Tape(words: [])
    parse()
  }

  /// How much work an edit made: what tests count instead of time.
  public struct Reparse: Sendable, Equatable {
    /// Bytes that were read again by the parser.
    public var bytesRead: Int
    public init(bytesRead: Int) { self.bytesRead = bytesRead }
  }

  /// Applies one edit and brings the tape up to date. The result always equals that of parsing the new text afresh.
  @discardableResult
  public mutating func apply(_ edit: TextEdit) -> Reparse {
    let start = min(max(0, edit.range.start), text.count)
    let range = ByteRange(start, min(max(start, edit.range.end), text.count))
    if let reparse = applyInPlace(range, edit.replacement) { return reparse }
    if !format.isJSON { trail.forget() }
    let removed = format == .yaml ? Array(text.slice(range)) : []
    func breaksLine(_ byte: UInt8) -> Bool { byte == 0x0a || byte == 0x0d }
    let changesLines = edit.replacement.contains(where: breaksLine) || text.withBytes(range) { $0.contains(where: breaksLine) }
    text.apply(edit)
    if format == .yaml, let reparse = reparseYAML(range, removed: removed, edit.replacement.count) { return reparse }
    if case .json(let options) = format, let reparse = reparseJSON(range, edit.replacement.count, options, changesLines: changesLines) {
      return reparse
    }
    if format == .bicep, let read = BicepParser.reparse(&tape, text, &landmarks, replaced: range, by: edit.replacement.count) {
      return Reparse(bytesRead: read)
    }
    if format == .hcl, let reparse = reparseHCL(range, edit.replacement.count) { return reparse }
    landmarks = Landmarks()
    text.flatten()
    trail.forget()
    parse()
    return Reparse(bytesRead: text.count)
  }

  private mutating func parse() {
    guard case .json(let options) = format else {
      tape = text.bytes.withUnsafeBufferPointer { Tape(parsing: $0, format: format) }
      return
    }
    (tape, jsonOutlook) = text.bytes.withUnsafeBufferPointer { JSONParser.parseDocument($0, options: options) }
  }
}

extension Tape {
  /// Parses bytes that live elsewhere. A text over `maximumLength` bytes must be refused by the caller; here it reads as empty.
  public init(parsing text: UnsafeBufferPointer<UInt8>, format: Format) {
    let text = text.count > Tape.maximumLength ? UnsafeBufferPointer(rebasing: text[..<0]) : text
    switch format {
    case .json(let options): self = JSONParser.parse(text, options: options)
    case .yaml: self = YAMLParser.parse(text)
    case .hcl: self = HCLParser.parse(text)
    case .bicep: self = BicepParser.parse(text)
    }
  }
}

/// One entry of a document's tape: an index and where the entry starts. Means something only with the document it came from.
public struct Node: Hashable, Sendable {
  /// Index of the entry's word in the tape.
  public let index: Int
  /// Byte offset of the entry's first byte, behind its gap.
  public let start: Int

  @inlinable public init(index: Int, start: Int) {
    self.index = index
    self.start = start
  }
}

// MARK: - Walking

extension Document {
  public var root: Node { Node(index: 0, start: 0) }

  @inlinable func word(_ node: Node) -> UInt64 { node.index < tape.words.count ? tape.words[node.index] : 0 }

  @inlinable public func kind(_ node: Node) -> NodeKind { TapeWord.kind(word(node)) }
  @inlinable public func flags(_ node: Node) -> UInt8 { hasError(node) ? 0 : TapeWord.flags(word(node)) }
  @inlinable public func hasError(_ node: Node) -> Bool { TapeWord.hasError(word(node)) }
  @inlinable public func errorCode(_ node: Node) -> UInt8? { hasError(node) ? TapeWord.flags(word(node)) : nil }
  @inlinable public func isContainer(_ node: Node) -> Bool { TapeWord.isContainer(word(node)) }
  @inlinable public func gap(_ node: Node) -> Int { TapeWord.gap(word(node)) }
  @inlinable public func end(_ node: Node) -> Int { node.start + TapeWord.length(word(node)) }
  public func range(_ node: Node) -> ByteRange { ByteRange(node.start, end(node)) }
  public func string(_ node: Node) -> String { text.string(range(node)) }
  public func bytes(_ node: Node) -> ArraySlice<UInt8> { text.slice(range(node)) }

  /// The words that an entry and all below it take.
  @inlinable func span(_ index: Int) -> Int { tape.span(index) }

  /// The children of a container in document order, errors and long trivia among them.
  public func children(_ node: Node) -> Children {
    Children(tape: tape, index: node.index + 2, end: isContainer(node) ? node.index + span(node.index) : 0, offset: node.start)
  }

  public func childCount(_ node: Node) -> Int {
    isContainer(node) && node.index + 1 < tape.words.count ? Int(truncatingIfNeeded: tape.words[node.index + 1] >> 32) : 0
  }

  /// Calls `body` with each child of a container until it returns false: what `children` gives, without copies of the tape.
  @inline(__always) func eachChild(of node: Node, _ body: (Node) -> Bool) {
    guard isContainer(node) else { return }
    let end = min(node.index + span(node.index), tape.words.count)
    var index = node.index + 2
    var offset = node.start
    while index < end {
      let word = tape.words[index]
      let child = Node(index: index, start: offset + TapeWord.gap(word))
      guard body(child) else { return }
      offset = child.start + TapeWord.length(word)
      index += tape.span(index, word)
    }
  }

  /// Calls `body` with an entry and with all below it, in document order.
  public func eachEntry(below node: Node, _ body: (Node, NodeKind) -> Void) {
    body(node, kind(node))
    guard isContainer(node) else { return }
    let limit = min(node.index + span(node.index), tape.words.count)
    var index = node.index + 2
    var offset = node.start
    var open: [(endIndex: Int, end: Int)] = []
    while index < limit {
      while let last = open.last, index >= last.endIndex {
        offset = last.end
        open.removeLast()
      }
      let word = tape.words[index]
      let entry = Node(index: index, start: offset + TapeWord.gap(word))
      body(entry, TapeWord.kind(word))
      if TapeWord.isContainer(word) {
        open.append((index + tape.span(index, word), entry.start + TapeWord.length(word)))
        offset = entry.start
        index += 2
      } else {
        offset = entry.start + TapeWord.length(word)
        index += 1
      }
    }
  }

  /// Whether the bytes of an entry are those of `word`.
  func reads(_ node: Node, _ word: String) -> Bool {
    var word = word
    return text.withBytes(range(node)) { bytes in
      word.withUTF8 { $0.count == bytes.count && zip($0, bytes).allSatisfy { $0 == $1 } }
    }
  }

  public struct Children: Sequence, IteratorProtocol {
    let tape: Tape
    var index: Int
    let end: Int
    var offset: Int

    public mutating func next() -> Node? {
      guard index < end, index < tape.words.count else { return nil }
      let word = tape.words[index]
      let node = Node(index: index, start: offset + TapeWord.gap(word))
      offset = node.start + TapeWord.length(word)
      index += tape.span(index, word)
      return node
    }
  }

  /// The entries from the root down to the innermost one that touches `offset`. Not longer than `limit`.
  public func path(to offset: Int, limit: Int = 4096) -> [Node] {
    var path = [root]
    while let last = path.last, path.count < limit,
      let next = children(last).first(where: { range($0).touches(offset) && kind($0) != .trivia })
    {
      path.append(next)
    }
    return path
  }
}
