/// Goes over the children of a container.
struct HCLWalk {
  /// The index of the next child's first word.
  var index: Int
  /// The offset where the child before it ends, or the container's start.
  var position: Int
  /// The children that were passed since the walk began.
  var passed = 0
  /// The index behind the container's words.
  let limit: Int

  /// A child: its words and its bytes.
  struct Child {
    var index: Int
    var next: Int
    var start: Int
    var end: Int
    var kind: NodeKind

    var isItem: Bool { kind == .hclAttribute || kind == .hclBlock }
  }

  func child(_ tape: Tape) -> Child? {
    guard index < limit, index < tape.words.count else { return nil }
    let word = tape.words[index]
    let start = position + TapeWord.gap(word)
    return Child(
      index: index, next: index + Self.size(word, index, tape), start: start, end: start + TapeWord.length(word), kind: TapeWord.kind(word))
  }

  mutating func step(over child: Child) {
    index = child.next
    position = child.end
    passed += 1
  }

  private static func size(_ word: UInt64, _ index: Int, _ tape: Tape) -> Int {
    guard TapeWord.isContainer(word), index + 1 < tape.words.count else { return 1 }
    return max(2, Int(truncatingIfNeeded: tape.words[index + 1] & 0xffff_ffff))
  }
}
