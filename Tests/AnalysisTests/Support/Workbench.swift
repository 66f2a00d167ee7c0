import Analysis
import PolicyRules
import SourceText
import SyntaxTree

/// A workspace in memory: paths with texts, and what is found in them.
struct Workbench {
  var host: Host

  init(_ files: [(String, String)], before: [(String, String)]? = nil, configure: (inout Host.Options) -> Void = { _ in }) {
    var options = Host.Options(today: Workbench.today, root: "/w")
    options.coversWorkspace = true
    configure(&options)
    host = Host(options: options)
    for (path, text) in files { host.setFile("/w/" + path, SourceText(text)) }
    if let before { host.setBaseline(before.map { ("/w/" + $0.0, SourceText($0.1)) }, revision: "HEAD") }
    // Nothing but these files is there.
    for _ in 0..<8 {
      let wanted = host.wanted()
      if wanted.isEmpty { break }
      for file in wanted { host.provide(file, .absent) }
    }
  }

  /// The day of every run of the tests.
  static let today: CalendarDate = {
    guard let date = CalendarDate("2026-11-20") else { preconditionFailure("a day of the calendar") }
    return date
  }()

  mutating func findings(_ rules: String...) -> [ReportedFinding] {
    host.snapshot().findings.filter { rules.isEmpty || rules.contains($0.rule) }
  }

  /// `path:line:column severity RULE message`, one string a finding.
  mutating func lines() -> [String] {
    let snapshot = host.snapshot()
    return snapshot.findings.map { finding in
      let position =
        snapshot.text(of: finding.place.path)?.position(of: finding.place.range.start, in: .utf32) ?? TextPosition(line: 0, column: 0)
      return
        "\(finding.place.path.dropFirst(3)):\(position.line + 1):\(position.column + 1) \(finding.severity) \(finding.rule) \(finding.message)"
    }
  }

  /// The texts after all safe fixes.
  mutating func fixed(includingUnsafe: Bool = false) -> [String: String] {
    let snapshot = host.snapshot()
    var texts: [String: String] = [:]
    for file in snapshot.fixAll(includingUnsafe: includingUnsafe) {
      guard let before = snapshot.text(of: file.path) else { continue }
      texts[String(file.path.dropFirst(3))] = String(decoding: before.bytes.applying(file.edits).text, as: UTF8.self)
    }
    return texts
  }
}

/// What a finding says, without its place: what the forms of one scenario must agree on.
struct Verdict: Hashable, CustomStringConvertible {
  let rule: String
  let severity: Severity
  let message: String
  let subject: String

  init(_ finding: ReportedFinding) {
    rule = finding.rule
    severity = finding.severity
    message = finding.message
    subject = "\(finding.subject.kind) \(finding.subject.name)"
  }

  var description: String { "\(severity) \(rule) \(subject): \(message)" }
}
