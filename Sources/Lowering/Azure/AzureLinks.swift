import EncryptionModel
import SourceText

/// What a resource hangs on: its stores, its connections, its hosts of agents.
extension AzureReader {
  /// The resources that a workspace or an account names itself.
  func ownLinks(_ kind: ResourceKind) -> [ResourceLink] {
    var links: [ResourceLink] = []
    if kind.isWorkspace {
      let named: [(String, ResourceLink.Role, String)] = [
        ("storageAccount", .storage, "microsoft.storage/storageaccounts"), ("keyVault", .keyVault, Vault.type),
        ("containerRegistry", .containerRegistry, "microsoft.containerregistry/registries"),
        ("applicationInsights", .applicationInsights, "microsoft.insights/components"),
      ]
      for (property, role, type) in named {
        guard let text = properties.symbolicText(["properties", property]) else { continue }
        links.append(ResourceLink(role, Self.resourceID(text.text, type: type), text.place))
      }
    }
    if kind.isAccount, case .value(let list, _) = properties.read(["properties", "userOwnedStorage"]) {
      for element in list.elements ?? [] {
        guard let member = element.object?["resourceId"], let text = member.value.symbolicText, !text.isEmpty else { continue }
        links.append(ResourceLink(.userOwnedStorage, Self.resourceID(text, type: "microsoft.storage/storageaccounts"), Place(member.site)))
      }
    }
    return links
  }

  /// What a connection leads to; nil where it leads to nothing that has a key, or where nobody knows.
  func connection() -> ResourceLink? {
    guard let category = properties.text("properties", "category").simplified.value?.lowercased() else { return nil }
    let type: String
    switch category {
    case "azureblob", "azurestorageaccount", "adlsgen2", "azuretablestorage", "azureblobstorage", "azuredatalakegen2":
      type = "microsoft.storage/storageaccounts"
    case "cosmosdb", "cosmosdbmongodbapi": type = "microsoft.documentdb/databaseaccounts"
    case "cognitivesearch": type = "microsoft.search/searchservices"
    case "azureopenai", "aiservices", "cognitiveservice": type = "microsoft.cognitiveservices/accounts"
    case "containerregistry": type = "microsoft.containerregistry/registries"
    default: return nil
    }
    if let id = properties.symbolicText(["properties", "metadata", "ResourceId"]) {
      return ResourceLink(.connection(category: category), Self.resourceID(id.text, type: type), id.place)
    }
    guard let target = properties.symbolicText(["properties", "target"]) else { return nil }
    // `https://NAME.search.windows.net/`
    let segments = target.text.segments(separatedBy: "/")
    guard segments.count >= 3, segments[0].known?.lowercased().hasPrefix("http") == true else { return nil }
    var host: [SymbolicText.Piece] = []
    for piece in segments[2].pieces {
      guard case .text(let text) = piece, let dot = text.firstIndex(of: ".") else {
        host.append(piece)
        continue
      }
      host.append(.text(String(text[..<dot])))
      return ResourceLink(
        .connection(category: category), ResourceID(type: type, name: SymbolicText(host)), Place(target.place.site))
    }
    return nil
  }

  /// A capability host of agents; nil where it is one of another kind.
  func agentHost(isOnProject: Bool) -> AccountTraits.AgentHost? {
    if let kind = properties.text("properties", "capabilityHostKind").simplified.value, kind.lowercased() != "agents" { return nil }
    let lists = ["storageConnections", "threadStorageConnections", "vectorStoreConnections"].map { name in
      properties.fact(properties.read(["properties", name])) { $0.elements.map { !$0.isEmpty } }.simplified
    }
    var all: Fact<Bool> = .known(true, Place(resource.nameSite))
    loop: for list in lists {
      switch list {
      case .known(true, _): continue
      case .known(false, _):
        all = list
        break loop
      case .absent(let place):
        all = .known(false, place)
        break loop
      case .undecided, .either: all = .undecided(Unknown("its connections are not known", at: resource.nameSite))
      }
    }
    return AccountTraits.AgentHost(name: resource.name, site: resource.nameSite, hasOwnStores: all, isOnProject: isOnProject)
  }

  static func resourceID(_ text: SymbolicText, type: String) -> ResourceID {
    if let id = ResourceIdentifier(text) {
      return ResourceID(type: id.type, name: id.name, scope: Scope(subscription: id.subscription, resourceGroup: id.resourceGroup))
    }
    return ResourceID(type: type, name: SymbolicText(UnknownName.symbol("name of \(text.expression)", scope: text.scope)))
  }
}
