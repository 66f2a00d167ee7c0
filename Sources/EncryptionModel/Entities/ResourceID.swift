/// What makes two declarations speak of the same Azure resource: type, full name, subscription and group, parts of them unknown.
public struct ResourceID: Hashable, Sendable {
  /// In lower case: `microsoft.keyvault/vaults/keys`; empty where nobody knows it.
  public var type: String
  /// The whole name, `vault/key`.
  public var name: SymbolicText
  public var scope: Scope

  public init(type: String, name: SymbolicText, scope: Scope = .untold) {
    self.type = type.lowercased()
    self.name = name
    self.scope = scope
  }

  /// What tables find it by: names are compared without regard to case, scopes only where they are known.
  public var index: Index { Index(type: type, name: name.folded) }

  public struct Index: Hashable, Sendable {
    public let type: String
    public let name: SymbolicText
  }

  /// Whether both may be the same: same type and name, and no scope that says otherwise. A type that nobody knows may be any.
  public func mayBe(_ other: ResourceID) -> Bool {
    (type == other.type || type.isEmpty || other.type.isEmpty) && name.isSame(as: other.name)
      && scope.isSameGroup(as: other.scope) != .different
  }

  /// The last part of the name where the parts can be told apart.
  public var lastName: SymbolicText {
    var last: [SymbolicText.Piece] = []
    for piece in name.pieces {
      if case .text(let text) = piece, let slash = text.lastIndex(of: "/") {
        last = [.text(String(text[text.index(after: slash)...]))]
      } else {
        last.append(piece)
      }
    }
    return SymbolicText(last)
  }

  /// The resource that this one is a child of; nil at the top.
  public var parent: ResourceID? {
    guard let slash = type.lastIndex(of: "/"), type[..<slash].contains("/") else { return nil }
    var pieces = name.pieces
    while let piece = pieces.popLast() {
      guard case .text(let text) = piece, let slash = text.lastIndex(of: "/") else { continue }
      pieces.append(.text(String(text[..<slash])))
      return ResourceID(type: String(type[..<(type.lastIndex(of: "/") ?? slash)]), name: SymbolicText(pieces), scope: scope)
    }
    return nil
  }
}
