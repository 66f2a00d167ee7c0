import SourceText

/// A body around an edit, with what stands in it before the edit: where a run of items to read again may start.
struct HCLLevel {
  /// A place between two children of the body.
  struct Place {
    /// The index of the child behind it.
    var index: Int
    /// The end of the child before it, or the start of the body.
    var position: Int
    /// The children before it since the walk began.
    var passed: Int
    /// Where reading starts: at the new line behind the child, or behind the opening.
    var first: Int
  }

  /// The body: the root or an `hclBody`.
  var index: Int
  var range: ByteRange
  /// The block that the body is of; -1 for the root.
  var block = -1
  /// Behind the opening of the body: at the new line, or where the text starts.
  var first: Int
  /// The last items that end before the edit, the last one first.
  private var before: (HCLWalk.Child?, HCLWalk.Child?, HCLWalk.Child?) = (nil, nil, nil)
  private var passed: (Int, Int, Int) = (0, 0, 0)
  /// At the last child that starts before the edit and does not end before it; else at the first one behind.
  private(set) var walk: HCLWalk
  /// Whether the walk began at the body's start.
  private let isFromStart: Bool
  /// The block that the edit is in, if it is in one.
  private(set) var inner: HCLWalk.Child?

  init(index: Int, range: ByteRange, block: Int, first: Int, from place: Landmarks.Place?, limit: Int, edit: ByteRange, _ tape: Tape) {
    self.index = index
    self.range = range
    self.block = block
    self.first = first
    isFromStart = place == nil || place?.index == index + 2
    walk = HCLWalk(index: place?.index ?? index + 2, position: place?.position ?? range.start, limit: limit)
    while let child = walk.child(tape), child.start < edit.start {
      if child.end >= edit.start {
        if child.kind == .hclBlock, child.end >= edit.end { inner = child }
        return
      }
      walk.step(over: child)
      guard child.isItem else { continue }
      before = (child, before.0, before.1)
      passed = (walk.passed, passed.0, passed.1)
    }
  }

  /// The last place before the edit from where items may be read. Nil where there is none near.
  func start(before edit: ByteRange, _ tape: Tape, _ text: SourceText) -> Place? {
    guard let last = before.0 else { return top }
    if let place = place(behind: last, passed.0, edit, tape, text) { return place }
    guard let last = before.1 else { return top }
    if let place = place(behind: last, passed.1, edit, tape, text) { return place }
    guard let last = before.2 else { return top }
    return place(behind: last, passed.2, edit, tape, text)
  }

  private var top: Place? {
    isFromStart ? Place(index: index + 2, position: range.start, passed: 0, first: first) : nil
  }

  /// The place behind an item, if the item is whole, its line is, and the edit is below that line: neither the item nor one before it
  /// looked at what the edit changed.
  private func place(behind item: HCLWalk.Child, _ passed: Int, _ edit: ByteRange, _ tape: Tape, _ text: SourceText) -> Place? {
    guard let newline = HCLLines.end(behind: item.end, text), newline < edit.start, Self.isWhole(item, tape) else { return nil }
    if item.next < tape.words.count, TapeWord.kind(tape.words[item.next]) == .missing { return nil }
    return Place(index: item.next, position: item.end, passed: passed, first: newline)
  }

  /// Whether an item ends where it ends whatever stands on the lines below: a block by its brace, an argument if nothing is wrong with it.
  private static func isWhole(_ item: HCLWalk.Child, _ tape: Tape) -> Bool {
    if item.kind == .hclBlock, body(of: item, tape) != nil { return true }
    var index = item.index
    while index < item.next, index < tape.words.count {
      let word = tape.words[index]
      if TapeWord.hasError(word) || TapeWord.kind(word) == .unexpected || TapeWord.kind(word) == .missing { return false }
      index += TapeWord.isContainer(word) ? 2 : 1
    }
    return true
  }

  /// The body of a block.
  static func body(of block: HCLWalk.Child, _ tape: Tape) -> HCLWalk.Child? {
    var walk = HCLWalk(index: block.index + 2, position: block.start, limit: block.next)
    while let child = walk.child(tape) {
      if child.kind == .hclBody { return child }
      walk.step(over: child)
    }
    return nil
  }
}
