import Analysis
import Workspace

/// What deployments of the state before asked for, read from the commit.
struct EarlierContents {
  private var bytes: [String: [UInt8]] = [:]
  private var names: [String: [String]] = [:]

  /// - Parameter root: the folder as the session spells it.
  init(of wanted: [WantedFile], root: String, commit: String?) {
    let earlier = wanted.filter(\.isEarlier)
    guard !earlier.isEmpty, let commit, let repository = try? GitRepository(enclosing: root), let id = try? repository.resolve(commit),
      let files = try? repository.files(at: id)
    else { return }
    let inside = FilePath.relative(resolvedPath(root) ?? root, to: repository.workTree)
    var blobs: [String: BlobID] = [:]
    for file in files {
      let path = FilePath.join(root, FilePath.relative(file.path, to: inside))
      blobs[path] = file.blob
      names[FilePath.parent(path), default: []].append(FilePath.name(path))
    }
    let paths = earlier.filter { !$0.isFolder && blobs[$0.path] != nil }.map(\.path)
    let contents = (try? repository.blobs(paths.compactMap { blobs[$0] }, limit: WantedFile.largestFile)) ?? []
    for (path, content) in zip(paths, contents) { bytes[path] = content }
  }

  func content(of file: WantedFile, _ job: FileJob) -> WantedFile.Content {
    file.content(job, bytes: { bytes[file.path] }, names: { names[file.path] })
  }
}
