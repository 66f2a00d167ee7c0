/// A half-open range of byte offsets in one text.
public struct ByteRange: Hashable, Sendable, Comparable {
  public var start: Int
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  public var length: Int { end - start }
  public var isEmpty: Bool { start == end }

  /// Whether `offset` lies in the range or at its end: a caret behind the last byte still touches it.
  public func touches(_ offset: Int) -> Bool { start <= offset && offset <= end }
  public func contains(_ other: ByteRange) -> Bool { start <= other.start && other.end <= end }
  public func shifted(by delta: Int) -> ByteRange { ByteRange(start + delta, end + delta) }

  public static func < (a: ByteRange, b: ByteRange) -> Bool { (a.start, a.end) < (b.start, b.end) }
}
