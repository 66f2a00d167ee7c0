import EncryptionModel

/// An Azure resource id: `/subscriptions/…/resourceGroups/…/providers/TYPE/NAME/…`, of which parts may be unknown.
public struct ResourceIdentifier: Hashable, Sendable {
  public var subscription: SymbolicText?
  public var resourceGroup: SymbolicText?
  /// `Microsoft.KeyVault/vaults/keys`.
  public var type: String
  /// `vault/key`.
  public var name: SymbolicText
  public var names: [SymbolicText]

  /// Nil where the text is no id of a resource with a known type.
  public init?(_ text: SymbolicText) {
    let segments = text.segments(separatedBy: "/")
    guard let providers = segments.lastIndex(where: { $0.known?.lowercased() == "providers" }), providers + 2 < segments.count else {
      return nil
    }
    var rest = segments[(providers + 1)...]
    if let last = rest.last, last.isEmpty { rest = rest.dropLast() }
    guard let namespace = rest.popFirst()?.known, rest.count >= 2, rest.count.isMultiple(of: 2) else { return nil }
    var types = [namespace]
    var names: [SymbolicText] = []
    while let type = rest.popFirst(), let name = rest.popFirst() {
      guard let type = type.known else { return nil }
      types.append(type)
      names.append(name)
    }
    self.type = types.joined(separator: "/")
    self.names = names
    name = names.dropFirst().reduce(names[0]) { $0 + SymbolicText("/") + $1 }
    func value(behind word: String) -> SymbolicText? {
      guard let position = segments[..<providers].lastIndex(where: { $0.known?.lowercased() == word }), position + 1 < providers else {
        return nil
      }
      return segments[position + 1]
    }
    subscription = value(behind: "subscriptions")
    resourceGroup = value(behind: "resourcegroups")
  }
  /// The id of an extension resource that is written below what it extends: the type `Microsoft.KeyVault/vaults/providers/roleAssignments`
  /// with the name `vault/Microsoft.Authorization/guid`. Nil for every other resource.
  init?(extensionOfType type: String, name: SymbolicText) {
    let types = type.split(separator: "/")
    guard let providers = types.firstIndex(where: { $0.lowercased() == "providers" }), providers >= 2 else { return nil }
    let names = name.segments(separatedBy: "/").dropFirst(providers - 1)
    guard let namespace = names.first, names.count == types.count - providers else { return nil }
    let own = zip(types[(providers + 1)...], names.dropFirst()).reduce(SymbolicText("/providers/") + namespace) { text, part in
      text + SymbolicText("/") + SymbolicText(String(part.0)) + SymbolicText("/") + part.1
    }
    self.init(own)
  }
}
