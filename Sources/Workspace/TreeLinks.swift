/// The symbolic links of a commit, followed by their text.
struct TreeLinks {
  private var blobs: [[UInt8]: BlobID] = [:]
  private var targets: [[UInt8]: String] = [:]

  /// - Parameter links: path and text of each link.
  init(files: [TreeFile], links: some Sequence<(String, [UInt8]?)>) {
    for file in files { blobs[Array(file.path.utf8)] = file.blob }
    for (path, text) in links {
      guard let text, let target = String(validating: text, as: UTF8.self), !FilePath.isAbsolute(target) else { continue }
      targets[Array(path.utf8)] = FilePath.join(FilePath.parent(path), target)
    }
  }

  /// The content that a path leads to; nil if that is a folder, or not in the commit.
  func blob(at path: String) -> BlobID? {
    var path = path
    // As many links in a row as Linux follows.
    for _ in 0...40 {
      let key = Array(path.utf8)
      if let blob = blobs[key] { return blob }
      guard let target = targets[key] else { return nil }
      path = target
    }
    return nil
  }
}
