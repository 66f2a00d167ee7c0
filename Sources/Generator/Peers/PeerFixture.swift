import EncryptionModel
import SourceText

/// One labelled example of another checker, lowered.
struct PeerFixture {
  /// What to look at: `fail1`, `azurerm_key_vault.example`, relative to the check.
  let name: String
  /// Whether the other checker says that it breaks its rule.
  let isLabelledBad: Bool
  let declarations: Declarations
  /// The subject's name in Azure; nil where the fixture has only one of the kind.
  var subject: String?
}

/// A checker's answer for one fixture, theirs or ours.
enum PeerVerdict: Equatable, CustomStringConvertible {
  case bad, good
  /// Ours alone, with the reason.
  case open(String)

  var description: String {
    switch self {
    case .bad: "bad"
    case .good: "good"
    case .open(let reason): "undecided (\(reason))"
    }
  }
}

extension PeerFixture {
  var vault: Vault? { declarations.vaults.first { !$0.isReference && isSubject($0.name) } }
  var key: Key? { declarations.keys.first { !$0.isReference && isSubject($0.name) } }
  func resource(_ kinds: ResourceKind...) -> ProtectedResource? {
    declarations.resources.first { !$0.isReference && (kinds.isEmpty || kinds.contains($0.kind)) && isSubject($0.name) }
  }

  private func isSubject(_ name: SymbolicText) -> Bool {
    guard let subject else { return true }
    // A child whose name lacks its parent is known by what its name was split from.
    return name.display == subject || name.display.hasSuffix("/" + subject) || name.expression.contains("split(\(subject), ")
  }

  /// The same with a storage account that encrypts with a key of each vault: the rules speak of nothing that encrypts nothing.
  var withUsers: Declarations {
    var made = declarations
    for vault in declarations.vaults where !vault.isReference {
      let name = SymbolicText("user of ") + vault.name
      let reference = KeyReference(
        vault: vault.name, vaultPlace: Place(vault.site), key: SymbolicText("key"), keyPlace: Place(vault.site),
        version: .untold(at: vault.site))
      made.resources.append(
        ProtectedResource(
          name: name, kind: .storage, site: vault.site,
          encryption: Encryption(source: .known(.customerManaged, Place(vault.site)), key: reference),
          capabilities: .untold(at: vault.site), requestForm: .untold(at: vault.site)))
    }
    return made
  }
}
