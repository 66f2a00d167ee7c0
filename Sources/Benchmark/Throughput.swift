import SourceText
import SyntaxTree

/// How fast a text becomes a tape: the best of several rounds.
struct Throughput {
  /// Bytes a microsecond, which is MB/s.
  private(set) var best = 0

  /// Reads the text again and again: for a fifth of a second, but at least three times.
  init(of bytes: [UInt8], format: Format) {
    var rounds = 0
    let all = Stopwatch()
    while rounds < 3 || all.nanoseconds < 200_000_000 && rounds < 10_000 {
      let watch = Stopwatch()
      let tape = bytes.withUnsafeBufferPointer { Tape(parsing: $0, format: format) }
      let time = watch.nanoseconds
      if !tape.words.isEmpty { best = max(best, bytes.count * 1000 / max(1, time)) }
      rounds += 1
    }
  }

  var figure: String { "\(best)" }
}
