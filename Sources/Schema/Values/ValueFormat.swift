import SourceText

/// The formats that are checked where a schema's user asks for it; all others are annotations.
enum ValueFormat {
  /// Whether `text` has the format; true for a format that is not checked.
  static func accepts(_ text: String, format: String) -> Bool {
    switch format {
    case "date": CalendarDate(text) != nil
    default: true
    }
  }

  /// What the format looks like, for a message.
  static func example(of format: String) -> String {
    switch format {
    case "date": "a date such as 2027-11-01"
    default: "the format '\(format)'"
    }
  }
}
