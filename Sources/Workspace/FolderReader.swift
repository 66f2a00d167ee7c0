#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// One name in a folder.
struct FolderEntry {
  enum Kind {
    case file
    case folder
    case link
    case other
  }

  /// The bytes of the name.
  let name: [UInt8]
  let kind: Kind
  let inode: UInt64
}

/// Lists the names in one folder, in no order, without looking at the files themselves where the system tells their kind.
enum FolderReader {
  /// Calls `visit` for each name but `.` and `..` that `wants` accepts; the buffer given to `wants` lives only during the call.
  ///
  /// - Parameter followsLink: whether `path` itself may be a symbolic link.
  static func list(
    _ path: String, followsLink: Bool, wants: (UnsafeBufferPointer<UInt8>, FolderEntry.Kind) -> Bool, visit: (FolderEntry) -> Void
  ) throws(FileError) {
    let descriptor = openRetrying(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (followsLink ? 0 : O_NOFOLLOW))
    guard descriptor >= 0 else { throw FileError(errno: errno, action: "list", path: path) }
    guard let stream = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw FileError(errno: code, action: "list", path: path)
    }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw FileError(errno: errno, action: "list", path: path) }
        return
      }
      guard let offset = nameOffset else { return }
      let start = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: UInt8.self)
      let length = strlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))
      let name = UnsafeBufferPointer(start: start, count: length)
      if name[0] == 0x2e, length == 1 || (length == 2 && name[1] == 0x2e) { continue }
      let kind = kind(Int32(entry.pointee.d_type), of: start, in: descriptor)
      guard wants(name, kind) else { continue }
      visit(FolderEntry(name: Array(name), kind: kind, inode: UInt64(truncatingIfNeeded: entry.pointee.d_ino)))
    }
  }

  private static let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name)

  private static func kind(_ type: Int32, of name: UnsafePointer<UInt8>, in folder: Int32) -> FolderEntry.Kind {
    switch type {
    case Int32(DT_REG): return .file
    case Int32(DT_DIR): return .folder
    case Int32(DT_LNK): return .link
    case Int32(DT_UNKNOWN):
      // Some file systems do not keep the kind in the folder.
      var status = stat()
      let path = UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)
      guard fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return .other }
      switch kindBits(status.st_mode) {
      case mode_t(S_IFREG): return .file
      case mode_t(S_IFDIR): return .folder
      case mode_t(S_IFLNK): return .link
      default: return .other
      }
    default: return .other
    }
  }
}
