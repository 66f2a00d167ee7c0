import EncryptionModel
import SourceText

/// Names for what is not known: an expression in a canonical spelling, so that equal expressions are the same unknown.
public enum UnknownName {
  /// Longer names keep their beginning and get a hash of the whole.
  public static let maximumLength = 120

  public static func symbol(_ name: String, scope: UInt64) -> SymbolicText.Symbol {
    guard name.utf8.count > maximumLength else { return SymbolicText.Symbol(name: name, scope: scope) }
    let hash = String(Fingerprint.of(name.lowercased()), radix: 36)
    return SymbolicText.Symbol(name: "\(name.prefix(maximumLength - 20))…#\(hash)", scope: scope)
  }

  /// The unknown result of calling `function` with `arguments`; equal calls have one name, wherever they stand.
  public static func call(_ function: String, _ arguments: [EvaluatedValue], scope: UInt64) -> SymbolicText.Symbol {
    let inherited = arguments.lazy.map(\.scope).first { $0 != 0 }
    return symbol("\(function)(\(arguments.map(\.summary).joined(separator: ", ")))", scope: inherited ?? scope)
  }
}

extension EvaluatedValue {
  /// The value in one line, cut where it is long: for names of unknowns and for messages.
  public var summary: String {
    var text = ""
    summarize(into: &text, depth: 0)
    return text
  }

  private static let maximumSummary = 2000

  private func summarize(into text: inout String, depth: Int) {
    guard text.utf8.count < Self.maximumSummary, depth < 16 else {
      text += "…"
      return
    }
    switch content {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += "\(value)"
    case .text(let value):
      if let known = value.known { text += "'\(known)'" } else { text += value.pieces.map(Self.spelling).joined() }
    case .unknown(let symbol): text += symbol.name
    case .resource(let handle): text += handle.display
    case .either(let condition, let first, let second):
      text += "if(\(condition), "
      first.summarize(into: &text, depth: depth + 1)
      text += ", "
      second.summarize(into: &text, depth: depth + 1)
      text += ")"
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        guard text.utf8.count < Self.maximumSummary else { break }
        element.summarize(into: &text, depth: depth + 1)
      }
      text += "]"
    case .object(let object):
      text += "{"
      for (index, member) in object.members.enumerated() {
        if index > 0 { text += ", " }
        guard text.utf8.count < Self.maximumSummary else { break }
        text += member.name + ": "
        member.value.summarize(into: &text, depth: depth + 1)
      }
      text += "}"
    }
  }

  private static func spelling(_ piece: SymbolicText.Piece) -> String {
    switch piece {
    case .text(let text): text
    case .symbol(let symbol): "{\(symbol.name)}"
    }
  }
}
