extension SourceText {
  /// Whether a run of bytes stands anywhere in the text. Nothing is copied but where a long text's pieces meet.
  public func contains(_ needle: StaticString) -> Bool {
    let length = needle.utf8CodeUnitCount
    guard length > 0, length <= count else { return length == 0 }
    let wanted = Array(UnsafeBufferPointer(start: needle.utf8Start, count: length))
    var start = 0
    while start + length <= count {
      let end = min(count, start + Self.searchedAtOnce)
      if withBytes(ByteRange(start, end), { Self.contains(wanted, in: $0) }) { return true }
      if end == count { return false }
      start = end - length + 1
    }
    return false
  }

  private static var searchedAtOnce: Int { 1 << 16 }

  /// Sixteen places at a time: where the first and the last byte both fit, the ones between are looked at.
  private static func contains(_ needle: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress, let first = needle.first, let last = needle.last, needle.count <= bytes.count else { return false }
    let behind = needle.count - 1
    let places = bytes.count - behind
    func isHere(_ place: Int) -> Bool {
      for k in 0..<needle.count where base[place + k] != needle[k] { return false }
      return true
    }
    typealias Block = SIMD16<UInt8>
    let firsts = Block(repeating: first)
    let lasts = Block(repeating: last)
    let raw = UnsafeRawPointer(base)
    var place = 0
    while place + Block.scalarCount <= places {
      let here = raw.loadUnaligned(fromByteOffset: place, as: Block.self)
      let there = raw.loadUnaligned(fromByteOffset: place + behind, as: Block.self)
      if any((here .== firsts) .& (there .== lasts)) {
        for k in place..<(place + Block.scalarCount) where base[k] == first && isHere(k) { return true }
      }
      place += Block.scalarCount
    }
    while place < places {
      if base[place] == first, isHere(place) { return true }
      place += 1
    }
    return false
  }
}
