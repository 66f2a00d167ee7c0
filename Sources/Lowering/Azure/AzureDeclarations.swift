import EncryptionModel
import SourceText

/// Resources of one deployment → facts. What is declared more than once is one resource: create, then encrypt.
struct AzureDeclarations {
  var vaults: [Vault] = []
  private(set) var keys: [Key] = []
  var resources: [ProtectedResource] = []
  private(set) var identities: [ManagedIdentity] = []
  private(set) var grants: [Grant] = []
  private(set) var others: [DeclaredResource] = []
  /// Parts of the deployment that are not among the files.
  var unread: [Unknown] = []

  /// Whether the properties of a type are read, and not its place alone.
  static func isKnown(_ foldedType: String) -> Bool { AzureResourceType(folded: foldedType) != nil }

  init(_ evaluated: [EvaluatedResource], requestFormTag: String) {
    self.init(evaluated.map { AzureFacts(of: $0, requestFormTag: requestFormTag) })
  }

  init(_ facts: [AzureFacts]) {
    var positions: [ResourceIdentity: Int] = [:]
    var links: [ResourceID.Index: [ResourceLink]] = [:]
    var hosts: [ResourceID.Index: [AccountTraits.AgentHost]] = [:]
    for fact in facts {
      let isCertain = fact.isCertain
      func position() -> Int? { positions[fact.identity] }
      switch fact.content {
      case .vault(let vault, let policies):
        positions[fact.identity] = vaults.merge(vault, at: position(), isCertain: isCertain)
        grants += policies
      case .key(let key): positions[fact.identity] = keys.merge(key, at: position(), isCertain: isCertain)
      case .grants(let made): grants += made
      case .managedIdentity(let made): positions[fact.identity] = identities.merge(made, at: position(), isCertain: isCertain)
      case .protected(let made): positions[fact.identity] = resources.merge(made, at: position(), isCertain: isCertain)
      case .other(let other, let unknown):
        others.append(other)
        if let unknown { unread.append(unknown) }
      case .link(let other, let owner, let link):
        others.append(other)
        if let owner, let link { links[owner, default: []].append(link) }
      case .agentHost(let other, let owner, let host):
        others.append(other)
        if let owner, let host { hosts[owner, default: []].append(host) }
      case .nothing: continue
      }
    }
    guard !(links.isEmpty && hosts.isEmpty) else { return }
    for index in resources.indices {
      let id = resources[index].declaration.id.index
      resources[index].links += links[id] ?? []
      resources[index].account?.agentHosts += hosts[id] ?? []
    }
  }
}
