import EncryptionModel
import SourceText

extension TerraformFunctions {
  /// Text functions of which parts of the arguments may be unknown.
  static let partialTexts: [String: Function] = [
    "join": { arguments, context in
      guard let separator = text(arguments, 0) else { return nil }
      var elements: [EvaluatedValue] = []
      for argument in arguments.dropFirst() {
        guard let more = argument.elements else { return nil }
        elements += more
      }
      var result = SymbolicText("")
      for (index, element) in elements.enumerated() {
        guard let part = element.symbolicText else { return nil }
        result = result + (index > 0 ? SymbolicText(separator) : SymbolicText("")) + part
      }
      return context.text(result, cause: elements.first { !$0.isDecided }?.reason)
    },
    "format": { arguments, context in
      guard let pattern = arguments.first?.knownText else { return nil }
      return TerraformFormat.text(pattern, Array(arguments.dropFirst())).map { made in
        context.text(made, cause: arguments.first { !$0.isDecided }?.reason)
      }
    },
    "formatlist": { arguments, context in
      guard let pattern = arguments.first?.knownText else { return nil }
      let count = arguments.dropFirst().compactMap(\.elements).map(\.count).first
      guard let count, count <= EvaluationBudget.maximumElements else { return nil }
      var made: [EvaluatedValue] = []
      for index in 0..<count {
        var row: [EvaluatedValue] = []
        for argument in arguments.dropFirst() {
          if let elements = argument.elements {
            guard elements.indices.contains(index) else { return nil }
            row.append(elements[index])
          } else {
            row.append(argument)
          }
        }
        guard let text = TerraformFormat.text(pattern, row) else { return nil }
        made.append(context.text(text, cause: row.first { !$0.isDecided }?.reason))
      }
      return context.array(made)
    },
    "lower": { arguments, context in
      guard let value = arguments.first, case .text(let text) = value.content else { return nil }
      return context.text(text.recased { $0.lowercased() }, cause: value.cause)
    },
    "upper": { arguments, context in
      guard let value = arguments.first, case .text(let text) = value.content else { return nil }
      return context.text(text.recased { $0.uppercased() }, cause: value.cause)
    },
    "split": { arguments, context in
      guard let separator = text(arguments, 0), arguments.count == 2, let value = arguments[1].symbolicText else { return nil }
      if let known = value.known {
        guard !separator.isEmpty else { return context.array(known.map { context.text(String($0)) }) }
        return context.array(Self.split(known, by: separator).map { context.text($0) })
      }
      guard separator == "/" || separator == ".", let character = separator.first, arguments[1].content.isText else { return nil }
      return context.array(value.segments(separatedBy: character).map { context.text($0, cause: arguments[1].reason) })
    },
    "trimspace": { arguments, context in
      arguments.first?.knownText.map { context.text(trimmed($0) { $0.properties.isWhitespace }) }
    },
  ]

  static let texts: [String: Function] = [
    "title": { arguments, context in
      text(arguments, 0).map { text in
        context.text(
          text.split(separator: " ", omittingEmptySubsequences: false).map { String($0).capitalizedFirst }.joined(separator: " "))
      }
    },
    "trim": { arguments, context in
      guard let value = text(arguments, 0), let cut = text(arguments, 1) else { return nil }
      return context.text(trimmed(value) { cut.unicodeScalars.contains($0) })
    },
    "trimprefix": { arguments, context in
      guard let value = text(arguments, 0), let prefix = text(arguments, 1) else { return nil }
      return context.text(value.hasPrefix(prefix) ? String(value.dropFirst(prefix.count)) : value)
    },
    "trimsuffix": { arguments, context in
      guard let value = text(arguments, 0), let suffix = text(arguments, 1) else { return nil }
      return context.text(!suffix.isEmpty && value.hasSuffix(suffix) ? String(value.dropLast(suffix.count)) : value)
    },
    "chomp": { arguments, context in
      text(arguments, 0).map { value in
        var scalars = value.unicodeScalars
        while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
        return context.text(String(scalars))
      }
    },
    "replace": { arguments, context in
      guard let value = text(arguments, 0), let old = text(arguments, 1), let new = text(arguments, 2) else { return nil }
      // Between slashes stands a regular expression.
      guard !(old.count > 1 && old.hasPrefix("/") && old.hasSuffix("/")), !old.isEmpty else { return nil }
      return context.text(split(value, by: old).joined(separator: new))
    },
    "substr": { arguments, context in
      guard let value = text(arguments, 0), let offset = integer(arguments, 1), let length = integer(arguments, 2) else { return nil }
      let characters = Array(value)
      let start = min(characters.count, max(0, offset < 0 ? characters.count &+ offset : offset))
      let end = length < 0 ? characters.count : min(characters.count, start + min(length, characters.count))
      return context.text(String(characters[start..<max(start, end)]))
    },
    "startswith": { arguments, context in
      guard let value = text(arguments, 0), let part = text(arguments, 1) else { return nil }
      return context.boolean(value.hasPrefix(part))
    },
    "endswith": { arguments, context in
      guard let value = text(arguments, 0), let part = text(arguments, 1) else { return nil }
      return context.boolean(value.hasSuffix(part))
    },
    "strcontains": { arguments, context in
      guard let value = text(arguments, 0), let part = text(arguments, 1) else { return nil }
      return context.boolean(part.isEmpty || value.contains(part))
    },
    "strrev": { arguments, context in text(arguments, 0).map { context.text(String($0.reversed())) } },
    "indent": { arguments, context in
      guard let spaces = integer(arguments, 0), (0...1000).contains(spaces), let value = text(arguments, 1) else { return nil }
      return context.text(split(value, by: "\n").joined(separator: "\n" + String(repeating: " ", count: spaces)))
    },
    "basename": { arguments, context in
      text(arguments, 0).map { context.text($0.split(separator: "/").last.map(String.init) ?? ($0.hasPrefix("/") ? "/" : ".")) }
    },
    "dirname": { arguments, context in
      text(arguments, 0).map { path in
        guard let slash = path.lastIndex(of: "/") else { return context.text(".") }
        return context.text(slash == path.startIndex ? "/" : String(path[..<slash]))
      }
    },
  ]

  static func split(_ text: String, by separator: String) -> [String] {
    guard !separator.isEmpty else { return [text] }
    var parts: [String] = []
    var rest = text[...]
    while let found = rest.firstRange(of: separator) {
      parts.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return parts + [String(rest)]
  }

  private static func trimmed(_ text: String, _ isCut: (Unicode.Scalar) -> Bool) -> String {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, isCut(first) { scalars = scalars.dropFirst() }
    while let last = scalars.last, isCut(last) { scalars = scalars.dropLast() }
    return String(scalars)
  }
}

extension EvaluatedValue.Content {
  var isText: Bool { if case .text = self { true } else { false } }
}

/// `format`: verbs of Go's, as far as Terraform takes them.
enum TerraformFormat {
  static func text(_ pattern: String, _ arguments: [EvaluatedValue]) -> SymbolicText? {
    var result = SymbolicText("")
    var rest = pattern[...]
    var next = 0
    while let character = rest.popFirst() {
      guard character == "%" else {
        result = result + SymbolicText(String(character))
        continue
      }
      if rest.first == "%" {
        result = result + SymbolicText("%")
        rest = rest.dropFirst()
        continue
      }
      let flags = rest.prefix { "+-# 0".contains($0) }
      rest = rest.dropFirst(flags.count)
      let width = Int(rest.prefix { $0.isNumber }) ?? 0
      rest = rest.drop { $0.isNumber }
      var precision: Int?
      if rest.first == "." {
        rest = rest.dropFirst()
        precision = Int(rest.prefix { $0.isNumber }) ?? 0
        rest = rest.drop { $0.isNumber }
      }
      if rest.first == "[" {
        guard let end = rest.firstIndex(of: "]"), let position = Int(rest[rest.index(after: rest.startIndex)..<end]), position > 0 else {
          return nil
        }
        next = position - 1
        rest = rest[rest.index(after: end)...]
      }
      guard let verb = rest.popFirst(), arguments.indices.contains(next), width <= 1000, (precision ?? 0) <= 100 else { return nil }
      let value = arguments[next]
      next += 1
      guard let part = part(verb, value, precision) else { return nil }
      guard let known = part.known, width > known.count else {
        result = result + part
        continue
      }
      let padding = String(repeating: flags.contains("0") && !flags.contains("-") ? "0" : " ", count: width - known.count)
      result = result + SymbolicText(flags.contains("-") ? known + padding : padding + known)
    }
    return result
  }

  private static func part(_ verb: Character, _ value: EvaluatedValue, _ precision: Int?) -> SymbolicText? {
    switch verb {
    case "s", "v":
      if let truth = value.boolean { return SymbolicText(truth ? "true" : "false") }
      if let number = value.double, value.integer == nil { return SymbolicText("\(number)") }
      if let text = value.symbolicText { return text }
      return verb == "v" && value.isDecided ? SymbolicText(JSONText.of(value)) : nil
    case "d": return TerraformOperators.number(value).flatMap { Int(exactly: $0.rounded(.towardZero)) }.map { SymbolicText(String($0)) }
    case "q": return value.knownText.map { SymbolicText("\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"") }
    case "t": return value.truth.map { SymbolicText($0 ? "true" : "false") }
    case "f": return TerraformOperators.number(value).map { SymbolicText(fixed($0, precision ?? 6)) }
    case "x", "X":
      return TerraformOperators.number(value).flatMap { Int(exactly: $0) }.map {
        SymbolicText(String($0, radix: 16, uppercase: verb == "X"))
      }
    case "b": return TerraformOperators.number(value).flatMap { Int(exactly: $0) }.map { SymbolicText(String($0, radix: 2)) }
    case "o": return TerraformOperators.number(value).flatMap { Int(exactly: $0) }.map { SymbolicText(String($0, radix: 8)) }
    default: return nil
    }
  }

  /// A number with so many decimals.
  private static func fixed(_ number: Double, _ decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    guard let scaled = Int(exactly: (abs(number) * scale).rounded()) else { return "\(number)" }
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = number < 0 ? "-" : ""
    return decimals == 0 ? sign + padded : sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }
}
