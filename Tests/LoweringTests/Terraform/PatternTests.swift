import Testing

@testable import Lowering

/// Regular expressions as RE2 reads them.
@Suite struct PatternTests {
  private func match(_ pattern: String, _ text: String) -> String? {
    let scalars = Array(text.unicodeScalars)
    return Pattern(pattern)?.first(in: scalars, from: 0, budget: EvaluationBudget()).map { match in
      String(String.UnicodeScalarView(scalars[match.range]))
    }
  }

  @Test(arguments: [
    ("a|ab", "ab", "a"), ("(?:ab|a)(?:c|bcd)", "abcd", "abc"), ("a*?b", "aab", "aab"), ("a{2,3}", "aaaa", "aaa"), ("a{2,3}?", "aaaa", "aa"),
    ("[^a-c]+", "abxyc", "xy"), ("(?i)VAULT", "Key-vault", "vault"), (#"\bk\w+"#, "a key", "key"), ("^b", "b", "b"),
    (#"[[:upper:]]\d{2}"#, "aB12", "B12"), ("(?m)^b$", "a\nb\nc", "b"), (#"\."#, "a.b", "."), ("x{,2}", "x{,2}", "x{,2}"), ("", "a", ""),
    (#"[\w-]+$"#, "rg/kv-1", "kv-1"), ("(a*)*", "aa", "aa"), ("[]a]+", "]a", "]a"),
  ])
  func matchesWhatComesFirst(_ pattern: String, _ text: String, _ expected: String) {
    #expect(match(pattern, text) == expected)
  }

  @Test(arguments: ["(a", "a)", "[a", "a**", #"(a)\1"#, "(?=a)", "*a", "a{1001}", #"\q"#])
  func whatTheSyntaxDoesNotHaveIsNoPattern(_ pattern: String) {
    #expect(Pattern(pattern) == nil)
  }

  @Test func aPatternThatTriesEverythingElsewhereTakesStepsInProportion() {
    func steps(_ count: Int) -> Int {
      let budget = EvaluationBudget(steps: 1_000_000)
      let text = Array(String(repeating: "a", count: count).unicodeScalars)
      #expect(Pattern("(a+)+b")?.first(in: text, from: 0, budget: budget) == nil)
      return 1_000_000 - budget.steps
    }
    #expect(steps(2000) < 12 * steps(200))
  }
}
