import EncryptionModel
import SourceText

extension ARMFunctions {
  /// Text functions of which parts of the arguments may be unknown.
  static let partialTexts: [String: Function] = [
    "concat": { arguments, context in
      guard let first = arguments.first else { return nil }
      if first.elements != nil {
        var all: [EvaluatedValue] = []
        for argument in arguments {
          guard let elements = argument.elements else { return nil }
          all += elements
        }
        return context.array(all)
      }
      var text = SymbolicText("")
      for argument in arguments {
        guard let part = argument.symbolicText else { return nil }
        text = text + part
      }
      // An unknown alone may be an array: concat then makes one, of the same name.
      if arguments.count == 1 { return first }
      if text.pieces.allSatisfy({ if case .symbol = $0 { true } else { false } }), text.pieces.count == arguments.count, text.hasSymbols {
        return nil
      }
      return context.text(text, cause: arguments.first { $0.cause != nil }?.cause)
    },
    "format": { arguments, context in
      guard let pattern = arguments.first?.knownText else { return nil }
      guard let text = CompositeFormat.text(pattern, Array(arguments.dropFirst())) else { return nil }
      return context.text(text, cause: arguments.first { $0.cause != nil }?.cause)
    },
    "tolower": { arguments, context in
      guard arguments.count == 1, let text = arguments[0].symbolicText, arguments[0].isTextual else { return nil }
      return context.text(text.recased { $0.lowercased() }, cause: arguments[0].cause)
    },
    "toupper": { arguments, context in
      guard arguments.count == 1, let text = arguments[0].symbolicText, arguments[0].isTextual else { return nil }
      return context.text(text.recased { $0.uppercased() }, cause: arguments[0].cause)
    },
    "string": { arguments, context in
      guard arguments.count == 1 else { return nil }
      switch arguments[0].content {
      case .text: return arguments[0]
      case .unknown, .integer, .boolean: return arguments[0].symbolicText.map { context.text($0, cause: arguments[0].cause) }
      default: return nil
      }
    },
    "uri": { arguments, context in
      guard arguments.count == 2, let base = arguments[0].symbolicText, let relative = arguments[1].symbolicText else { return nil }
      // Only where joining is no more than that.
      guard case .text(let last)? = base.pieces.last, last.hasSuffix("/"), !relative.knownPrefix.hasPrefix("/"),
        !relative.knownPrefix.contains("..")
      else { return nil }
      return context.text(base + relative, cause: arguments.first { $0.cause != nil }?.cause)
    },
    "split": { arguments, context in
      guard arguments.count == 2, case .text(let text) = arguments[0].content, text.hasSymbols,
        let separator = arguments[1].knownText, separator == "/" || separator == ".", let character = separator.first
      else { return nil }
      // Ids and addresses: none of their unknown parts has a separator in it.
      guard text.knownPrefix.hasPrefix("/") || text.knownPrefix.lowercased().hasPrefix("https://") else { return nil }
      return context.array(text.segments(separatedBy: character).map { context.text($0, cause: arguments[0].cause) })
    },
    "substring": { arguments, context in
      // `substring(x, 0, sub(length(x), 1))`, which takes the last slash off an address, needs no length.
      guard arguments.count == 3, arguments[1].integer == 0, case .text(let text) = arguments[0].content, text.hasSymbols,
        case .text(let last)? = text.pieces.last, !last.isEmpty, case .unknown(let end) = arguments[2].content
      else { return nil }
      let length = EvaluatedValue(.unknown(UnknownName.call("length", [arguments[0]], scope: context.scope)), at: context.site)
      let shorter = UnknownName.call("sub", [length, context.integer(1)], scope: context.scope)
      guard end.name.lowercased() == shorter.name.lowercased() else { return nil }
      return context.text(SymbolicText(text.pieces.dropLast() + [.text(String(last.dropLast()))]), cause: arguments[0].cause)
    },
    "endswith": { arguments, context in
      // Only what the known end decides: the rest is for known texts.
      guard arguments.count == 2, case .text(let text) = arguments[0].content, text.hasSymbols, let end = arguments[1].knownText,
        case .text(let last)? = text.pieces.last, last.utf8.count >= end.utf8.count
      else { return nil }
      return context.boolean(last.lowercased().hasSuffix(end.lowercased()))
    },
    "startswith": { arguments, context in
      guard arguments.count == 2, case .text(let text) = arguments[0].content, text.hasSymbols, let start = arguments[1].knownText,
        text.knownPrefix.utf8.count >= start.utf8.count
      else { return nil }
      return context.boolean(text.knownPrefix.lowercased().hasPrefix(start.lowercased()))
    },
    "empty": { arguments, context in
      guard arguments.count == 1 else { return nil }
      switch arguments[0].content {
      case .null: return context.boolean(true)
      case .text(let text):
        let hasKnown = text.pieces.contains { if case .text = $0 { true } else { false } }
        return text.isEmpty || hasKnown ? context.boolean(text.isEmpty) : nil
      case .array(let elements): return context.boolean(elements.isEmpty)
      case .object(let object):
        if !object.members.isEmpty { return context.boolean(false) }
        return object.rest == nil ? context.boolean(true) : nil
      default: return nil
      }
    },
  ]

  /// Text functions of known texts.
  static let strings: [String: Function] = [
    "replace": { arguments, context in
      guard arguments.count == 3, let text = arguments[0].knownText, let old = arguments[1].knownText, let new = arguments[2].knownText,
        !old.isEmpty
      else { return nil }
      return context.text(text.replacing(old, with: new))
    },
    "split": { arguments, context in
      guard arguments.count == 2, let text = arguments[0].knownText else { return nil }
      var separators: [Character] = []
      if let separator = arguments[1].knownText {
        guard separator.count == 1 else { return context.array(text.parts(separatedBy: separator).map(context.text)) }
        separators = Array(separator)
      } else if let several = arguments[1].elements {
        separators = several.compactMap { $0.knownText?.first }
      } else {
        return nil
      }
      let parts = text.split(omittingEmptySubsequences: false) { separators.contains($0) }
      return context.array(parts.map { context.text(String($0)) })
    },
    "join": { arguments, context in
      guard arguments.count == 2, let elements = arguments[0].elements, let separator = arguments[1].knownText else { return nil }
      let parts = elements.compactMap { $0.symbolicText?.known }
      return parts.count == elements.count ? context.text(parts.joined(separator: separator)) : nil
    },
    "substring": { arguments, context in
      guard (2...3).contains(arguments.count), let text = arguments[0].knownText, let start = arguments[1].integer, start >= 0,
        start <= text.count
      else { return nil }
      guard arguments.count == 3 else { return context.text(String(text.dropFirst(start))) }
      guard let length = arguments[2].integer, length >= 0, length <= text.count - start else { return nil }
      return context.text(String(text.dropFirst(start).prefix(length)))
    },
    "trim": { arguments, context in
      guard arguments.count == 1, let text = arguments[0].knownText else { return nil }
      let trimmed = text.drop(while: \.isWhitespace)
      return context.text(
        String(trimmed.prefix(trimmed.lastIndex { !$0.isWhitespace }.map { trimmed.distance(from: trimmed.startIndex, to: $0) + 1 } ?? 0)))
    },
    "padleft": { arguments, context in
      guard (2...3).contains(arguments.count), let text = arguments[0].symbolicText?.known, let width = arguments[1].integer,
        (0...EvaluationBudget.maximumText).contains(width)
      else { return nil }
      guard let character = arguments.count == 3 ? arguments[2].knownText : " ", character.count == 1 else { return nil }
      return context.text(String(repeating: character, count: max(0, width - text.count)) + text)
    },
    "indexof": { arguments, context in
      guard let (text, part) = texts(arguments) else { return nil }
      return context.integer(text.lowercased().position(of: part.lowercased()) ?? -1)
    },
    "lastindexof": { arguments, context in
      guard let (text, part) = texts(arguments) else { return nil }
      return context.integer(text.lowercased().lastPosition(of: part.lowercased()) ?? -1)
    },
    "startswith": { arguments, context in
      guard let (text, part) = texts(arguments) else { return nil }
      return context.boolean(text.lowercased().hasPrefix(part.lowercased()))
    },
    "endswith": { arguments, context in
      guard let (text, part) = texts(arguments) else { return nil }
      return context.boolean(text.lowercased().hasSuffix(part.lowercased()))
    },
  ]

  private static func texts(_ arguments: [EvaluatedValue]) -> (String, String)? {
    guard arguments.count == 2, let first = arguments[0].knownText, let second = arguments[1].knownText else { return nil }
    return (first, second)
  }
}

extension EvaluatedValue {
  var isTextual: Bool {
    switch content {
    case .text, .unknown, .resource: true
    default: false
    }
  }
}

extension String {
  /// The parts between the occurrences of `separator`, a text of any length.
  func parts(separatedBy separator: String) -> [String] {
    guard !separator.isEmpty else { return [self] }
    return split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }

  /// Characters before the first occurrence.
  func position(of part: String) -> Int? {
    if part.isEmpty { return 0 }
    return firstRange(of: part).map { distance(from: startIndex, to: $0.lowerBound) }
  }

  func lastPosition(of part: String) -> Int? {
    if part.isEmpty { return Swift.max(0, count - 1) }
    return ranges(of: part).last.map { distance(from: startIndex, to: $0.lowerBound) }
  }
}
