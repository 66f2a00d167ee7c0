import Analysis
import PolicyRules
import SourceText

/// The findings for people: the place, the line of the file with the place underlined, what belongs to it, the fix.
struct TextReport {
  let result: RunResult
  let surroundings: Surroundings
  let isColoured: Bool
  let showsSummary: Bool

  func bytes() -> [UInt8] {
    var text = ""
    for finding in result.findings { text += described(finding) + "\n" }
    for undecided in result.undecided {
      text +=
        "\(location(undecided.place)): \(paint("undecided", .dim)) \(undecided.rule): waits for \(ControlCharacters.escaped(undecided.waitsFor))\n"
    }
    if !result.undecided.isEmpty { text += "\n" }
    // Files of no dialect are nobody's business here: silence.
    if showsSummary, result.checked > 0 || !result.findings.isEmpty { text += summary + "\n" }
    return Array(text.utf8)
  }

  private func described(_ finding: ReportedFinding) -> String {
    let head =
      "\(paint(location(finding.place), .bold)): \(paint(finding.severity.rawValue, Paint(finding.severity))) \(finding.rule) "
      + "\(paint(finding.name, .dim))\n  \(ControlCharacters.escaped(finding.message))\n"
    var text = head + excerpt(finding.place, mark: "^", Paint(finding.severity))
    for related in finding.related {
      text += "  \(paint("note", .dim)) \(location(related.place)): \(ControlCharacters.escaped(related.message))\n"
      text += excerpt(related.place, mark: "-", .dim)
    }
    if let fix = finding.fixes.first {
      let how = fix.isSafe ? "--fix" : fix.isSkeleton ? "in the editor" : "--unsafe-fixes"
      text += "  \(paint("fix", .green)) \(fix.title) (\(how))\n"
    }
    return text
  }

  /// `path:line:column`, from 1, with the revision of an earlier state.
  private func location(_ place: ReportedPlace) -> String {
    let position = self.text(of: place)?.position(of: place.range.start, in: .utf32) ?? TextPosition(line: 0, column: 0)
    let path = ControlCharacters.escaped(surroundings.display(place.path))
    return "\(path):\(position.line + 1):\(position.column + 1)" + (place.revision.map { " (\($0))" } ?? "")
  }

  private func text(of place: ReportedPlace) -> SourceText? { result.snapshot.text(of: place.path, revision: place.revision) }

  private func excerpt(_ place: ReportedPlace, mark: Character, _ color: Paint) -> String {
    guard let text = text(of: place) else { return "" }
    let line = text.lines.line(at: place.range.start)
    let excerpt = SourceExcerpt(text, place.range, width: max(40, (surroundings.terminalWidth ?? 120) - 10))
    let number = String(line + 1)
    let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number
    return "\(paint(gutter + " |", .dim)) \(excerpt.line)\n"
      + "\(paint("      |", .dim)) \(String(repeating: " ", count: excerpt.markStart))"
      + "\(paint(String(repeating: mark, count: excerpt.markWidth), color))\n"
  }

  private var summary: String {
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = result.findings.count { $0.severity == severity }
      guard count > 0 else { return nil }
      return "\(count) \(severity.rawValue)\(count == 1 || severity == .info ? "" : "s")"
    }
    let files = "\(result.checked) of \(result.files) file\(result.files == 1 ? "" : "s") checked"
    let suppressed = result.suppressed > 0 ? ", \(result.suppressed) suppressed" : ""
    guard !counts.isEmpty else { return paint("No findings", .green) + " (\(files)\(suppressed))" }
    let fixable = result.findings.count { $0.fixes.contains(where: \.isSafe) }
    return "\(counts.joined(separator: ", ")) (\(files)\(suppressed))" + (fixable > 0 ? "; \(fixable) fixable with --fix" : "")
  }

  // MARK: Colour

  private enum Paint {
    case bold, dim, red, yellow, blue, green

    init(_ severity: Severity) {
      switch severity {
      case .error: self = .red
      case .warning: self = .yellow
      case .info: self = .blue
      case .hint: self = .dim
      }
    }

    var code: String {
      switch self {
      case .bold: "1"
      case .dim: "2"
      case .red: "1;31"
      case .yellow: "1;33"
      case .blue: "1;34"
      case .green: "32"
      }
    }
  }

  private func paint(_ text: String, _ paint: Paint) -> String { isColoured ? "\u{1b}[\(paint.code)m\(text)\u{1b}[0m" : text }
}
