import SourceText

/// How a document is written, and how a value is written like it.
struct YAMLStyle {
  /// Spaces that a nested block is indented by.
  var step = 2
  /// Whether the sequence below a property is indented from it.
  var indentsSequences = true
  /// The quote of a string that needs one.
  var quote: UInt8 = 0x22
  /// Whether a space stands inside the braces of a flow mapping.
  var padsBraces = true
  var lineBreak = "\n"

  init() {}

  /// How much of a document is looked at: its first entries show its style, and every change asks for it.
  private static let mostEntries = 4096

  /// The style of a document: what its first nested block, first sequence below a property, first quoted scalar and first flow mapping
  /// show.
  init(of document: Document) {
    lineBreak = document.text.lineBreak
    var hasStep = false
    var hasSequence = false
    var hasQuote = false
    var hasBraces = false
    var open: [(last: Int, end: Int, kind: NodeKind, column: Int)] = []
    var index = 0
    var position = 0
    let words = document.tape.words
    while index < min(words.count, Self.mostEntries), !(hasStep && hasSequence && hasQuote && hasBraces) {
      while let top = open.last, index >= top.last {
        position = top.end
        open.removeLast()
      }
      let word = words[index]
      let start = position + TapeWord.gap(word)
      let end = start + TapeWord.length(word)
      let kind = TapeWord.kind(word)
      if !hasQuote, kind == .yamlSingleQuoted || kind == .yamlDoubleQuoted {
        quote = kind == .yamlDoubleQuoted ? 0x22 : 0x27
        hasQuote = true
      }
      if !hasBraces, kind == .yamlFlowMapping, end > start + 2 {
        padsBraces =
          document.text.slice(ByteRange(start + 1, start + 2)).first != document.text[start + 2]
          && document.text[start + 1] == 0x20
        hasBraces = true
      }
      guard TapeWord.isContainer(word) else {
        position = end
        index += 1
        continue
      }
      let isBlock = kind == .yamlBlockMapping || kind == .yamlBlockSequence
      let column = isBlock ? document.yamlColumn(start) : 0
      if isBlock, let parent = open.last, parent.kind == .yamlBlockMapping {
        if kind == .yamlBlockMapping, !hasStep, column > parent.column, column - parent.column <= 8 {
          step = column - parent.column
          hasStep = true
        } else if kind == .yamlBlockSequence, !hasSequence {
          indentsSequences = column > parent.column
          hasSequence = true
        }
      }
      open.append((index + document.span(index), end, kind, column))
      position = start
      index += 2
    }
  }

  // MARK: Scalars

  /// A string as a scalar: plain where it reads back as this string, otherwise in quotes; in quotes anyway with `preferring` one.
  func string(_ text: String, isFlow: Bool, preferring wanted: UInt8? = nil) -> String {
    if wanted == nil, Self.isPlain(text, isFlow: isFlow) { return text }
    let quote = wanted ?? self.quote
    if quote == 0x27, !text.unicodeScalars.contains(where: Self.needsEscape) {
      return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
    return Self.doubleQuoted(text)
  }

  private static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where needsEscape(scalar):
        let digits = String(scalar.value, radix: 16)
        let width = scalar.value < 0x100 ? 2 : 4
        result += (width == 2 ? "\\x" : "\\u") + String(repeating: "0", count: max(0, width - digits.count)) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || scalar.value >= 0x7f && scalar.value < 0xa0 || scalar.value == 0xfeff || scalar.value == 0x2028
      || scalar.value == 0x2029 || scalar.value == 0xfffe || scalar.value == 0xffff
  }

  /// What YAML 1.1 readers take for a boolean or a merge.
  private static let oldWords: Set<String> = ["yes", "no", "on", "off", "y", "n", "<<", "="]

  /// Whether a string can be written as it is, and reads back as this string.
  static func isPlain(_ text: String, isFlow: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, first > 0x20, last > 0x20 else { return false }
    if text.unicodeScalars.contains(where: needsEscape) { return false }
    switch first {
    case 0x2d, 0x3f, 0x3a:
      if bytes.count == 1 || bytes[1] == 0x20 || isFlow { return false }
    case 0x2c, 0x5b, 0x5d, 0x7b, 0x7d, 0x23, 0x26, 0x2a, 0x21, 0x7c, 0x3e, 0x27, 0x22, 0x25, 0x40, 0x60: return false
    default: break
    }
    if last == 0x3a || text.hasPrefix("---") || text.hasPrefix("...") { return false }
    for place in bytes.indices.dropLast() {
      if bytes[place] == 0x3a, bytes[place + 1] == 0x20 || isFlow { return false }
      if bytes[place] == 0x20, bytes[place + 1] == 0x23 { return false }
    }
    if isFlow, bytes.contains(where: { [0x2c, 0x5b, 0x5d, 0x7b, 0x7d].contains($0) }) { return false }
    if oldWords.contains(text.lowercased()) { return false }
    if case .string = YAMLCoreSchema.resolve(bytes) { return true }
    return false
  }

  // MARK: Values

  /// A value on one line; nil for one that a block can hold only over several.
  func inline(_ literal: Literal, preferring wanted: UInt8? = nil) -> String? {
    switch literal {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .string(let text), .expression(let text): string(text, isFlow: false, preferring: wanted)
    case .array(let items): items.isEmpty ? "[]" : nil
    case .object(let properties): properties.isEmpty ? "{}" : nil
    }
  }

  /// A value between brackets, or a scalar that may stand there.
  func flow(_ literal: Literal, preferring wanted: UInt8? = nil, depth: Int = 0) -> String {
    guard depth < Self.depthLimit else { return "null" }
    switch literal {
    case .array(let items): return "[" + items.map { flow($0, preferring: wanted, depth: depth + 1) }.joined(separator: ", ") + "]"
    case .object(let properties):
      if properties.isEmpty { return "{}" }
      let inside = properties.map {
        string($0.name, isFlow: true, preferring: wanted) + ": " + flow($0.value, preferring: wanted, depth: depth + 1)
      }
      return (padsBraces ? "{ " : "{") + inside.joined(separator: ", ") + (padsBraces ? " }" : "}")
    case .string(let text), .expression(let text): return string(text, isFlow: true, preferring: wanted)
    default: return inline(literal) ?? "null"
    }
  }

  /// Values nested deeper than this are not written.
  static let depthLimit = 200

  /// The lines of a value in block style, without the indentation of the first; the others are indented by `column` and more.
  func block(_ literal: Literal, column: Int, preferring wanted: UInt8? = nil, depth: Int = 0) -> [String] {
    if let line = inline(literal) { return [line] }
    guard depth < Self.depthLimit else { return ["null"] }
    var lines: [String] = []
    let indentation = String(repeating: " ", count: column)
    switch literal {
    case .object(let properties):
      for property in properties {
        let added = self.property(property, column: column, preferring: wanted, depth: depth)
        lines.append((lines.isEmpty ? "" : indentation) + added[0])
        lines.append(contentsOf: added.dropFirst())
      }
    case .array(let items):
      for item in items {
        let added = block(item, column: column + 2, depth: depth + 1)
        lines.append((lines.isEmpty ? "" : indentation) + "- " + added[0])
        lines.append(contentsOf: added.dropFirst())
      }
    default: break
    }
    return lines
  }

  /// The lines of a property in block style, without the indentation of the first.
  func property(_ property: Literal.Property, column: Int, preferring wanted: UInt8? = nil, depth: Int = 0) -> [String] {
    let name = string(property.name, isFlow: false, preferring: wanted)
    if let line = inline(property.value) { return [name + ": " + line] }
    var nested = column + step
    if case .array = property.value, !indentsSequences { nested = column }
    let lines = block(property.value, column: nested, depth: depth + 1)
    return [name + ":", String(repeating: " ", count: nested) + lines[0]] + lines.dropFirst()
  }
}
