import SourceText

extension TerraformFunctions {
  static let times: [String: Function] = [
    "timeadd": { arguments, context in
      guard let moment = moment(arguments, 0), let text = text(arguments, 1), let seconds = seconds(text) else { return nil }
      let (sum, overflow) = moment.seconds.addingReportingOverflow(seconds)
      return overflow ? nil : Timestamp(seconds: sum).map { context.text($0.description) }
    },
    "timecmp": { arguments, context in
      guard let first = moment(arguments, 0), let second = moment(arguments, 1) else { return nil }
      return context.integer(first.seconds < second.seconds ? -1 : first.seconds > second.seconds ? 1 : 0)
    },
    "formatdate": { arguments, context in
      guard let format = text(arguments, 0), let moment = moment(arguments, 1) else { return nil }
      return formatted(format, moment).map { context.text($0) }
    },
  ]

  private static func moment(_ arguments: [EvaluatedValue], _ index: Int) -> Timestamp? {
    text(arguments, index).flatMap { $0.hasSuffix("Z") ? Timestamp($0) : nil }
  }

  /// A duration of Go's (`1h30m`, `-5s`) in whole seconds; nil for fractions of them.
  private static func seconds(_ duration: String) -> Int? {
    var rest = duration[...]
    var sign = 1
    if let first = rest.first, first == "-" || first == "+" {
      sign = first == "-" ? -1 : 1
      rest = rest.dropFirst()
    }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var total = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits), number < 1_000_000_000 else { return nil }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      switch unit {
      case "h": total += number * 3600
      case "m": total += number * 60
      case "s": total += number
      default: return nil
      }
    }
    return sign * total
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]
  private static let weekdays = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]

  /// In `formatdate`'s own letters; a time is one of UTC.
  private static func formatted(_ format: String, _ moment: Timestamp) -> String? {
    let day = moment.seconds >= 0 ? moment.seconds / 86_400 : -((-moment.seconds + 86_399) / 86_400)
    guard let date = CalendarDate(daysSince1970: day) else { return nil }
    let time = moment.seconds - day * 86_400
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60)
    let weekday = weekdays[((day % 7) + 7) % 7]
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    var result = ""
    var rest = format[...]
    while let first = rest.first {
      if first == "'" {
        // A quoted text; two quotes are one.
        rest = rest.dropFirst()
        var isClosed = false
        while let character = rest.popFirst() {
          if character != "'" {
            result.append(character)
          } else if rest.first == "'" {
            result.append(rest.removeFirst())
          } else {
            isClosed = true
            break
          }
        }
        guard isClosed else { return nil }
        continue
      }
      let run = rest.prefix { $0 == first }
      rest = rest.dropFirst(run.count)
      guard first.isASCII, first.isLetter else {
        result += run
        continue
      }
      switch (first, run.count) {
      case ("Y", 4): result += String(repeating: "0", count: max(0, 4 - String(date.year).count)) + String(date.year)
      case ("Y", 2): result += two(date.year % 100)
      case ("M", 4): result += months[date.month - 1]
      case ("M", 3): result += months[date.month - 1].prefix(3)
      case ("M", 2): result += two(date.month)
      case ("M", 1): result += String(date.month)
      case ("D", 2): result += two(date.day)
      case ("D", 1): result += String(date.day)
      case ("E", 4): result += weekday
      case ("E", 3): result += weekday.prefix(3)
      case ("h", 2): result += two(hour)
      case ("h", 1): result += String(hour)
      case ("H", 2): result += two((hour + 11) % 12 + 1)
      case ("H", 1): result += String((hour + 11) % 12 + 1)
      case ("A", 2): result += hour < 12 ? "AM" : "PM"
      case ("a", 2): result += hour < 12 ? "am" : "pm"
      case ("m", 2): result += two(minute)
      case ("m", 1): result += String(minute)
      case ("s", 2): result += two(second)
      case ("s", 1): result += String(second)
      case ("Z", 5): result += "+00:00"
      case ("Z", 4): result += "+0000"
      case ("Z", 3): result += "UTC"
      case ("Z", 1): result += "Z"
      default: return nil
      }
    }
    return result
  }
}
