import EncryptionModel

extension Fix {
  /// Encrypts a resource with the key that a reference names; a person decides. Nil where it cannot be written.
  ///
  /// `isFormer`: it was encrypted with that key before, to which it goes back, version included.
  static func encrypting(
    _ resource: ProtectedResource, with reference: KeyReference?, near origin: Estate.Origin, in estate: Estate,
    isFormer: Bool = false, title: (String) -> String
  ) -> Fix? {
    let encryption = resource.encryption
    guard let slot = encryption.keySlot, var choice = reference.flatMap({ estate.choice($0, near: origin) }) else { return nil }
    if isFormer { choice.version = reference?.version.value }
    var fix = Fix(title(reference?.vault.known == nil ? choice.key : choice.display), .unsafe)
    // A database has its key and nothing else; azurerm has no word for the source, the block is it.
    if encryption.source.value != .customerManaged, resource.kind != .cosmosDB, slot.vocabulary != .azurerm {
      guard let source = encryption.source.place?.slot else { return nil }
      fix.amendments.append(.set(source, .encryptionSource(.customerManaged, of: resource.kind)))
    }
    if isFormer, slot.vocabulary == .azure, let parts = reference.flatMap({ encryption.parts(backTo: $0, choice) }) {
      fix.amendments += parts
      return fix.amendments.isEmpty ? nil : fix
    }
    if let vault = encryption.vaultSlot { fix.amendments.append(.set(vault, .vaultID(choice))) }
    fix.amendments.append(.set(slot, .keyReference(choice, of: resource.kind)))
    // What a manifest names has to be declared in one (CMK004).
    if let reference, slot.vocabulary == .manifest, !estate.keys(named: reference).contains(where: { $0.origin.dialect == .manifest }) {
      fix.amendments.append(.declare(.key(choice), beside: resource.site))
    }
    return fix
  }
}

extension Estate {
  /// The key of a reference with the declarations that a deployment has of it; nil where its names are not known.
  fileprivate func choice(_ reference: KeyReference, near origin: Origin) -> KeyChoice? {
    let vault = vaults(named: reference.vault, near: origin).first { $0.origin == origin }
    let key = keys(named: reference).first { $0.origin == origin }
    guard let vaultName = reference.vault.known ?? vault.map(\.vault.name.display), let name = reference.key?.known else { return nil }
    // A name of unknown parts can be written only where a declaration in the same file can be named.
    guard reference.vault.known != nil || vault != nil else { return nil }
    var choice = KeyChoice(vault: vaultName, key: name, vaultSite: vault?.vault.site, keySite: key?.key.site)
    choice.vaultID = reference.writtenVaultID
    return choice
  }
}

extension Encryption {
  /// What of the key that is named has to change, so that what stands beside it stays; nil where it cannot be written in parts.
  fileprivate func parts(backTo former: KeyReference, _ choice: KeyChoice) -> [Amendment]? {
    if let key, key.isKeyAddress, let address = key.address?.value, address == former.address?.value, key.vault.isSame(as: former.vault) {
      return []
    }
    guard let key, !key.isKeyAddress, key.vaultID == nil, let name = key.key, let formerName = former.key else { return nil }
    var made: [Amendment] = []
    if !key.vault.isSame(as: former.vault) {
      guard case .known(_, let place)? = key.address, let slot = place.ownSlot else { return nil }
      made.append(.set(slot, .vaultAddress(choice)))
    }
    if !name.isSame(as: formerName) {
      guard let slot = key.keyPlace.ownSlot else { return nil }
      made.append(.set(slot, .text(choice.key)))
    }
    switch (key.version, former.version) {
    case (.known(let version, let place), .known(let formerVersion, _)) where version != formerVersion:
      guard let slot = place.ownSlot else { return nil }
      made.append(.set(slot, .text(formerVersion)))
    case (.absent(let place), .known(let formerVersion, _)):
      guard let slot = place.slot else { return nil }
      made.append(.set(slot, .text(formerVersion)))
    case (.known(_, let place), .absent):
      guard place.slot != nil else { return nil }
      made.append(.remove(place.use ?? place.site))
    default: break
    }
    return made
  }
}

extension Place {
  /// Where the property itself is written, whatever its value comes through.
  fileprivate var ownSlot: Slot? {
    guard let slot, let use else { return slot }
    return Slot(.value(use), vocabulary: slot.vocabulary)
  }
}

extension KeyReference {
  /// The vault's resource id, where no part of it is unknown.
  fileprivate var writtenVaultID: String? {
    guard case .known(let id, _)? = vaultID, let name = id.name.known, let group = id.scope.resourceGroup?.known,
      let subscription = id.scope.subscription?.known
    else { return nil }
    return "/subscriptions/\(subscription)/resourceGroups/\(group)/providers/Microsoft.KeyVault/vaults/\(name)"
  }
}
