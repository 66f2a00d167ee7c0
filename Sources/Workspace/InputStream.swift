#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// A file descriptor that is read to its end.
public struct InputStream: Sendable {
  private let descriptor: Int32

  /// Reads from `descriptor`, which stays open.
  public init(descriptor: Int32) { self.descriptor = descriptor }

  /// The process's standard input.
  public static let standardInput = InputStream(descriptor: STDIN_FILENO)

  /// Everything up to the end.
  public func readAll(limit: Int = FileReader.standardLimit) throws(StreamError) -> [UInt8] {
    switch readToEnd(descriptor, limit: limit) {
    case .bytes(let bytes): return bytes
    case .overLimit: throw .tooLarge(limit: limit)
    case .failed(let code): throw .system(action: "read the input", reason: systemReason(code))
    }
  }

  /// Whether a person types the input.
  public var isTerminal: Bool { isatty(descriptor) == 1 }
}
