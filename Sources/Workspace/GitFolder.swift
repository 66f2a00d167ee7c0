#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Where a git work tree and its data lie, found without starting git.
public struct GitFolder: Hashable, Sendable {
  /// The top folder of the work tree, absolute and free of symbolic links.
  public let workTree: String
  /// What belongs to all work trees of the repository (`info/exclude`, objects): the `.git` folder of the main one.
  public let commonFolder: String

  /// The repository whose work tree holds `path`, a file or a folder that need not exist; nil if there is none.
  public static func enclosing(_ path: String) -> GitFolder? {
    var folder = FilePath.absolute(path, from: WorkingFolder.current)
    while true {
      // Symbolic links count from the first folder that exists upwards.
      if let resolved = resolvedPath(folder) {
        folder = resolved
        break
      }
      if folder == "/" { return nil }
      folder = FilePath.parent(folder)
    }
    while true {
      if let found = GitFolder(at: folder) { return found }
      if folder == "/" { return nil }
      folder = FilePath.parent(folder)
    }
  }

  /// The repository whose work tree's top is `folder`: `.git` is a folder there, or a file that names one (work tree, submodule).
  init?(at folder: String) {
    let mark = FilePath.join(folder, ".git")
    var status = stat()
    guard stat(mark, &status) == 0 else { return nil }
    workTree = folder
    switch kindBits(status.st_mode) {
    case mode_t(S_IFDIR):
      guard access(mark + "/HEAD", F_OK) == 0 else { return nil }
      commonFolder = mark
    case mode_t(S_IFREG):
      guard let line = Self.line(of: mark), line.utf8.starts(with: "gitdir:".utf8) else { return nil }
      let own = FilePath.join(folder, Self.trimmed(line.dropFirst(7)))
      guard access(own + "/HEAD", F_OK) == 0 else { return nil }
      commonFolder = Self.line(of: own + "/commondir").map { FilePath.join(own, Self.trimmed(Substring($0))) } ?? own
    default: return nil
    }
  }

  private static func line(of path: String) -> String? {
    guard let bytes = try? FileReader.read(path, limit: 64 << 10) else { return nil }
    return String(decoding: bytes.prefix { $0 != 0x0a && $0 != 0x0d }, as: UTF8.self)
  }

  private static func trimmed(_ text: Substring) -> String { String(text.drop { $0 == " " }) }
}

/// The path with every symbolic link followed; nil if it does not exist.
public func resolvedPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(validatingCString: resolved)
}
