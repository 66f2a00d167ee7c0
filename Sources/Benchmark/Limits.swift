import SourceText
import SyntaxTree

/// Texts that no person writes: large, deep, broken. Each must become a tape that holds it, in time that grows as the text does.
struct Limits {
  private var failures = 0

  /// Returns 0, or 1 where a text was not held.
  static func run(megabytes: Int) -> Int32 {
    var limits = Limits()
    let size = max(1, megabytes) * 1_000_000
    for dialect in Dialect.all {
      for part in [4, 2, 1] { limits.check(dialect, "file of", dialect.file(size / part)) }
      limits.check(dialect, "line of", dialect.line(max(1, size / 5)))
      limits.check(dialect, "100 000 nested:", dialect.nested(100_000))
      limits.check(dialect, "100 000 unclosed:", dialect.unclosed(100_000))
    }
    return limits.failures == 0 ? 0 : 1
  }

  private mutating func check(_ dialect: Dialect, _ name: String, _ bytes: [UInt8]) {
    let watch = Stopwatch()
    let document = Document(SourceText(bytes), format: dialect.format)
    let time = max(1, watch.nanoseconds)
    let errors = document.syntaxErrors(limit: 10)
    let isWhole = document.text.count == bytes.count && document.end(document.root) == bytes.count
    if !isWhole { failures += 1 }
    _ = BenchmarkCommand.write(
      "\(dialect.name), \(name) \(bytes.count) bytes: \(time / 1_000_000) ms, \(bytes.count * 1000 / time) MB/s, "
        + "\(document.tape.words.count) words, \(errors.first?.message ?? "no mistakes")\(isWhole ? "" : "; NOT WHOLE")\n")
  }
}

/// How large, long and deep texts are written in one format.
struct Dialect {
  let name: String
  let format: Format
  let head: String
  /// What is repeated, on lines of its own and on one line.
  let unit: String
  let lineUnit: String
  let tail: String
  let opening: String
  let closing: String
  let nestedHead: String

  static let all = [
    Dialect(
      name: "json", format: .json(.armTemplate), head: "[\n",
      unit: "  { \"type\": \"Microsoft.KeyVault/vaults\", \"size\": 2048, \"on\": true },\n",
      lineUnit: "{ \"type\": \"Microsoft.KeyVault/vaults\", \"size\": 2048, \"on\": true }, ", tail: "null]\n", opening: "[", closing: "]",
      nestedHead: ""),
    Dialect(
      name: "yaml", format: .yaml, head: "all:\n", unit: "  - type: Microsoft.KeyVault/vaults\n    size: 2048\n    on: 'true'\n",
      lineUnit: "{ type: vaults, size: 2048, on: 'true' }, ", tail: "", opening: "[", closing: "]", nestedHead: "a: "),
    Dialect(
      name: "tf", format: .hcl, head: "",
      unit: "resource \"azurerm_key_vault\" \"main\" {\n  name = \"kv-${var.name}\"\n  size = 2048 + 1\n}\n",
      lineUnit: "{ name = \"kv-${var.name}\", size = 2048 }, ", tail: "", opening: "[", closing: "]", nestedHead: "x = "),
    Dialect(
      name: "bicep", format: .bicep, head: "",
      unit: "resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = {\n  name: 'kv-${name}'\n  size: 2048 + 1\n}\n",
      lineUnit: "{ name: 'kv-${name}', size: 2048 }, ", tail: "", opening: "[", closing: "]", nestedHead: "var x = "),
  ]

  /// A file of about so many bytes on many lines.
  func file(_ size: Int) -> [UInt8] { Self.repeated(head, unit, size / max(1, unit.utf8.count), tail) }

  /// A file of one long line.
  func line(_ size: Int) -> [UInt8] { Self.repeated(nestedHead + "[", lineUnit, size / max(1, lineUnit.utf8.count), "1]") }

  func nested(_ depth: Int) -> [UInt8] {
    Array(nestedHead.utf8) + Array(repeating: Array(opening.utf8), count: depth).joined()
      + Array(repeating: Array(closing.utf8), count: depth).joined()
  }

  func unclosed(_ depth: Int) -> [UInt8] { Self.repeated(nestedHead, opening, depth, "") }

  static func repeated(_ head: String, _ unit: String, _ count: Int, _ tail: String) -> [UInt8] {
    let unit = Array(unit.utf8)
    var bytes = Array(head.utf8)
    bytes.reserveCapacity(bytes.count + unit.count * count + tail.utf8.count)
    for _ in 0..<count { bytes += unit }
    return bytes + Array(tail.utf8)
  }
}
