/// A name with `*` for any run of characters and, where asked, `?` for any one: bytes, one pass, no recursion.
public enum Wildcard {
  /// Whether the pattern matches the whole name.
  public static func matches(_ pattern: [UInt8], _ name: [UInt8], hasQuestionMark: Bool = false) -> Bool {
    var p = 0
    var n = 0
    // The last star, and how much of the name it has taken.
    var star: (pattern: Int, name: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == 0x2a {
        star = (p, n)
        p += 1
      } else if p < pattern.count, pattern[p] == name[n] || hasQuestionMark && pattern[p] == 0x3f {
        p += 1
        n += 1
      } else if let last = star {
        p = last.pattern + 1
        n = last.name + 1
        star = (last.pattern, n)
      } else {
        return false
      }
    }
    while p < pattern.count, pattern[p] == 0x2a { p += 1 }
    return p == pattern.count
  }
}
