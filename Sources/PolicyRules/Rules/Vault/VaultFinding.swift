import EncryptionModel

extension Finding {
  /// A finding on a switch of a vault that should be on; the vault's users are related.
  static func onVault(
    _ vault: Vault, _ message: String, places: [(Bool?, Place)], users: [ProtectedResource], fix title: String
  ) -> Finding {
    var finding = Finding(
      message, at: places.first?.1 ?? Place(vault.site), subject: Subject(.vault, vault.name.display), related: Related.users(users))
    finding.fixes = Fix.setting(title, places.map { ($0.1, .boolean(true)) })
    return finding
  }
}

extension RulePage.Source {
  /// That a vault with a customer-managed key must be recoverable: soft delete and purge protection in one sentence.
  static let recoverableVault: [RulePage.Source] = [
    .policy("000", "the vault has soft delete and purge protection"),
    .policy("001", "both Soft Delete and Do Not Purge must be enabled on the key vault"),
    .policy("002", "the vault must enable soft delete and purge protection"),
    .policy("003", "the vault must enable soft delete and purge protection"),
    .policy("004", "enable soft delete and purge protection on the key vault"),
  ]
}

extension Related {
  /// The resources that encrypt with a key, at the place where they name it. Sorted, at most eight.
  static func users(_ users: [ProtectedResource]) -> [Related] {
    users.prefix(8).compactMap { user in
      guard let reference = user.encryption.key else { return nil }
      let place = reference.key == nil ? reference.vaultPlace : reference.keyPlace
      return Related("used by '\(user.name.display)' here", at: place.site)
    }
  }
}

extension Fix {
  /// One fix that writes each value at its place; none where one of the places cannot be written.
  static func setting(_ title: String, _ values: [(Place, AmendedValue)]) -> [Fix] {
    var amendments: [Amendment] = []
    var safety = Safety.safe
    for (place, value) in values {
      guard let slot = place.slot else { return [] }
      if slot.replacesDeployed { safety = .unsafe }
      let amendment = Amendment.set(slot, value)
      if !amendments.contains(amendment) { amendments.append(amendment) }
    }
    guard !amendments.isEmpty else { return [] }
    var fix = Fix(title, safety)
    fix.amendments = amendments
    return [fix]
  }
}
