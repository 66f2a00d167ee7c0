import SourceText

extension YAMLParser {
  /// The sentence of an error entry, at the place where the hand goes.
  static func message(for node: Node, in document: Document) -> SyntaxError {
    let range = document.range(node)
    guard let code = document.errorCode(node).flatMap(YAMLErrorCode.init) else { return SyntaxError(range, "this cannot be read") }
    switch code {
    case .badEscape: return SyntaxError(badEscape(before: range.start, in: document), code.message)
    case .controlCharacter: return SyntaxError(controlCharacter(before: range.start, in: document), code.message)
    case .reservedStart: return SyntaxError(range, code.message)
    default: return SyntaxError(range, code.message)
    }
  }

  /// The last escape before `offset` that does not exist.
  private static func badEscape(before offset: Int, in document: Document) -> ByteRange {
    let bytes = document.text.bytes
    var p = min(offset, bytes.count) - 1
    var found = ByteRange(offset, offset)
    while p > 0 {
      p -= 1
      if bytes[p] == 0x5c {
        var first = p
        while first > 0, bytes[first - 1] == 0x5c { first -= 1 }
        if (p - first) % 2 == 0, !#"0abt\#tnvfre "/\N_LPxuU"#.utf8.contains(bytes[p + 1]), bytes[p + 1] > 0x20 {
          found = ByteRange(p, p + 2)
          break
        }
        p = first
      } else if bytes[p] == 0x22, p == 0 || bytes[p - 1] != 0x5c {
        break
      }
    }
    return found
  }

  private static func controlCharacter(before offset: Int, in document: Document) -> ByteRange {
    let bytes = document.text.bytes
    var p = min(offset, bytes.count)
    while p > 0 {
      p -= 1
      if bytes[p] < 0x20, bytes[p] != 0x09, bytes[p] != 0x0a, bytes[p] != 0x0d { return ByteRange(p, p + 1) }
    }
    return ByteRange(offset, offset)
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
    case .controlCharacter: "control characters are not allowed; write an escape in double quotes"
    case .aliasWithProperties: "an alias cannot have an anchor or a tag"
    case .shallowContinuation: "this line must be indented further than the property that it belongs to"
    case .leadingSpaces: "a blank line at the start has more spaces than the text's first line"
    case .undeclaredHandle: "the tag's prefix is not declared with %TAG"
    }
  }
}
