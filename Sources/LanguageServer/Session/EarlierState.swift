import Analysis
import SourceText
import Workspace

/// The files of a folder as they were at a revision, for the rules on transitions.
struct EarlierState: Sendable {
  /// The key of the folder in the session.
  var folder: Int
  /// The revision as it was asked for.
  var wanted: String
  /// By absolute path; nil where there is no such state: no git, no repository, no such revision. An editor does not complain.
  var files: [(path: String, text: SourceText)]?
  /// The commit that it is.
  var commit: String?

  init(folder: Int, wanted: String) {
    self.folder = folder
    self.wanted = wanted
  }

  /// Asks git. Takes its time.
  init(folder: Int, wanted: String, root: String) {
    self.init(folder: folder, wanted: wanted)
    guard let repository = try? GitRepository(enclosing: root),
      let commit = try? wanted == "HEAD" ? repository.head : repository.mergeBase(wanted)
    else { return }
    // Paths of the session begin as the folder is spelled; git's are free of symbolic links.
    let top = repository.workTree
    let inside = FilePath.relative(resolvedPath(root) ?? root, to: top)
    guard let listed = try? repository.files(at: commit, below: inside) else { return }
    let wantedFiles = listed.filter { Host.isCandidate(name: FilePath.name($0.path)) }
    guard let blobs = try? repository.blobs(wantedFiles.map(\.blob), limit: 32 << 20) else { return }
    var files: [(path: String, text: SourceText)] = []
    for (file, blob) in zip(wantedFiles, blobs) {
      guard let blob else { continue }
      files.append((FilePath.join(root, FilePath.relative(file.path, to: inside)), SourceText(blob)))
    }
    self.files = files
    self.commit = commit.hex
  }
}
