import EncryptionModel
import PolicyRules
import SourceText

/// The state of one workspace: its files as they are now, the state before, the configuration. Owned by one thread;
/// `snapshot` gives out immutable values.
public struct Host: Sendable {
  /// What the run is asked for beside the files.
  public struct Options: Hashable, Sendable {
    /// The date of the run, for expiry.
    public var today: CalendarDate
    /// Absolute path of the workspace's root folder.
    public var root: String
    /// Rule ids, names or groups to run alone; empty: all.
    public var select: [String] = []
    public var ignore: [String] = []
    /// A configuration for files that have none of their own above them (or for all, with `--config`).
    public var usesConfigurationFiles = true

    public init(today: CalendarDate, root: String) {
      self.today = today
      self.root = root
    }
  }

  public var options: Options

  public init(options: Options) { self.options = options }

  /// Whether a file of this name could be of interest at all; the content decides further.
  public static func isCandidate(name: String) -> Bool { false }

  /// Sets or replaces a file. Returns false when it is of no dialect (it is then forgotten).
  @discardableResult
  public mutating func setFile(_ path: String, _ text: SourceText) -> Bool { false }

  /// Applies edits in order to a file that was set; each counts in the text after the one before.
  public mutating func edit(_ path: String, _ edits: [TextEdit]) {}

  public mutating func removeFile(_ path: String) {}

  /// The state *before*, for the rules on transitions: files by path, as they were at `revision` (or in another folder).
  /// Nil: there is none.
  public mutating func setBaseline(_ files: [(path: String, text: SourceText)]?, revision: String?) {}

  /// Brings everything up to date and gives out the result.
  public mutating func snapshot() -> Snapshot { Snapshot() }
}

/// An immutable state of the workspace with its findings. Cheap to copy and to send to another thread.
public struct Snapshot: Sendable {
  /// Sorted by path, position, rule.
  public internal(set) var findings: [ReportedFinding] = []
  public internal(set) var undecided: [ReportedUndecided] = []
  /// How many findings suppressions took away.
  public internal(set) var suppressed = 0
  /// Paths of the files of a recognised dialect.
  public internal(set) var checkedPaths: [String] = []

  /// Findings whose place is in the file, in order.
  public func findings(in path: String) -> [ReportedFinding] { findings.filter { $0.place.path == path } }

  /// The text of a file (of the work tree, or of the earlier revision); nil when it is unknown.
  public func text(of path: String, revision: String? = nil) -> SourceText? { nil }

  /// The rule's page for a finding at the offset, or what the schema says about the property there.
  public func hover(at offset: Int, in path: String) -> Hover? { nil }

  public func completions(at offset: Int, in path: String) -> [Completion] { [] }

  /// All safe fixes of the file applied until none is left; the edits count in its present text. Nil when there is nothing to fix.
  public func fixAll(in path: String) -> [TextEdit]? { nil }

  /// Applies the fixes of the whole workspace until none is left. Edits by path.
  public func fixAll(includingUnsafe: Bool) -> [FileEdits] { [] }

  /// A comment that suppresses the finding, as an edit: for a quick-fix. Nil where the file's notation has no comments.
  public func suppression(of finding: ReportedFinding) -> FileEdits? { nil }
}
