import EncryptionModel

extension SymbolicText {
  /// The parts between the separators of the known pieces. A symbol counts as having none in it, so this is for names and ids,
  /// whose parts have none.
  public func segments(separatedBy separator: Character) -> [SymbolicText] {
    var segments: [SymbolicText] = []
    var current: [Piece] = []
    for piece in pieces {
      switch piece {
      case .symbol: current.append(piece)
      case .text(let text):
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
          if index > 0 {
            segments.append(SymbolicText(current))
            current = []
          }
          current.append(.text(String(part)))
        }
      }
    }
    segments.append(SymbolicText(current))
    return segments
  }

  public var isEmpty: Bool { pieces.isEmpty }

  /// The text in front of the first symbol.
  public var knownPrefix: String { if case .text(let text)? = pieces.first { text } else { "" } }

  public var hasSymbols: Bool {
    pieces.contains { if case .symbol = $0 { true } else { false } }
  }

  /// Applies `change` to the known pieces and names the result of `function` on the unknown ones.
  public func mapped(_ function: String, _ change: (String) -> String) -> SymbolicText {
    SymbolicText(
      pieces.map { piece in
        switch piece {
        case .text(let text): .text(change(text))
        case .symbol(let symbol):
          symbol.name.hasPrefix(function + "(")
            ? piece : .symbol(UnknownName.symbol("\(function)(\(symbol.name))", scope: symbol.scope))
        }
      })
  }
}
