import SourceText

extension Document {
  func jsonCaretContext(at offset: Int) -> CaretContext {
    let caret = JSONCaret(document: self, offset: min(max(0, offset), text.count))
    var context = caret.context()
    context.isFlow = true
    context.indentation = indentation(at: caret.offset).utf8.count
    return context
  }
}

/// Finds out what stands at a caret. Judges by what is really written, not by what the parser put in its place.
private struct JSONCaret {
  let document: Document
  let offset: Int

  func context() -> CaretContext {
    var path: [CaretContext.Step] = []
    var container = document.root
    while let (step, inner) = inner(container) {
      if let step { path.append(step) }
      container = inner
    }
    if let touched = touched(in: container) { return onEntry(touched, in: container, path) }
    return inGap(of: container, path)
  }

  private var nothing: CaretContext { CaretContext(path: [], role: .nothing, replacing: ByteRange(offset, offset)) }

  // MARK: - Going down

  /// The container below that holds the caret between its brackets, with the step to it.
  private func inner(_ container: Node) -> (CaretContext.Step?, Node)? {
    var name: Node?
    var index = 0
    for child in document.children(container) {
      if document.isJSONName(child) { name = child }
      guard document.isJSONValue(child) else { continue }
      let end = document.end(child)
      let isInside = child.start < offset && (offset < end || offset == end && !document.isJSONClosed(child))
      if document.isContainer(child), isInside { return (step(container, name, index), child) }
      index += 1
    }
    return nil
  }

  private func step(_ container: Node, _ name: Node?, _ index: Int) -> CaretContext.Step? {
    switch document.kind(container) {
    case .jsonObject: .property(name.map { document.jsonText($0) } ?? "")
    case .jsonArray: .element(index)
    default: nil
    }
  }

  // MARK: - On a name or a scalar

  /// Whether an entry is something that is written: no placeholder, no stray punctuation, no comment.
  private func isWritten(_ node: Node) -> Bool {
    switch document.kind(node) {
    case .missing, .trivia: false
    case .unexpected: document.errorCode(node) == nil || document.errorCode(node) == JSONFault.unexpectedText.rawValue
    default: true
    }
  }

  /// The bytes that belong to an entry while it is written: an unclosed string goes on to the caret.
  private func extent(_ node: Node) -> ByteRange {
    let range = document.range(node)
    let first = document.text.withBytes(document.range(node)) { $0.first }
    let isUnclosed =
      document.errorCode(node) == JSONFault.stringNotClosed.rawValue || document.kind(node) == .unexpected && first == 0x22
    guard isUnclosed, range.end < offset, document.kind(node) != .unexpected || !isQuotedWhole(range) else { return range }
    let lines = document.text.lines
    return lines.line(at: range.end) == lines.line(at: offset) ? ByteRange(range.start, offset) : range
  }

  private func isQuotedWhole(_ range: ByteRange) -> Bool {
    range.length > 1 && document.text.slice(range).last == 0x22
  }

  private func touched(in container: Node) -> Node? {
    var found: Node?
    for child in document.children(container) where isWritten(child) && !document.isContainer(child) {
      if child.start > offset { break }
      if extent(child).touches(offset) { found = found.map { document.end($0) == offset && child.start == offset ? $0 : child } ?? child }
    }
    return found
  }

  private func onEntry(_ node: Node, in container: Node, _ path: [CaretContext.Step]) -> CaretContext {
    let range = extent(node)
    let lines = document.text.lines
    guard lines.line(at: range.start) == lines.line(at: range.end) else { return nothing }
    let first = document.text.slice(range).first
    let quote = first == 0x22 || first == 0x27 ? first : nil
    var context = CaretContext(path: path, role: .value, replacing: range, quote: quote)
    let content = range.start + (quote == nil ? 0 : 1)
    var end = offset
    if let quote, offset == range.end, range.length > 1, document.text.slice(range).last == quote { end -= 1 }
    context.prefix = document.text.string(ByteRange(content, end))
    let isStray = document.kind(node) == .unexpected
    if document.kind(container) == .jsonObject, isStray || document.kind(node) == .jsonName {
      context.role = .name(present: names(container, but: node))
      context.hasSeparator = byte(behind: range.end) == 0x3a
      return context
    }
    if document.kind(container) == .root {
      return isStray || document.jsonTopValue() != node ? nothing : context
    }
    if let step = valueStep(container) { context.path.append(step) }
    return context
  }

  private func names(_ container: Node, but key: Node?) -> [String] {
    document.jsonMembers(container).filter { $0.key != key && document.kind($0.key) != .missing }.map(\.name)
  }

  /// The step to the value that is written at the caret.
  private func valueStep(_ container: Node) -> CaretContext.Step? {
    var name: Node?
    var index = 0
    for child in document.children(container) where isWritten(child) {
      if document.kind(container) == .jsonObject {
        if document.kind(child) == .jsonName, child.start < offset { name = child }
      } else if extent(child).end < offset || child.start < offset && document.isContainer(child) {
        index += 1
      }
    }
    return step(container, name, index)
  }

  // MARK: - Between the entries

  private func inGap(of container: Node, _ path: [CaretContext.Step]) -> CaretContext {
    var previous: Node?
    var next: Node?
    for child in document.children(container) where isWritten(child) {
      if document.end(child) <= offset { previous = child }
      if child.start >= offset, next == nil { next = child }
    }
    let isRoot = document.kind(container) == .root
    let start = previous.map { document.end($0) } ?? (isRoot ? 0 : container.start + 1)
    let end = next?.start ?? (isRoot ? document.text.count : document.jsonCloser(container))
    let gap = document.jsonGap(start, max(start, end))
    for comment in gap.comments where comment.start < offset {
      let isLine = document.text.slice(comment).dropFirst().first == 0x2f
      let isOpen = !isLine && (comment.length < 4 || document.text.string(ByteRange(comment.end - 2, comment.end)) != "*/")
      if offset < comment.end || offset == comment.end && (isLine || isOpen) { return nothing }
    }
    if isRoot {
      let isEmpty = previous == nil && next == nil
      return isEmpty ? CaretContext(path: [], role: .value, replacing: ByteRange(offset, offset)) : nothing
    }
    var context = CaretContext(path: path, role: .value, replacing: ByteRange(offset, offset))
    let before = document.jsonGap(start, offset)
    let punctuation = lastPunctuation(start, offset)
    if document.kind(container) == .jsonArray {
      guard previous == nil || punctuation == 0x2c || before.lineBreak != nil else { return nothing }
      if let step = valueStep(container) { context.path.append(step) }
      return context
    }
    let isBehindName = previous.map { document.kind($0) == .jsonName } ?? false
    if isBehindName, punctuation != 0x2c {
      guard punctuation == 0x3a, let step = valueStep(container) else { return nothing }
      context.path.append(step)
      return context
    }
    guard previous == nil || punctuation == 0x2c || before.lineBreak != nil else { return nothing }
    context.role = .name(present: names(container, but: nil))
    context.hasSeparator = byte(behind: offset) == 0x3a
    return context
  }

  /// The last comma or colon between the two that is not within a comment.
  private func lastPunctuation(_ start: Int, _ end: Int) -> UInt8? {
    withLexis { lexis in
      var found: UInt8?
      var i = start
      while i < end {
        if lexis.isComment(i) {
          i = lexis.commentEnd(i).end
          continue
        }
        if lexis.base[i] == 0x2c || lexis.base[i] == 0x3a { found = lexis.base[i] }
        i += 1
      }
      return found
    } ?? nil
  }

  /// The first byte from `offset` on that is neither white space nor a comment.
  private func byte(behind offset: Int) -> UInt8? {
    withLexis { lexis in
      let i = lexis.gapEnd(offset)
      return i < lexis.count ? lexis.base[i] : nil
    } ?? nil
  }

  private func withLexis<Result>(_ body: (inout JSONLexis) -> Result) -> Result? {
    document.text.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var lexis = JSONLexis(base: base, count: bytes.count, hasMultilineStrings: false)
      return body(&lexis)
    }
  }
}
