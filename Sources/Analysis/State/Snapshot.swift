import EncryptionModel
import Lowering
import PolicyRules
import SourceText
import SyntaxTree

/// An immutable state of the workspace with its findings. Cheap to copy and to send to another thread.
public struct Snapshot: Sendable {
  let placed: [PlacedFinding]
  /// What could not be decided, in the same order.
  public let undecided: [ReportedUndecided]
  /// How many findings suppressions took away, by the path of the finding's place.
  public let suppressed: [String: Int]

  /// The host as it was, for texts, completion and trying out fixes.
  let host: Host
  let declarations: [Declarations]

  /// The host's state, and what the rules said, for the next one.
  static func taken(of host: Host) -> (Snapshot, EstateRun) {
    let run = FindingRun(host)
    return (Snapshot(host, run), run.estateRun)
  }

  private init(_ host: Host, _ run: FindingRun) {
    self.host = host
    placed = run.findings
    undecided = run.undecided
    suppressed = run.suppressed
    declarations = run.declarations
  }

  // MARK: Findings

  /// Sorted by path, position, rule, with their fixes, which are printed anew each time.
  public var findings: [ReportedFinding] { printed(placed[...]) }

  /// Findings whose place is in the file, in order, with their fixes.
  public func findings(in path: String) -> [ReportedFinding] { printed(placed(in: path)) }

  /// The same without their fixes: what most readers want.
  public func bareFindings(in path: String) -> [ReportedFinding] { placed(in: path).map(\.finding) }

  /// Those of the file that are wanted, with their fixes.
  public func findings(in path: String, where isWanted: (ReportedFinding) -> Bool) -> [ReportedFinding] {
    let printer = self.printer
    return placed(in: path).filter { isWanted($0.finding) }.map { $0.printed(printer) }
  }

  /// Whether any finding of the file has a fix that can be applied without looking.
  public func hasSafeFix(in path: String) -> Bool {
    let printer = self.printer
    return placed(in: path).contains { placed in
      placed.firstFix(printer) { $0.safety == .safe } != nil
    }
  }

  var printer: FixPrinter { FixPrinter(places: places, trial: FixTrial(self)) }
  var places: PlaceResolver { PlaceResolver(host, present: host.present.known) }

  private func printed(_ placed: ArraySlice<PlacedFinding>) -> [ReportedFinding] {
    let printer = self.printer
    return placed.map { $0.printed(printer) }
  }

  /// Findings stand in the order of their paths.
  private func placed(in path: String) -> ArraySlice<PlacedFinding> {
    var low = 0
    var high = placed.count
    while low < high {
      let middle = (low + high) / 2
      if placed[middle].finding.place.path < path { low = middle + 1 } else { high = middle }
    }
    return placed[low...].prefix { $0.finding.place.path == path }
  }

  // MARK: Files

  /// Paths of the files of a recognised dialect, sorted.
  public var checkedPaths: [String] {
    (Array(host.present.files.values) + host.drafts.values).filter { $0.source.role != .configuration }.map(\.source.path).sorted()
  }

  /// Configuration files that do not parse, with the reason: the job cannot be done as asked (exit status 2).
  public var brokenConfigurations: [(path: String, reason: String)] { host.brokenConfigurations }

  /// The text of a file (of the work tree, or of the earlier revision); nil when it is unknown.
  public func text(of path: String, revision: String? = nil) -> SourceText? {
    guard revision == nil else { return host.before?.known.file(path)?.source.document.text }
    return (host.drafts[path] ?? host.present.known.file(path))?.source.document.text
  }

  /// What `--against` is by default, by the configuration that holds for the file or folder.
  public func configuredBaseline(for path: String) -> String? { host.configuredBaseline(for: path) }
}
