import SourceText
import Testing

@testable import Analysis

@Suite struct EditedTextTests {
  @Test(arguments: 0..<40) func editsMadeOneAfterAnotherAreEditsOfTheFirstText(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    let first = Array("The quick brown fox jumps over the lazy dog, twice.".utf8)
    var edited = EditedText(first)
    var expected = first
    for _ in 0..<5 {
      var edits: [TextEdit] = []
      var start = 0
      while start < expected.count {
        start += 1 + random.below(12)
        let end = min(expected.count, start + random.below(6))
        guard start <= expected.count, end >= start else { break }
        edits.append(TextEdit(ByteRange(start, end), String(repeating: "+", count: random.below(4))))
        start = end + 1
      }
      edited.apply(edits.reversed())
      expected = expected.applying(edits).text
      #expect(edited.bytes == expected)
      let (whole, refused) = first.applying(edited.edits)
      #expect(whole == expected && refused.isEmpty)
      #expect(zip(edited.edits, edited.edits.dropFirst()).allSatisfy { $0.range.end < $1.range.start }, "none beside another")
    }
  }

  private struct SplitMix {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
  }
}
