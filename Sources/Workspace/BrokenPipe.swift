#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// What happens when the reader of a pipe has gone.
public enum BrokenPipe {
  /// From now on writing to such a pipe fails with an error instead of ending the process. Holds for the whole process.
  public static func becomesAnError() { _ = once }

  private static let once: Void = { _ = signal(SIGPIPE, SIG_IGN) }()
}
