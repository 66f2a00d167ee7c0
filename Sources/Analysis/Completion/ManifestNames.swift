import SyntaxTree

extension WorkspaceNames {
  /// What a manifest declares itself: what is being written may be newer than what the workspace knows.
  init(manifest document: Document) {
    self.init()
    guard let top = document.topValue() else { return }
    for section in document.members(top) {
      let entries = document.members(section.value)
      switch section.name {
      case "vaults":
        for vault in entries where !vault.name.isEmpty {
          vaults.append(vault.name)
          for key in document.value(vault.value, "keys").map(document.members) ?? [] where !key.name.isEmpty {
            keys.append("\(vault.name)/\(key.name)")
          }
        }
      case "identities": identities += entries.map(\.name).filter { !$0.isEmpty }
      case "resources": resources += entries.map(\.name).filter { !$0.isEmpty }
      default: break
      }
    }
  }
}
