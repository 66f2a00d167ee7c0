import EncryptionModel
import Lowering
import SourceText

/// One state of the workspace, the present or an earlier one: its files, the deployments that they make, and what those declare.
///
/// A deployment is lowered anew only when a file that it asked for has changed.
struct WorkspaceState: Sendable {
  let isEarlier: Bool
  let lowerings: Lowerings
  /// Whether of what is edited the evaluations are remembered.
  let remembers: Bool
  private(set) var known = KnownFiles()
  /// How many deployments were lowered: what tests count instead of time.
  private(set) var loweredRoots = 0
  /// How many values evaluations have made, those left out that were remembered; and how many evaluations began anew.
  private(set) var evaluated = (made: 0, fresh: 0)
  /// Changes with everything that is declared.
  private(set) var declarationsVersion = 0
  /// Changes with the files' mistakes, suppressions and texts as far as findings hang on them.
  private(set) var filesVersion = 0

  /// Nil: files came or went, or call others than before.
  private var deployments: [Deployment]?
  private var lowered: [Deployment: LoweredDeployment] = [:]
  private var stale: Set<Deployment> = []
  /// Those that read a file that was edited: of these what an evaluation made is kept for the next one.
  private var edited: Set<Deployment> = []
  /// Deployments that asked for something nobody has looked at yet.
  private var wishing: Set<Deployment> = []
  /// Which deployments asked for a file, and for the names in a folder.
  private var readers: [String: Set<Deployment>] = [:]
  private var folderReaders: [String: Set<Deployment>] = [:]
  private var configurationPaths: Set<String> = []
  /// Paths of the files that have mistakes or suppressions.
  private var marked: Set<String> = []
  private var forcedConfiguration: String?
  private var forcedPatternFolder: String?
  private var usesConfigurations = true

  init(isEarlier: Bool, lowerings: Lowerings, remembers: Bool) {
    self.isEarlier = isEarlier
    self.remembers = remembers
    self.lowerings = lowerings
  }

  var files: [String: FileState] { known.files }

  // MARK: Files

  mutating func set(_ state: FileState) {
    let path = state.source.path
    let old = known.file(path)
    replace(old, state)
  }

  /// The state of a file, taken out so that it can be changed in place; `replace` puts the changed one in.
  mutating func take(_ path: String) -> FileState? { known.take(path) }

  mutating func putBack(_ state: FileState) { known.putBack(state) }

  /// Puts in a file's new state; `old` is what it was.
  mutating func replace(_ old: FileState?, _ state: FileState) {
    replace(was: old.map(Shape.init), state)
  }

  mutating func replace(was old: Shape?, _ state: FileState) {
    let path = state.source.path
    // One that was taken out to be changed in place is no new one.
    let isNew = known.set(state) && old == nil
    filesVersion += 1
    if state.source.role == .configuration { configurationPaths.insert(path) } else { configurationPaths.remove(path) }
    if state.defects.isEmpty, state.suppressions.isEmpty { marked.remove(path) } else { marked.insert(path) }
    if isNew || old != Shape(state) { deployments = nil }
    touch(path)
    if !isNew, remembers, let readers = readers[path] { edited.formUnion(readers) }
    if isNew { touchFolder(of: path) }
  }

  mutating func remove(_ path: String) {
    let wasLoaded = known.loaded[path] != nil
    let old = known.remove(path)
    guard old != nil || wasLoaded else { return }
    touch(path)
    guard old != nil else { return }
    filesVersion += 1
    configurationPaths.remove(path)
    marked.remove(path)
    deployments = nil
    touchFolder(of: path)
  }

  /// The files that have mistakes or suppressions, in the order of their paths.
  var markedFiles: [FileState] { marked.sorted().compactMap { known.files[$0] } }
  var configurationFiles: [FileState] { configurationPaths.compactMap { known.files[$0] } }

  /// What of a file decides which deployments there are.
  struct Shape: Equatable {
    let role: FileRole
    let references: FileReferences
    let configuration: Configuration?

    init(_ state: FileState) {
      role = state.source.role
      references = state.references
      configuration = state.configuration
    }
  }

  /// Takes over what a deployment wished for.
  mutating func load(_ path: String, _ content: KnownFiles.Loaded) {
    guard known.files[path] == nil else { return }
    known.load(path, content)
    filesVersion += 1
    touch(path)
  }

  mutating func list(_ folder: String, _ names: [String]) {
    known.list(folder, names)
    for deployment in folderReaders[folder] ?? [] { stale.insert(deployment) }
  }

  private mutating func touch(_ path: String) {
    guard let readers = readers[path] else { return }
    stale.formUnion(readers)
  }

  private mutating func touchFolder(of path: String) {
    guard let slash = path.lastIndex(of: "/"), let readers = folderReaders[String(path[..<slash])] else { return }
    stale.formUnion(readers)
  }

  // MARK: Configurations

  mutating func useConfigurations(_ isUsed: Bool, only forced: String?, patternFolder: String?) {
    guard isUsed != usesConfigurations || forced != forcedConfiguration || patternFolder != forcedPatternFolder else { return }
    forcedPatternFolder = patternFolder
    usesConfigurations = isUsed
    forcedConfiguration = forced
    deployments = nil
  }

  var configurations: Configurations {
    guard usesConfigurations else { return Configurations([], isForced: false) }
    if let forcedConfiguration {
      guard var configuration = known.files[forcedConfiguration]?.configuration else { return Configurations([], isForced: true) }
      configuration.outerFolder = forcedPatternFolder
      return Configurations([configuration], isForced: true)
    }
    return Configurations(configurationPaths.sorted().compactMap { known.files[$0]?.configuration }, isForced: false)
  }

  // MARK: Lowering

  /// The deployments that have to be lowered (anew), in the order of their paths. An earlier state is read with the present
  /// state's configurations.
  mutating func jobs(_ configurations: Configurations) -> [LoweringJob] {
    if deployments == nil { findDeployments(configurations) }
    guard !stale.isEmpty else { return [] }
    return stale.sorted(by: Deployment.stands).map { deployment in
      LoweringJob(
        deployment: deployment, isEarlier: isEarlier, known: known, lowerings: lowerings,
        memory: edited.contains(deployment) ? lowered[deployment]?.memory.take() ?? EvaluationMemory() : nil)
    }
  }

  mutating func forgetDeployments() { deployments = nil }

  private mutating func findDeployments(_ configurations: Configurations) {
    let found = Deployment.all(in: known.files, configurations)
    deployments = found
    let present = Set(found)
    for gone in lowered.keys where !present.contains(gone) { forget(gone) }
    stale = stale.intersection(present)
    for deployment in found where lowered[deployment] == nil { stale.insert(deployment) }
  }

  private mutating func forget(_ deployment: Deployment) {
    guard let old = lowered.removeValue(forKey: deployment) else { return }
    wishing.remove(deployment)
    edited.remove(deployment)
    for path in old.asked { readers[path]?.remove(deployment) }
    for folder in old.askedFolders { folderReaders[folder]?.remove(deployment) }
    if !old.declarations.isEmpty { declarationsVersion += 1 }
  }

  mutating func accept(_ result: LoweredDeployment) {
    let deployment = result.deployment
    guard stale.remove(deployment) != nil else { return }
    loweredRoots += 1
    evaluated.made += result.made
    if result.isFresh, result.made > 0 { evaluated.fresh += 1 }
    let old = lowered.updateValue(result, forKey: deployment)
    if old?.declarations != result.declarations { declarationsVersion += 1 }
    if result.wanted.isEmpty { wishing.remove(deployment) } else { wishing.insert(deployment) }
    // What it reads rarely changes, and the root always belongs to it.
    let asked = result.asked.union([deployment.root])
    let before = old.map { $0.asked.union([deployment.root]) } ?? []
    for path in asked.subtracting(before) { readers[path, default: []].insert(deployment) }
    for path in before.subtracting(asked) { readers[path]?.remove(deployment) }
    let foldersBefore = old?.askedFolders ?? []
    for folder in result.askedFolders.subtracting(foldersBefore) { folderReaders[folder, default: []].insert(deployment) }
    for folder in foldersBefore.subtracting(result.askedFolders) { folderReaders[folder]?.remove(deployment) }
  }

  /// Lowers what has to be lowered on this thread.
  mutating func bringUpToDate(_ configurations: Configurations) {
    while true {
      // One at a time, so that no job holds the files while they are handed over.
      var pending = Array(jobs(configurations).reversed())
      if pending.isEmpty { return }
      while let job = pending.popLast() { accept(job.lower()) }
    }
  }

  /// All that is declared, in the order of the deployments' paths.
  var declarations: [Declarations] { (deployments ?? []).flatMap { lowered[$0]?.declarations ?? [] } }

  /// What the deployments of some root files declare.
  func declarations(rootedAt paths: Set<String>) -> [Declarations] {
    let folders = Set(paths.compactMap { path in path.lastIndex(of: "/").map { String(path[..<$0]) } })
    return (deployments ?? []).flatMap { deployment in
      let isWanted = deployment.kind == .terraform ? folders.contains(deployment.root) : paths.contains(deployment.root)
      return isWanted ? lowered[deployment]?.declarations ?? [] : []
    }
  }

  /// What deployments asked for and nobody has looked at: paths of files, and of folders whose files' names are wanted.
  var wanted: (files: Set<String>, folders: Set<String>) {
    var files: Set<String> = []
    var folders: Set<String> = []
    for deployment in wishing {
      guard let result = lowered[deployment] else { continue }
      for path in result.wanted {
        if result.askedFolders.contains(path), known.names(in: path) == nil { folders.insert(path) }
        if result.asked.contains(path), case .notRead = known.answer(path) { files.insert(path) }
      }
    }
    return (files, folders)
  }

  /// Whether something that is read together with a file could not be read (yet).
  func isIncomplete(_ path: String) -> Bool { !wishing.isEmpty && (readers[path] ?? []).contains(where: wishing.contains) }

  /// Whether any deployment reads the file.
  func isRead(_ path: String) -> Bool { !(readers[path] ?? []).isEmpty }
}
