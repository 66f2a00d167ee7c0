#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Reads whole files.
public enum FileReader {
  /// The most that is read of one file unless told otherwise: 256 MiB, far above any template and far below 32-bit offsets.
  public static let standardLimit = 256 << 20

  /// The bytes of a file, as they are.
  public static func read(_ path: String, limit: Int = standardLimit, followsLink: Bool = true) throws(FileError) -> [UInt8] {
    try readStamped(path, limit: limit, followsLink: followsLink).bytes
  }

  /// The bytes of a file and the state that it was in.
  ///
  /// The stamp is taken before the first byte is read, so a write during the reading makes the stamp differ from the next one.
  ///
  /// - Parameter followsLink: if false, a symbolic link in place of the file is the error `linkLoop`.
  public static func readStamped(
    _ path: String, limit: Int = standardLimit, followsLink: Bool = true
  ) throws(FileError) -> StampedBytes {
    if path.utf8.contains(0) { throw .invalidPath(path: path) }
    let file = openRetrying(path, O_RDONLY | O_CLOEXEC | (followsLink ? 0 : O_NOFOLLOW))
    guard file >= 0 else { throw FileError(errno: errno, action: "open", path: path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw FileError(errno: errno, action: "look at", path: path) }
    let kind = kindBits(status.st_mode)
    if kind == mode_t(S_IFDIR) { throw .isFolder(path: path) }
    let stamp = FileStamp(status)
    if stamp.size > limit { throw .tooLarge(path: path, limit: limit) }
    // A pipe, or a file of /proc, does not tell its size.
    let sizeIsKnown = kind == mode_t(S_IFREG) && stamp.size > 0
    switch sizeIsKnown ? readExactly(file, stamp.size) : readToEnd(file, limit: limit) {
    case .bytes(let bytes): return StampedBytes(bytes: bytes, stamp: stamp)
    case .overLimit: throw .tooLarge(path: path, limit: limit)
    case .failed(let code): throw FileError(errno: code, action: "read", path: path)
    }
  }
}

/// The content of a file with the state in which it was read.
public struct StampedBytes: Sendable {
  /// The content.
  public let bytes: [UInt8]
  /// Taken before the first byte was read.
  public let stamp: FileStamp
}

/// `open` until no signal interrupts it.
func openRetrying(_ path: String, _ flags: Int32) -> Int32 {
  while true {
    let file = open(path, flags)
    if file >= 0 || errno != EINTR { return file }
  }
}

/// How reading from a descriptor ended.
enum ReadOutcome {
  case bytes([UInt8])
  case overLimit
  /// The `errno` of the read.
  case failed(Int32)
}

/// At most `count` bytes, straight into the storage of the array; fewer if the file has become shorter.
func readExactly(_ file: Int32, _ count: Int) -> ReadOutcome {
  var failure: Int32 = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    while filled < count, let base = buffer.baseAddress {
      let got = read(file, base + filled, count - filled)
      if got < 0 {
        if errno == EINTR { continue }
        failure = errno
        break
      }
      if got == 0 { break }
      filled += got
    }
  }
  return failure == 0 ? .bytes(bytes) : .failed(failure)
}

/// Everything up to the end of a stream whose length is not known.
func readToEnd(_ file: Int32, limit: Int) -> ReadOutcome {
  var bytes: [UInt8] = []
  var step = 16 << 10
  while true {
    switch readExactly(file, step) {
    case .bytes(let part):
      if bytes.isEmpty, part.count < step { return part.count > limit ? .overLimit : .bytes(part) }
      bytes += part
      if bytes.count > limit { return .overLimit }
      if part.count < step { return .bytes(bytes) }
      step = min(step * 2, 4 << 20)
    case .overLimit: return .overLimit
    case .failed(let code): return .failed(code)
    }
  }
}
