/// Finds a run of bytes.
enum ByteSearch {
  static func positions(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
    guard let first = needle.first, bytes.count >= needle.count else { return [] }
    var found: [Int] = []
    bytes.withUnsafeBufferPointer { text in
      var i = 0
      let last = text.count - needle.count
      while i <= last {
        if text[i] == first {
          var k = 1
          while k < needle.count, text[i + k] == needle[k] { k += 1 }
          if k == needle.count { found.append(i) }
        }
        i += 1
      }
    }
    return found
  }

  /// What `take` makes of the first occurrence that it accepts.
  static func first<Result>(of needle: [UInt8], in bytes: [UInt8], _ take: (Int) -> Result?) -> Result? {
    for position in positions(of: needle, in: bytes) { if let result = take(position) { return result } }
    return nil
  }
}
