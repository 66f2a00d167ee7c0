import SourceText
import SyntaxTree

/// Reads a message's body (RFC 8259, nothing beyond it).
enum JSONReader {
  /// Deeper nesting than this is refused: no message needs it, and the stack is finite.
  static let deepestNesting = 512

  /// Nil for what is no JSON or is nested too deeply.
  static func value(of bytes: [UInt8]) -> JSONValue? {
    guard bytes.count <= Tape.maximumLength, nestsModestly(bytes) else { return nil }
    let document = Document(SourceText(bytes), format: .json(.strict))
    guard document.syntaxErrors(limit: 1).isEmpty, let top = document.topValue() else { return nil }
    return value(top, in: document)
  }

  /// The nesting is known to be modest: `nestsModestly` has counted the brackets.
  private static func value(_ node: Node, in document: Document) -> JSONValue {
    switch document.dataKind(node) {
    case .object:
      .object(document.members(node).map { JSONValue.Member(name: $0.name, value: value($0.value, in: document)) })
    case .array: .array(document.elements(node).map { value($0, in: document) })
    case .string, .number, .boolean, .null, .missing:
      switch document.scalar(node) {
      case .string(let text): .string(text)
      case .integer(let number): .integer(number)
      case .number(let number): .number(number)
      case .boolean(let flag): .boolean(flag)
      case .null, nil: .null
      }
    }
  }

  private static func nestsModestly(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { text in
      var depth = 0
      var isInString = false
      var i = 0
      while i < text.count {
        switch text[i] {
        case UInt8(ascii: "\""): isInString.toggle()
        case UInt8(ascii: "\\") where isInString: i += 1
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          if !isInString { depth += 1 }
          if depth > deepestNesting { return false }
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
          if !isInString { depth -= 1 }
        default: break
        }
        i += 1
      }
      return true
    }
  }
}
