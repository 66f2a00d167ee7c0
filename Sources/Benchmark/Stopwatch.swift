#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Time that passes.
struct Stopwatch {
  /// Which time: that of the wall, or that which this thread was at work, whatever else ran on the machine.
  enum Clock { case wall, thread }

  private let clock: Clock
  private let start: Int

  init(_ clock: Clock = .wall) {
    self.clock = clock
    start = Stopwatch.now(clock)
  }

  /// Nanoseconds since it was made.
  var nanoseconds: Int { Stopwatch.now(clock) - start }

  private static func now(_ clock: Clock) -> Int {
    var time = timespec()
    clock_gettime(clock == .wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}

extension Int {
  /// A number of hundredths, written with two decimals.
  var hundredths: String { "\(self / 100).\(self / 10 % 10)\(self % 10)" }
}
