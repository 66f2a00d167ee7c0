/// Lists the files below folders: those whose names have one of the given suffixes and that no `.gitignore` names.
///
/// `.git`, `.terraform`, `node_modules` and `.build` are not entered, other dot-folders are. Symbolic links to folders are not
/// followed, links to files are listed. Ignore files hold as in git: nested ones, `.git/info/exclude`, and those of the folders
/// above up to the top of the repository; a repository inside another one starts anew. A user's global excludes do not count,
/// so that every machine sees the same files. The folders that were named are walked even if they are ignored themselves.
public struct FolderWalk: Sendable {
  private let suffixes: [[UInt8]]
  private let closedFolders: [[UInt8]]
  private let descends: Bool

  /// The folders that hold no source of the user's.
  public static let standardClosedFolders = [".git", ".terraform", "node_modules", ".build"]

  /// - Parameters:
  ///   - suffixes: ends of the wanted names, compared byte by byte (`.json`, `.tf`); none means every file.
  ///   - closedFolders: names of folders that are not entered.
  ///   - descends: whether folders inside the named ones are entered at all.
  public init(suffixes: [String], closedFolders: [String] = standardClosedFolders, descends: Bool = true) {
    self.suffixes = suffixes.map { Array($0.utf8) }
    self.closedFolders = closedFolders.map { Array($0.utf8) }
    self.descends = descends
  }

  /// The files below `folders`, in the order of the bytes of their paths.
  ///
  /// Paths begin as their folder is spelled, normalised; `.` leaves nothing in front. What cannot be read is in `errors`.
  public func list(_ folders: [String]) -> WalkedFiles {
    var walk = Walk(suffixes: suffixes, closedFolders: closedFolders, descends: descends)
    var seen: Set<[UInt8]> = []
    for folder in folders.map(FilePath.normalised) where seen.insert(Array(folder.utf8)).inserted { walk.descend(from: folder) }
    return FileTwins.separate(walk.found, isSorted: seen.count <= 1, errors: walk.errors, folders: walk.folderCount)
  }
}

/// What a walk found.
public struct WalkedFiles: Sendable {
  /// Each file once, in the order of the bytes of their paths.
  public var files: [String] = []
  /// Further names of files in `files` (hard links, symbolic links, a folder named twice), in the same order.
  public var twins: [Twin] = []
  /// Folders that could not be listed and names that are not text, in the order of the walk.
  public var errors: [FileError] = []
  /// Folders listed.
  public var folderCount = 0

  /// A second name of a file.
  public struct Twin: Hashable, Sendable {
    /// The second name.
    public let path: String
    /// The name under which the file is in `files`.
    public let file: String
  }
}

/// A file on its way through a walk.
struct FoundFile {
  let path: String
  let isLink: Bool
  let inode: UInt64
}

/// The state of one walk: an explicit stack of folders and files, in the order of their paths.
private struct Walk {
  let suffixes: [[UInt8]]
  let closedFolders: [[UInt8]]
  let descends: Bool
  var found: [FoundFile] = []
  var errors: [FileError] = []
  var folderCount = 0
  private var scopes = IgnoreScopes()
  private var stack: [Step] = []

  init(suffixes: [[UInt8]], closedFolders: [[UInt8]], descends: Bool) {
    self.suffixes = suffixes
    self.closedFolders = closedFolders
    self.descends = descends
  }

  private enum Step {
    case file(FoundFile)
    /// A folder with its absolute path and the scope of the folder above.
    case folder(path: String, absolute: [UInt8], scope: IgnoreScopes.Scope)
  }

  mutating func descend(from top: String) {
    guard let absolute = resolvedPath(top) else {
      errors.append(.missing(path: top))
      return
    }
    let scope = scopes.scope(above: absolute)
    list(top, absolute: Array(absolute.utf8), scope: scope, isTop: true)
    while let step = stack.popLast() {
      switch step {
      case .file(let file): found.append(file)
      case .folder(let path, let absolute, let scope): list(path, absolute: absolute, scope: scope, isTop: false)
      }
    }
  }

  /// Puts what is in a folder on the stack, last name first.
  private mutating func list(_ path: String, absolute: [UInt8], scope above: IgnoreScopes.Scope, isTop: Bool) {
    folderCount += 1
    var entries: [FolderEntry] = []
    var holdsIgnoreFile = false
    var holdsRepository = false
    do {
      try FolderReader.list(path, followsLink: isTop) { name, kind in
        if name[0] == UInt8(ascii: ".") {
          if Self.equal(name, Self.ignoreName) { holdsIgnoreFile = kind == .file }
          if Self.equal(name, Self.gitName) { holdsRepository = true }
        }
        switch kind {
        case .folder: return descends && !closedFolders.contains { Self.equal(name, $0) }
        case .file, .link: return hasWantedSuffix(name)
        case .other: return false
        }
      } visit: {
        entries.append($0)
      }
    } catch {
      errors.append(error)
    }
    let scope = scopeInside(absolute, above: above, isTop: isTop, holdsIgnoreFile: holdsIgnoreFile, holdsRepository: holdsRepository)
    entries.sort(by: Self.comesFirst)
    var prefix = absolute
    if prefix.last != UInt8(ascii: "/") { prefix.append(UInt8(ascii: "/")) }
    let shownPrefix = path == "." ? "" : path == "/" ? "/" : path + "/"
    for entry in entries.reversed() {
      var full = prefix
      if scope != nil || entry.kind == .folder { full += entry.name }
      if scope != nil, scopes.ignores(full, nameStart: prefix.count, isFolder: entry.kind == .folder, in: scope) { continue }
      guard let name = String(validating: entry.name, as: UTF8.self) else {
        errors.append(.nameNotText(folder: path, name: String(decoding: entry.name, as: UTF8.self)))
        continue
      }
      if entry.kind == .folder {
        stack.append(.folder(path: shownPrefix + name, absolute: full, scope: scope))
      } else {
        stack.append(.file(FoundFile(path: shownPrefix + name, isLink: entry.kind == .link, inode: entry.inode)))
      }
    }
  }

  /// What holds for the names in a folder; the scope of a top folder already knows its repository.
  private mutating func scopeInside(
    _ absolute: [UInt8], above: IgnoreScopes.Scope, isTop: Bool, holdsIgnoreFile: Bool, holdsRepository: Bool
  ) -> IgnoreScopes.Scope {
    guard holdsIgnoreFile || holdsRepository else { return above }
    let folder = String(decoding: absolute, as: UTF8.self)
    var scope = above
    if holdsRepository, !isTop, let repository = GitFolder(at: folder) { scope = scopes.scope(of: repository) }
    if holdsIgnoreFile { scope = scopes.scope(adding: FilePath.join(folder, ".gitignore"), base: absolute, to: scope) }
    return scope
  }

  private func hasWantedSuffix(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    if suffixes.isEmpty { return true }
    return suffixes.contains { suffix in
      guard name.count >= suffix.count else { return false }
      let start = name.count - suffix.count
      for i in 0..<suffix.count where name[start + i] != suffix[i] { return false }
      return true
    }
  }

  /// The order of the whole paths: a folder counts as its name with a slash.
  private static func comesFirst(_ a: FolderEntry, _ b: FolderEntry) -> Bool {
    let shared = min(a.name.count, b.name.count)
    for i in 0..<shared where a.name[i] != b.name[i] { return a.name[i] < b.name[i] }
    func next(_ entry: FolderEntry) -> Int {
      entry.name.count > shared ? Int(entry.name[shared]) : entry.kind == .folder ? Int(UInt8(ascii: "/")) : -1
    }
    return next(a) < next(b)
  }

  private static func equal(_ name: UnsafeBufferPointer<UInt8>, _ other: [UInt8]) -> Bool {
    name.count == other.count && name.elementsEqual(other)
  }

  private static let ignoreName = Array(".gitignore".utf8)
  private static let gitName = Array(".git".utf8)
}
