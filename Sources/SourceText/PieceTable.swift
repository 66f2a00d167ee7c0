/// A long list of integers in which an edit costs what it touches, whatever the length.
///
/// A short list is one array. A long one that is edited becomes a sequence of *pieces*: parts of arrays that are never written
/// again, and between them small chunks that are. An edit carves the chunk it needs out of the part around it and writes into
/// that; a later one nearby finds it there. A copy shares all of it, so an edit after a copy copies a chunk, and no more.
///
/// Reading by index is that of an array in the two largest parts (all of the list before the first edit, all but the chunks
/// where edits are in a few places) and a binary search over the pieces elsewhere.
public struct PieceTable<Element: FixedWidthInteger & BitwiseCopyable & Sendable>: Sendable {
  /// A run of elements of one array.
  @usableFromInline struct Piece: Sendable {
    /// Index in the list of the first element.
    @usableFromInline var start: Int
    @usableFromInline var storage: [Element]
    /// Where the run begins in `storage`.
    @usableFromInline var lower: Int
    @usableFromInline var count: Int
    /// What is to be added to each element of `storage`.
    @usableFromInline var shift: Element
    @usableFromInline var kind: Kind

    /// What the storage of a piece is.
    @usableFromInline enum Kind: Sendable {
      /// The table's `base`.
      case base
      /// An array that became too long for a chunk.
      case part
      /// An array of its own, all of it, which is written to.
      case chunk
    }

    @inlinable init(start: Int, storage: [Element], lower: Int, count: Int, shift: Element, kind: Kind) {
      self.start = start
      self.storage = storage
      self.lower = lower
      self.count = count
      self.shift = shift
      self.kind = kind
    }

    @inlinable var end: Int { start + count }
    @inlinable var isChunk: Bool { kind == .chunk }
  }

  /// A piece of `base`, to read without a search.
  @usableFromInline struct Window: Sendable {
    @usableFromInline var start = 0
    @usableFromInline var count = 0
    /// Where the window begins in `base`.
    @usableFromInline var lower = 0
    @usableFromInline var shift: Element = 0
    /// The number of its piece; -1 for none.
    @usableFromInline var piece = -1

    @inlinable init() {}
  }

  /// All elements when there are no pieces; else the array that the windows look at.
  @usableFromInline var base: [Element]
  @usableFromInline var first = Window()
  @usableFromInline var second = Window()
  /// Empty, or two at the least: in order, without gaps.
  @usableFromInline var pieces: [Piece] = []
  @usableFromInline var length: Int
  /// The list stays one array, however long it is.
  @usableFromInline var isKeptFlat = false
  /// How many elements are carved out on each side of an edit.
  @usableFromInline var margin: Int

  @inlinable public init(_ elements: [Element]) {
    self.init(elements, margin: Self.standardMargin)
  }

  @inlinable init(_ elements: [Element], margin: Int) {
    base = elements
    length = elements.count
    self.margin = Swift.max(1, margin)
    first.count = length
  }

  /// Two kilobytes: moving that much costs less than finding the place.
  @inlinable static var standardMargin: Int { 2048 / MemoryLayout<Element>.size }
  /// A list up to this length stays one array.
  @inlinable var flatLimit: Int { isKeptFlat ? .max : margin * 8 }
  /// A longer chunk is written no more.
  @inlinable var chunkLimit: Int { margin * 6 }
  /// With more pieces the list is made one array again: they cost what an element costs.
  @inlinable static var pieceLimit: Int { 2048 }

  /// Whether all elements lie in one array.
  @inlinable public var isFlat: Bool { pieces.isEmpty }

  /// The elements in one array: there already where `isFlat`, else a copy.
  public var elements: [Element] {
    if isFlat { return base }
    return Array(unsafeUninitializedCapacity: count) { buffer, filled in
      for piece in pieces {
        guard piece.count <= buffer.count - filled, piece.lower + piece.count <= piece.storage.count else { break }
        piece.storage.withUnsafeBufferPointer { part in
          let part = part[piece.lower..<(piece.lower + piece.count)]
          if piece.shift == 0 {
            _ = buffer[filled...].update(fromContentsOf: part)
          } else {
            for (offset, element) in part.enumerated() { buffer[filled + offset] = element &+ piece.shift }
          }
        }
        filled += piece.count
      }
    }
  }
}

// MARK: - Reading

extension PieceTable: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { length }
  @inlinable public var count: Int { length }

  @inlinable public subscript(index: Int) -> Element {
    get {
      // Where the index lies before the window the difference is a huge number.
      let inFirst = index &- first.start
      if UInt(bitPattern: inFirst) < UInt(bitPattern: first.count) { return base[first.lower &+ inFirst] &+ first.shift }
      let inSecond = index &- second.start
      if UInt(bitPattern: inSecond) < UInt(bitPattern: second.count) { return base[second.lower &+ inSecond] &+ second.shift }
      return searched(index)
    }
    set { set(index, newValue) }
  }

  @inlinable @inline(never) func searched(_ index: Int) -> Element {
    assert(index >= 0 && index < count)
    guard !pieces.isEmpty else { return base[index] }
    return pieces.withUnsafeBufferPointer { pieces in
      let k = Self.piece(at: index, pieces)
      return pieces[k].storage[pieces[k].lower &+ index &- pieces[k].start] &+ pieces[k].shift
    }
  }

  /// The number of the last piece that begins at `index` or before it.
  @inlinable func piece(at index: Int) -> Int {
    pieces.withUnsafeBufferPointer { Self.piece(at: index, $0) }
  }

  @inlinable static func piece(at index: Int, _ pieces: UnsafeBufferPointer<Piece>) -> Int {
    var low = 0
    var high = pieces.count
    while low &+ 1 < high {
      let middle = (low &+ high) &>> 1
      if pieces[middle].start <= index { low = middle } else { high = middle }
    }
    return low
  }

  /// Calls `body` with the elements of a range, clamped to the list, one behind the other: in place where they lie in one
  /// array, else as a copy.
  @inlinable public func withElements<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
    let range = range.clamped(to: 0..<count)
    if isFlat { return base.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) } }
    let k = piece(at: range.lowerBound)
    if range.upperBound <= pieces[k].end, pieces[k].shift == 0 {
      let lower = pieces[k].lower + range.lowerBound - pieces[k].start
      return pieces[k].storage.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[lower..<(lower + range.count)])) }
    }
    return copy(range).withUnsafeBufferPointer(body)
  }

  @inlinable func copy(_ range: Range<Int>) -> [Element] {
    var copy: [Element] = []
    copy.reserveCapacity(range.count)
    append(range, to: &copy)
    return copy
  }

  @inlinable func append(_ range: Range<Int>, to array: inout [Element]) {
    guard !range.isEmpty else { return }
    if isFlat { return array.append(contentsOf: base[range]) }
    var k = piece(at: range.lowerBound)
    var index = range.lowerBound
    while index < range.upperBound, k < pieces.count {
      let piece = pieces[k]
      let end = Swift.min(range.upperBound, piece.end)
      if end > index {
        let part = piece.storage[(piece.lower + index - piece.start)..<(piece.lower + end - piece.start)]
        if piece.shift == 0 { array.append(contentsOf: part) } else { for element in part { array.append(element &+ piece.shift) } }
        index = end
      }
      k += 1
    }
  }

  @inlinable public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    isFlat ? try base.withUnsafeBufferPointer(body) : nil
  }
}

extension PieceTable: Equatable {
  public static func == (a: Self, b: Self) -> Bool {
    guard a.count == b.count else { return false }
    return a.elements == b.elements
  }
}
