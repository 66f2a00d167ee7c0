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
    /// From where that configuration's patterns count for files that are not below its folder; nil: for none.
    public var patternFolder: String?
    /// Whether all files of the workspace are there, so that what is unused is unused for certain.
    public var coversWorkspace = false
    /// Whether files of the workspace are still being read: nothing can be called unused until they are there.
    public var isLoading = false
    /// Whether edits are to come, so that it pays to remember what evaluations made. Holds from the beginning.
    public var isEdited = true

    public init(today: CalendarDate, root: String) {
      self.today = today
      self.root = root
    }
  }

  public var options: Options {
    didSet {
      guard options != oldValue else { return }
      forgetResults()
      present.useConfigurations(options.usesConfigurationFiles, only: options.configurationPath, patternFolder: options.patternFolder)
    }
  }
  private(set) var present: WorkspaceState
  private(set) var before: WorkspaceState?
  /// Open documents that are not on disk: they see the workspace, but nothing in the workspace sees them.
  private(set) var drafts: [String: FileState] = [:]
  private var draftPaths: Set<String> = []
  /// The workspace with one draft each.
  private(set) var draftStates: [String: WorkspaceState] = [:]
  /// Paths that were looked at and are of no dialect.
  private var foreign: Set<String> = []
  private var ids: [String: FileID] = [:]
  /// Path and revision of each file, by its id.
  private(set) var places: [(path: String, revision: String?)] = []
  /// Counts the states to compare with.
  private(set) var baselineNumber = 0
  private(set) var baselineIsNamedFile = false
  private(set) var lastEstateRun: EstateRun?
  /// The snapshot of this very state, if one was made: none or one.
  private var cached: [Snapshot] = []

  public init(options: Options) { self.init(options: options, lowerings: .standard) }

  init(options: Options, lowerings: Lowerings) {
    self.options = options
    present = WorkspaceState(isEarlier: false, lowerings: lowerings, remembers: options.isEdited)
    present.useConfigurations(options.usesConfigurationFiles, only: options.configurationPath, patternFolder: options.patternFolder)
  }

  /// How many deployments of the present state were lowered: what tests count instead of time.
  public var loweredRoots: Int { present.loweredRoots }

  /// How many values evaluations of the present state have made, those left out that were remembered, and how many evaluations began
  /// without a memory.
  var evaluated: (made: Int, fresh: Int) { present.evaluated }

  /// Whether a file of this name could be of interest at all; the content decides further.
  public static func isCandidate(name: String) -> Bool { FileRecognition.isCandidate(name: name) }

  /// Whether the configuration that holds for the file leaves it out of walks (`exclude`). Configurations must be there first.
  public func excluder() -> @Sendable (String) -> Bool {
    let configurations = present.configurations
    return { configurations.holding(for: $0)?.excludes($0) ?? false }
  }

  /// Configuration files that do not parse, with the reason: the job cannot be done as asked (exit status 2).
  public var brokenConfigurations: [(path: String, reason: String)] {
    present.configurationFiles.filter { $0.configuration == nil }
      .map { ($0.source.path, $0.defects.first?.message ?? "it does not parse") }.sorted { $0.path < $1.path }
  }

  /// What `--against` is by default, by the configuration that holds for the file or folder.
  public func configuredBaseline(for path: String) -> String? { present.configurations.holding(for: path)?.against }

  // MARK: Files

  /// A job that reads a file of the work tree.
  ///
  /// - Parameter isConfiguration: the file is a configuration whatever its name (`--config`).
  public mutating func job(_ path: String, languageID: String? = nil, isConfiguration: Bool = false) -> FileJob {
    FileJob(id: id(path, revision: nil), path: path, revision: nil, languageID: languageID, isConfiguration: isConfiguration)
  }

  /// Whether the file is there and of a recognised dialect.
  public func hasFile(_ path: String) -> Bool { file(path) != nil }

  /// Whether the file was looked at: it is there, or it is of no dialect.
  public func hasSeen(_ path: String) -> Bool { file(path) != nil || foreign.contains(path) }

  /// A file of the workspace, drafts among them.
  func file(_ path: String) -> FileState? { drafts[path] ?? present.files[path] }

  /// Takes over a file that a job read.
  public mutating func accept(_ file: ReadFile) {
    forgetResults()
    foreign.remove(file.path)
    if draftPaths.contains(file.path) { drafts[file.path] = file.state } else { present.set(file.state) }
  }

  /// Remembers that a file was looked at and is of no dialect.
  public mutating func acceptForeign(_ path: String) { foreign.insert(path) }

  /// Sets or replaces a file. Returns false when it is of no dialect (it is then forgotten).
  @discardableResult
  public mutating func setFile(_ path: String, _ text: SourceText, languageID: String? = nil) -> Bool {
    guard let file = job(path, languageID: languageID).read(text) else {
      // A deployment may load it as a text.
      let isLoaded = present.known.loaded[path] != nil
      removeFile(path)
      foreign.insert(path)
      if isLoaded { present.load(path, .text(text)) }
      return false
    }
    accept(file)
    return true
  }

  /// Applies edits in order to a file that was set; each counts in the text after the one before. An edit may make it a file
  /// of another role, or of none: then it is forgotten and the answer is false.
  @discardableResult
  public mutating func edit(_ path: String, _ edits: [TextEdit], languageID: String? = nil) -> Bool {
    guard !edits.isEmpty else { return file(path) != nil }
    forgetResults()
    let isDraft = draftPaths.contains(path)
    guard let taken = isDraft ? drafts.removeValue(forKey: path) : present.take(path) else { return false }
    let shape = WorkspaceState.Shape(taken)
    let id = taken.source.id
    var firmFrom = taken.firmFrom
    let isFirm = edits.allSatisfy { $0.range.start >= firmFrom }
    // Nothing else holds the document from here on: it is changed in place.
    var document = FileState.document(of: consume taken)
    for edit in edits { document.apply(edit) }
    if !isFirm {
      let recognised = FileRecognition.recognise(path: path, bytes: document.text.bytes, languageID: languageID)
      guard let recognised, recognised.role == shape.role, recognised.format == document.format else {
        let source = SourceFile(id: id, path: path, role: shape.role, document: Document(SourceText([]), format: document.format))
        if !isDraft { present.putBack(FileState(source, revision: nil, firmFrom: 0)) }
        return setFile(path, document.text, languageID: languageID)
      }
      firmFrom = recognised.firmFrom
    }
    let source = SourceFile(id: id, path: path, role: shape.role, document: document)
    let state = FileState(source, revision: nil, firmFrom: firmFrom)
    if isDraft { drafts[path] = state } else { present.replace(was: shape, state) }
    return true
  }

  /// Says whether a document exists in the editor alone, with no file behind it: a draft. Drafts are checked with the files
  /// of the workspace and change nothing in them, nor in each other.
  public mutating func setDetached(_ path: String, _ isDetached: Bool) {
    guard draftPaths.contains(path) != isDetached else { return }
    forgetResults()
    if isDetached {
      draftPaths.insert(path)
      if let state = present.files[path] {
        present.remove(path)
        drafts[path] = state
      }
    } else {
      draftPaths.remove(path)
      if let state = drafts.removeValue(forKey: path) { present.set(state) }
    }
  }

  /// Forgets a file.
  public mutating func removeFile(_ path: String) {
    forgetResults()
    draftPaths.remove(path)
    foreign.remove(path)
    drafts[path] = nil
    present.remove(path)
  }

  // MARK: The state before

  /// A job that reads a file of the state before, as it was at `revision`.
  ///
  /// - Parameter counterpart: the path of the same file in the present workspace, where it is another one.
  public mutating func baselineJob(_ path: String, revision: String, counterpart: String? = nil) -> FileJob {
    FileJob(
      id: id(path, revision: revision), path: path, revision: revision, counterpart: counterpart, languageID: nil, isConfiguration: false)
  }

  /// A job that makes a file of the state before of the present one, which is the same; nil where the present state has none.
  public mutating func unchangedJob(_ path: String, revision: String) -> UnchangedFileJob? {
    guard let state = present.files[path] else { return nil }
    return UnchangedFileJob(state: state, id: id(path, revision: revision), revision: revision)
  }

  /// The state *before*, for the rules on transitions. Nil: there is none.
  ///
  /// - Parameter isNamedFile: it is one file that was named: of a plan or a what-if result, what there is after it.
  public mutating func setBaseline(_ read: [ReadFile]?, isNamedFile: Bool = false) {
    forgetResults()
    baselineNumber += 1
    baselineIsNamedFile = isNamedFile
    before = read.map { files in
      var state = WorkspaceState(isEarlier: true, lowerings: present.lowerings, remembers: options.isEdited)
      for file in files { state.set(file.state) }
      return state
    }
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

  // MARK: Lowering

  /// The deployments that have to be lowered. A run on several threads takes them, lowers each and hands the results to `accept`;
  /// without that `snapshot` lowers them one after the other.
  public mutating func loweringJobs() -> [LoweringJob] {
    let configurations = present.configurations
    return present.jobs(configurations) + (before?.jobs(configurations) ?? [])
  }

  /// Takes over a deployment that a job lowered.
  public mutating func accept(_ lowered: LoweredDeployment) {
    if lowered.isEarlier { before?.accept(lowered) } else { present.accept(lowered) }
  }

  /// What the deployments need beside the files that are there, sorted.
  public mutating func wanted() -> [WantedFile] {
    bringUpToDate()
    var wanted: Set<WantedFile> = []
    func add(_ state: WorkspaceState) {
      let (files, folders) = state.wanted
      for path in files { wanted.insert(WantedFile(path: path, isFolder: false, isEarlier: state.isEarlier)) }
      for path in folders { wanted.insert(WantedFile(path: path, isFolder: true, isEarlier: state.isEarlier)) }
    }
    add(present)
    if let before { add(before) }
    for state in draftStates.values { add(state) }
    return wanted.sorted { ($0.isEarlier ? 1 : 0, $0.isFolder ? 1 : 0, $0.path) < ($1.isEarlier ? 1 : 0, $1.isFolder ? 1 : 0, $1.path) }
  }

  /// A job that reads a wanted file.
  ///
  /// - Parameters:
  ///   - revision: of a file of the state before.
  ///   - counterpart: the path of the same file in the present workspace, where it is another one.
  public mutating func job(for wanted: WantedFile, revision: String?, counterpart: String? = nil) -> FileJob {
    guard wanted.isEarlier else { return job(wanted.path) }
    return baselineJob(wanted.path, revision: revision ?? "before", counterpart: counterpart)
  }

  /// Takes over what was found where a deployment asked for something.
  public mutating func provide(_ wanted: WantedFile, _ content: WantedFile.Content) {
    forgetResults()
    func add(to state: inout WorkspaceState) {
      switch content {
      case .file(let file): state.load(wanted.path, .file(file.state))
      case .text(let text): state.load(wanted.path, .text(text))
      case .names(let names): state.list(wanted.path, names.sorted())
      case .absent: if wanted.isFolder { state.list(wanted.path, []) } else { state.load(wanted.path, .absent) }
      }
    }
    if !wanted.isEarlier {
      add(to: &present)
    } else if var state = before {
      before = nil
      add(to: &state)
      before = state
    }
  }

  /// Replaces what a deployment loaded from outside of the workspace, which an editor has open there; nothing where none did.
  ///
  /// - Returns: whether a deployment had loaded it.
  @discardableResult
  public mutating func updateLoaded(_ path: String, _ text: SourceText) -> Bool {
    guard present.files[path] == nil, present.known.loaded[path] != nil else { return false }
    forgetResults()
    present.load(path, job(path).read(text).map { .file($0.state) } ?? .text(text))
    return true
  }

  /// Whether a deployment loaded the file from outside of the workspace.
  public func hasLoaded(_ path: String) -> Bool { present.files[path] == nil && present.known.loaded[path] != nil }

  mutating func bringUpToDate() {
    let configurations = present.configurations
    present.bringUpToDate(configurations)
    before?.bringUpToDate(configurations)
    for (path, state) in drafts where draftStates[path] == nil {
      var together = present
      together.set(state)
      together.bringUpToDate(together.configurations)
      draftStates[path] = together
    }
  }

  // MARK: Results

  /// Brings everything up to date and gives out the result.
  public mutating func snapshot() -> Snapshot {
    if let snapshot = cached.first { return snapshot }
    bringUpToDate()
    let (snapshot, estateRun) = Snapshot.taken(of: self)
    lastEstateRun = estateRun
    cached = [snapshot]
    return snapshot
  }

  /// To be called before anything changes: results hold the files that they were made of.
  private mutating func forgetResults() {
    cached = []
    draftStates = [:]
  }

  private mutating func id(_ path: String, revision: String?) -> FileID {
    let key = (revision ?? "") + "\u{0}" + path
    if let id = ids[key] { return id }
    let id = FileID(Int32(truncatingIfNeeded: ids.count + 1))
    ids[key] = id
    places.append((path, revision))
    return id
  }
}
