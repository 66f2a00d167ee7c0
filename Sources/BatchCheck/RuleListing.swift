import PolicyRules

/// The list of all rules.
enum RuleListing {
  static func text() -> String {
    let nameWidth = Registry.all.map { $0.page.name.count }.max() ?? 0
    return Registry.all.map { rule in
      let page = rule.page
      let severity = page.severity.rawValue
      let mark = page.fix == .safe ? "fix" : page.fix == .judged ? "fix!" : ""
      return "\(page.id)  \(padded(page.name, nameWidth))  \(padded(severity, 7))  \(padded(mark, 4))  \(page.summary)\n"
    }.joined()
  }

  static func json() -> [UInt8] {
    var writer = JSONWriter()
    writer.array(Registry.all) { writer, rule in
      writer.object {
        $0.member("id", rule.page.id)
        $0.member("name", rule.page.name)
        $0.member("severity", rule.page.severity.rawValue)
        $0.member("group", rule.page.group.rawValue)
        $0.member("fix", rule.page.fix.rawValue)
        $0.member("summary", rule.page.summary)
        $0.member("why", rule.page.why)
        $0.member("sources") { $0.array(rule.page.sources) { $0.string($1.text) } }
        $0.member("docs", rule.page.link)
      }
    }
    return writer.bytes + [0x0a]
  }

  private static func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
}
