/// RFC 4180: rows of fields between commas, quoted where they hold commas, quotes or line breaks.
enum CSVText {
  /// Nil where a quote is not closed or stands inside of a field that has none around it. Empty lines are none.
  static func rows(_ text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var wasQuoted = false
    var rest = text.unicodeScalars[...]
    func isBlank() -> Bool { row.isEmpty && field.isEmpty && !wasQuoted }
    while let scalar = rest.popFirst() {
      switch scalar {
      case ",":
        row.append(field)
        (field, wasQuoted) = ("", false)
      case "\r" where rest.first == "\n": continue
      case "\n":
        if isBlank() { continue }
        row.append(field)
        rows.append(row)
        (row, field, wasQuoted) = ([], "", false)
      case "\"":
        guard field.isEmpty, !wasQuoted else { return nil }
        wasQuoted = true
        var isClosed = false
        while let inner = rest.popFirst() {
          if inner != "\"" {
            field.unicodeScalars.append(inner)
          } else if rest.first == "\"" {
            field.unicodeScalars.append(rest.removeFirst())
          } else {
            isClosed = true
            break
          }
        }
        guard isClosed else { return nil }
      default:
        guard !wasQuoted else { return nil }
        field.unicodeScalars.append(scalar)
      }
    }
    if !isBlank() { rows.append(row + [field]) }
    return rows
  }
}
