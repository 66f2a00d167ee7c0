import SourceText

extension JSONParser {
  /// The sentence about an entry with the error bit, and the bytes that it is about.
  static func message(for node: Node, in document: Document) -> SyntaxError {
    let range = document.range(node)
    guard let code = document.errorCode(node), let fault = JSONFault(rawValue: code) else {
      return SyntaxError(range, "unexpected text")
    }
    switch fault {
    case .unexpectedComma: return SyntaxError(range, "unexpected ','")
    case .unexpectedColon: return SyntaxError(range, "unexpected ':'")
    case .unexpectedCloser: return SyntaxError(range, "unexpected '\(document.string(node))': nothing is open that it could close")
    case .unexpectedText: return SyntaxError(range, "expected ',' or a closing bracket after the value")
    case .contentAfterEnd: return SyntaxError(firstLine(of: range, in: document), "unexpected text after the end of the document's value")
    case .commentNotAllowed: return SyntaxError(range, "comments are not allowed in plain JSON")
    case .commentNotClosed: return SyntaxError(ByteRange(range.start, min(range.end, range.start + 2)), "the comment is not closed")
    case .commaForColon: return SyntaxError(range, "expected ':' instead of ',' after the property name")
    case .colonForComma: return SyntaxError(range, "expected ',' instead of ':' between the elements")
    case .commaMissing: return SyntaxError(range, "expected ',' after the value")
    case .colonMissing: return SyntaxError(range, "expected ':' after the property name")
    case .nameMissing: return SyntaxError(range, "expected a property name")
    case .valueMissing: return SyntaxError(range, "expected a value after ':'")
    case .colonAndValueMissing: return SyntaxError(range, "expected ':' and a value after the property name")
    case .documentEmpty: return SyntaxError(range, "the document is empty; expected a value")
    case .nameNotQuoted: return SyntaxError(range, "a property name must be a string in double quotes")
    case .singleQuotes: return SyntaxError(range, "a string must be in double quotes")
    case .stringNotClosed: return SyntaxError(firstLine(of: range, in: document), "the string is not closed")
    case .badEscape, .controlCharacter, .invalidUTF8: return insideString(fault, range, document)
    case .leadingZero: return SyntaxError(range, "a number must not have leading zeros")
    case .badNumber: return SyntaxError(range, "'\(word(range, document))' is not a number")
    case .badWord: return SyntaxError(range, "unexpected '\(word(range, document))'; expected a value")
    case .notClosed: return notClosed(node, document)
    case .wrongCloser:
      let closer = document.kind(node) == .jsonObject ? "}" : "]"
      return SyntaxError(
        ByteRange(range.end - 1, range.end),
        "expected '\(closer)' instead of '\(document.text.string(ByteRange(range.end - 1, range.end)))'")
    case .trailingComma: return trailingComma(node, document)
    }
  }

  private static func firstLine(of range: ByteRange, in document: Document) -> ByteRange {
    let line = document.text.lines.line(at: range.start)
    return ByteRange(range.start, max(range.start, min(range.end, document.text.contentRange(ofLine: line).end)))
  }

  /// The beginning of a bare word, fit for a message.
  private static func word(_ range: ByteRange, _ document: Document) -> String {
    let text = document.text.string(range)
    let shown = String(
      String.UnicodeScalarView(text.unicodeScalars.prefix(40).map { $0.value < 0x20 || $0.value == 0x7f ? "\u{fffd}" : $0 }))
    return text.unicodeScalars.count > 40 ? shown + "…" : shown
  }

  /// The first byte sequence in a string that has the fault.
  private static func insideString(_ fault: JSONFault, _ range: ByteRange, _ document: Document) -> SyntaxError {
    let bytes = Array(document.text.slice(range))
    let place: ByteRange = bytes.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return ByteRange(0, 0) }
      var i = 1
      while i < text.count {
        let c = base[i]
        var length = 1
        if c == 0x5c {
          length = JSONLexis.escapeLength(base, i, text.count)
          if length == 0, fault == .badEscape { return ByteRange(i, min(text.count, i + 2)) }
        } else if c >= 0x80 {
          length = JSONLexis.scalarLength(base, i, text.count)
          if length == 0, fault == .invalidUTF8 { return ByteRange(i, i + 1) }
        } else if c < 0x20, fault == .controlCharacter, c != 0x0a, c != 0x0d {
          return ByteRange(i, i + 1)
        }
        i += max(1, length)
      }
      return ByteRange(0, text.count)
    }
    let message =
      switch fault {
      case .badEscape: "unknown escape in the string"
      case .controlCharacter: "a control character in a string must be written as an escape"
      default: "the string holds bytes that are not UTF-8"
      }
    return SyntaxError(place.shifted(by: range.start), message)
  }

  private static func notClosed(_ node: Node, _ document: Document) -> SyntaxError {
    let isObject = document.kind(node) == .jsonObject
    let end = document.children(node).reduce(node.start + 1) { document.kind($1) == .trivia ? $0 : document.end($1) }
    let line = document.text.lines.line(at: node.start) + 1
    let message = "the \(isObject ? "object" : "array") that begins in line \(line) is not closed: expected '\(isObject ? "}" : "]")'"
    return SyntaxError(ByteRange(end, end), message)
  }

  private static func trailingComma(_ node: Node, _ document: Document) -> SyntaxError {
    // The comma stands behind the last entry that is no comment; what follows it are comments.
    var start = node.start + 1
    for child in document.children(node) where document.kind(child) != .trivia && document.kind(child) != .unexpected {
      start = document.end(child)
    }
    let bytes = document.text.slice(ByteRange(start, document.end(node)))
    var place: Int?
    bytes.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      var lexis = JSONLexis(base: base, count: text.count, hasMultilineStrings: false)
      var i = 0
      while i < text.count, place == nil {
        if base[i] == 0x2c { place = start + i }
        i = lexis.isComment(i) ? lexis.commentEnd(i).end : i + 1
      }
    }
    let comma = place ?? max(node.start, document.end(node) - 1)
    return SyntaxError(ByteRange(comma, comma + 1), "a comma after the last entry is not allowed here")
  }
}
