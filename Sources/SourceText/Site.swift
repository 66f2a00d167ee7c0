/// A file of one state of the workspace. The same path in an earlier state (`--against`) has another id.
public struct FileID: Hashable, Sendable, Comparable {
  public let number: Int32

  public init(_ number: Int32) { self.number = number }
  public static func < (a: FileID, b: FileID) -> Bool { a.number < b.number }
}

/// What a person would call one thing in a file: a resource, a parameter, a vault of a manifest. Places count from its start.
public struct ItemID: Hashable, Sendable {
  public let file: FileID
  /// Made of what the item is and what it is called, so that it stays the same when the item moves in its file.
  public let key: UInt64

  public init(file: FileID, key: UInt64) {
    self.file = file
    self.key = key
  }

  /// The item that stands for the whole file and starts at byte 0.
  public static func whole(_ file: FileID) -> ItemID { ItemID(file: file, key: 0) }
}

/// A range of bytes counted from the start of its item.
///
/// Stays valid when text above the item changes; that is why facts and findings hold this and never a `ByteRange`.
public struct LocalRange: Hashable, Sendable, Comparable {
  public var start: Int32
  public var end: Int32

  public init(_ start: Int32, _ end: Int32) {
    self.start = start
    self.end = end
  }

  public static func < (a: LocalRange, b: LocalRange) -> Bool { (a.start, a.end) < (b.start, b.end) }
}

/// A place in a file, kept relative to its item.
public struct Site: Hashable, Sendable {
  public var item: ItemID
  public var range: LocalRange

  public init(item: ItemID, range: LocalRange) {
    self.item = item
    self.range = range
  }

  public var file: FileID { item.file }

  /// The start of a file: where a finding about the file as a whole points.
  public static func start(of file: FileID) -> Site { Site(item: .whole(file), range: LocalRange(0, 0)) }
}

/// Where the items of one file start: turns sites into byte ranges and back.
public struct ItemTable: Sendable, Equatable {
  public let file: FileID
  private var starts: [UInt64: Int] = [0: 0]
  private var order: [(start: Int, end: Int, key: UInt64)] = []
  /// Of keys that were wanted more than once, the last one that was given out instead.
  private var repeated: [UInt64: UInt64] = [:]

  public init(file: FileID) { self.file = file }

  public static func == (a: ItemTable, b: ItemTable) -> Bool { a.file == b.file && a.starts == b.starts }

  /// Adds an item; items must come in the order of their starts. A key that is taken gets the next free one.
  public mutating func add(key wanted: UInt64, range: ByteRange) -> ItemID {
    let first = wanted == 0 ? 1 : wanted
    var key = first
    if starts[key] != nil {
      // All between are taken: a thousand items of one name must not cost a million looks.
      key = (repeated[first] ?? key) &+ 1
      while starts[key] != nil { key &+= 1 }
      repeated[first] = key
    }
    starts[key] = range.start
    order.append((range.start, range.end, key))
    return ItemID(file: file, key: key)
  }

  /// The site of a byte range: relative to the innermost item that contains it.
  public func site(_ range: ByteRange) -> Site {
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if order[middle].start <= range.start { low = middle + 1 } else { high = middle }
    }
    var index = low - 1
    var steps = 0
    while index >= 0, steps < 64 {
      let item = order[index]
      if range.end <= item.end {
        return Site(
          item: ItemID(file: file, key: item.key),
          range: LocalRange(Int32(truncatingIfNeeded: range.start - item.start), Int32(truncatingIfNeeded: range.end - item.start)))
      }
      index -= 1
      steps += 1
    }
    return Site(
      item: .whole(file), range: LocalRange(Int32(truncatingIfNeeded: range.start), Int32(truncatingIfNeeded: range.end)))
  }

  /// The byte range of a site; nil when its item is no longer there.
  public func range(of site: Site) -> ByteRange? {
    guard let start = starts[site.item.key] else { return nil }
    return ByteRange(start + Int(site.range.start), start + Int(site.range.end))
  }
}
