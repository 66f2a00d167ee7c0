/// A git repository, asked through the `git` program.
///
/// Paths go in and out relative to the top of the work tree, with `/`; they may hold spaces, quotes, line breaks and any letters.
public struct GitRepository: Sendable {
  /// Where it lies.
  public let folder: GitFolder
  /// The most bytes that one listing may have: about ten million paths.
  private let listingLimit: Int

  /// The repository whose work tree holds `path`.
  public init(enclosing path: String, listingLimit: Int = 1 << 30) throws(GitError) {
    guard let folder = GitFolder.enclosing(path) else { throw .noRepository(path: path) }
    self.folder = folder
    self.listingLimit = listingLimit
  }

  /// The top folder of the work tree, absolute and free of symbolic links.
  public var workTree: String { folder.workTree }

  /// The commit that is checked out; nil in a repository without commits.
  public var head: CommitID? {
    get throws(GitError) { try commit("HEAD") }
  }

  /// The commit that `revision` (a branch, tag, hash, `HEAD~2` …) names.
  public func resolve(_ revision: String) throws(GitError) -> CommitID {
    guard let commit = try commit(revision) else { throw .unknownRevision(revision) }
    return commit
  }

  /// The last commit that `revision` and HEAD have in common.
  public func mergeBase(_ revision: String) throws(GitError) -> CommitID {
    let other = try resolve(revision)
    let (bytes, ending) = try GitProcess.output(["merge-base", "HEAD", other.hex], in: workTree, limit: 4096)
    if ending.status == 1 { throw .noMergeBase(revision: revision) }
    try Self.check(ending, "merge-base")
    guard let base = CommitID(line: bytes[...]) else { throw .strangeOutput(command: "merge-base") }
    return base
  }

  /// The files of a commit, sorted by path as git sorts them; submodules are left out, and so are names that are not UTF-8.
  ///
  /// A symbolic link to a file of the same commit has that file's content, as it has in the work tree; other links are left out.
  ///
  /// - Parameter subfolder: only those below it; empty or `.`: all.
  public func files(at commit: CommitID, below subfolder: String = "") throws(GitError) -> [TreeFile] {
    let entries = try tree(commit, below: subfolder)
    if !entries.contains(where: \.isLink) { return entries.map(\.file) }
    // Links may lead out of the subfolder.
    let all = FilePath.normalised(subfolder) == "." ? entries : try tree(commit, below: "")
    let links = all.filter(\.isLink)
    let targets = try blobs(links.map(\.file.blob), limit: 4096)
    let resolved = TreeLinks(files: all.filter { !$0.isLink }.map(\.file), links: zip(links.map(\.file.path), targets))
    return entries.compactMap { entry in
      entry.isLink ? resolved.blob(at: entry.file.path).map { TreeFile(path: entry.file.path, blob: $0, isLink: true) } : entry.file
    }
  }

  private func tree(_ commit: CommitID, below subfolder: String) throws(GitError) -> [(file: TreeFile, isLink: Bool)] {
    var arguments = ["ls-tree", "-r", "-z", "--full-tree", commit.hex]
    let below = FilePath.normalised(subfolder)
    if below != "." { arguments += ["--", below + "/"] }
    var entries: [(TreeFile, Bool)] = []
    for line in try listing(arguments) {
      // MODE TYPE ID, a tab, the path.
      guard let tab = line.firstIndex(of: 0x09) else { throw .strangeOutput(command: "ls-tree") }
      let fields = line[..<tab].split(separator: 0x20)
      guard fields.count == 3, let blob = BlobID(line: fields[2]) else { throw .strangeOutput(command: "ls-tree") }
      // 100644 and 100755 are files, 120000 links, 160000 submodules.
      let isLink = fields[0].elementsEqual("120000".utf8)
      guard isLink || fields[0].starts(with: "100".utf8), let path = String(validating: line[(tab + 1)...], as: UTF8.self) else { continue }
      entries.append((TreeFile(path: path, blob: blob, isLink: isLink), isLink))
    }
    return entries
  }

  /// The paths that differ between a commit and the work tree, deleted and untracked ones included, ignored ones not; sorted.
  ///
  /// An untracked repository inside this one is given as its folder, with a slash at the end.
  public func changedPaths(since commit: CommitID) throws(GitError) -> [String] {
    let diff = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", commit.hex, "--"]
    let lines = try listing(diff) + listing(["ls-files", "-z", "--others", "--exclude-standard"])
    return Set(lines).sorted { $0.lexicographicallyPrecedes($1) }.compactMap { String(validating: $0, as: UTF8.self) }
  }

  /// The contents of blobs, in the order asked for, read by one process; nil where there is no such blob.
  ///
  /// - Parameter limit: the most bytes that one blob may have; a larger one is nil too.
  public func blobs(_ ids: [BlobID], limit: Int = FileReader.standardLimit) throws(GitError) -> [[UInt8]?] {
    if ids.isEmpty { return [] }
    // Files of equal content are one blob, which is read and kept once.
    var places: [BlobID: Int] = [:]
    var input: [UInt8] = []
    for id in ids where places[id] == nil {
      places[id] = places.count
      input += Array(id.hex.utf8) + [0x0a]
    }
    var reader = BlobStream(expected: places.count, limit: limit)
    let ending = try GitProcess.run(["cat-file", "--batch", "--buffer"], in: workTree, input: input) { reader.take($0) }
    try Self.check(ending, "cat-file")
    guard let blobs = reader.blobs else { throw .strangeOutput(command: "cat-file") }
    return ids.map { id in places[id].flatMap { blobs[$0] } }
  }

  private func commit(_ revision: String) throws(GitError) -> CommitID? {
    // What begins with a hyphen would be an option; no revision does.
    if revision.isEmpty || revision.utf8.first == 0x2d || revision.utf8.contains(where: { $0 < 0x20 }) { return nil }
    let (bytes, ending) = try GitProcess.output(["rev-parse", "--verify", "--quiet", revision + "^{commit}"], in: workTree, limit: 4096)
    if ending.status == 0, let commit = CommitID(line: bytes[...]) { return commit }
    if ending.complaint.isEmpty { return nil }
    // git may complain about the revision, or about a repository that it does not trust or cannot read.
    let (_, other) = try GitProcess.output(["rev-parse", "--git-dir"], in: workTree, limit: 64 << 10)
    try Self.check(other, "rev-parse")
    return nil
  }

  private func listing(_ arguments: [String]) throws(GitError) -> [ArraySlice<UInt8>] {
    let (bytes, ending) = try GitProcess.output(arguments, in: workTree, limit: listingLimit)
    try Self.check(ending, arguments.first ?? "")
    return bytes.split(separator: 0)
  }

  private static func check(_ ending: GitProcess.Ending, _ command: String) throws(GitError) {
    if ending.status == 0 { return }
    throw .failed(command: command, reason: ending.complaint.isEmpty ? "status \(ending.status)" : ending.complaint)
  }
}

/// A file in a commit.
public struct TreeFile: Hashable, Sendable {
  /// Relative to the top of the work tree.
  public let path: String
  /// Its content.
  public let blob: BlobID
  /// Whether the path is a symbolic link, whose target may change while the link does not.
  public let isLink: Bool
}
