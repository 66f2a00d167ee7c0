/// A text of which parts may be unknown: `https://‹parameters('vault')›.vault.azure.net/`.
///
/// Two names that hang on the same unknown are the same name, although nobody knows which: that is how a key finds its vault
/// in a template whose parameters have no defaults.
public struct SymbolicText: Hashable, Sendable {
  /// A run of known characters, or something that the files do not tell.
  public enum Piece: Hashable, Sendable {
    case text(String)
    case symbol(Symbol)
  }

  /// An unknown, named by the expression that stands for it and the scope in which that expression means something.
  public struct Symbol: Hashable, Sendable {
    /// The expression in a canonical spelling, for example `parameters('vaultName')`.
    public var name: String
    /// Hash of the deployment (file and environment) that the name belongs to.
    public var scope: UInt64

    public init(name: String, scope: UInt64) {
      self.name = name
      self.scope = scope
    }
  }

  /// Neighbouring texts are always joined, empty ones left out.
  public private(set) var pieces: [Piece]

  public init(_ pieces: [Piece]) {
    var joined: [Piece] = []
    for piece in pieces {
      switch (joined.last, piece) {
      case (_, .text("")): continue
      case (.text(let before), .text(let text)): joined[joined.count - 1] = .text(before + text)
      default: joined.append(piece)
      }
    }
    self.pieces = joined
  }

  public init(_ text: String) { self.init([.text(text)]) }
  public init(_ symbol: Symbol) { self.init([.symbol(symbol)]) }

  /// The text, where all of it is known.
  public var known: String? {
    switch pieces.count {
    case 0: return ""
    case 1: if case .text(let text) = pieces[0] { return text }
    default: break
    }
    return nil
  }

  /// For messages: unknown parts stand in guillemets, long ones cut.
  public var display: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .symbol(let symbol): "‹\(Self.short(symbol.name))›"
      }
    }.joined()
  }

  /// A long expression by its outermost call.
  private static func short(_ name: String) -> String {
    guard name.count > 32 else { return name }
    let start = name.prefix(31)
    return start.firstIndex(of: "(").map { start[...$0] + "…)" } ?? start + "…"
  }

  public static func + (a: SymbolicText, b: SymbolicText) -> SymbolicText { SymbolicText(a.pieces + b.pieces) }

  /// The text in lower case, symbols too: names of Azure and of ARM's expressions do not distinguish case.
  public var folded: SymbolicText {
    SymbolicText(
      pieces.map { piece in
        switch piece {
        case .text(let text): .text(text.lowercased())
        case .symbol(let symbol): .symbol(Symbol(name: symbol.name.lowercased(), scope: symbol.scope))
        }
      })
  }

  /// Whether both certainly name the same thing.
  public func isSame(as other: SymbolicText) -> Bool { folded == other.folded }
}
