import SourceText
import SyntaxTree

/// How long a typed character takes until text, line table and tape are those of the new text: single-character inserts, each then undone.
struct EditLatency {
  /// What is typed, and where.
  enum Choice: String {
    /// A letter inside a word within 8 KB of the middle.
    case scalar
    /// A character of any kind, brackets and quotes among them, at any place.
    case any
  }

  /// Nanoseconds, sorted: two an insert.
  private(set) var times: [Int] = []
  /// Bytes that were read again, sorted: one an edit.
  private(set) var bytesRead: [Int] = []

  init(of bytes: [UInt8], format: Format, count: Int, choice: Choice) {
    var document = Document(SourceText(bytes), format: format)
    var random = RepeatableRandom(state: 5)
    let words = choice == .scalar ? Self.places(inWordsOf: bytes) : []
    let signs = Array("abcxyz019 \n\",:{}[]()#=-".utf8)
    times.reserveCapacity(2 * max(0, count))
    bytesRead.reserveCapacity(2 * max(0, count))
    for _ in 0..<max(0, count) {
      let place: Int
      let sign: UInt8
      if choice == .scalar, !words.isEmpty {
        place = words[random.next(below: words.count)]
        sign = 0x61 + UInt8(random.next(below: 8))
      } else {
        place = random.next(below: bytes.count)
        sign = signs[random.next(below: signs.count)]
      }
      let insert = TextEdit(ByteRange(place, place), [sign])
      let undo = TextEdit(ByteRange(place, place + 1), [])
      for edit in [insert, undo] {
        let watch = Stopwatch()
        let work = document.apply(edit)
        times.append(watch.nanoseconds)
        bytesRead.append(work.bytesRead)
      }
    }
    times.sort()
    bytesRead.sort()
  }

  /// Behind the first letter of each word of four letters and more.
  private static func places(inWordsOf bytes: [UInt8]) -> [Int] {
    let reach = min(8000, bytes.count / 3)
    var places: [Int] = []
    var length = 0
    for index in (bytes.count / 2 - reach)..<(bytes.count / 2 + reach) {
      length = bytes[index] | 0x20 >= 0x61 && bytes[index] | 0x20 <= 0x7a ? length + 1 : 0
      if length == 4 { places.append(index - 2) }
    }
    return places
  }

  private func microseconds(_ percentile: Int) -> String {
    times.isEmpty ? "0" : (times[min(times.count - 1, times.count * percentile / 100)] / 10).hundredths
  }

  /// Median, p90, p99 and the longest, in microseconds.
  var line: String { [50, 90, 99, 100].map { microseconds($0) }.joined(separator: " ") }

  /// The median of the bytes that were read again.
  var medianBytesRead: Int { bytesRead.isEmpty ? 0 : bytesRead[bytesRead.count / 2] }
}

/// Numbers that look random and are the same in each run.
struct RepeatableRandom {
  private var state: UInt64

  init(state: UInt64) { self.state = state }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// A number from zero up to `bound`, which is not among them.
  mutating func next(below bound: Int) -> Int { bound <= 1 ? 0 : Int(next() >> 1) % bound }
}
