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

  /// Whether some name matches both patterns. Counts as many steps as the product of their lengths; long ones may always.
  public static func overlap(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count <= 512, b.count <= 512 else { return true }
    // Whether what is left of `a` from `i` on and of `b` from `j` on can be the same: from the ends to the beginnings.
    var next = [Bool](repeating: false, count: b.count + 1)
    for i in stride(from: a.count, through: 0, by: -1) {
      var row = [Bool](repeating: false, count: b.count + 1)
      for j in stride(from: b.count, through: 0, by: -1) {
        let (inA, inB) = (i < a.count, j < b.count)
        let (starA, starB) = (inA && a[i] == 0x2a, inB && b[j] == 0x2a)
        if !inA && !inB {
          row[j] = true
        } else if starA || starB {
          row[j] = inA && (starA || starB) && next[j] || inB && row[j + 1]
        } else if inA && inB && a[i] == b[j] {
          row[j] = next[j + 1]
        }
      }
      next = row
    }
    return next[0]
  }
}
