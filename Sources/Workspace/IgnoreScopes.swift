/// The ignore files that hold in the folders of a walk: each scope adds one to those of the folder above.
struct IgnoreScopes {
  /// Which ignore files hold in a folder; nil: none.
  typealias Scope = Int?

  private struct Link {
    let file: IgnoreFile
    let above: Scope
  }

  private var links: [Link] = []

  /// The scope below `above` with what `path` says about the folder `base`; `above` itself if there is nothing in it.
  mutating func scope(adding path: String, base: [UInt8], to above: Scope) -> Scope {
    // As git does, a link in place of the file is not followed.
    guard let content = try? FileReader.read(path, limit: 16 << 20, followsLink: false) else { return above }
    let file = IgnoreFile(content, base: base)
    guard !file.isEmpty else { return above }
    links.append(Link(file: file, above: above))
    return links.count - 1
  }

  /// What holds in the top folder of a repository, its own `.gitignore` apart.
  mutating func scope(of repository: GitFolder) -> Scope {
    scope(adding: repository.commonFolder + "/info/exclude", base: Array(repository.workTree.utf8), to: nil)
  }

  /// What holds in `folder` (absolute, without links) before its own `.gitignore` is read: the files from the top of its repository down.
  mutating func scope(above folder: String) -> Scope {
    guard let repository = GitFolder.enclosing(folder) else { return nil }
    var found = scope(of: repository)
    var at = repository.workTree
    let rest = FilePath.relative(folder, to: at)
    guard rest != "." else { return found }
    for part in rest.utf8.split(separator: UInt8(ascii: "/")) {
      found = scope(adding: FilePath.join(at, ".gitignore"), base: Array(at.utf8), to: found)
      at = FilePath.join(at, String(Substring(part)))
    }
    return found
  }

  /// Whether git would ignore `path`, absolute, in a folder that it does not ignore.
  func ignores(_ path: [UInt8], nameStart: Int, isFolder: Bool, in scope: Scope) -> Bool {
    var scope = scope
    while let i = scope, links.indices.contains(i) {
      if let decision = links[i].file.decision(path, nameStart: nameStart, isFolder: isFolder) { return decision }
      scope = links[i].above
    }
    return false
  }
}
