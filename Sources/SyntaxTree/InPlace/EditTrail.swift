import SourceText

/// The way to the last edit: the next one mostly is close to it, and need not go through all siblings before it again.
///
/// All that is kept lies before the edit that was made last, so the edit changed none of it.
struct EditTrail: Sendable {
  /// The containers around the edit from the root down.
  var path: [Node] = []
  private var marks: [Mark] = []

  /// A place behind a container, or behind any entry if `marksLeaves`.
  struct Mark: Sendable {
    /// How many containers of the path are around it.
    fileprivate let depth: Int
    /// Where the entry ends.
    let offset: Int
    /// Index of the word behind the entry's.
    let index: Int
  }

  /// So many siblings at most lie between two marks.
  static let step = 32
  /// A place deeper down is not looked for.
  private static let maximumDepth = 256

  /// The last mark among the children of the path's last container.
  var mark: Mark? { marks.last.flatMap { $0.depth == path.count ? $0 : nil } }

  mutating func setMark(_ offset: Int, _ index: Int) { marks.append(Mark(depth: path.count, offset: offset, index: index)) }

  /// Forgets the way: more of the text was read again than what lies at its end.
  mutating func forget() {
    path.removeAll(keepingCapacity: true)
    marks.removeAll(keepingCapacity: true)
  }

  /// Leaves the containers inside the one with this number, whose children all become others.
  mutating func climb(to number: Int) {
    guard number + 1 <= path.count else { return }
    path.removeSubrange((number + 1)...)
    while let mark = marks.last, mark.depth >= path.count { marks.removeLast() }
  }

  /// Goes back to what encloses a range and lies before it. The tape is that of the text before the edit.
  mutating func turnBack(to range: ByteRange, in tape: Tape) {
    while path.count > 1, let last = path.last {
      let end = last.index < tape.words.count ? last.start + TapeWord.length(tape.words[last.index]) : 0
      if last.start < range.start, end > range.end { break }
      path.removeLast()
    }
    if path.isEmpty { path.append(Node(index: 0, start: 0)) }
    while let mark = marks.last, mark.depth > path.count || mark.offset > range.start { marks.removeLast() }
  }

  /// What an edit lies in: an entry without children that ends behind it or with it, or the bytes before, between or behind entries.
  /// Afterwards the path leads to the container around that. `place` is one before the edit between the children of the root, if one
  /// is known. Nil where the edit begins before an entry and ends in it or behind it. Only who never asks for a mark himself `marksLeaves`.
  mutating func spot(of edit: ByteRange, in tape: Tape, from place: Landmarks.Place?, marksLeaves: Bool) -> EditSpot? {
    turnBack(to: edit, in: tape)
    // What ends where the edit begins may be what the edit is in.
    if marksLeaves { while let mark = marks.last, mark.offset >= edit.start { marks.removeLast() } }
    while path.count <= Self.maximumDepth, let last = path.last {
      switch step(into: last, edit, tape, place, marksLeaves) {
      case .found(let spot): return spot
      case .inner(let inner): path.append(inner)
      case .none: return nil
      }
    }
    return nil
  }

  private enum Step {
    case found(EditSpot)
    case inner(Node)
    case none
  }

  /// Goes through the children of the path's last container up to the edit.
  private mutating func step(
    into container: Node, _ edit: ByteRange, _ tape: Tape, _ place: Landmarks.Place?, _ marksLeaves: Bool
  ) -> Step {
    let head = tape.words[container.index]
    let limit = min(container.index + tape.span(container.index, head), tape.words.count)
    var index = mark?.index ?? container.index + 2
    var offset = mark?.offset ?? container.start
    // Behind a landmark nobody knows whether the bytes before it are the first part of a long gap.
    var isGapWhole = true
    if path.count == 1, let place, place.index > index {
      index = place.index
      offset = place.position
      isGapWhole = false
    }
    var passed = 0
    var lastPassed = (offset: offset, index: index)
    defer { if passed % Self.step != 0 { setMark(lastPassed.offset, lastPassed.index) } }
    while index < limit {
      let word = tape.words[index]
      let start = offset + TapeWord.gap(word)
      if edit.start < start {
        guard isGapWhole, edit.end <= start else { return .none }
        return .found(EditSpot(place: .gap, index: index, word: word, range: ByteRange(offset, start)))
      }
      let end = start + TapeWord.length(word)
      let isContainer = TapeWord.isContainer(word)
      if end >= edit.start {
        guard edit.end <= end, start < edit.start else { return .none }
        if isContainer { return .inner(Node(index: index, start: start)) }
        return .found(EditSpot(place: .entry, index: index, word: word, range: ByteRange(start, end)))
      }
      index += tape.span(index, word)
      offset = end
      isGapWhole = TapeWord.kind(word) != .trivia
      if isContainer || marksLeaves && isGapWhole {
        passed += 1
        lastPassed = (offset, index)
        if passed % Self.step == 0 { setMark(offset, index) }
      }
    }
    let end = container.start + TapeWord.length(head)
    guard isGapWhole, offset <= edit.start, edit.end <= end else { return .none }
    return .found(EditSpot(place: .tail, index: container.index, word: head, range: ByteRange(offset, end)))
  }
}

/// What an edit lies in.
struct EditSpot {
  enum Place {
    /// An entry without children.
    case entry
    /// The bytes before an entry.
    case gap
    /// The bytes behind the last child of a container, up to its end.
    case tail
  }
  var place: Place
  /// The entry, the one behind the gap, or the container.
  var index: Int
  var word: UInt64
  /// The bytes of the entry, the gap or the tail.
  var range: ByteRange
}
