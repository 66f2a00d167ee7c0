import EncryptionModel
import SourceText

/// Resources of one deployment → facts. What is declared more than once is one resource: create, then encrypt.
struct AzureDeclarations {
  private(set) var vaults: [Vault] = []
  private(set) var keys: [Key] = []
  private(set) var resources: [ProtectedResource] = []

  static func isKnown(_ foldedType: String) -> Bool { AzureResourceType(rawValue: foldedType) != nil }

  init(_ evaluated: [EvaluatedResource], requestFormTag: String) {
    var positions: [ResourceIdentity: Int] = [:]
    for resource in evaluated {
      guard let type = AzureResourceType(rawValue: resource.type.lowercased()) else { continue }
      let reader = AzureReader(resource, requestFormTag: requestFormTag)
      let isCertain = if case .certain = resource.existence { true } else { false }
      let position = positions[resource.identity]
      switch type {
      case .vault: positions[resource.identity] = vaults.merge(reader.vault(), at: position, isCertain: isCertain)
      case .key: positions[resource.identity] = keys.merge(reader.key(), at: position, isCertain: isCertain)
      default:
        guard let made = reader.protectedResource(type) else { continue }
        positions[resource.identity] = resources.merge(made, at: position, isCertain: isCertain)
      }
    }
  }
}

/// A declaration that another one of the same resource may add to.
private protocol Mergeable {
  var isReference: Bool { get }
  /// This declaration after a later one; the later one wins where it says something.
  func followed(by later: Self, isCertain: Bool) -> Self
}

extension Array where Element: Mergeable {
  /// Adds a declaration or merges it into the one at `position`; returns where it is.
  fileprivate mutating func merge(_ new: Element, at position: Int?, isCertain: Bool) -> Int {
    guard let position, indices.contains(position) else {
      append(new)
      return count - 1
    }
    if self[position].isReference {
      // A reference knows nothing that the declaration does not.
      self[position] = new
    } else if !new.isReference {
      self[position] = self[position].followed(by: new, isCertain: isCertain)
    }
    return position
  }
}

extension Fact {
  /// The fact after a later declaration that is certain to be made, or not.
  fileprivate func followed(by later: Fact, isCertain: Bool) -> Fact {
    if later.isAbsent { return self }
    return isCertain ? later : Fact.either([later, self]).simplified
  }
}

extension Vault: Mergeable {
  fileprivate func followed(by later: Vault, isCertain: Bool) -> Vault {
    var merged = self
    merged.softDelete = softDelete.followed(by: later.softDelete, isCertain: isCertain)
    merged.purgeProtection = purgeProtection.followed(by: later.purgeProtection, isCertain: isCertain)
    return merged
  }
}

extension Key: Mergeable {
  /// ARM creates a key and never changes it (AZURE.md §2A): what the first declaration says stays.
  fileprivate func followed(by later: Key, isCertain: Bool) -> Key {
    var merged = self
    if type.isAbsent { merged.type = type.followed(by: later.type, isCertain: isCertain) }
    if size.isAbsent { merged.size = size.followed(by: later.size, isCertain: isCertain) }
    return merged
  }
}

extension ProtectedResource: Mergeable {
  fileprivate func followed(by later: ProtectedResource, isCertain: Bool) -> ProtectedResource {
    var merged = self
    merged.capabilities = capabilities.followed(by: later.capabilities, isCertain: isCertain)
    merged.requestForm = requestForm.followed(by: later.requestForm, isCertain: isCertain)
    if kind == .cognitiveService || kind == .mlWorkspace { merged.kind = later.kind }
    if !later.encryption.source.isAbsent || later.encryption.key != nil {
      merged.encryption = later.encryption
      merged.encryption.source = encryption.source.followed(by: later.encryption.source, isCertain: isCertain)
      if later.encryption.key == nil { merged.encryption.key = encryption.key }
      merged.site = later.site
    }
    return merged
  }
}
