#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// What a path leads to.
public enum FileKind: Sendable {
  case file
  case folder
  /// A pipe, a device or a socket.
  case other

  /// What `path` leads to, symbolic links followed.
  public init(of path: String) throws(FileError) {
    if path.utf8.contains(0) { throw .invalidPath(path: path) }
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(errno: errno, action: "look at", path: path) }
    switch kindBits(status.st_mode) {
    case mode_t(S_IFREG): self = .file
    case mode_t(S_IFDIR): self = .folder
    default: self = .other
    }
  }
}

/// The part of a `st_mode` that tells the kind: `S_IFREG`, `S_IFDIR` …
func kindBits(_ mode: mode_t) -> mode_t { mode & mode_t(S_IFMT) }
