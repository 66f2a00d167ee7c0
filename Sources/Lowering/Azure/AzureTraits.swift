import EncryptionModel
import SourceText

/// What only some kinds of protected resources have.
extension AzureReader {
  func workspaceTraits() -> WorkspaceTraits {
    var traits = WorkspaceTraits(untoldAt: resource.nameSite)
    traits.highBusinessImpact = properties.boolean("properties", "hbiWorkspace")
    traits.hub = properties.symbolic("properties", "hubResourceId").map {
      Self.resourceID($0, type: "microsoft.machinelearningservices/workspaces")
    }
    traits.managedResourceGroup = properties.symbolic("properties", "serviceProvisionedResourceGroup")
    for name in ["cosmosDbResourceId", "storageAccountResourceId", "searchAccountResourceId"] {
      guard case .value(let value, let property) = properties.read(["properties", "encryption", name]), value.knownText != "", !value.isNull
      else { continue }
      traits.ownStores.append(WorkspaceTraits.OwnStore(property: name, place: Place(property.site, slot: removable(property))))
    }
    return traits
  }

  func accountTraits() -> AccountTraits {
    var traits = AccountTraits(untoldAt: resource.nameSite)
    traits.allowsProjects = properties.boolean("properties", "allowProjectManagement")
    traits.restrictsOutbound = properties.boolean("properties", "restrictOutboundNetworkAccess")
    traits.allowedHosts = properties.fact("properties", "allowedFqdnList") { value in
      guard let elements = value.elements else { return nil }
      let texts = elements.compactMap(\.symbolicText)
      return texts.count == elements.count ? texts : nil
    }
    traits.userOwnedStorage = properties.fact("properties", "userOwnedStorage") { $0.elements.map { !$0.isEmpty } }
    return traits
  }

  private func removable(_ property: PropertyReader.Property) -> Slot? {
    property.isWhole ? Slot(.value(property.site), vocabulary: .azure) : nil
  }

  /// Whether a store of a storage account is encrypted with the account's key.
  func usesAccountKey(_ service: String) -> Fact<Bool> {
    properties.text("properties", "encryption", "services", service, "keyType").map { $0.lowercased() == "account" }
  }
}
