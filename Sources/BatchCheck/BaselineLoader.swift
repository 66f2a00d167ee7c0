import Analysis
import SourceText
import Workspace

/// Reads the state before (`--against`, SPEC §1): a git revision, a folder or a file. An existing path beats a revision of the
/// same name; `rev:` forces the revision.
struct BaselineLoader {
  let state: String
  let root: String
  let surroundings: Surroundings
  let jobs: Int
  /// A file whose text in the host is not that of the disk.
  let input: String?
  private let origin: Origin
  /// The files of the state by path, where it is a revision.
  private var tree: [String: BlobID] = [:]
  private var treeFolders: [String: [String]] = [:]
  /// How many contents git was asked for: what tests count instead of time.
  private(set) var blobsRead = 0

  private enum Origin {
    case folder(String)
    case file(String)
    case revision(String)
  }

  /// - Parameter seenFrom: the folder from which a path is counted; nil: the working folder.
  init(state: String, seenFrom: String? = nil, root: String, surroundings: Surroundings, jobs: Int, input: String? = nil) {
    self.state = state
    self.root = root
    self.surroundings = surroundings
    self.jobs = jobs
    self.input = input
    let path = FilePath.absolute(state, from: seenFrom ?? surroundings.workingFolder)
    if state.hasPrefix("rev:") {
      origin = .revision(String(state.dropFirst(4)))
    } else {
      switch try? FileKind(of: path) {
      case .folder?: origin = .folder(path)
      case nil: origin = .revision(state)
      default: origin = .file(path)
      }
    }
  }

  /// What reports call the state.
  var revision: String { if case .revision(let name) = origin { name } else { state } }

  var isFile: Bool { if case .file = origin { true } else { false } }

  mutating func load(into host: inout Host) throws(UsageError) -> [ReadFile] {
    switch origin {
    case .folder(let folder): return try self.folder(folder, &host)
    case .file(let path): return try file(path, &host)
    case .revision(let name):
      do throws(GitError) {
        return try load(name, &host)
      } catch {
        throw UsageError("--against \(state): \(error.message)")
      }
    }
  }

  /// Every file of the folder stands for the one of the same place in the workspace.
  private func folder(_ folder: String, _ host: inout Host) throws(UsageError) -> [ReadFile] {
    let walk = FolderWalk(suffixes: WorkspaceFiles.suffixes).list([folder])
    if let error = walk.errors.first { throw UsageError("--against \(state): \(error.message)") }
    let isExcluded = host.excluder()
    let files = walk.files.filter { !isExcluded(counterpart(of: $0) ?? $0) }
    let jobs = files.map { host.baselineJob($0, revision: state, counterpart: counterpart(of: $0)) }
    let outcomes = WorkerPool.concurrentMap(jobs, jobs: self.jobs) { job -> Outcome in
      do throws(FileError) {
        return .read(job.read(SourceText(try FileReader.read(job.path))))
      } catch {
        return .failed(error)
      }
    }
    var read: [ReadFile] = []
    for outcome in outcomes {
      switch outcome {
      case .read(let file): if let file { read.append(file) }
      case .failed(let error): throw UsageError("--against \(state): \(error.message)")
      }
    }
    return read
  }

  private enum Outcome: Sendable {
    case read(ReadFile?)
    case failed(FileError)
  }

  /// The path of the same file in the present workspace, where it is another one.
  func counterpart(of path: String) -> String? {
    guard case .folder(let folder) = origin, FilePath.isInside(path, folder: folder) else { return nil }
    return FilePath.join(root, FilePath.relative(path, to: folder))
  }

  private func file(_ path: String, _ host: inout Host) throws(UsageError) -> [ReadFile] {
    do throws(FileError) {
      let text = SourceText(try FileReader.read(path))
      guard let file = host.baselineJob(path, revision: state).read(text) else {
        throw FileError.system(action: "understand", path: path, reason: "it is no manifest, template, plan, state or what-if result")
      }
      return [file]
    } catch {
      throw UsageError("--against \(state): \(error.message)")
    }
  }

  // MARK: A revision

  /// Reads from git what differs between the revision and the work tree; all else is as it is now.
  private mutating func load(_ name: String, _ host: inout Host) throws(GitError) -> [ReadFile] {
    let repository = try GitRepository(enclosing: root)
    let commit = try repository.mergeBase(name)
    // git's paths are free of symbolic links, the run's begin as they were spelled.
    let inside = FilePath.relative(resolvedPath(root) ?? root, to: repository.workTree)
    func spelled(_ path: String) -> String { FilePath.join(root, FilePath.relative(path, to: inside)) }
    let files = try repository.files(at: commit).map { (file: $0, path: spelled($0.path)) }
    tree = Dictionary(files.map { ($0.path, $0.file.blob) }, uniquingKeysWith: { first, _ in first })
    treeFolders = Dictionary(grouping: files.map(\.path), by: FilePath.parent).mapValues { $0.map(FilePath.name) }
    let changed = Set(try repository.changedPaths(since: commit).map(spelled))
    let isExcluded = host.excluder()
    var shared: [UnchangedFileJob] = []
    var other: [(job: FileJob, blob: BlobID)] = []
    for (file, path) in files where FilePath.isInside(path, folder: root) {
      guard WorkspaceFiles.suffixes.contains(where: { FilePath.hasSuffix(path, $0) }), !isExcluded(path) else { continue }
      if !file.isLink, !changed.contains(path), path != input, host.hasSeen(path) {
        if let job = host.unchangedJob(path, revision: name) { shared.append(job) }
      } else {
        other.append((host.baselineJob(path, revision: name), file.blob))
      }
    }
    let blobs = try repository.blobs(other.map(\.blob))
    blobsRead += other.count
    let texts = zip(other, blobs).compactMap { file, bytes in bytes.map { Item(job: file.job, text: SourceText($0)) } }
    let read = WorkerPool.concurrentMap(texts, jobs: jobs) { $0.job.read($0.text) }.compactMap { $0 }
    return (read + WorkerPool.concurrentMap(shared, jobs: jobs) { $0.read() }).sorted { $0.path < $1.path }
  }

  private struct Item: Sendable {
    let job: FileJob
    let text: SourceText
  }

  // MARK: What deployments ask for

  /// How the wanted files of the state are looked at; what git has of them is read at once.
  func look(for wanted: [WantedFile]) -> @Sendable (WantedFile, FileJob) -> WantedFile.Content {
    guard case .revision = origin else { return WantedFiles.onDisk }
    let blobs = wanted.compactMap { file in file.isFolder ? nil : tree[file.path].map { (file.path, $0) } }
    let contents =
      (try? GitRepository(enclosing: root)).flatMap { try? $0.blobs(blobs.map(\.1), limit: WantedFile.largestFile) } ?? []
    let bytes = Dictionary(zip(blobs.map(\.0), contents), uniquingKeysWith: { first, _ in first })
    let folders = treeFolders
    return { file, job in file.content(job, bytes: { bytes[file.path] ?? nil }, names: { folders[file.path] }) }
  }
}
