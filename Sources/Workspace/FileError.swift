#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Why a file or folder could not be read or written. `path` is always as the caller spelled it.
public enum FileError: Error, Hashable, Sendable {
  case missing(path: String)
  case isFolder(path: String)
  case notFolder(path: String)
  case noPermission(path: String)
  /// More than `limit` bytes.
  case tooLarge(path: String, limit: Int)
  /// The file is no longer the one that was read.
  case changedSinceRead(path: String)
  /// Neither a file nor a folder: a device, a socket or a pipe, where a file has to be.
  case notRegular(path: String)
  /// A name below `folder` is not UTF-8; `name` shows it with U+FFFD for what cannot be read.
  case nameNotText(folder: String, name: String)
  /// A NUL in a path: no file can be named so.
  case invalidPath(path: String)
  case linkLoop(path: String)
  case diskFull(path: String)
  /// Anything else: what was tried (`read`, `write`) and what the system said.
  case system(action: String, path: String, reason: String)

  /// One line that says what happened and what to do.
  public var message: String {
    switch self {
    case .missing(let path): "No such file or folder: \(quoted(path)). Check the path."
    case .isFolder(let path): "\(quoted(path)) is a folder. Name a file."
    case .notFolder(let path): "\(quoted(path)) is not a folder, or a part of the path is not one. Name a folder."
    case .noPermission(let path): "No permission for \(quoted(path)). Change its mode or run as a user who may use it."
    case .tooLarge(let path, let limit): "\(quoted(path)) has more than \(limit) bytes. Split the file or exclude it."
    case .changedSinceRead(let path): "\(quoted(path)) changed since it was read and was left alone. Run again."
    case .notRegular(let path): "\(quoted(path)) is not a regular file. Name a file."
    case .nameNotText(let folder, let name): "A name in \(quoted(folder)) is not UTF-8: \(quoted(name)). Rename it."
    case .invalidPath(let path): "\(quoted(path)) cannot name a file: it holds a NUL. Remove it."
    case .linkLoop(let path): "Too many symbolic links on the way to \(quoted(path)). Mend the links."
    case .diskFull(let path): "No room left to write \(quoted(path)). Free some space; the file is unchanged."
    case .system(let action, let path, let reason): "Could not \(action) \(quoted(path)): \(reason)."
    }
  }

  /// The error for an `errno` value.
  init(errno code: Int32, action: String, path: String) {
    self =
      switch code {
      case ENOENT: .missing(path: path)
      case EISDIR: .isFolder(path: path)
      case ENOTDIR: .notFolder(path: path)
      case EACCES, EPERM, EROFS: .noPermission(path: path)
      case ELOOP: .linkLoop(path: path)
      case ENOSPC, EDQUOT: .diskFull(path: path)
      case EFBIG: .system(action: action, path: path, reason: "the file would be too large")
      default: .system(action: action, path: path, reason: systemReason(code))
      }
  }
}

/// What the system calls an `errno` value.
func systemReason(_ code: Int32) -> String {
  guard let text = strerror(code) else { return "error \(code)" }
  return String(cString: text)
}

/// A path between quotation marks, on one line: control characters are escaped.
func quoted(_ path: String) -> String {
  var text = "'"
  for scalar in path.unicodeScalars {
    switch scalar.value {
    case 0x0a: text += "\\n"
    case 0x09: text += "\\t"
    case 0..<0x20, 0x7f..<0xa0, 0x2028, 0x2029, 0x202a...0x202e, 0x2066...0x2069: text += "\\u{\(String(scalar.value, radix: 16))}"
    default: text.unicodeScalars.append(scalar)
    }
  }
  return text + "'"
}
