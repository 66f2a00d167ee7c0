import Analysis
import PolicyRules

/// What is said of a resource because it encrypts with a key as its fix has it, and what no text of the file can end.
struct LeftByFixes: Hashable, CustomStringConvertible {
  /// The rules whose fixes leave it.
  let fixed: [String]
  let rule: String
  let severity: Severity
  let reason: String

  var description: String { "\(rule) (\(severity)) after \(fixed): \(reason)" }

  static let all: [LeftByFixes] = [
    LeftByFixes(
      fixed: ["CMK402", "CMK501", "CMK701"], rule: "CMK902", severity: .info,
      reason: "whether Speech or Content Safety is used in a Foundry resource is known to its owner alone"),
    LeftByFixes(
      fixed: ["CMK719"], rule: "CMK706", severity: .info, reason: "to name the new version is to rotate; what to check then is told"),
    LeftByFixes(fixed: ["CMK502", "CMK704"], rule: "CMK601", severity: .warning, reason: hubs),
    LeftByFixes(fixed: ["CMK502", "CMK704"], rule: "CMK609", severity: .info, reason: hubs),
    LeftByFixes(
      fixed: ["CMK402", "CMK704"], rule: "CMK603", severity: .info, reason: "the flag of a hub that is there cannot be changed (CMK709)"),
    LeftByFixes(
      fixed: ["CMK402", "CMK704"], rule: "CMK208", severity: .hint, reason: "a hub names a version, which a rotation leaves behind (CMK207)"
    ),
    LeftByFixes(
      fixed: ["CMK704"], rule: "CMK113", severity: .hint, reason: "the vault of a hub that is there cannot be changed (CMK711)"),
  ]

  private static let hubs = "azurerm's hubs have no argument for service-side storage, and that of a hub that is there is past choosing"

  static func without(_ findings: [ReportedFinding], by rule: String) -> [ReportedFinding] {
    findings.filter { finding in
      !all.contains { $0.fixed.contains(rule) && $0.rule == finding.rule && finding.severity <= $0.severity }
    }
  }
}
