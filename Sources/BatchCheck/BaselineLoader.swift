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

  func load(into host: inout Host) throws(UsageError) -> [ReadFile] {
    if state.hasPrefix("rev:") { return try revision(String(state.dropFirst(4)), &host) }
    let path = surroundings.absolute(state)
    switch try? FileKind(of: path) {
    case .folder?: return try folder(path, &host)
    case nil: return try revision(state, &host)
    default: return try file(path, &host)
    }
  }

  /// Every file of the folder stands for the one of the same place in the workspace.
  private func folder(_ folder: String, _ host: inout Host) throws(UsageError) -> [ReadFile] {
    let walk = FolderWalk(suffixes: WorkspaceFiles.suffixes).list([folder])
    if let error = walk.errors.first { throw UsageError("--against \(state): \(error.message)") }
    var texts: [(FileJob, SourceText)] = []
    for path in walk.files {
      do throws(FileError) {
        let counterpart = FilePath.join(root, FilePath.relative(path, to: folder))
        let job = host.baselineJob(path, revision: state, counterpart: counterpart)
        texts.append((job, SourceText(try FileReader.read(path))))
      } catch {
        throw UsageError("--against \(state): \(error.message)")
      }
    }
    return read(texts)
  }

  private func file(_ path: String, _ host: inout Host) throws(UsageError) -> [ReadFile] {
    do throws(FileError) {
      let text = SourceText(try FileReader.read(path))
      guard let file = host.baselineJob(path, revision: state).read(text) else {
        throw FileError.system(action: "understand", path: path, reason: "it is no manifest and no template")
      }
      return [file]
    } catch {
      throw UsageError("--against \(state): \(error.message)")
    }
  }

  private func revision(_ name: String, _ host: inout Host) throws(UsageError) -> [ReadFile] {
    do throws(GitError) {
      let repository = try GitRepository(enclosing: root)
      let commit = try repository.mergeBase(name)
      let below = FilePath.relative(root, to: repository.workTree)
      let files = try repository.files(at: commit, below: below == "." ? "" : below)
        .filter { file in WorkspaceFiles.suffixes.contains { FilePath.hasSuffix(file.path, $0) } }
      let blobs = try repository.blobs(files.map(\.blob))
      var texts: [(FileJob, SourceText)] = []
      for (file, bytes) in zip(files, blobs) {
        guard let bytes else { continue }
        texts.append((host.baselineJob(FilePath.join(repository.workTree, file.path), revision: name), SourceText(bytes)))
      }
      return read(texts)
    } catch {
      throw UsageError("--against \(state): \(error.message)")
    }
  }

  private func read(_ texts: [(FileJob, SourceText)]) -> [ReadFile] {
    let items = texts.map { Item(job: $0.0, text: $0.1) }
    return WorkerPool.concurrentMap(items, jobs: jobs) { $0.job.read($0.text) }.compactMap { $0 }
  }

  private struct Item: Sendable {
    let job: FileJob
    let text: SourceText
  }
}
