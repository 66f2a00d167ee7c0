import SyntaxTree

/// What can be written where a schema wants a name (`x-cmklint-reference`).
struct ReferenceText: Hashable {
  /// What is shown: the name.
  var label: String
  /// What is written: in a template an expression or an address.
  var text: String

  static func texts(for reference: String, names: WorkspaceNames, path: [CaretContext.Step]) -> [ReferenceText] {
    func plain(_ names: [String]) -> [ReferenceText] { names.map { ReferenceText(label: $0, text: $0) } }
    switch reference {
    case "key": return plain(names.keys)
    case "vault": return plain(names.vaults)
    case "identity" where path.first == .property("identity"):
      return names.identities.map { ReferenceText(label: $0, text: identityID($0)) }
    case "identity": return plain(names.identities)
    case "principal":
      let resources = names.resources.filter { !names.identities.contains($0) }
      return plain(resources + names.identities)
    case "resource":
      // Nothing depends on itself.
      return plain(names.resources.filter { !path.contains(.property($0)) })
    case "keyName":
      var seen: Set<String> = []
      return plain(names.keys.compactMap { split($0).map { String($0.key) } }.filter { seen.insert($0).inserted })
    case "keyUri":
      return names.keys.compactMap { name in
        split(name).map { ReferenceText(label: name, text: "https://\($0.vault).vault.azure.net/keys/\($0.key)") }
      }
    case "vaultUri": return names.vaults.map { ReferenceText(label: $0, text: "https://\($0).vault.azure.net/") }
    case "vaultId":
      return names.vaults.map { ReferenceText(label: $0, text: "[resourceId('Microsoft.KeyVault/vaults', '\($0)')]") }
    case "identityId": return names.identities.map { ReferenceText(label: $0, text: identityID($0)) }
    default: return []
    }
  }

  private static func identityID(_ name: String) -> String {
    "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', '\(name)')]"
  }

  private static func split(_ name: String) -> (vault: Substring, key: Substring)? {
    guard let slash = name.firstIndex(of: "/") else { return nil }
    return (name[..<slash], name[name.index(after: slash)...])
  }
}
