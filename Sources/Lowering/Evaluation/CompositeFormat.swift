import EncryptionModel

/// .NET's composite formatting as templates use it: `{0}`, `{1,5}`, `{2:N0}`, `{{`.
public enum CompositeFormat {
  /// Nil where the pattern or an argument does not fit.
  public static func text(_ pattern: String, _ arguments: [EvaluatedValue]) -> SymbolicText? {
    var pieces: [SymbolicText.Piece] = []
    var run = ""
    var rest = Substring(pattern)
    while let character = rest.popFirst() {
      switch character {
      case "{" where rest.first == "{", "}" where rest.first == "}":
        run.append(character)
        rest.removeFirst()
      case "{":
        guard let end = rest.firstIndex(of: "}") else { return nil }
        let hole = rest[..<end]
        rest = rest[rest.index(after: end)...]
        guard let filling = filling(hole, arguments) else { return nil }
        pieces.append(.text(run))
        run = ""
        pieces += filling.pieces
      case "}": return nil
      default: run.append(character)
      }
    }
    pieces.append(.text(run))
    return SymbolicText(pieces)
  }

  /// What a hole `index[,width][:format]` is filled with.
  private static func filling(_ hole: Substring, _ arguments: [EvaluatedValue]) -> SymbolicText? {
    let parts = hole.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let head = (parts.first ?? "").split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    guard let position = head.first.flatMap({ Int($0) }), arguments.indices.contains(position) else { return nil }
    let argument = arguments[position]
    var text: SymbolicText
    if parts.count == 2, let number = argument.integer {
      guard let formatted = formatted(number, String(parts[1])) else { return nil }
      text = SymbolicText(formatted)
    } else if argument.isNull {
      text = SymbolicText("")
    } else {
      guard let plain = argument.symbolicText ?? (argument.isDecided ? SymbolicText(JSONText.inFormat(argument)) : nil) else { return nil }
      text = plain
    }
    if head.count == 2, let known = text.known {
      guard let width = Int(head[1].drop { $0 == " " }), width.magnitude <= 10_000 else { return nil }
      let padding = String(repeating: " ", count: max(0, abs(width) - known.count))
      text = SymbolicText(width < 0 ? known + padding : padding + known)
    }
    return text
  }

  /// A whole number by a standard (`N0`, `D3`, `X2`) or a zero-padding custom (`000`) format.
  private static func formatted(_ number: Int, _ format: String) -> String? {
    guard let kind = format.first else { return String(number) }
    let magnitude = String(number.magnitude)
    let sign = number < 0 ? "-" : ""
    if format.allSatisfy({ $0 == "0" }) { return sign + padded(magnitude, format.count) }
    let digits = format.count == 1 ? nil : Int(format.dropFirst())
    guard format.count == 1 || digits != nil, (digits ?? 0) <= 99 else { return nil }
    switch kind {
    case "D", "d": return sign + padded(magnitude, digits ?? 0)
    case "N", "n":
      var grouped = ""
      for (index, digit) in magnitude.enumerated() {
        if index > 0, (magnitude.count - index) % 3 == 0 { grouped.append(",") }
        grouped.append(digit)
      }
      let decimals = digits ?? 2
      return sign + grouped + (decimals > 0 ? "." + String(repeating: "0", count: decimals) : "")
    case "X": return number < 0 ? nil : padded(String(number, radix: 16, uppercase: true), digits ?? 0)
    case "x": return number < 0 ? nil : padded(String(number, radix: 16), digits ?? 0)
    default: return nil
    }
  }

  private static func padded(_ digits: String, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
