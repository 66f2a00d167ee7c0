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

  public var hasSymbols: Bool {
    pieces.contains { if case .symbol = $0 { true } else { false } }
  }

  /// The scope of its first symbol; 0 where it has none.
  public var scope: UInt64 {
    for case .symbol(let symbol) in pieces { return symbol.scope }
    return 0
  }

  /// Applies `change`, which is about upper and lower case alone, to the known pieces. The unknown ones keep their names: names
  /// of Azure do not distinguish case, and two spellings of one name must stay one.
  public func recased(_ change: (String) -> String) -> SymbolicText {
    SymbolicText(pieces.map { if case .text(let text) = $0 { .text(change(text)) } else { $0 } })
  }

  /// The text in one line without marks around its unknown parts where there is nothing else: for the name of what is made of it.
  public var expression: String {
    if pieces.count == 1, case .symbol(let symbol) = pieces[0] { return symbol.name }
    return pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .symbol(let symbol): "{\(symbol.name)}"
      }
    }.joined()
  }
}
