import EncryptionModel

extension Fix {
  /// Encrypts a resource with the key that a reference names; a person decides. Nil where it cannot be written.
  static func encrypting(
    _ resource: ProtectedResource, with reference: KeyReference?, near origin: Estate.Origin, in estate: Estate,
    title: (KeyChoice) -> String
  ) -> Fix? {
    let encryption = resource.encryption
    guard let slot = encryption.keySlot, let choice = reference.flatMap({ estate.choice($0, near: origin) }) else { return nil }
    var fix = Fix(title(choice), .unsafe)
    // A database has its key and nothing else; azurerm has no word for the source, the block is it.
    if encryption.source.value != .customerManaged, resource.kind != .cosmosDB, slot.vocabulary != .azurerm {
      guard let source = encryption.source.place?.slot else { return nil }
      fix.amendments.append(.set(source, .encryptionSource(.customerManaged, of: resource.kind)))
    }
    if let vault = encryption.vaultSlot { fix.amendments.append(.set(vault, .vaultID(choice))) }
    fix.amendments.append(.set(slot, .keyReference(choice, of: resource.kind)))
    return fix
  }
}

extension Estate {
  /// The key of a reference with the declarations that a deployment has of it; nil where its names are not known.
  fileprivate func choice(_ reference: KeyReference, near origin: Origin) -> KeyChoice? {
    let vault = vaults(named: reference.vault, near: origin).first { $0.origin == origin }
    let key = keys(named: reference).first { $0.origin == origin }
    guard let vaultName = reference.vault.known ?? vault.map(\.vault.name.display), let name = reference.key?.known else { return nil }
    // A name of unknown parts can be written only where the declaration itself is named.
    guard reference.vault.known != nil || vault?.vault.isReference == false else { return nil }
    return KeyChoice(vault: vaultName, key: name, vaultSite: vault?.vault.site, keySite: key?.key.site)
  }
}
