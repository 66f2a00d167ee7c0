/// Writes a tape through a pointer, for a parser that opens containers before and behind the fact.
///
/// The memory belongs to the caller and has room for `capacity` words. When it does not suffice the writer starts over in the same
/// memory and says so: the caller throws the result away and comes back with more.
struct TapeWriter {
  private let words: UnsafeMutablePointer<UInt64>
  private let limit: Int
  /// Words written so far.
  private(set) var count = 0
  /// Byte offset of the end of the last entry, or of the start of the container opened last.
  private(set) var position: Int
  /// Children of the open container.
  private(set) var children = 0
  private(set) var hasOverflowed = false
  /// Words moved to make room before them: the work that is not one step an entry.
  private(set) var wordsMoved = 0

  /// `position` is where the entry before the first one ended.
  init(_ words: UnsafeMutablePointer<UInt64>, capacity: Int, position: Int = 0) {
    self.words = words
    self.position = position
    limit = capacity - Self.reserve
  }

  /// Words that any one step may write.
  private static let reserve = 8
  /// The least memory that the writer works with, in words.
  static let minimumCapacity = 64

  /// A container that is open.
  struct Frame {
    fileprivate let index: Int
    fileprivate let start: Int
    fileprivate let siblings: Int
  }

  /// A place between entries, to which `wrap` can go back.
  struct Mark {
    fileprivate let index: Int
    fileprivate let position: Int
    fileprivate let siblings: Int
  }

  var mark: Mark {
    @inline(__always) get { Mark(index: count, position: position, siblings: children) }
  }

  @inline(__always) mutating func leaf(_ kind: NodeKind, _ start: Int, _ end: Int, flags: UInt8 = 0) {
    let gap = reach(start)
    words[count] = TapeWord.make(kind, flags: flags, gap: gap, length: max(0, end &- position &- gap))
    position = max(position &+ gap, end)
    count &+= 1
    children &+= 1
  }

  @inline(never) mutating func leaf(_ kind: NodeKind, _ start: Int, _ end: Int, mistake: BicepMistake) {
    leaf(kind, start, end)
    words[count - 1] |= 1 << 9 | UInt64(mistake.rawValue & 63) << 10
  }

  @inline(__always) mutating func open(_ kind: NodeKind, _ start: Int, flags: UInt8 = 0) -> Frame {
    let gap = reach(start)
    words[count] = TapeWord.make(kind, isContainer: true, flags: flags, gap: gap, length: 0)
    words[count &+ 1] = 0
    position &+= gap
    let frame = Frame(index: count, start: position, siblings: children)
    count &+= 2
    children = 0
    return frame
  }

  @inline(__always) mutating func close(_ frame: Frame, _ end: Int) {
    let end = max(end, position)
    words[frame.index] |= UInt64(truncatingIfNeeded: end &- frame.start) << 32
    words[frame.index &+ 1] = UInt64(truncatingIfNeeded: count &- frame.index) & 0xffff_ffff | UInt64(truncatingIfNeeded: children) << 32
    position = end
    children = frame.siblings &+ 1
  }

  /// Opens a container around all that was written since `mark`.
  @inline(__always) mutating func wrap(_ mark: Mark, _ kind: NodeKind) -> Frame {
    guard mark.index < count, TapeWord.kind(words[mark.index]) != .trivia else { return wrapBehindTrivia(mark, kind) }
    _ = reach(position)
    guard mark.index < count else { return open(kind, position) }
    return insert(kind, at: mark.index, from: mark.position, siblings: mark.siblings)
  }

  @inline(never) private mutating func wrapBehindTrivia(_ mark: Mark, _ kind: NodeKind) -> Frame {
    _ = reach(position)
    var index = mark.index
    var start = mark.position
    while index < count, TapeWord.kind(words[index]) == .trivia {
      start += TapeWord.gap(words[index]) + TapeWord.length(words[index])
      index += 1
    }
    guard index < count else { return open(kind, position) }
    return insert(kind, at: index, from: start, siblings: mark.siblings + index - mark.index)
  }

  @inline(__always) private mutating func insert(_ kind: NodeKind, at index: Int, from start: Int, siblings: Int) -> Frame {
    let gap = TapeWord.gap(words[index])
    let moved = count &- index
    wordsMoved &+= moved
    // Mostly a name: that is no call of `memmove` worth.
    if moved == 1 {
      words[index &+ 2] = words[index]
    } else {
      (words + index + 2).update(from: words + index, count: moved)
    }
    words[index &+ 2] &= ~(0xffff << 16)
    words[index] = TapeWord.make(kind, isContainer: true, gap: gap, length: 0)
    words[index &+ 1] = 0
    count &+= 2
    children = children &- siblings
    return Frame(index: index, start: start &+ gap, siblings: siblings)
  }

  /// Says what an open or closed container, or the entry written last, is after all.
  @inline(__always) mutating func rename(_ frame: Frame, _ kind: NodeKind, flags: UInt8 = 0) {
    words[frame.index] = words[frame.index] & ~0xff | UInt64(kind.rawValue) | UInt64(flags & 63) << 10
  }
  @inline(__always) mutating func renameLast(_ kind: NodeKind) {
    words[count &- 1] = words[count &- 1] & ~0xff | UInt64(kind.rawValue)
  }

  /// Sets the error code of a container.
  @inline(never) mutating func blame(_ frame: Frame, _ mistake: BicepMistake) {
    words[frame.index] = words[frame.index] & ~(63 << 10) | 1 << 9 | UInt64(mistake.rawValue & 63) << 10
  }

  /// Takes back the error of a `missing` entry at a word that `count` told before it was written.
  @inline(never) mutating func pardon(_ index: Int) {
    var index = index
    while index < count, TapeWord.kind(words[index]) == .trivia { index += 1 }
    guard index < count, TapeWord.kind(words[index]) == .missing else { return }
    words[index] &= ~(0x7f << 9)
  }

  /// Makes names of the variables directly in a container that was closed last. Returns how many children there are, and
  /// whether one of them is no variable.
  @inline(never) mutating func renameVariables(in frame: Frame) -> (count: Int, hasOthers: Bool) {
    var index = frame.index + 2
    var found = 0
    var hasOthers = false
    while index < count {
      let word = words[index]
      let kind = TapeWord.kind(word)
      if kind == .variable { words[index] = word & ~0xff | UInt64(NodeKind.name.rawValue) }
      if kind != .trivia { found += 1 }
      hasOthers = hasOthers || kind != .variable && kind != .trivia
      index += TapeWord.isContainer(word) ? max(2, Int(truncatingIfNeeded: words[index + 1] & 0xffff_ffff)) : 1
    }
    return (found, hasOthers)
  }

  /// The gap before an entry at `start`; makes sure that there is room for it.
  @inline(__always) private mutating func reach(_ start: Int) -> Int {
    let gap = start &- position
    if UInt(bitPattern: gap) <= UInt(Tape.maximumGap), count < limit { return gap }
    return reachFar(start)
  }

  @inline(never) private mutating func reachFar(_ start: Int) -> Int {
    guard start > position else {
      makeRoom()
      return 0
    }
    makeRoom()
    while start - position > Tape.maximumGap {
      words[count] = TapeWord.make(.trivia, gap: 0, length: Tape.maximumGap)
      position += Tape.maximumGap
      count += 1
      children += 1
      makeRoom()
    }
    return max(0, start - position)
  }

  private mutating func makeRoom() {
    guard count >= limit else { return }
    hasOverflowed = true
    count = 2
  }
}
