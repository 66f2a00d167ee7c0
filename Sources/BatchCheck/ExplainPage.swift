import PolicyRules

/// A rule's page for the terminal.
enum ExplainPage {
  static func text(_ page: RulePage, width: Int) -> String {
    let width = min(max(width, 40), 100)
    var text = "\(page.id) \(page.name)  (\(page.severity.rawValue), \(fix(page.fix)))\n\n"
    text += wrapped(page.summary, width, indent: "") + "\n\n"
    text += "Why\n" + wrapped(page.why, width, indent: "  ") + "\n\n"
    text += "Sources\n" + page.sources.map { wrapped("- " + $0.text, width, indent: "  ") }.joined(separator: "\n") + "\n"
    for example in page.writtenExamples {
      if let before = example.before {
        text += "\n\(example.dialect.title.prefix(1).uppercased() + example.dialect.title.dropFirst()), before\n\n\(indented(before))\n"
      }
      text += "\n\(example.dialect.title.prefix(1).uppercased() + example.dialect.title.dropFirst()), bad\n\n\(indented(example.bad))\n"
      text += "\(example.dialect.title.prefix(1).uppercased() + example.dialect.title.dropFirst()), good\n\n\(indented(example.good))"
    }
    return text + "\n\(page.link)\n"
  }

  private static func fix(_ kind: RulePage.FixKind) -> String {
    switch kind {
    case .none: "no quick-fix"
    case .safe: "safe quick-fix"
    case .judged: "quick-fix that needs judgement"
    }
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
  }

  static func wrapped(_ text: String, _ width: Int, indent: String) -> String {
    var lines: [String] = []
    var line = indent
    for word in text.split(separator: " ") {
      if line.count + word.count + 1 > width, line != indent {
        lines.append(line)
        line = indent + (text.hasPrefix("- ") ? "  " : "")
      }
      line += (line.last.map { $0 == " " } ?? true) ? String(word) : " " + word
    }
    lines.append(line)
    return lines.joined(separator: "\n")
  }
}
