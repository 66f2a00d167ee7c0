import SourceText
import Testing

@Suite struct WildcardTests {
  @Test(arguments: [
    ("a*", "*b", true), ("a*", "b*", false), ("a*c", "ab*", true), ("", "*", true), ("", "a", false), ("*a*b", "b*a", false),
    ("*a*b*", "b*ab", true), ("abc", "abc", true), ("abc", "abd", false), ("a**", "a", true),
  ])
  func twoPatternsOverlapWhereANameMatchesBoth(_ a: String, _ b: String, _ overlaps: Bool) {
    #expect(Wildcard.overlap(Array(a.utf8), Array(b.utf8)) == overlaps)
    #expect(Wildcard.overlap(Array(b.utf8), Array(a.utf8)) == overlaps)
  }
}
