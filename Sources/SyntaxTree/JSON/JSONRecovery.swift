import SourceText

/// An edit as the reparse of a JSON text sees it.
struct JSONEdit {
  /// In the former text.
  let range: ByteRange
  /// The bytes that stand there now.
  let length: Int
  /// Whether a line break is or was among them.
  let changesLines: Bool

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

  mutating func recoverJSON(_ failed: JSONPart, _ edit: JSONEdit, _ options: JSONOptions) -> Reparse? {
    guard !jsonOutlook.hasLongTokens, trail.path.count > 1, trail.path.count <= Self.maximumDepth else { return nil }
    var frames = trail.path.dropFirst().map(jsonFrame)
    var part = failed
    // What the part looked like is known if the layout was: then a part of it may be left to itself.
    var edited = jsonOutlook.isLaidOut ? max(edit.end, (jsonOutlook.damage?.end ?? 0) + edit.delta) : text.count
    if !jsonOutlook.isLaidOut { learnLayout(part, edit, options) }
    guard jsonOutlook.isLaidOut else { return nil }
    if !jsonOutlook.irregular.isEmpty { edited = text.count }
    var bytesRead = part.oldEnd + edit.delta - part.start
    while true {
      if jsonOutlook.isRegular(outside: part.inside), let new = mended(part, frames, edit, options, edited) {
        jsonOutlook.follow(part.inside, edit.delta, new.news)
        splice(new, for: part, edit.delta)
        return Reparse(bytesRead: bytesRead)
      }
      // All of the container, and then the children around it of the one outside.
      if part.startsBehindChild || part.endsBehindChild, part.oldEnd - part.start < 256 {
        part = JSONPart(all: part.container, end: end(part.container), span: span(part.container.index))
        part.children = childCount(part.container)
        trail.climb(to: trail.path.count - 1)
      } else {
        guard let next = self.part(around: range(part.container)) else { return nil }
        part = next
      }
      while frames.count > trail.path.count - 1 { frames.removeLast() }
      // What is tried in vain must not cost more than reading all of the text.
      bytesRead += part.oldEnd + edit.delta - part.start
      guard bytesRead < text.count / 2 else { return nil }
    }
  }

  /// What a part becomes, with its brackets mended if need be.
  private func mended(
    _ part: JSONPart, _ frames: [JSONBrackets.Frame], _ edit: JSONEdit, _ options: JSONOptions, _ edited: Int
  ) -> JSONParser.PartWords? {
    let newEnd = part.oldEnd + edit.delta
    if var new = JSONParser.words(of: part, in: text, newEnd, kind(part.container), options) {
      guard !new.news.hasLongTokens, let irregular = irregularities(of: part, newEnd, edit, options, frames) else { return nil }
      new.news.irregular = irregular
      return new
    }
    let start = part.inside.start
    let frames = self.frames(frames, behind: part)
    let mending = jsonStretch(ByteRange(start, newEnd), options) {
      JSONBrackets.mending($0, in: $1, frames, closesOwn: !part.endsBehindChild, edited: edited - start)
    }
    guard let mending else { return nil }
    let repairs = mending.repairs.map { JSONBrackets.Repair(position: $0.position + start - part.start, action: $0.action) }
    guard var new = JSONParser.words(of: part, in: text, newEnd, kind(part.container), options, repairs: repairs),
      !new.news.hasLongTokens
    else { return nil }
    new.news.damage = ByteRange(start, start + mending.end)
    return new
  }

  /// The frames of the containers around a part; what the innermost one holds before the part is in its frame.
  private func frames(_ frames: [JSONBrackets.Frame], behind part: JSONPart) -> [JSONBrackets.Frame] {
    guard part.startsBehindChild, let last = frames.indices.last else { return frames }
    var frames = frames
    let first = Node(index: part.container.index + 2, start: part.container.start)
    frames[last].childColumn = jsonChildColumn(from: first, before: part.words.lowerBound, 0) ?? -1
    return frames
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
    var frames = self.frames(frames ?? trail.path.dropFirst().map(jsonFrame), behind: part)
    let start = part.inside.start
    let irregular = jsonStretch(ByteRange(start, newEnd), options) { text, stretch in
      var irregular: [Int] = []
      return JSONBrackets.survey(text, in: stretch, &frames, &irregular) ? irregular.map { $0 + start } : nil
    }
    guard var irregular else { return nil }
    if changesIndentation(behind: newEnd, edit) { irregular.append(newEnd - 1) }
    // All lines behind the part are like the next one.
    if part.endsBehindChild, let own = frames.last, own.childColumn != -1 {
      let next = Node(index: part.words.upperBound, start: part.oldEnd)
      let limit = part.container.index + span(part.container.index)
      if let column = jsonChildColumn(from: next, before: limit, edit.delta), column != own.childColumn,
        min(column, own.childColumn) <= own.indentation
      {
        irregular.append(newEnd - 1)
      }
    }
    return irregular
  }

  /// The column of the first entry that begins a line, of the entries from a place between two (its offset is the end of the one before)
  /// to a word; -1 where there is none, nil for none at all. The text has moved by `delta` there.
  private func jsonChildColumn(from place: Node, before limit: Int, _ delta: Int) -> Int? {
    var index = place.index
    var offset = place.start
    var looked = 0
    while index < limit, index < tape.words.count {
      if looked == 8 { return JSONBrackets.Frame.unknown }
      looked += 1
      let word = tape.words[index]
      let start = offset + TapeWord.gap(word)
      if start > offset || TapeWord.length(word) > 0 {
        let line = jsonLine(of: start + delta)
        if line.start + line.indentation == start + delta { return line.indentation }
      }
      offset = start + TapeWord.length(word)
      index += tape.span(index, word)
    }
    return nil
  }

  /// Whether an edit may have changed the indentation of a line on which more stands behind the part that was read.
  private func changesIndentation(behind newEnd: Int, _ edit: JSONEdit) -> Bool {
    var i = newEnd
    while i < text.count, text[i] == 0x2c || text[i] == 0x20 || text[i] == 0x09 { i += 1 }
    if i >= text.count || text[i] == 0x0a || text[i] == 0x0d { return false }
    let line = text.lines.line(at: newEnd)
    let lineStart = text.lines.range(ofLine: line).start
    guard lineStart <= edit.end else { return false }
    if edit.changesLines { return true }
    i = lineStart
    while i < edit.range.start, text[i] == 0x20 || text[i] == 0x09 { i += 1 }
    return i >= edit.range.start
  }

  /// Looks through all of the text but a part whose brackets do not balance.
  private mutating func learnLayout(_ part: JSONPart, _ edit: JSONEdit, _ options: JSONOptions) {
    let newEnd = part.oldEnd + edit.delta
    let start = part.inside.start
    var frames: [JSONBrackets.Frame] = []
    var irregular: [Int] = []
    let isRead = text.withBytes(ByteRange(0, start)) { bytes in
      guard let base = bytes.baseAddress else { return true }
      let lexis = JSONLexis(base: base, count: bytes.count, hasMultilineStrings: options.comments)
      return JSONBrackets.survey(lexis, in: JSONBrackets.Stretch(start: 0, end: bytes.count), &frames, &irregular)
    }
    guard isRead, !frames.isEmpty else { return }
    if !part.endsBehindChild { frames.removeLast() }
    let behind = jsonStretch(ByteRange(newEnd, text.count), options) { text, stretch in
      var irregular: [Int] = []
      return JSONBrackets.survey(text, in: stretch, &frames, &irregular) ? irregular : nil
    }
    guard let behind else { return }
    // In the offsets of the former text, as all that is kept.
    jsonOutlook.layOut(irregular + behind.map { $0 + newEnd - edit.delta })
  }
}
