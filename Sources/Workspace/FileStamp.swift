#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Which file, and which state of it: equal stamps mean that nobody wrote or replaced the file in between.
///
/// A write of the same length within one tick of the file system's clock (a few milliseconds) cannot be told apart.
public struct FileStamp: Hashable, Sendable {
  /// Which file it is.
  public let identity: FileIdentity
  /// Bytes.
  public let size: Int
  /// Time of the last write, seconds since 1970.
  public let modifiedSeconds: Int
  /// The rest of that time, 0 to 999 999 999.
  public let modifiedNanoseconds: Int

  /// The stamp of the file that `path` names now; symbolic links are followed.
  public init(of path: String) throws(FileError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(errno: errno, action: "look at", path: path) }
    self.init(status)
  }

  init(_ status: stat) {
    identity = FileIdentity(status)
    size = Int(clamping: status.st_size)
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    modifiedSeconds = Int(clamping: time.tv_sec)
    modifiedNanoseconds = Int(clamping: time.tv_nsec)
  }
}

/// A file whatever its name: device and inode.
public struct FileIdentity: Hashable, Sendable {
  /// The device that holds the file (`st_dev`).
  public let device: UInt64
  /// Its number on the device (`st_ino`).
  public let inode: UInt64

  init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
