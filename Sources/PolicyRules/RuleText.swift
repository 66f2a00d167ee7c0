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
}
