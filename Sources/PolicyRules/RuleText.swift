import EncryptionModel

extension RulePage {
  /// The page for a hover: what, why, sources.
  public var markdown: String {
    """
    **\(id) \(name)** (\(severity.rawValue))

    \(summary)

    \(why)

    \(sources.map { "- \($0.text)" }.joined(separator: "\n"))
    """
  }

  /// The whole page as an article, examples included.
  public var article: String {
    let fixText =
      switch fix {
      case .none: "There is no quick-fix."
      case .safe: "There is a safe quick-fix."
      case .judged: "There is a quick-fix that needs a person's judgement."
      }
    let shown = writtenExamples.map { example in
      let before = example.before.map { "Before:\n\n\(Self.fenced($0, example.dialect))\n\n" } ?? ""
      return """
        ### \(example.dialect.title.capitalizedFirst)

        \(before)Bad:

        \(Self.fenced(example.bad, example.dialect))

        Good:

        \(Self.fenced(example.good, example.dialect))
        """
    }
    return """
      # \(id) \(name)

      \(summary)

      Severity: \(severity.rawValue). \(fixText)

      ## Why

      \(why)

      ## Sources

      \(sources.map { "- \($0.text)" }.joined(separator: "\n"))

      ## Examples

      \(shown.joined(separator: "\n\n"))

      """
  }

  /// The examples in the dialects that people write; plans and what-if results are made of them by other programs.
  public var writtenExamples: [Example] { examples.filter { $0.dialect != .plan && $0.dialect != .whatIf } }

  private static func fenced(_ text: String, _ dialect: Dialect) -> String {
    let language =
      switch dialect {
      case .bicep: "bicep"
      case .terraform: "hcl"
      case .manifest, .arm, .plan, .whatIf, .configuration: text.hasPrefix("{") ? "json" : "yaml"
      }
    return "```\(language)\n\(text)```"
  }
}
