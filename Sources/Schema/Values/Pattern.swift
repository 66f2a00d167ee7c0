/// A regular expression of a schema.
struct Pattern: Sendable {
  let text: String
  private let program: PatternProgram?

  init(_ text: String) {
    self.text = text
    program = PatternParser.program(of: text)
  }

  /// Whether the pattern could be read. One that could not is met by every text: what is unknown is no finding.
  var isSupported: Bool { program != nil }

  /// Whether the pattern matches anywhere in `string`.
  func matches(_ string: String) -> Bool { program?.matches(string) ?? true }
}
