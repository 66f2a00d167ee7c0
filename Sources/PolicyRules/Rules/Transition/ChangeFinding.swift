import EncryptionModel

extension Transition {
  /// `Foundry resource 'ai-main'`, at the start of a sentence.
  var title: String { after.title }
  var subject: Subject { after.subject }
}

extension ProtectedResource {
  /// `Foundry resource 'ai-main'`, at the start of a sentence.
  var title: String { "\(kind.title.capitalizedFirst) '\(name.display)'" }
  var subject: Subject { Subject(.resource, name.display) }
}

extension Estate {
  /// The declared resources that encrypt with a vault's key, or with one of its keys.
  func users(ofVault vault: SymbolicText, key: SymbolicText? = nil) -> [ResourceEntry] {
    resources.filter { entry in
      guard !entry.resource.isReference, entry.resource.encryption.isCustomerManaged, let reference = entry.resource.encryption.key,
        reference.vault.isSame(as: vault)
      else { return false }
      guard let key else { return true }
      return reference.key?.isSame(as: key) ?? false
    }
  }
}

extension Pair {
  /// Whether what is gone will be deleted in Azure: a plan or a what-if result says so, a manifest and a Terraform configuration
  /// mean what they leave out. Leaving something out of a template deletes nothing.
  func isDeleted(_ origin: KeyPath<Entry, Estate.Origin>) -> Bool {
    guard isRemoved, let before else { return false }
    switch before[keyPath: origin].dialect {
    case .manifest, .terraform: return true
    case .plan, .whatIf: return isTold
    case .arm, .bicep, .configuration: return false
    }
  }
}

extension RulePage.Gap {
  static let templatesDeleteNothing = RulePage.Gap([.arm, .bicep], "leaving a resource out of a template deletes nothing")
}

extension Fact {
  /// What a deployed property was: `standard` where a template said nothing of it, which is what Azure takes then.
  ///
  /// A provider may read back something else, and a manifest does not say all.
  func formerly(_ standard: Value, in dialect: Dialect) -> Value? {
    if case .absent = self, dialect == .arm || dialect == .bicep { return standard }
    return value
  }
}
