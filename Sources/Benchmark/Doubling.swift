import SourceText
import SyntaxTree

/// Whether the time for a text grows with its length and not with the square of it, tried with many a broken text.
///
/// Times are no proof: what is told here is where to look.
enum Doubling {
  /// What is repeated, in all formats.
  private static let units = [
    "[", "{", "(", "]", "}", ")", "[{", "{a:", "{\"a\":[", "[[a]: ", "\"", "'", "'''", "`", "\"x\n", "'x\n", "\"a\"", "\"a\" ", "a ", "a,",
    ",", ":",
    ": ", "a: ", "a: b\n", "a = ", "a = b\n", "a {\n", "a b {\n", "- ", "- a\n", "? ", "| ", "|\n", "a: |\n", "&a ", "*a ", "!t ",
    "<<: *a\n", "---\n",
    "...\n", "%\n", "#", "# x\n", "//", "// x\n", "/*", "/* */", "*/", "\\", "\\u12", "\n", "\r", "\r\n", "\t", " ", " x\n", "\u{0}", "é",
    "\u{feff}",
    "${", "\"${", "'${", "$'''", "%{", "\"%{if ", "<<E\n", "<<-E\n${", "x ? ", "x ? y : ", "x => ", "x.", "x.y.", "x[", "x::", "f(", "!",
    "-", "+", "a+",
    "1 ", "1e", "true ", "@", "@a(", "@a()\n", "param x ", "param x string\n", "var x = ", "var x = [\n", "resource r 'x' = {\n",
    "type t = ", "|a", "a|",
    "for ", "[for x in ", "if (", "import ", "#disable-next-line ", "...", "{ \"a\" 1 ", "[1 2 ", "[\"a\n", "{\"a\":\"b\n", "[1,\n",
    "{\n  \"a\": {\n",
    "\"a\": \"b\": ", "]}", "[}", "(]", "{a\n", "- [a\n", "a: {b\n", "a: \"x\n", "*.", ".*", "a\u{2028}",
  ]

  /// Returns how many texts took more than three times as long when they were twice as long.
  static func run(pieces: Int) -> Int {
    var found = 0
    for format in [Format.json(.armTemplate), .json(.strict), .yaml, .hcl, .bicep] {
      for unit in units {
        for (head, tail) in [("", ""), ("x = ", ""), ("var x = [", "]"), ("{\"a\": [", "]}")] {
          let once = time(head, unit, pieces, tail, format)
          let twice = time(head, unit, 2 * pieces, tail, format)
          guard twice > 5_000_000, twice > 3 * once, time(head, unit, 4 * pieces, tail, format) > 9 * once else { continue }
          found += 1
          _ = BenchmarkCommand.write(
            "\(format): \(pieces) times \(unit.debugDescription) between \(head.debugDescription) and \(tail.debugDescription): "
              + "\(once / 1000) us, twice as many \(twice / 1000) us\n")
        }
      }
    }
    _ = BenchmarkCommand.write("\(found) texts of \(units.count * 20) grow faster than their length\n")
    return found
  }

  /// Nanoseconds at work for reading the text and telling what is wrong with it: the best of two.
  private static func time(_ head: String, _ unit: String, _ count: Int, _ tail: String, _ format: Format) -> Int {
    let bytes = Dialect.repeated(head, unit, count, tail)
    return (0..<2).map { _ in
      let watch = Stopwatch(.thread)
      let document = Document(SourceText(bytes), format: format)
      let isWhole = document.end(document.root) == bytes.count && document.syntaxErrors(limit: 100).count <= 100
      return isWhole ? watch.nanoseconds : Int.max / 16
    }.min() ?? 0
  }
}
