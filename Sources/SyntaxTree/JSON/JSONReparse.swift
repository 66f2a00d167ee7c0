import SourceText

/// The part of a JSON text that is parsed alone after an edit: the run of a container's children around it, from behind the
/// last container before the edit to the end of the first one behind it; from the opening, to the closing bracket where there
/// is none.
///
/// These may be parsed alone because the parser comes to the start of the part in the same state as before, goes on from its end
/// in the same state if brackets close again there, and looks neither back over a closed container nor, from before the part,
/// into it. Where a string's end or the match of brackets was decided by text farther away, `JSONOutlook` knows how much of it
/// belongs together.
struct JSONPart {
  /// The container whose children are parsed.
  var container: Node
  /// Where the part starts: behind a child, or at the opening bracket.
  var start: Int
  /// Where it ended in the old text: behind a child, or behind the closing bracket.
  var oldEnd: Int
  /// The words of the children in the part.
  var words: Range<Int>
  var children = 0
  var startsBehindChild = false
  var endsBehindChild = false

  /// Lets the part begin behind a child that ends at `offset`; `index` is that of the word behind it.
  mutating func begin(behind offset: Int, _ index: Int) {
    start = offset
    words = min(index, words.upperBound)..<words.upperBound
    children = 0
    startsBehindChild = true
  }
}

extension JSONPart {
  /// The bytes of the former text, without the bracket that opens the container: on how that stands, what is inside has no say.
  var inside: ByteRange { ByteRange(startsBehindChild ? start : min(start + 1, oldEnd), oldEnd) }

  /// All of a container that ends at `end` and takes `span` words, with none of its children counted. (Not of a document: while that is
  /// being changed it would be copied.)
  init(all container: Node, end: Int, span: Int) {
    self.init(container: container, start: container.start, oldEnd: end, words: (container.index + 2)..<(container.index + span))
  }
}

extension Document {
  /// Brings the tape of a JSON text up to date by parsing a part of it alone. `range` are the bytes of the old text that gave
  /// way to `length` others; the text is the new one already. Nil, with the tape as it was, where the whole text has to be
  /// parsed.
  mutating func reparseJSON(_ range: ByteRange, _ length: Int, _ options: JSONOptions, changesLines: Bool) -> Reparse? {
    guard !jsonOutlook.isOfAll else { return nil }
    let hull = jsonOutlook.hull(of: range)
    guard var part = part(around: hull) else { return nil }
    if let damage = jsonOutlook.damageCut(by: part.inside) {
      guard let larger = self.part(around: JSONOutlook.union(hull, damage)) else { return nil }
      part = larger
    }
    let delta = length - range.length
    let newEnd = part.oldEnd + delta
    let edit = JSONEdit(range: range, length: length, changesLines: changesLines)
    guard let new = JSONParser.words(of: part, in: text, newEnd, kind(part.container), options) else {
      return recoverJSON(part, edit, options)
    }
    var news = new.news
    if jsonOutlook.isLaidOut, jsonOutlook.isIrregular(in: part.inside) || !new.hasLayout(of: part, edit, in: tape) {
      guard let irregular = irregularities(of: part, newEnd, edit, options) else { return nil }
      news.irregular = irregular
    }
    if news.hasLongTokens, jsonOutlook.damage != nil { return nil }
    if let damage = jsonOutlook.damage, damage.start >= part.oldEnd || damage.end <= part.start, !news.irregular.isEmpty {
      return recoverJSON(part, edit, options)
    }
    jsonOutlook.follow(part.inside, delta, news)
    splice(new, for: part, delta)
    return Reparse(bytesRead: newEnd - part.start)
  }

  mutating func splice(_ new: JSONParser.PartWords, for part: JSONPart, _ delta: Int) {
    let head = part.container.index
    let added = new.words.count - part.words.count
    tape.words.replaceSubrange(part.words, with: new.words)
    tape.words.update(head..<(head + 2)) { words in
      guard words.count == 2 else { return }
      // The closing bracket was read again, and with it what is wrong with the container.
      if !part.endsBehindChild { words[0] = words[0] & ~0xff00 | new.head & 0xff00 }
      words[1] &+= UInt64(bitPattern: Int64(new.children - part.children)) << 32
    }
    for outer in trail.path {
      tape.words.update(outer.index..<(outer.index + 2)) { words in
        guard words.count == 2 else { return }
        words[0] &+= UInt64(bitPattern: Int64(delta)) << 32
        let count = Int(truncatingIfNeeded: words[1] & 0xffff_ffff) + added
        words[1] = words[1] & ~0xffff_ffff | UInt64(truncatingIfNeeded: count) & 0xffff_ffff
      }
    }
  }

  /// The smallest part around an edit; nil where it lies outside the value at the top. Afterwards the trail leads to its container.
  mutating func part(around range: ByteRange) -> JSONPart? {
    trail.turnBack(to: range, in: tape)
    while let last = trail.path.last {
      var part = JSONPart(all: last, end: end(last), span: span(last.index))
      var offset = last.start
      if let mark = trail.mark {
        offset = mark.offset
        part.begin(behind: mark.offset, mark.index)
      }
      var index = part.words.lowerBound
      var passed = 0
      var inner: Node?
      while index < part.words.upperBound {
        let word = tape.words[index]
        let start = offset + TapeWord.gap(word)
        let isContainer = TapeWord.isContainer(word)
        offset = start + TapeWord.length(word)
        let next = index + tape.span(index, word)
        part.children += 1
        if isContainer, offset <= range.start {
          part.begin(behind: offset, next)
          passed += 1
          if passed % EditTrail.step == 0 { trail.setMark(offset, next) }
        } else if isContainer, start >= range.end {
          part.oldEnd = offset
          part.words = part.words.lowerBound..<next
          part.endsBehindChild = true
          break
        } else if isContainer, start < range.start, offset > range.end {
          inner = Node(index: index, start: start)
          break
        }
        index = next
      }
      if passed % EditTrail.step != 0 { trail.setMark(part.start, part.words.lowerBound) }
      guard let inner else { return trail.path.count > 1 ? part : nil }
      trail.path.append(inner)
    }
    return nil
  }
}

extension JSONParser {
  /// What a part became: its children's words, how many children they are, and the container's first word.
  struct PartWords {
    var words: ArraySlice<UInt64>
    var children: Int
    var head: UInt64
    var news: JSONOutlook.News

    /// Whether all entries stand on their lines as before: all that the edit changed is the length of one of them.
    func hasLayout(of part: JSONPart, _ edit: JSONEdit, in tape: Tape) -> Bool {
      guard words.count == part.words.count, !edit.changesLines, edit.delta != 0 else { return false }
      return tape.words.withElements(part.words) { old in
        var change = 0
        for (old, new) in zip(old, words) where old != new {
          if change != 0 || TapeWord.isContainer(old) || (old ^ new) & 0xffff_ffff != 0 { return false }
          change = TapeWord.length(new) - TapeWord.length(old)
        }
        return change == edit.delta
      }
    }
  }

  /// Parses a part that ends at `end` now. Nil where its brackets do not close there, unless repairs are known for them.
  static func words(
    of part: JSONPart, in text: SourceText, _ end: Int, _ kind: NodeKind, _ options: JSONOptions, repairs: [JSONBrackets.Repair]? = nil
  ) -> PartWords? {
    guard part.start >= 0, part.start < end, end <= text.count else { return nil }
    // The parser looks behind the part, but seldom far: it gets a window, and a larger one if it came to its end.
    var ahead = 256
    while true {
      let window = ByteRange(part.start, min(text.count, end + ahead))
      var reachedEnd = false
      let made: PartWords? = text.withBytes(window) { bytes in
        guard let base = bytes.baseAddress else { return nil }
        var run = JSONRun(base: base, count: bytes.count, options: options, repairs: repairs)
        let made = words(of: part, end - part.start, kind, &run)
        reachedEnd = run.lexis.reachedEnd
        return made
      }
      if !reachedEnd || window.end == text.count { return made }
      ahead *= 16
    }
  }

  /// The same with a run over a window that begins with the part; offsets count from there.
  private static func words(of part: JSONPart, _ end: Int, _ kind: NodeKind, _ run: inout JSONRun) -> PartWords? {
    run.scanned = 0
    run.partEnd = end
    var first: [UInt64] = [TapeWord.make(.root, isContainer: true, gap: 0, length: 0), 0]
    // The parser asks whether there is one child before, and whether there are two; behind a container it asks no more.
    let before = part.startsBehindChild ? 2 : 0
    if part.startsBehindChild {
      // Its length is nobody's concern: the splice knows better.
      first.append(TapeWord.make(kind, isContainer: true, gap: 0, length: 0))
      first.append(0)
      run.current = 2
      run.kind = kind.rawValue
      run.state = JSONState.value
      run.children = before
      run.closedWords = first.count
    }
    guard let words = run.words(first: first), run.position == end, words.count >= 4 else { return nil }
    var news = JSONOutlook.News(looks: run.lexis.looks, hasLongComments: run.lexis.hasLongComments)
    for k in news.looks.indices {
      news.looks[k].range = ByteRange(news.looks[k].range.start + part.start, news.looks[k].range.end + part.start)
    }
    if part.endsBehindChild {
      guard run.current == 2, run.closedWords == words.count else { return nil }
      return PartWords(words: words[4...], children: run.children - before, head: words[2], news: news)
    }
    guard run.current == 0, run.state == JSONState.done, words[3] & 0xffff_ffff == words.count - 2 else { return nil }
    return PartWords(words: words[4...], children: Int(truncatingIfNeeded: words[3] >> 32) - before, head: words[2], news: news)
  }
}
