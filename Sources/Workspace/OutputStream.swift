#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Why a stream could not be written or read.
public enum StreamError: Error, Hashable, Sendable {
  /// Nobody reads what is written: the pipe's other end is closed.
  case brokenPipe
  /// More than `limit` bytes came.
  case tooLarge(limit: Int)
  /// Anything else, in the system's words.
  case system(action: String, reason: String)

  /// One line that says what happened and what to do.
  public var message: String {
    switch self {
    case .brokenPipe: "Nobody reads the output any more. Keep its reader running."
    case .tooLarge(let limit): "The input has more than \(limit) bytes. Split it."
    case .system(let action, let reason): "Could not \(action): \(reason)."
    }
  }
}

/// Bytes on their way to a file descriptor, gathered so that few system calls are made.
///
/// `flush` must be called at the end: what is still held then would be lost.
public struct OutputStream: ~Copyable {
  private let descriptor: Int32
  private var held: [UInt8] = []
  private let capacity: Int

  /// - Parameter capacity: bytes that are held before they are written.
  public init(descriptor: Int32, capacity: Int = 64 << 10) {
    BrokenPipe.becomesAnError()
    self.descriptor = descriptor
    self.capacity = max(1, capacity)
  }

  /// The process's standard output.
  public static var standardOutput: OutputStream { OutputStream(descriptor: STDOUT_FILENO) }

  /// The process's standard error.
  public static var standardError: OutputStream { OutputStream(descriptor: STDERR_FILENO) }

  /// Adds bytes; they are written once enough of them are there.
  public mutating func write(_ bytes: [UInt8]) throws(StreamError) {
    held += bytes
    if held.count >= capacity { try flush() }
  }

  /// Adds a string as UTF-8.
  public mutating func write(_ text: String) throws(StreamError) {
    held += text.utf8
    if held.count >= capacity { try flush() }
  }

  /// Writes everything that is held. After an error it is dropped, so that a later call does not write half of something.
  public mutating func flush() throws(StreamError) {
    if held.isEmpty { return }
    let code = writeAll(descriptor, held)
    held.removeAll(keepingCapacity: true)
    guard let code else { return }
    throw code == EPIPE ? .brokenPipe : .system(action: "write the output", reason: systemReason(code))
  }

  /// Whether a person sees the output.
  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal; nil if it is none or does not tell.
  public var terminalWidth: Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
