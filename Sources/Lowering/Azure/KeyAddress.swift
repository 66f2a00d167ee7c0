import EncryptionModel

/// The address of a vault or of a key in it: `https://VAULT.vault.azure.net/keys/KEY/VERSION` (AZURE.md §2J), parts of it unknown.
public struct KeyAddress: Hashable, Sendable {
  public var vault: SymbolicText
  public var key: SymbolicText?
  /// Nil where the address has none.
  public var version: SymbolicText?

  /// Nil where the text is no such address.
  public init?(_ text: SymbolicText) {
    let prefix = text.knownPrefix.lowercased()
    guard prefix.hasPrefix("https://") || prefix.hasPrefix("http://") else { return nil }
    let segments = text.segments(separatedBy: "/")
    guard segments.count >= 3, let vault = Self.vault(ofHost: segments[2]) else { return nil }
    self.vault = vault
    guard segments.count >= 5, segments[3].known?.lowercased() == "keys", !segments[4].isEmpty else { return }
    key = segments[4]
    if segments.count >= 6, !segments[5].isEmpty { version = segments[5] }
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
