import Analysis
import SourceText

/// A folder whose files are checked together: one of the workspace's, or what a document outside of them is seen with.
struct CheckedFolder: Sendable {
  enum Reach: Hashable, Sendable {
    /// The folder and all below it.
    case tree
    /// The files beside a document that lies in no folder of the workspace.
    case siblings
    /// Nothing: the document is no file.
    case alone
  }

  let root: String
  let reach: Reach
  var host: Host
  /// The state that was reported last. Let go of before the host changes, so that the host need not copy what both hold.
  private(set) var snapshot: Snapshot?
  /// Whether the client has not been told yet what the present state is.
  var hasNews = true
  /// How long the last snapshot took, in seconds.
  private(set) var cost = 0.0
  /// How many documents of it are open.
  var openDocuments = 0
  /// The revision that the folder's configuration compares with.
  var configuredBaseline: String?
  /// The commit that the host compares with.
  private(set) var baseline: String?
  /// What was looked for already because deployments asked for it.
  var lookedFor: Set<WantedFile> = []

  init(root: String, reach: Reach, host: Host) {
    self.root = root
    self.reach = reach
    self.host = host
  }

  /// To be called before the host changes.
  mutating func willChange() { snapshot = nil }

  /// To be called before the host changes in a way that has to be seen soon.
  mutating func invalidate() {
    willChange()
    hasNews = true
  }

  /// Compares with another state from now on, or with none.
  mutating func setBaseline(_ files: [ReadFile]?, commit: String?) {
    guard commit != baseline else { return }
    invalidate()
    host.setBaseline(files)
    lookedFor = lookedFor.filter { !$0.isEarlier }
    baseline = commit
  }

  /// The present state.
  mutating func currentSnapshot() -> Snapshot {
    if let snapshot { return snapshot }
    let start = SystemThread.now
    let fresh = host.snapshot()
    cost = SystemThread.now - start
    snapshot = fresh
    return fresh
  }
}
