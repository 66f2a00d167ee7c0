/// Writing the tape. The same entries as `TapeBuilder` makes, through pointers, and with wrapping in constant time.
extension HCLReader {
  /// An operand of at most so many words is moved to make room for the operator around it; a longer one gets a late container, so
  /// that operators around operators around operators cost no more than their text.
  static var movableWords: Int { 128 }

  mutating func start() {
    frames[0] = HCLFrame(index: 0, start: 0, children: 0, insertions: 0, role: .root)
    tape[0] = UInt64(NodeKind.root.rawValue) | 1 << 8
    tape[1] = 0
    used = 2
  }

  /// Adds an entry without children.
  @inline(__always)
  mutating func leaf(_ kind: NodeKind, _ start: Int, _ end: Int, flags: UInt8 = 0) {
    if start &- last > Tape.maximumGap || used &+ 8 > capacity { makeRoom(start) }
    tape[used] =
      UInt64(kind.rawValue) | UInt64(flags) << 10 | UInt64(truncatingIfNeeded: start &- last) << 16
      | UInt64(truncatingIfNeeded: end &- start) << 32
    used &+= 1
    last = end
    frames[depth].children &+= 1
  }

  /// Adds an entry with an error, or one of kind `unexpected` without an error while quiet.
  mutating func errorLeaf(_ kind: NodeKind, _ start: Int, _ end: Int, _ mistake: HCLMistake) {
    let start = max(start, last)
    leaf(kind, start, max(start, end))
    guard !isQuiet else { return }
    tape[used &- 1] |= 1 << 9 | UInt64(mistake.rawValue) << 10
    isQuiet = true
  }

  /// Says that something is not there; nothing while quiet.
  mutating func missing(_ at: Int, _ mistake: HCLMistake) {
    if !isQuiet { errorLeaf(.missing, at, at, mistake) }
  }

  /// Opens a container.
  @inline(__always)
  mutating func open(_ kind: NodeKind, _ start: Int, _ role: HCLFrame.Role) {
    if start &- last > Tape.maximumGap || used &+ 8 > capacity { makeRoom(start) }
    tape[used] = UInt64(kind.rawValue) | 1 << 8 | UInt64(truncatingIfNeeded: start &- last) << 16
    tape[used &+ 1] = 0
    push(used, start, insertions.count, role)
    used &+= 2
    last = start
  }

  @inline(__always)
  mutating func push(_ index: Int, _ start: Int, _ insertions: Int, _ role: HCLFrame.Role) {
    depth &+= 1
    if depth == frameCapacity { growFrames() }
    frames[depth] = HCLFrame(
      index: Int32(truncatingIfNeeded: index), start: Int32(truncatingIfNeeded: start), children: 0,
      insertions: Int32(truncatingIfNeeded: insertions), role: role, newlinesEnd: newlinesEnd)
  }

  /// Closes the top container at `end`; it is the operand then. New lines mean again what they meant outside.
  @inline(__always)
  mutating func close(_ end: Int) {
    let frame = frames[depth]
    let head = UInt64(truncatingIfNeeded: end &- Int(frame.start)) << 32 | UInt64(frame.flags) << 10
    operandStart = Int(frame.start)
    operandInsertions = Int(frame.insertions)
    if frame.isLate {
      closeLate(frame, head)
    } else {
      let index = Int(frame.index)
      let size = used &- index &+ 2 &* (insertions.count &- Int(frame.insertions))
      tape[index] |= head
      tape[index &+ 1] = UInt64(truncatingIfNeeded: size) | UInt64(truncatingIfNeeded: frame.children) << 32
      operandIndex = index
      operandInsertion = -1
    }
    newlinesEnd = frame.newlinesEnd
    last = end
    depth &-= 1
    frames[depth].children &+= 1
  }

  @inline(never)
  private mutating func closeLate(_ frame: HCLFrame, _ head: UInt64) {
    let late = Int(frame.index)
    let index = insertions[late].index
    let size = used &- index &+ 2 &* (insertions.count &- Int(frame.insertions))
    insertions[late].head |= head
    insertions[late].size = UInt64(truncatingIfNeeded: size) | UInt64(truncatingIfNeeded: frame.children) << 32
    operandIndex = index
    operandInsertion = late
  }

  /// Says what the top container lacks, as an error of its own.
  mutating func mark(_ mistake: HCLMistake) {
    guard !isQuiet, !frames[depth].isLate else { return }
    tape[Int(frames[depth].index)] |= 1 << 9
    frames[depth].flags = mistake.rawValue
    isQuiet = true
  }

  /// Makes the entry that was just added the operand.
  @inline(__always)
  mutating func takeLeafAsOperand() {
    operandIndex = used &- 1
    operandStart = last &- Int(truncatingIfNeeded: tape[used &- 1] >> 32)
    operandInsertion = -1
    operandInsertions = insertions.count
  }

  /// Opens a container around the operand.
  mutating func wrapOperand(_ kind: NodeKind, _ role: HCLFrame.Role, flags: UInt8 = 0) {
    if used &+ 8 > capacity { makeRoom(last) }
    let head = UInt64(kind.rawValue) | 1 << 8
    let gapMask: UInt64 = 0xffff << 16
    frames[depth].children &-= 1
    if operandInsertion < 0, operandInsertions == insertions.count, used &- operandIndex <= Self.movableWords {
      let first = tape[operandIndex]
      movedWords &+= used &- operandIndex
      (tape + operandIndex + 2).update(from: tape + operandIndex, count: used &- operandIndex)
      tape[operandIndex] = head | first & gapMask
      tape[operandIndex &+ 1] = 0
      tape[operandIndex &+ 2] = first & ~gapMask
      used &+= 2
      push(operandIndex, operandStart, insertions.count, role)
    } else {
      let gap: UInt64
      if operandInsertion >= 0 {
        gap = insertions[operandInsertion].head & gapMask
        insertions[operandInsertion].head &= ~gapMask
      } else {
        gap = tape[operandIndex] & gapMask
        tape[operandIndex] &= ~gapMask
      }
      push(insertions.count, operandStart, operandInsertions, role)
      insertions.append(HCLInsertion(index: operandIndex, head: head | gap, size: 0))
      frames[depth].isLate = true
    }
    frames[depth].children = 1
    frames[depth].flags = flags
  }

  /// Grows the tape, and tells a gap that is too long by entries of its own.
  @inline(never)
  private mutating func makeRoom(_ start: Int) {
    reserve(used + 16 + (start - last) / Tape.maximumGap)
    while start - last > Tape.maximumGap {
      tape[used] = TapeWord.make(.trivia, gap: 0, length: Tape.maximumGap)
      used += 1
      last += Tape.maximumGap
      frames[depth].children &+= 1
    }
  }

  private mutating func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    let larger = max(needed, capacity * 2)
    let moved = UnsafeMutablePointer<UInt64>.allocate(capacity: larger)
    moved.initialize(from: tape, count: used)
    if ownsTape { tape.deallocate() }
    tape = moved
    ownsTape = true
    capacity = larger
  }

  @inline(never)
  private mutating func growFrames() {
    let moved = UnsafeMutablePointer<HCLFrame>.allocate(capacity: frameCapacity * 2)
    moved.initialize(from: frames, count: frameCapacity)
    frames.deallocate()
    frames = moved
    frameCapacity *= 2
  }

  /// Puts the late containers into their places. From the end, so that each word moves once.
  mutating func placeInsertions() {
    guard !insertions.isEmpty else { return }
    reserve(used + 2 * insertions.count)
    // Of two at one place the later one was put around the earlier one.
    insertions = insertions.enumerated().sorted { a, b in
      a.element.index != b.element.index ? a.element.index < b.element.index : a.offset > b.offset
    }.map(\.element)
    var end = used
    for (number, insertion) in insertions.enumerated().reversed() {
      let target = tape + insertion.index + 2 * number
      (target + 2).update(from: tape + insertion.index, count: end - insertion.index)
      target[0] = insertion.head
      target[1] = insertion.size
      end = insertion.index
    }
    used += 2 * insertions.count
    insertions = []
  }

  /// The tape where it has outgrown the storage that the reader was given; nil where it is in there.
  func words() -> [UInt64]? {
    ownsTape ? Array(UnsafeBufferPointer(start: tape, count: used)) : nil
  }
}
