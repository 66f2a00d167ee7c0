import SourceText

/// An edit as the reparse of a JSON text sees it.
struct JSONEdit {
  /// In the former text.
  let range: ByteRange
  /// The bytes that stand there now.
  let length: Int
  /// Whether a line break was among those that stood there.
  let joinsLines: Bool

  var delta: Int { length - range.length }
  /// Where its bytes end in the new text.
  var end: Int { range.start + length }
}

/// Brackets that an edit unbalances are mended in a container around it, with the rest of the text as it was.
///
/// What a missing or superfluous bracket is blamed on hangs on the layout of all of the text (`JSONBrackets`). But where the layout is
/// regular nothing is blamed, whatever is missing elsewhere; so if all places that are not regular lie in one container, if that container
/// is closed by its own bracket and no bracket is left over in it, then nothing outside of it is as it would not be otherwise.
extension Document {
  private static var maximumDepth: Int { 256 }

  mutating func recoverJSON(_ edit: JSONEdit, _ options: JSONOptions, bytesRead: Int) -> Reparse? {
    let path = jsonTrail.path
    guard !jsonOutlook.hasLongTokens, path.count > 1, path.count <= Self.maximumDepth else { return nil }
    let frames = path.dropFirst().map(jsonFrame)
    if !jsonOutlook.isLaidOut { learnLayout(path, frames, edit, options) }
    guard jsonOutlook.isLaidOut else { return nil }
    var bytesRead = bytesRead
    for number in (1..<path.count).reversed() {
      let container = path[number]
      let oldEnd = end(container)
      let isEnough =
        jsonOutlook.irregular.allSatisfy { $0 >= container.start && $0 < oldEnd }
        && jsonOutlook.damage.map { $0.start > container.start && $0.end < oldEnd } ?? true
      guard isEnough else { continue }
      let part = JSONPart(
        container, end: oldEnd, words: (container.index + 2)..<(container.index + span(container.index)), children: childCount(container))
      let newEnd = oldEnd + edit.delta
      // What is tried in vain must not cost more than reading all of the text.
      bytesRead += newEnd - part.start
      guard bytesRead < text.count / 2 else { return nil }
      guard let new = words(of: part, newEnd, Array(frames.prefix(number)), edit, options) else { continue }
      jsonTrail.climb(to: number)
      jsonOutlook.follow(ByteRange(part.start, part.oldEnd), edit.delta, new.news)
      splice(new, for: part, edit.delta)
      return Reparse(bytesRead: bytesRead)
    }
    return nil
  }

  /// What a container becomes, with its brackets mended if need be.
  private func words(
    of part: JSONPart, _ newEnd: Int, _ frames: [JSONBrackets.Frame], _ edit: JSONEdit, _ options: JSONOptions
  ) -> JSONParser.PartWords? {
    if var new = JSONParser.words(of: part, in: text, newEnd, kind(part.container), options) {
      guard !new.news.hasLongTokens, let irregular = irregularities(of: part, newEnd, edit, options, frames) else { return nil }
      new.news.irregular = irregular
      return new
    }
    let stretch = ByteRange(part.start + 1, newEnd)
    guard
      let repairs = jsonStretch(stretch, options, { JSONBrackets.repairs($0, in: $1, frames) }),
      var new = JSONParser.words(
        of: part, in: text, newEnd, kind(part.container), options,
        repairs: repairs.map { JSONBrackets.Repair(position: $0.position + 1, action: $0.action) }), !new.news.hasLongTokens
    else { return nil }
    new.news.damage = ByteRange(part.start + 1, max(part.start + 1, newEnd - 1))
    return new
  }

  // MARK: - Layout

  private func jsonFrame(_ node: Node) -> JSONBrackets.Frame {
    JSONBrackets.Frame(isObject: kind(node) == .jsonObject, indentation: jsonLine(of: node.start).indentation)
  }

  /// The start of the line of a byte, and the column of what begins the line; that is -1 where it is not before the byte.
  private func jsonLine(of offset: Int) -> (start: Int, indentation: Int) {
    let start = text.lines.range(ofLine: text.lines.line(at: offset)).start
    var i = start
    while i <= offset, i < text.count {
      switch text[i] {
      case 0x20, 0x09, 0x2c, 0x3a: i += 1
      case 0x2f where i + 1 < text.count && text[i + 1] == 0x2a:
        i += 2
        while i < offset, text[i] != 0x2a || text[i + 1] != 0x2f { i += 1 }
        i += 2
      default: return (start, i - start)
      }
    }
    return (start, -1)
  }

  /// Calls `body` with a stretch of the text, behind a bracket, in a window that begins with it.
  private func jsonStretch<Result>(
    _ range: ByteRange, _ options: JSONOptions, _ body: (JSONLexis, JSONBrackets.Stretch) -> Result?
  ) -> Result? {
    guard range.start > 0, range.start <= range.end, range.end <= text.count else { return nil }
    let line = jsonLine(of: range.start - 1)
    guard line.indentation >= 0 else { return nil }
    var ahead = 256
    while true {
      let window = ByteRange(range.start, min(text.count, range.end + ahead))
      let isEnd = window.end == text.count
      let result: Result?? = text.withBytes(window) { bytes in
        guard let base = bytes.baseAddress else { return .some(nil) }
        let lexis = JSONLexis(base: base, count: bytes.count, hasMultilineStrings: options.comments)
        return body(
          lexis,
          JSONBrackets.Stretch(
            start: 0, end: range.end - range.start, lineStart: line.start - range.start, indentation: line.indentation, isTextEnd: isEnd))
      }
      if let result, result != nil || isEnd || ahead > 4096 { return result }
      ahead *= 16
    }
  }

  /// Where the layout of a part is irregular that was read again and in which brackets balance. Nil where that cannot be told.
  func irregularities(
    of part: JSONPart, _ newEnd: Int, _ edit: JSONEdit, _ options: JSONOptions, _ frames: [JSONBrackets.Frame]? = nil
  ) -> [Int]? {
    let frames = frames ?? jsonTrail.path.dropFirst().map(jsonFrame)
    let start = part.startsBehindChild ? part.start : part.start + 1
    guard let found = jsonStretch(ByteRange(start, newEnd), options, { JSONBrackets.irregularities($0, in: $1, frames) }) else {
      return nil
    }
    var irregular = found.map { $0 + start }
    if changesIndentation(behind: newEnd, edit) { irregular.append(newEnd - 1) }
    return irregular
  }

  /// Whether an edit may have changed the indentation of a line on which more stands behind the part that was read.
  private func changesIndentation(behind newEnd: Int, _ edit: JSONEdit) -> Bool {
    var i = newEnd
    while i < text.count, text[i] == 0x2c || text[i] == 0x20 || text[i] == 0x09 { i += 1 }
    if i >= text.count || text[i] == 0x0a || text[i] == 0x0d { return false }
    let line = text.lines.line(at: newEnd)
    let lineStart = text.lines.range(ofLine: line).start
    guard lineStart <= edit.end else { return false }
    if edit.joinsLines || lineStart > edit.range.start { return true }
    i = lineStart
    while i < edit.range.start, text[i] == 0x20 || text[i] == 0x09 { i += 1 }
    return i >= edit.range.start
  }

  /// Looks through all of the text but the innermost container around the edit, whose brackets do not balance.
  private mutating func learnLayout(_ path: [Node], _ frames: [JSONBrackets.Frame], _ edit: JSONEdit, _ options: JSONOptions) {
    guard let inner = path.last else { return }
    let newEnd = end(inner) + edit.delta
    let before = text.withBytes(ByteRange(0, inner.start)) { bytes -> [Int]? in
      guard let base = bytes.baseAddress else { return [] }
      let lexis = JSONLexis(base: base, count: bytes.count, hasMultilineStrings: options.comments)
      return JSONBrackets.irregularities(lexis, in: JSONBrackets.Stretch(start: 0, end: bytes.count), [])
    }
    let behind = jsonStretch(ByteRange(newEnd, text.count), options) {
      JSONBrackets.irregularities($0, in: $1, Array(frames.dropLast()))
    }
    guard let before, let behind else { return }
    // In the offsets of the former text, as all that is kept.
    jsonOutlook.layOut(before + behind.map { $0 + newEnd - edit.delta })
  }
}
