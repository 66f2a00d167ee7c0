import EncryptionModel
import SourceText

extension Rule {
  static let swappedArguments = Rule(
    page: RulePage(
      id: "CMK407", name: "swapped-arguments", severity: .warning, group: .c, fix: .none,
      sources: [
        .platform("a key is named by its name, its version apart"),
        .platform("\"KeyVaultProperties is invalid\""),
      ],
      summary: "A version, or the id of a vault, is given where a key's name belongs.",
      why: """
        A parameter or variable that says version is passed for the key's name, or the resource id of the vault stands where the key \
        belongs. No key has that name: Azure refuses the encryption, or the template encrypts nothing that it was meant to.
        """,
      examples: .azure(
        bad: .foundry.setting(
          "account", "properties", "encryption", "keyVaultProperties", "keyName",
          to:
            "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.KeyVault/vaults/kv-ai"),
        good: .foundry)
        + .terraform(
          bad: .foundry.setting(
            "azurerm_cognitive_account.main", "customer_managed_key",
            to: .block(["key_vault_key_id": .reference("azurerm_key_vault.main", ["id"])])),
          good: .foundry),
      gaps: [RulePage.Gap([.manifest], "a manifest names vault and key in one text, and has no parameters")]),
    check: .estate { estate, report in
      for entry in estate.resources where !entry.resource.isReference && entry.resource.encryption.isCustomerManaged {
        guard let reference = entry.resource.encryption.key else { continue }
        report.origin = entry.origin
        report.calls = entry.resource.declaration.calls
        let mistakes = [
          (reference.resourceIDPlace, "the id of a resource where its key belongs"),
          (entry.resource.encryption.vaultAddressAsID, "an address where the resource id of its vault belongs"),
        ]
        for case (let place?, let what) in mistakes {
          report(
            Finding(
              "\(entry.title.capitalizedFirst) gives \(what).", at: Place(place.site, related: place.related), subject: entry.subject))
        }
      }
      for group in estate.declarations {
        for swapped in group.swappedArguments {
          report.origin = Estate.Origin(group)
          report.calls = []
          report(
            Finding(
              "'\(swapped.source)' is given for '\(swapped.name)': a version where a key's name belongs.", at: Place(swapped.site),
              subject: Subject(.key, swapped.name)))
        }
      }
    })
}

extension Estate {
  /// Whether a version is given for a name somewhere in a deployment: what follows from it is not a second mistake.
  func hasSwappedArguments(_ origin: Origin) -> Bool {
    declarations.contains { !$0.swappedArguments.isEmpty && Origin($0) == origin }
  }
}

extension KeyReference {
  /// The properties that ask for a key's name.
  static let nameParts: Set<String> = ["keyname", "keyvaultkeyname"]

  /// Where the id of a resource stands in place of a key's name or address.
  fileprivate var resourceIDPlace: Place? {
    if isKeyAddress {
      guard case .known(let text, let place)? = address else { return nil }
      return text.isResourceID ? place : nil
    }
    return key?.isResourceID == true ? keyPlace : nil
  }
}

extension SymbolicText {
  /// Whether the text is certainly the id of a resource.
  var isResourceID: Bool {
    pieces.contains { if case .text(let text) = $0 { KeyName.isResourceID(text) } else { false } }
  }
}
