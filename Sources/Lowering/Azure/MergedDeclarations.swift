import EncryptionModel
import SourceText

/// A declaration that another one of the same resource may add to.
protocol Mergeable {
  var isReference: Bool { get }
  /// This declaration after a later one; the later one wins where it says something.
  func followed(by later: Self, isCertain: Bool) -> Self
}

extension Array where Element: Mergeable {
  /// Adds a declaration or merges it into the one at `position`; returns where it is.
  mutating func merge(_ new: Element, at position: Int?, isCertain: Bool) -> Int {
    guard let position, indices.contains(position) else {
      append(new)
      return count - 1
    }
    if self[position].isReference {
      // A reference knows nothing that the declaration does not.
      if !new.isReference { self[position] = new }
    } else if !new.isReference {
      self[position] = self[position].followed(by: new, isCertain: isCertain)
    }
    return position
  }
}

extension Fact {
  /// The fact after a later declaration that is certain to be made, or not.
  func followed(by later: Fact, isCertain: Bool) -> Fact {
    if later.isAbsent || later.isUntold { return self }
    return isCertain ? later : Fact.either([later, self], because: nil).simplified
  }
}

/// The later declaration's facts, written over those of an earlier one where they say something.
private struct Merge<Whole> {
  var merged: Whole
  let later: Whole
  let isCertain: Bool

  mutating func take<Value>(_ paths: WritableKeyPath<Whole, Fact<Value>>...) {
    for path in paths { merged[keyPath: path] = merged[keyPath: path].followed(by: later[keyPath: path], isCertain: isCertain) }
  }
}

extension Declaration {
  /// Both declarations together: what is in one of them for certain is there, after what both wait for.
  fileprivate func followed(by later: Declaration) -> Declaration {
    var merged = self
    if later.isCertain { merged.existence = .certain }
    merged.dependencies += later.dependencies.filter { !dependencies.contains($0) }
    return merged
  }
}

extension Vault: Mergeable {
  func followed(by later: Vault, isCertain: Bool) -> Vault {
    var merge = Merge(merged: self, later: later, isCertain: isCertain)
    merge.merged.declaration = declaration.followed(by: later.declaration)
    merge.take(\.softDelete, \.purgeProtection, \.usesRoles, \.admitsTrustedServices, \.publicNetworkAccess, \.isRecovered)
    merge.take(\.location, \.tenant)
    merge.take(\.tier)
    merge.take(\.retentionDays)
    merge.take(\.firewallAction)
    return merge.merged
  }
}

extension Key: Mergeable {
  /// ARM creates a key and never changes it (AZURE.md §2A): what the first declaration says stays, if that one is made at all.
  func followed(by later: Key, isCertain: Bool) -> Key {
    var merged = self
    if !declaration.isCertain {
      merged = Merged.either(self, later)
    } else {
      if type.isAbsent { merged.type = type.followed(by: later.type, isCertain: isCertain) }
      if size.isAbsent { merged.size = size.followed(by: later.size, isCertain: isCertain) }
    }
    merged.declaration = declaration.followed(by: later.declaration)
    return merged
  }

  private enum Merged {
    /// One of two declarations, nobody knows which.
    static func either(_ first: Key, _ second: Key) -> Key {
      var merged = first
      merged.type = .either([first.type, second.type], because: nil).simplified
      merged.size = .either([first.size, second.size], because: nil).simplified
      merged.operations = .either([first.operations, second.operations], because: nil).simplified
      merged.isEnabled = .either([first.isEnabled, second.isEnabled], because: nil).simplified
      merged.expires = .either([first.expires, second.expires], because: nil).simplified
      merged.notBefore = .either([first.notBefore, second.notBefore], because: nil).simplified
      merged.rotates = .either([first.rotates, second.rotates], because: nil).simplified
      return merged
    }
  }
}

extension ManagedIdentity: Mergeable {
  func followed(by later: ManagedIdentity, isCertain: Bool) -> ManagedIdentity {
    var merged = self
    merged.declaration = declaration.followed(by: later.declaration)
    return merged
  }
}

extension ProtectedResource: Mergeable {
  func followed(by later: ProtectedResource, isCertain: Bool) -> ProtectedResource {
    var merge = Merge(merged: self, later: later, isCertain: isCertain)
    merge.take(\.capabilities)
    merge.take(\.requestForm)
    merge.take(\.location, \.tenant)
    merge.take(\.sku)
    merge.take(\.publicNetworkAccess, \.enforcesKeys, \.queuesUseKey, \.tablesUseKey, \.identities.system)
    merge.take(\.identities.user)
    merge.take(\.encryption.dataStorage)
    var merged = merge.merged
    merged.declaration = declaration.followed(by: later.declaration)
    merged.firstWithoutEncryption =
      firstWithoutEncryption || encryption.source.isAbsent && encryption.key == nil && declaration.isCertain
    if kind == .cognitiveService || kind == .mlWorkspace { merged.kind = later.kind }
    merged.newerProperties += later.newerProperties
    merged.links += later.links.filter { !links.contains($0) }
    if var traits = workspace, let more = later.workspace {
      traits.highBusinessImpact = traits.highBusinessImpact.followed(by: more.highBusinessImpact, isCertain: isCertain)
      traits.hub = traits.hub.followed(by: more.hub, isCertain: isCertain)
      traits.managedResourceGroup = traits.managedResourceGroup.followed(by: more.managedResourceGroup, isCertain: isCertain)
      traits.ownStores += more.ownStores
      merged.workspace = traits
    }
    if var traits = account, let more = later.account {
      traits.allowsProjects = traits.allowsProjects.followed(by: more.allowsProjects, isCertain: isCertain)
      traits.restrictsOutbound = traits.restrictsOutbound.followed(by: more.restrictsOutbound, isCertain: isCertain)
      traits.allowedHosts = traits.allowedHosts.followed(by: more.allowedHosts, isCertain: isCertain)
      traits.userOwnedStorage = traits.userOwnedStorage.followed(by: more.userOwnedStorage, isCertain: isCertain)
      merged.account = traits
    }
    if !later.encryption.source.isAbsent || later.encryption.key != nil {
      let dataStorage = merged.encryption.dataStorage
      merged.encryption = later.encryption
      merged.encryption.dataStorage = dataStorage
      merged.encryption.source = encryption.source.followed(by: later.encryption.source, isCertain: isCertain)
      if later.encryption.key == nil { merged.encryption.key = encryption.key }
      merged.site = later.site
      // It is encrypted no sooner than the deployment that says so.
      merged.declaration.containers = later.declaration.containers
      merged.declaration.calls = later.declaration.calls
      merged.declaration.dependencySlot = later.declaration.dependencySlot
      merged.declaration.apiVersion = later.declaration.apiVersion
    }
    return merged
  }
}
