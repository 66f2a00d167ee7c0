/// Builds a tape from offsets: each entry is given where it starts and ends, the gaps follow from that.
///
/// For parsers whose hot loop is not the tape itself. Entries must come in document order; an entry that would start before
/// the end of the one before is moved there.
public struct TapeBuilder {
  public private(set) var words: [UInt64] = []
  /// Byte offset of the end of the last entry (or of the start of the container opened last).
  public private(set) var position = 0
  private var open: [(index: Int, start: Int, children: Int)] = []

  /// Opens the root.
  public init(capacity: Int = 256) {
    words.reserveCapacity(capacity)
    words.append(TapeWord.make(.root, isContainer: true, gap: 0, length: 0))
    words.append(0)
    open.append((0, 0, 0))
  }

  public var depth: Int { open.count }

  /// Adds an entry without children that covers the bytes from `start` to `end`.
  public mutating func leaf(_ kind: NodeKind, _ start: Int, _ end: Int, flags: UInt8 = 0, error: UInt8? = nil) {
    let start = advance(to: start)
    words.append(TapeWord.make(kind, error: error, flags: flags, gap: start - position, length: max(0, end - start)))
    position = max(start, end)
    countChild()
  }

  /// Opens a container whose first byte is at `start`.
  public mutating func open(_ kind: NodeKind, _ start: Int, flags: UInt8 = 0) {
    let start = advance(to: start)
    words.append(TapeWord.make(kind, isContainer: true, flags: flags, gap: start - position, length: 0))
    words.append(0)
    open.append((words.count - 2, start, 0))
    position = start
  }

  /// Closes the container opened last at byte `end`. The root stays open until `finish`.
  public mutating func close(_ end: Int, error: UInt8? = nil) {
    guard open.count > 1 else { return }
    closeLast(end, error: error)
    countChild()
  }

  /// A place between entries to which `wrap` can go back.
  public struct Checkpoint {
    let word: Int
    let children: Int
    let depth: Int
    let position: Int
  }

  public var checkpoint: Checkpoint {
    Checkpoint(word: words.count, children: open[open.count - 1].children, depth: open.count, position: position)
  }

  /// Opens a container around all that was added to the open container since `checkpoint`: how an operator takes the
  /// operand that stands before it. Does nothing when the checkpoint belongs to another container or nothing was added.
  public mutating func wrap(_ checkpoint: Checkpoint, _ kind: NodeKind, flags: UInt8 = 0) {
    guard checkpoint.depth == open.count, checkpoint.word < words.count else { return }
    var first = checkpoint.word
    var start = checkpoint.position
    while first < words.count, TapeWord.kind(words[first]) == .trivia {
      start += TapeWord.gap(words[first]) + TapeWord.length(words[first])
      first += 1
    }
    guard first < words.count else { return }
    let gap = TapeWord.gap(words[first])
    words[first] &= ~(0xffff << 16)
    words.insert(contentsOf: [TapeWord.make(kind, isContainer: true, flags: flags, gap: gap, length: 0), 0], at: first)
    let added = open[open.count - 1].children - checkpoint.children - (first - checkpoint.word)
    open[open.count - 1].children -= added
    open.append((first, start + gap, added))
  }

  /// Closes everything that is open; the text has `length` bytes.
  public mutating func finish(_ length: Int) -> Tape {
    while open.count > 1 { close(position) }
    closeLast(length, error: nil)
    return Tape(words: words)
  }

  private mutating func closeLast(_ end: Int, error: UInt8?) {
    let last = open.removeLast()
    let end = max(end, position)
    words[last.index] |= UInt64(truncatingIfNeeded: end - last.start) << 32
    if let error {
      words[last.index] = words[last.index] & ~(63 << 10) | 1 << 9 | UInt64(error & 63) << 10
    }
    words[last.index + 1] = UInt64(truncatingIfNeeded: words.count - last.index) | UInt64(truncatingIfNeeded: last.children) << 32
    position = end
  }

  private mutating func countChild() {
    if !open.isEmpty { open[open.count - 1].children += 1 }
  }

  private mutating func advance(to start: Int) -> Int {
    let start = max(start, position)
    while start - position > Tape.maximumGap {
      words.append(TapeWord.make(.trivia, gap: 0, length: Tape.maximumGap))
      position += Tape.maximumGap
      countChild()
    }
    return start
  }
}
