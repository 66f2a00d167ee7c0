import SourceText

/// A moment in seconds since 1970-01-01T00:00:00Z, as ISO 8601 writes it.
struct Timestamp: Hashable, CustomStringConvertible {
  let seconds: Int
  private let date: CalendarDate

  /// Nil outside of the years 1 to 9999.
  init?(seconds: Int) {
    guard seconds.magnitude < 400_000_000_000, let date = CalendarDate(daysSince1970: Self.floor(seconds, 86_400)) else { return nil }
    self.seconds = seconds
    self.date = date
  }

  /// Reads `2023-05-02T15:16:13Z`, with a fraction, an offset, a space for the `T`, or the day alone; nil for anything else.
  init?(_ text: String) {
    let day = String(text.prefix(10))
    guard let date = CalendarDate(day) else { return nil }
    var seconds = date.daysSince1970 * 86_400
    var rest = text.dropFirst(10)
    if let mark = rest.first {
      guard mark == "T" || mark == "t" || mark == " " else { return nil }
      rest = rest.dropFirst()
      var zone = 0
      if rest.last == "Z" || rest.last == "z" {
        rest = rest.dropLast()
      } else if let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) {
        let parts = rest[rest.index(after: sign)...].split(separator: ":").map { Int($0) }
        guard parts.count == 2, let hours = parts[0], let minutes = parts[1], hours < 24, minutes < 60 else { return nil }
        zone = (hours * 60 + minutes) * 60 * (rest[sign] == "-" ? -1 : 1)
        rest = rest[..<sign]
      }
      let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
      guard (2...3).contains(parts.count), let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
        (0..<60).contains(minute)
      else { return nil }
      var second = 0
      if parts.count == 3 {
        guard let whole = Int(parts[2].prefix { $0 != "." }), (0..<60).contains(whole) else { return nil }
        second = whole
      }
      let timeOfDay = hour * 3600 + minute * 60 + second
      seconds += timeOfDay - zone
    }
    self.init(seconds: seconds)
  }

  var description: String { formatted("yyyy-MM-ddTHH:mm:ssZ") ?? "" }

  /// The moment after an ISO 8601 duration: `P1Y2M3DT4H5M6S`, `-P30D`.
  func adding(duration: String) -> Timestamp? {
    var text = Substring(duration)
    var sign = 1
    if text.first == "-" || text.first == "+" { sign = text.removeFirst() == "-" ? -1 : 1 }
    guard text.popFirst() == "P", !text.isEmpty else { return nil }
    var months = 0
    var seconds = 0
    var isTime = false
    while let first = text.first {
      if first == "T" {
        isTime = true
        text.removeFirst()
        continue
      }
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits), number < 1_000_000 else { return nil }
      text = text.dropFirst(digits.count)
      switch (text.popFirst(), isTime) {
      case ("Y", false): months += 12 * number
      case ("M", false): months += number
      case ("W", false): seconds += 604_800 * number
      case ("D", false): seconds += 86_400 * number
      case ("H", true): seconds += 3600 * number
      case ("M", true): seconds += 60 * number
      case ("S", true): seconds += number
      default: return nil
      }
    }
    var base = self.seconds
    if months > 0 {
      let count = date.year * 12 + date.month - 1 + sign * months
      let year = Self.floor(count, 12)
      var day = date.day
      var shifted = CalendarDate(year: year, month: count - year * 12 + 1, day: day)
      while shifted == nil, day > 28 {
        day -= 1
        shifted = CalendarDate(year: year, month: count - year * 12 + 1, day: day)
      }
      guard let shifted else { return nil }
      base += (shifted.daysSince1970 - date.daysSince1970) * 86_400
    }
    return Timestamp(seconds: base + sign * seconds)
  }

  /// In .NET's custom format; nil for what it has beyond numbers and separators.
  func formatted(_ format: String) -> String? {
    let pattern = format == "u" ? "yyyy-MM-dd HH:mm:ssZ" : format == "s" ? "yyyy-MM-ddTHH:mm:ss" : format
    let time = seconds - Self.floor(seconds, 86_400) * 86_400
    var result = ""
    var rest = Substring(pattern)
    while let first = rest.first {
      let run = rest.prefix { $0 == first }
      rest = rest.dropFirst(run.count)
      func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
      }
      switch (first, run.count) {
      case ("y", 4): result += padded(date.year, 4)
      case ("y", 2): result += padded(date.year % 100, 2)
      case ("M", 1...2): result += padded(date.month, run.count)
      case ("d", 1...2): result += padded(date.day, run.count)
      case ("H", 1...2): result += padded(time / 3600, run.count)
      case ("m", 1...2): result += padded(time / 60 % 60, run.count)
      case ("s", 1...2): result += padded(time % 60, run.count)
      case ("-", _), (":", _), (" ", _), ("T", _), ("Z", _), ("/", _), (".", _), ("_", _): result += run
      default: return nil
      }
    }
    return result
  }

  private static func floor(_ number: Int, _ divisor: Int) -> Int {
    number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
  }
}
