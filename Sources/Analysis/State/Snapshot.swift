import EncryptionModel
import Lowering
import PolicyRules
import SourceText
import SyntaxTree

/// An immutable state of the workspace with its findings. Cheap to copy and to send to another thread.
public struct Snapshot: Sendable {
  /// Sorted by path, position, rule.
  public private(set) var findings: [ReportedFinding]
  /// What could not be decided, in the same order.
  public private(set) var undecided: [ReportedUndecided]
  /// How many findings suppressions took away, by the path of the finding's place.
  public private(set) var suppressed: [String: Int]
  /// Paths of the files of a recognised dialect, sorted.
  public private(set) var checkedPaths: [String]
  /// Configuration files that do not parse, with the reason: the job cannot be done as asked (exit status 2).
  public private(set) var brokenConfigurations: [(path: String, reason: String)]

  /// The host as it was, for texts, completion and trying out fixes.
  let host: Host
  let declarations: [Declarations]

  init(of host: Host) {
    self.host = host
    let run = FindingRun(host)
    findings = run.findings
    undecided = run.undecided
    suppressed = run.suppressed
    declarations = run.declarations
    checkedPaths = (Array(host.present.files.values) + host.drafts.values).filter { $0.source.role != .configuration }.map(\.source.path)
      .sorted()
    brokenConfigurations = host.brokenConfigurations
  }

  /// Findings whose place is in the file, in order.
  public func findings(in path: String) -> [ReportedFinding] { findings.filter { $0.place.path == path && $0.place.revision == nil } }

  /// The text of a file (of the work tree, or of the earlier revision); nil when it is unknown.
  public func text(of path: String, revision: String? = nil) -> SourceText? {
    guard revision == nil else { return host.before?.known.file(path)?.source.document.text }
    return (host.drafts[path] ?? host.present.known.file(path))?.source.document.text
  }

  /// What `--against` is by default, by the configuration that holds for the file or folder.
  public func configuredBaseline(for path: String) -> String? { host.configuredBaseline(for: path) }
}
