import EncryptionModel

/// The address of a vault or of a key in it: `https://VAULT.vault.azure.net/keys/KEY/VERSION` (AZURE.md §2J), parts of it unknown.
public struct KeyAddress: Hashable, Sendable {
  /// Nil where the address begins with something that nobody knows.
  public var vault: SymbolicText?
  /// What the vault hangs on where it is not known.
  public var base: SymbolicText
  public var key: SymbolicText?
  /// Nil where the address has none.
  public var version: SymbolicText?

  /// Nil where the text is no such address.
  public init?(_ text: SymbolicText) {
    let prefix = text.knownPrefix.lowercased()
    var path: ArraySlice<SymbolicText>
    if prefix.hasPrefix("https://") || prefix.hasPrefix("http://") {
      let segments = text.segments(separatedBy: "/")
      guard segments.count >= 3, let vault = Self.vault(ofHost: segments[2]) else { return nil }
      self.vault = vault
      base = segments[2]
      path = segments[3...]
    } else {
      // `‹parameters('vaultUri')›keys/KEY/VERSION`, with or without a slash before `keys`.
      guard case .symbol(let symbol)? = text.pieces.first, text.pieces.count > 1 else { return nil }
      base = SymbolicText(symbol)
      path = SymbolicText(Array(text.pieces.dropFirst())).segments(separatedBy: "/")[...]
      if path.first?.isEmpty == true { path = path.dropFirst() }
      guard path.first?.known?.lowercased() == "keys" else { return nil }
    }
    guard path.popFirst()?.known?.lowercased() == "keys", let name = path.popFirst(), !name.isEmpty else { return }
    key = name
    if let last = path.first, !last.isEmpty { version = last }
  }

  /// The host's part before the first dot or before the suffix that the cloud decides.
  private static func vault(ofHost host: SymbolicText) -> SymbolicText? {
    var name: [SymbolicText.Piece] = []
    for piece in host.pieces {
      switch piece {
      case .symbol(let symbol):
        if symbol.name.lowercased() == RuntimeProperty.vaultSuffix.lowercased() { return name.isEmpty ? nil : SymbolicText(name) }
        name.append(piece)
      case .text(let text):
        guard let dot = text.firstIndex(where: { $0 == "." || $0 == ":" }) else {
          name.append(piece)
          continue
        }
        name.append(.text(String(text[..<dot])))
        let vault = SymbolicText(name)
        return vault.isEmpty ? nil : vault
      }
    }
    // A host without a dot in sight: its whole is unknown.
    return nil
  }
}
