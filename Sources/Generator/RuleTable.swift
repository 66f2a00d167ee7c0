import PolicyRules

extension GeneratedFile {
  /// The table of the rules in the README, between its two marks; the rest of the file is people's.
  static let ruleTable = GeneratedFile(path: "README.md") { root throws(ToolError) in
    let text = try readText(root + "/README.md")
    guard let start = text.firstRange(of: "<!-- rules -->\n"),
      let end = text[start.upperBound...].firstRange(of: "<!-- /rules -->")
    else { throw .unsuitable("README.md", reason: "the marks of the table of rules are missing") }
    return text[..<start.upperBound] + ruleRows + text[end.lowerBound...]
  }

  private static var ruleRows: String {
    var rows = "| id | name | severity | fix | |\n|---|---|---|---|---|\n"
    for page in Registry.all.map(\.page) {
      let cells = [page.id, page.name, page.severity.rawValue, mark(page.fix), escaped(page.summary)]
      rows += "| " + cells.joined(separator: " | ") + " |\n"
    }
    return rows
  }

  private static func mark(_ fix: RulePage.FixKind) -> String {
    switch fix {
    case .none: ""
    case .safe: "safe"
    case .judged: "by hand"
    }
  }

  /// A bar would end the cell.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
