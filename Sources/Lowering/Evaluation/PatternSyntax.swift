/// A regular expression of RE2's syntax as instructions of a machine that reads a text once, whatever the pattern.
struct PatternProgram {
  enum Instruction {
    case scalar(ScalarSet)
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    case anchor(Anchor)
    case match
  }

  enum Anchor { case textStart, textEnd, lineStart, lineEnd, wordEdge, notWordEdge }

  var instructions: [Instruction] = []
  /// Names of the groups; nil for those that have a number only.
  var groups: [String?] = []
}

/// Which characters an instruction takes.
struct ScalarSet {
  var ranges: [ClosedRange<UInt32>]
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar.value) } != isNegated }

  static let any = ScalarSet(ranges: [], isNegated: true)
  static let anyButNewline = ScalarSet(ranges: [10...10], isNegated: true)
  static let digits: [ClosedRange<UInt32>] = [48...57]
  static let words: [ClosedRange<UInt32>] = [48...57, 65...90, 95...95, 97...122]
  static let spaces: [ClosedRange<UInt32>] = [9...10, 12...13, 32...32]

  /// Everything but these.
  static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var found: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { found.append(next...(range.lowerBound - 1)) }
      next = max(next, range.upperBound &+ 1)
    }
    if next <= 0x10_ffff { found.append(next...0x10_ffff) }
    return found
  }

  /// With the other case of each letter of ASCII.
  var folded: ScalarSet {
    var set = self
    for range in ranges {
      for (low, high, shift) in [(UInt32(65), UInt32(90), Int32(32)), (97, 122, -32)] {
        let start = max(low, range.lowerBound)
        let end = min(high, range.upperBound)
        if start <= end { set.ranges.append(UInt32(Int32(start) + shift)...UInt32(Int32(end) + shift)) }
      }
    }
    return set
  }
}

/// What a pattern says, before it becomes instructions.
indirect enum PatternNode {
  case empty
  case scalar(ScalarSet)
  case anchor(PatternProgram.Anchor)
  case sequence([PatternNode])
  case choice([PatternNode])
  case group(Int, PatternNode)
  case repetition(PatternNode, least: Int, most: Int?, isGreedy: Bool)
}
