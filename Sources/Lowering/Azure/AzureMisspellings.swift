import EncryptionModel
import SourceText

/// Words of a resource's encryption that differ from Azure's own in case or in spaces alone (AZURE.md §2J).
extension AzureReader {
  func misspellings(of kind: ResourceKind) -> [Encryption.Misspelling] {
    let isAzurerm = resource.writing?.vocabulary == .azurerm
    var words: [(path: [String], official: [String])] = [
      (["identity", "type"], isAzurerm || kind.spacesIdentityTypes ? Self.spacedIdentities : Self.closeIdentities)
    ]
    if !isAzurerm {
      switch kind {
      case .storage: words.append((["properties", "encryption", "keySource"], ["Microsoft.Keyvault", "Microsoft.Storage"]))
      case .hub, .hubProject, .mlWorkspace: words.append((["properties", "encryption", "status"], ["Enabled", "Disabled"]))
      case .containerRegistry: words.append((["properties", "encryption", "status"], ["enabled", "disabled"]))
      case .foundry, .foundryProject, .speech, .contentSafety, .contentModerator, .openAI, .cognitiveService:
        words.append((["properties", "encryption", "keySource"], ["Microsoft.KeyVault", "Microsoft.CognitiveServices"]))
      case .cosmosDB, .search: break
      }
    }
    return words.compactMap { path, official in
      guard case .known(let written, let place) = properties.fact(properties.read(path), as: \.knownText), !official.contains(written),
        let right = official.first(where: { $0.withoutSpaces == written.withoutSpaces })
      else { return nil }
      return Encryption.Misspelling(property: path.last ?? "", written: written, official: right, place: place)
    }
  }

  private static let spacedIdentities = ["None", "SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"]
  private static let closeIdentities = ["None", "SystemAssigned", "UserAssigned", "SystemAssigned,UserAssigned"]
}

extension ResourceKind {
  /// Whether the service writes both kinds of identity with a space after the comma.
  fileprivate var spacesIdentityTypes: Bool { isAccount || self == .foundryProject || self == .search || self == .containerRegistry }
}

extension String {
  fileprivate var withoutSpaces: String { lowercased().filter { $0 != " " } }
}
