import EncryptionModel

/// Answers of deployed resources that follow from their names alone.
enum RuntimeProperty {
  /// The name that stands for the suffix of vault addresses, which the cloud decides; it begins with a dot.
  static let vaultSuffix = "environment().suffixes.keyvaultDns"

  /// A vault's `vaultUri`, a key's `keyUri` and the like; nil for what nobody knows before.
  static func text(of handle: ResourceHandle) -> SymbolicText? {
    guard let type = handle.type?.lowercased(), handle.path.count == 1, let property = handle.path.first?.lowercased(), !handle.isFull
    else {
      return nil
    }
    let names = handle.name.segments(separatedBy: "/")
    let suffix = SymbolicText(SymbolicText.Symbol(name: vaultSuffix, scope: handle.scope))
    switch (type, property) {
    case ("microsoft.keyvault/vaults", "vaulturi") where names.count == 1:
      return SymbolicText("https://") + names[0] + suffix + SymbolicText("/")
    case ("microsoft.keyvault/vaults/keys", "keyuri") where names.count == 2:
      return SymbolicText("https://") + names[0] + suffix + SymbolicText("/keys/") + names[1]
    case ("microsoft.keyvault/vaults/keys", "keyuriwithversion") where names.count == 2:
      let version = SymbolicText.Symbol(name: "latest version of \(names[1].expression)", scope: handle.scope)
      return SymbolicText("https://") + names[0] + suffix + SymbolicText("/keys/") + names[1] + SymbolicText("/") + SymbolicText(version)
    default: return nil
    }
  }
}
