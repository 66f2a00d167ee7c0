import EncryptionModel
import Lowering
import PolicyRules
import SourceText
import SyntaxTree

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
    /// Rule ids, names or groups not to run.
    public var ignore: [String] = []
    /// Whether configuration files are read at all (`--no-config`).
    public var usesConfigurationFiles = true
    /// The path of the one configuration that holds for all files (`--config`); nil: the nearest one upwards.
    public var configurationPath: String?
    /// Whether all files of the workspace are there, so that what is unused is unused for certain.
    public var coversWorkspace = false

    public init(today: CalendarDate, root: String) {
      self.today = today
      self.root = root
    }
  }

  public var options: Options { didSet { if options != oldValue { cached = [] } } }
  private(set) var files: [String: FileState] = [:]
  private(set) var baseline: [String: FileState]?
  /// Paths of open documents that are not on disk: they see the workspace, but nothing in the workspace sees them.
  private(set) var detached: Set<String> = []
  private var ids: [String: FileID] = [:]
  /// The snapshot of this very state, if one was made: none or one.
  private var cached: [Snapshot] = []
  /// How often files were lowered: what tests count instead of time.
  public private(set) var loweredFiles = 0

  public init(options: Options) { self.options = options }

  /// Whether a file of this name could be of interest at all; the content decides further.
  public static func isCandidate(name: String) -> Bool { FileRecognition.isCandidate(name: name) }

  /// Whether the configuration that holds for the file leaves it out of walks (`exclude`). Configurations must be there first.
  public func excluder() -> @Sendable (String) -> Bool {
    let configurations = Configurations(self)
    return { configurations.holding(for: $0)?.excludes($0) ?? false }
  }

  // MARK: Files

  /// A job that reads a file of the work tree.
  ///
  /// - Parameter isConfiguration: the file is a configuration whatever its name (`--config`).
  public mutating func job(_ path: String, languageID: String? = nil, isConfiguration: Bool = false) -> FileJob {
    FileJob(id: id(path, revision: nil), path: path, revision: nil, languageID: languageID, isConfiguration: isConfiguration)
  }

  /// Whether the file is there and of a recognised dialect.
  public func hasFile(_ path: String) -> Bool { files[path] != nil }

  /// Takes over a file that a job read.
  public mutating func accept(_ file: ReadFile) {
    files[file.path] = file.state
    loweredFiles += 1
    cached = []
  }

  /// Sets or replaces a file. Returns false when it is of no dialect (it is then forgotten).
  @discardableResult
  public mutating func setFile(_ path: String, _ text: SourceText, languageID: String? = nil) -> Bool {
    guard let file = job(path, languageID: languageID).read(text) else {
      removeFile(path)
      return false
    }
    accept(file)
    return true
  }

  /// Applies edits in order to a file that was set; each counts in the text after the one before. An edit may make it a file
  /// of another role, or of none: then it is forgotten and the answer is false.
  @discardableResult
  public mutating func edit(_ path: String, _ edits: [TextEdit], languageID: String? = nil) -> Bool {
    guard let state = files[path] else { return false }
    guard !edits.isEmpty else { return true }
    var document = state.source.document
    for edit in edits { document.apply(edit) }
    let recognised = FileRecognition.recognise(path: path, bytes: document.text.bytes, languageID: languageID)
    guard let recognised, recognised.role == state.source.role, recognised.format == document.format else {
      return setFile(path, document.text, languageID: languageID)
    }
    let source = SourceFile(id: state.source.id, path: path, role: recognised.role, document: document)
    accept(ReadFile(state: FileState(source, revision: nil)))
    return true
  }

  /// Says whether a document exists in the editor alone, with no file behind it: a draft. Drafts are checked with the files
  /// of the workspace and change nothing in them, nor in each other.
  public mutating func setDetached(_ path: String, _ isDetached: Bool) {
    guard detached.contains(path) != isDetached else { return }
    if isDetached { detached.insert(path) } else { detached.remove(path) }
    cached = []
  }

  /// Forgets a file.
  public mutating func removeFile(_ path: String) {
    detached.remove(path)
    if files.removeValue(forKey: path) != nil { cached = [] }
  }

  // MARK: The state before

  /// A job that reads a file of the state before, as it was at `revision`.
  ///
  /// - Parameter counterpart: the path of the same file in the present workspace, where it is another one.
  public mutating func baselineJob(_ path: String, revision: String, counterpart: String? = nil) -> FileJob {
    FileJob(
      id: id(path, revision: revision), path: path, revision: revision, counterpart: counterpart, languageID: nil, isConfiguration: false)
  }

  /// The state *before*, for the rules on transitions. Nil: there is none.
  public mutating func setBaseline(_ read: [ReadFile]?) {
    baseline = read.map { Dictionary($0.map { ($0.path, $0.state) }, uniquingKeysWith: { $1 }) }
    cached = []
  }

  /// The same from texts.
  public mutating func setBaseline(_ texts: [(path: String, text: SourceText)]?, revision: String?) {
    guard let texts else { return setBaseline(nil) }
    var read: [ReadFile] = []
    for (path, text) in texts {
      if let file = baselineJob(path, revision: revision ?? "before").read(text) { read.append(file) }
    }
    setBaseline(read)
  }

  // MARK: Results

  /// Brings everything up to date and gives out the result.
  public mutating func snapshot() -> Snapshot {
    if let snapshot = cached.first { return snapshot }
    let snapshot = Snapshot(of: self)
    cached = [snapshot]
    return snapshot
  }

  private mutating func id(_ path: String, revision: String?) -> FileID {
    let key = (revision ?? "") + "\u{0}" + path
    if let id = ids[key] { return id }
    let id = FileID(Int32(truncatingIfNeeded: ids.count + 1))
    ids[key] = id
    return id
  }
}
