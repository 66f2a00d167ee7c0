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
    let shown = examples.map { example in
      let language = example.bad.hasPrefix("{") ? "json" : "yaml"
      return """
        ### \(example.dialect.title.capitalizedFirst)

        Bad:

        ```\(language)
        \(example.bad)```

        Good:

        ```\(language)
        \(example.good)```
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
}
