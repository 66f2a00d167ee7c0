// MARK: - Editing

extension PieceTable {
  /// Makes the list one array again.
  public mutating func flatten() {
    guard !isFlat else { return }
    let elements = elements
    self = PieceTable(elements, margin: margin)
  }

  /// Makes the list one array for good: an edit moves what stands behind it.
  mutating func keepFlat() {
    flatten()
    isKeptFlat = true
  }

  /// Replaces the elements of a range, clamped to the list.
  @inlinable public mutating func replaceSubrange(_ range: Range<Int>, with new: some Collection<Element>) {
    let done: Void? = new.withContiguousStorageIfAvailable { replace(range, $0) }
    if done == nil { Array(new).withUnsafeBufferPointer { replace(range, $0) } }
  }

  @inlinable mutating func replace(_ range: Range<Int>, _ new: UnsafeBufferPointer<Element>) {
    let range = range.clamped(to: 0..<count)
    let delta = new.count - range.count
    if isFlat, count + new.count <= flatLimit {
      base.replaceSubrange(range, with: new)
      length += delta
      first.count = length
      return
    }
    split()
    let k = piece(touching: range.lowerBound)
    if pieces[k].isChunk, range.upperBound <= pieces[k].end {
      write(new, over: range, inChunk: k)
    } else {
      let last = range.upperBound > pieces[k].end ? piece(at: range.upperBound - 1) : k
      carve(range, new, from: k, through: last)
    }
  }

  /// Adds `delta` to all elements from `index` on.
  @inlinable public mutating func shift(from index: Int, by delta: Element) {
    guard delta != 0, index < count else { return }
    let index = Swift.max(0, index)
    if isFlat, count <= flatLimit {
      Self.add(delta, to: &base, from: index)
      return
    }
    split()
    var k = piece(at: index)
    if pieces[k].start < index {
      k = chunk(at: index)
      Self.add(delta, to: &pieces[k].storage, from: index - pieces[k].start)
      k += 1
    }
    pieces.withUnsafeMutableBufferPointer { pieces in
      for later in k..<Swift.max(k, pieces.count) { pieces[later].shift &+= delta }
    }
    updateWindows()
  }

  @inlinable static func add(_ delta: Element, to elements: inout [Element], from first: Int) {
    elements.withUnsafeMutableBufferPointer { elements in
      for i in first..<Swift.max(first, elements.count) { elements[i] &+= delta }
    }
  }

  @inlinable mutating func set(_ index: Int, _ value: Element) {
    assert(index >= 0 && index < count)
    if isFlat, count <= flatLimit {
      base[index] = value
      return
    }
    let k = chunk(at: index)
    pieces[k].storage[index - pieces[k].start] = value &- pieces[k].shift
  }

  /// Lets `body` change the elements of a range, clamped to the list, in place.
  @inlinable public mutating func update(_ range: Range<Int>, _ body: (UnsafeMutableBufferPointer<Element>) -> Void) {
    let range = range.clamped(to: 0..<count)
    guard !range.isEmpty else { return }
    if isFlat, count <= flatLimit {
      base.withUnsafeMutableBufferPointer { body(UnsafeMutableBufferPointer(rebasing: $0[range])) }
      return
    }
    let k = chunk(at: range.lowerBound)
    if range.upperBound <= pieces[k].end, pieces[k].shift == 0 {
      let lower = range.lowerBound - pieces[k].start
      pieces[k].storage.withUnsafeMutableBufferPointer { body(UnsafeMutableBufferPointer(rebasing: $0[lower..<(lower + range.count)])) }
      return
    }
    var changed = copy(range)
    changed.withUnsafeMutableBufferPointer { body($0) }
    replaceSubrange(range, with: changed)
  }

  /// The number of the chunk that holds `index`; carves it if there is none.
  @inlinable mutating func chunk(at index: Int) -> Int {
    split()
    let k = piece(at: index)
    if pieces[k].isChunk { return k }
    carve(index..<index, UnsafeBufferPointer(start: nil, count: 0), from: k, through: k)
    return piece(at: index)
  }

  /// A chunk that ends at `index`, or the last piece that begins there or before.
  @inlinable func piece(touching index: Int) -> Int {
    let k = piece(at: index)
    return k > 0 && !pieces[k].isChunk && pieces[k].start == index && pieces[k - 1].isChunk ? k - 1 : k
  }

  @inlinable mutating func split() {
    if pieces.count > Self.pieceLimit { flatten() }
    guard isFlat else { return }
    pieces.append(Piece(start: 0, storage: base, lower: 0, count: count, shift: 0, kind: .base))
  }

  @inlinable mutating func write(_ new: UnsafeBufferPointer<Element>, over range: Range<Int>, inChunk k: Int) {
    let lower = range.lowerBound - pieces[k].start
    let shift = pieces[k].shift
    if new.count == range.count {
      pieces[k].storage.withUnsafeMutableBufferPointer { storage in
        for i in 0..<new.count { storage[lower + i] = new[i] &- shift }
      }
      return
    }
    if shift != 0 {
      Self.add(shift, to: &pieces[k].storage, from: 0)
      pieces[k].shift = 0
    }
    pieces[k].storage.replaceSubrange(lower..<(lower + range.count), with: new)
    let delta = new.count - range.count
    pieces[k].count += delta
    if pieces[k].count > chunkLimit { pieces[k].kind = .part }
    move(from: k + 1, by: delta)
    updateWindows()
  }

  /// Replaces a range of the pieces from number `k` to number `last`: what is left of them on both sides goes with the new
  /// elements into one chunk, of a larger piece the next elements only.
  @inlinable mutating func carve(_ range: Range<Int>, _ new: UnsafeBufferPointer<Element>, from k: Int, through last: Int) {
    let left = pieces[k]
    let right = pieces[last]
    var from = left.start
    if !left.isChunk, range.lowerBound - left.start > 2 * margin { from = range.lowerBound - margin }
    var to = right.end
    if !right.isChunk, right.end - range.upperBound > 2 * margin { to = range.upperBound + margin }

    var storage: [Element] = []
    storage.reserveCapacity(to - from - range.count + new.count + margin)
    append(from..<range.lowerBound, to: &storage)
    storage.append(contentsOf: new)
    append(range.upperBound..<to, to: &storage)

    let delta = new.count - range.count
    var made: [Piece] = []
    if from > left.start {
      var rest = left
      rest.count = from - left.start
      made.append(rest)
    }
    let size = storage.count
    made.append(Piece(start: from, storage: storage, lower: 0, count: size, shift: 0, kind: size <= chunkLimit ? .chunk : .part))
    if to < right.end {
      var rest = right
      rest.start = to + delta
      rest.lower += to - right.start
      rest.count = right.end - to
      made.append(rest)
    }
    pieces.replaceSubrange(k...last, with: made)
    move(from: k + made.count, by: delta)
    findWindows()
  }

  /// Moves the pieces from number `k` on.
  @inlinable mutating func move(from k: Int, by delta: Int) {
    length += delta
    guard delta != 0 else { return }
    pieces.withUnsafeMutableBufferPointer { pieces in
      for later in k..<Swift.max(k, pieces.count) { pieces[later].start += delta }
    }
  }

  /// The two largest pieces of `base` become the windows.
  @inlinable mutating func findWindows() {
    first.piece = -1
    second.piece = -1
    for k in pieces.indices where pieces[k].kind == .base {
      if first.piece < 0 || pieces[k].count > pieces[first.piece].count {
        second.piece = first.piece
        first.piece = k
      } else if second.piece < 0 || pieces[k].count > pieces[second.piece].count {
        second.piece = k
      }
    }
    updateWindows()
  }

  /// Takes over where the windows' pieces are now.
  @inlinable mutating func updateWindows() {
    first = updated(first)
    second = updated(second)
  }

  @inlinable func updated(_ window: Window) -> Window {
    var window = window
    guard window.piece >= 0, window.piece < pieces.count else {
      window.count = 0
      return window
    }
    window.start = pieces[window.piece].start
    window.count = pieces[window.piece].count
    window.lower = pieces[window.piece].lower
    window.shift = pieces[window.piece].shift
    return window
  }
}
