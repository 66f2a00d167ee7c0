import SourceText

extension YAMLParser {
  /// The sentence of an error entry, at the place where the hand goes.
  static func message(for node: Node, in document: Document) -> SyntaxError {
    let range = document.range(node)
    guard let code = document.errorCode(node).flatMap(YAMLErrorCode.init) else { return SyntaxError(range, "this cannot be read") }
    guard let scalar = scalar(before: node, in: document) else { return SyntaxError(range, code.message) }
    return document.text.bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return SyntaxError(range, code.message) }
      let text = YAMLText(base, count: buffer.count)
      switch code {
      case .badEscape: return SyntaxError(badEscape(scalar, text) ?? range, code.message)
      case .badCharacter:
        let found = badCharacter(scalar, text) ?? range
        return SyntaxError(found, text[found.start] >= 0x80 ? "these bytes are not UTF-8" : code.message)
      case .reservedStart: return SyntaxError(ByteRange(scalar.start, scalar.start + 1), code.message)
      case .colonInPlain: return SyntaxError(colon(scalar, text) ?? range, code.message)
      case .multilineKey, .longKey, .aliasWithProperties: return SyntaxError(scalar, code.message)
      default: return SyntaxError(range, code.message)
      }
    }
  }

  /// The scalar right before an error entry without bytes: what such an entry speaks of.
  private static func scalar(before node: Node, in document: Document) -> ByteRange? {
    guard node.index > 0, document.range(node).isEmpty else { return nil }
    let word = document.tape.words[node.index - 1]
    guard TapeWord.kind(word).isYAMLNode, !TapeWord.isContainer(word) else { return nil }
    let end = node.start - document.gap(node)
    return ByteRange(max(0, end - TapeWord.length(word)), end)
  }

  private static func badEscape(_ scalar: ByteRange, _ text: YAMLText) -> ByteRange? {
    var p = scalar.start + 1
    while p < scalar.end {
      if text[p] == 0x5c {
        let length = text.escapeLength(p)
        if length == 0 { return ByteRange(p, p + 2) }
        p += length
      } else {
        p += 1
      }
    }
    return nil
  }

  private static func badCharacter(_ scalar: ByteRange, _ text: YAMLText) -> ByteRange? {
    var p = scalar.start
    while p < scalar.end {
      let length = text.scalarLength(p)
      if length == 0 {
        var end = p + 1
        while end < scalar.end, text[end] & 0xc0 == 0x80 { end += 1 }
        return ByteRange(p, end)
      }
      p += length
    }
    return nil
  }

  /// The `:` that ends a word.
  private static func colon(_ scalar: ByteRange, _ text: YAMLText) -> ByteRange? {
    for p in scalar.start..<scalar.end where text[p] == 0x3a && text.isBlank(p + 1) { return ByteRange(p, p + 1) }
    return nil
  }
}

extension YAMLErrorCode {
  /// One sentence without a full stop.
  var message: String {
    switch self {
    case .colonAfterKey: "expected ':' after the property name"
    case .colonAfterFlowKey: "expected ':' or ',' after the property name"
    case .closingBracket: "expected ']' at the end of the sequence"
    case .closingBrace: "expected '}' at the end of the mapping"
    case .closingDoubleQuote: "expected '\"' at the end of the string"
    case .closingSingleQuote: "expected \"'\" at the end of the string"
    case .comma: "expected ',' before the next entry"
    case .entryBeforeComma: "expected an entry before ','"
    case .documentStart: "expected '---' after the directives"
    case .afterValue: "nothing can follow the value here"
    case .wrongIndentation: "the indentation fits no entry above"
    case .tabIndentation: "a tab cannot indent; use spaces"
    case .notAnEntry: "expected '- ' at the start of a sequence entry"
    case .notAProperty: "expected a property name"
    case .secondTop: "nothing can follow the document's value; separate documents with '---'"
    case .afterMarker: "nothing can follow '...' on its line"
    case .directive: "this directive is not written correctly"
    case .blockHeader: "only an indentation digit, '+' or '-' can follow '|' and '>'"
    case .flowClose: "this bracket closes nothing"
    case .colon: "a ':' does not fit here"
    case .repeatedProperty: "a value can have one anchor and one tag"
    case .badProperty: "this anchor, alias or tag is not written correctly"
    case .commentWithoutSpace: "expected a space before the comment"
    case .blockInFlow: "'- ' does not fit between brackets; separate entries with ','"
    case .sequenceOnKeyLine: "a '- ' entry must start on a line of its own"
    case .mappingOnKeyLine: "a nested property must start on a line of its own"
    case .multilineKey: "a property name must stand on one line"
    case .longKey: "a property name without '?' can have 1024 bytes"
    case .reservedStart: "a value cannot start with '@', '`', '%', '|' or '>' here; put it in quotes"
    case .colonInPlain: "a value with ': ' must be in quotes"
    case .badEscape: "this escape does not exist; write '\\\\' for a backslash"
    case .badCharacter: "control characters are not allowed; write an escape in double quotes"
    case .aliasWithProperties: "an alias cannot have an anchor or a tag"
    case .shallowContinuation: "this line must be indented further than the property that it belongs to"
    case .leadingSpaces: "a blank line at the start has more spaces than the text's first line"
    case .undeclaredHandle: "the tag's prefix is not declared with %TAG"
    }
  }
}
