import Analysis
import SourceText
import Workspace

/// The files of a folder at a revision, for the rules on transitions.
struct EarlierFiles: Hashable, Sendable {
  struct File: Hashable, Sendable {
    /// Absolute, spelled as the folder is.
    var path: String
    var blob: BlobID
  }

  var folder: Int
  /// As it was asked for.
  var revision: String
  /// What that is at present.
  var commit: String
  var workTree: String
  var files: [File]

  /// Asks git. Nil where there is no such state: no git, no repository, no such revision; an editor does not complain.
  init?(folder: Int, root: String, revision: String) {
    guard let repository = try? GitRepository(enclosing: root),
      let commit = try? revision == "HEAD" ? repository.head : repository.mergeBase(revision)
    else { return nil }
    // git's paths are free of symbolic links, the session's begin as the folder is spelled.
    let inside = FilePath.relative(resolvedPath(root) ?? root, to: repository.workTree)
    guard let listed = try? repository.files(at: commit, below: inside) else { return nil }
    self.folder = folder
    self.revision = revision
    self.commit = commit.hex
    workTree = repository.workTree
    files = listed.filter { Host.isCandidate(name: FilePath.name($0.path)) }
      .map { File(path: FilePath.join(root, FilePath.relative($0.path, to: inside)), blob: $0.blob) }
  }

  /// The files' contents as parts of the workspace; empty if git does not give them.
  func read(_ jobs: [String: FileJob]) -> [ReadFile] {
    guard let repository = try? GitRepository(enclosing: workTree),
      let blobs = try? repository.blobs(files.map(\.blob), limit: BackgroundWork.largestFile)
    else { return [] }
    return zip(files, blobs).compactMap { file, bytes in
      guard let bytes, let job = jobs[file.path] else { return nil }
      return job.read(SourceText(bytes))
    }
  }
}
