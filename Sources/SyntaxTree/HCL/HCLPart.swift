import SourceText

/// A run of items that is read again, and where the reader must come to for the rest of the text to be as it was.
struct HCLPart {
  /// A place from which on nothing has changed. Offsets count in the text after the edit.
  struct Target {
    enum Kind {
      /// An item begins here.
      case item
      /// The brace that closes the body.
      case brace
      /// The end of the text.
      case end
      /// The brace that opens the body of the block that the edit is in the head of.
      case body
    }
    var kind: Kind
    var offset: Int
    /// The index of the item's words, of the inner body's, or behind the body's.
    var index: Int
    /// The children before it that are the old run's, since the walk began.
    var passed: Int
  }

  let start: HCLLevel.Place
  let isRoot: Bool
  var targets: [Target] = []
  /// Where the bytes that the reader gets end: behind the line of the last target.
  var end = 0

  /// The run from the last place before the edit to one of the first places behind it, at most `count`. Nil where it cannot start.
  init?(_ level: HCLLevel, edit: ByteRange, delta: Int, targets count: Int, _ tape: Tape, _ text: SourceText) {
    guard let start = level.start(before: edit, tape, text) else { return nil }
    self.start = start
    isRoot = level.block < 0
    targets.reserveCapacity(count)
    if let block = level.inner, count == 1, addHead(of: block, level, edit, delta, tape, text) { return }
    var walk = level.walk
    while targets.count < count, let child = walk.child(tape) {
      if child.isItem, child.start >= edit.end, isNewLine(child.start, walk, edit, delta, text) {
        targets.append(Target(kind: .item, offset: child.start + delta, index: child.index, passed: walk.passed))
      }
      walk.step(over: child)
    }
    if targets.count < count {
      if isRoot {
        targets.append(Target(kind: .end, offset: text.count, index: walk.limit, passed: walk.passed))
      } else if level.range.end - 1 >= edit.end, isNewLine(level.range.end - 1, walk, edit, delta, text) {
        targets.append(Target(kind: .brace, offset: level.range.end - 1 + delta, index: walk.limit, passed: walk.passed))
      }
    }
    guard let last = targets.last else { return nil }
    end = HCLLines.newline(last.offset, text.count, text).map { $0 + 1 } ?? text.count
  }

  /// Takes the opening of a block's body as the target, where the edit is in the block's head.
  private mutating func addHead(
    of block: HCLWalk.Child, _ level: HCLLevel, _ edit: ByteRange, _ delta: Int, _ tape: Tape, _ text: SourceText
  ) -> Bool {
    guard let body = HCLLevel.body(of: block, tape), body.start >= edit.end,
      let newline = HCLLines.end(behind: body.start + delta + 1, text)
    else { return false }
    targets.append(Target(kind: .body, offset: body.start + delta, index: body.index, passed: level.walk.passed + 1))
    end = newline + 1
    return true
  }

  /// Whether a line starts between the edit, or the child that the walk is behind, and `offset`: what stands there looks back to the
  /// start of its line.
  private func isNewLine(_ offset: Int, _ walk: HCLWalk, _ edit: ByteRange, _ delta: Int, _ text: SourceText) -> Bool {
    HCLLines.newline(max(walk.position, edit.end) + delta, offset + delta, text) != nil
  }
}
