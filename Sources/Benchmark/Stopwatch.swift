#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Time that passes, by the system's monotonic clock.
struct Stopwatch {
  private let start = Stopwatch.now()

  /// Nanoseconds since it was made.
  var nanoseconds: Int { Stopwatch.now() - start }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}

extension Int {
  /// A number of hundredths, written with two decimals.
  var hundredths: String { "\(self / 100).\(self / 10 % 10)\(self % 10)" }
}
