import SourceText

/// The way to the last edit: the next one mostly is close to it, and need not go through all siblings before it again.
///
/// All that is kept lies before the edit that was made last, so the edit changed none of it.
struct JSONTrail: Sendable {
  /// The containers around the edit from the root down.
  var path: [Node] = []
  private var marks: [Mark] = []

  /// A place behind a container.
  struct Mark: Sendable {
    /// How many containers of the path are around it.
    fileprivate let depth: Int
    /// Where the container ends.
    let offset: Int
    /// Index of the word behind the container's.
    let index: Int
  }

  /// So many siblings at most lie between two marks.
  static let step = 32

  /// The last mark among the children of the path's last container.
  var mark: Mark? { marks.last.flatMap { $0.depth == path.count ? $0 : nil } }

  mutating func setMark(_ offset: Int, _ index: Int) { marks.append(Mark(depth: path.count, offset: offset, index: index)) }

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
}
