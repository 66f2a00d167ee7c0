#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Replaces files whole: a reader sees the old content or the new one, never a part.
public enum FileWriter {
  /// Writes `bytes` in place of the file, or as a new file where there is none.
  ///
  /// The bytes go to a temporary file beside it, which then takes its name. Mode and group are kept, the owner where the
  /// system allows it; access lists and extended attributes are not, and further hard links keep the old content. A symbolic
  /// link stays: the file that it leads to is replaced. On any error the file is as it was and the
  /// temporary one is gone.
  ///
  /// - Parameter stamp: what the file was when it was read. If it is another one by now, it is left alone: `changedSinceRead`.
  /// - Returns: the stamp of the file as written.
  @discardableResult
  public static func replace(_ path: String, with bytes: [UInt8], ifUnchangedSince stamp: FileStamp? = nil) throws(FileError) -> FileStamp {
    if path.utf8.contains(0) { throw .invalidPath(path: path) }
    let target = try Target(path, expects: stamp)
    // Closed to others until it has the mode of the file that it replaces.
    let mode: mode_t = target.status == nil ? 0o666 : 0o600
    var temporary = try TemporaryFile(in: FilePath.parent(target.path), mode: mode, for: path)
    do {
      try temporary.fill(bytes, like: target.status)
      // Once more, right before the name changes hands.
      try target.check(expects: stamp)
      return try temporary.take(the: target.path)
    } catch {
      temporary.discard()
      throw error
    }
  }
}

/// The file that shall be replaced.
private struct Target {
  /// As the caller spelled it, for messages.
  let shown: String
  /// With all links followed.
  let path: String
  /// Nil: there is no such file yet.
  let status: stat?

  init(_ path: String, expects stamp: FileStamp?) throws(FileError) {
    shown = path
    if let resolved = resolvedPath(path) {
      self.path = resolved
      var status = stat()
      guard stat(resolved, &status) == 0 else { throw FileError(errno: errno, action: "look at", path: path) }
      self.status = status
      switch kindBits(status.st_mode) {
      case mode_t(S_IFREG): break
      case mode_t(S_IFDIR): throw .isFolder(path: path)
      default: throw .notRegular(path: path)
      }
      // A new file could take the place of one that must not be written.
      guard access(resolved, W_OK) == 0 else { throw FileError(errno: errno, action: "write", path: path) }
    } else {
      let code = errno
      var link = stat()
      // A link that leads nowhere is not replaced by a file.
      guard code == ENOENT, lstat(path, &link) != 0, errno == ENOENT else { throw FileError(errno: code, action: "write", path: path) }
      if stamp != nil { throw .changedSinceRead(path: path) }
      self.path = path
      status = nil
    }
    try check(expects: stamp)
  }

  func check(expects stamp: FileStamp?) throws(FileError) {
    guard let stamp else { return }
    guard let now = try? FileStamp(of: path), now == stamp else { throw .changedSinceRead(path: shown) }
  }
}

/// A file under a name of its own until it takes its place.
private struct TemporaryFile {
  private let path: String
  private let shown: String
  private var descriptor: Int32

  /// - Parameter target: what errors name.
  init(in folder: String, mode: mode_t, for target: String) throws(FileError) {
    shown = target
    for _ in 0..<100 {
      // Short, so that the name fits where the file's own does.
      let candidate = FilePath.join(folder, ".cmklint-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp")
      let opened = open(candidate, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, mode)
      if opened >= 0 {
        path = candidate
        descriptor = opened
        return
      }
      if errno != EEXIST, errno != EINTR { throw FileError(errno: errno, action: "create a file beside", path: target) }
    }
    throw .system(action: "create a file beside", path: target, reason: "all names are taken")
  }

  /// Writes the content and takes over mode, group and owner; it is on the disk afterwards.
  func fill(_ bytes: [UInt8], like original: stat?) throws(FileError) {
    if let code = writeAll(descriptor, bytes) { throw failure("write", code) }
    if let original {
      var mode = original.st_mode & 0o7777
      if fchown(descriptor, original.st_uid, original.st_gid) != 0 {
        // Only root may give files away. Rights that came with the owner do not go to another one.
        mode &= 0o777
        if fchown(descriptor, uid_t.max, original.st_gid) != 0 { mode &= 0o707 }
      }
      guard fchmod(descriptor, mode) == 0 else { throw failure("set the mode of", errno) }
    }
    while fsync(descriptor) != 0 {
      if errno != EINTR { throw failure("write", errno) }
    }
  }

  /// Gives the file its final name.
  mutating func take(the name: String) throws(FileError) -> FileStamp {
    let stamp: FileStamp
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("look at", errno) }
    stamp = FileStamp(status)
    let closed = close(descriptor)
    descriptor = -1
    // Some network file systems report a failed write only here.
    if closed != 0, errno != EINTR { throw failure("write", errno) }
    guard rename(path, name) == 0 else { throw failure("replace", errno) }
    // The new name, too, shall outlive a crash; that the folder cannot be synchronised everywhere is no failure.
    let folder = openRetrying(FilePath.parent(name), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      _ = fsync(folder)
      close(folder)
    }
    return stamp
  }

  mutating func discard() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    unlink(path)
  }

  private func failure(_ action: String, _ code: Int32) -> FileError { FileError(errno: code, action: action, path: shown) }
}

/// Writes all bytes to a descriptor that waits; returns the `errno` of a failure.
func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32? {
  bytes.withUnsafeBytes { all in
    var done = 0
    while done < all.count {
      let count = write(descriptor, all.baseAddress.map { $0 + done }, all.count - done)
      if count > 0 {
        done += count
      } else if count < 0, errno == EAGAIN {
        // A terminal or pipe that someone else has set not to wait.
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&wait, 1, -1)
      } else if count == 0 || errno != EINTR {
        return count == 0 ? EIO : errno
      }
    }
    return nil
  }
}
