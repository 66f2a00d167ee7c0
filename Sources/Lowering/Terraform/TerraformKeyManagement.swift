import EncryptionModel
import SourceText

/// Which blocks of a configuration say what key a resource is encrypted with.
struct TerraformKeyManagement {
  private var found: [ResourceID.Index: KeyManagement] = [:]

  /// `evaluated` is what each of the resources is in Azure.
  init(_ resources: [TerraformResource], _ evaluated: [[EvaluatedResource]]) {
    var additions: [(id: ResourceID?, site: Site)] = []
    for (resource, made) in zip(resources, evaluated) where resource.mode == .managed && Azurerm.isAddition(resource.type) {
      additions.append((made.first?.id, resource.nameSite))
    }
    for (resource, made) in zip(resources, evaluated) where resource.mode == .managed && !Azurerm.isAddition(resource.type) {
      let own = Self.ownKey(of: resource)
      guard own != nil || resource.ignoredChangesSite != nil, let id = made.first?.id else { continue }
      var management = KeyManagement()
      management.own = own
      management.separate = additions.filter { $0.id?.index == id.index && $0.id?.mayBe(id) == true }.map(\.site)
      management.mayHaveMore = resource.hasKeyAdditionsBeside || additions.contains { $0.id.map { $0.name.hasSymbols } ?? true }
      if resource.ignoredChanges.contains(where: { Self.coversKey($0, of: resource.type) }) {
        management.ignored = resource.ignoredChangesSite
      }
      found[id.index] = management
    }
  }

  /// How the key of a resource is managed; nil where its own block says nothing of it.
  subscript(_ id: ResourceID) -> KeyManagement? { found[id.index] }

  /// The key in a resource's own block.
  private static func ownKey(of resource: TerraformResource) -> Site? {
    let arguments = TerraformArguments(resource: resource)
    if resource.type.hasPrefix("azapi_") {
      for path in [["body", "properties", "encryption"], ["body", "properties", "keyVaultKeyUri"]] {
        if let member = arguments.member(path), member.value.object != nil || member.value.knownText?.isEmpty == false {
          return member.site
        }
      }
      return nil
    }
    for name in ["customer_managed_key", "encryption"] {
      if case .present = arguments.block(name), let block = arguments.member([name])?.value.elements?.first { return block.site }
    }
    guard let key = arguments.member(["key_vault_key_id"]), key.value.symbolicText?.isEmpty == false else { return nil }
    return key.site
  }

  /// Whether a path of `ignore_changes` covers the key: itself, what it is in, or a part of it.
  static func coversKey(_ path: String, of type: String) -> Bool {
    if path == "all" { return true }
    let names = path.split(whereSeparator: { ".[]\"".contains($0) }).map(String.init).filter { Int($0) == nil }
    guard let first = names.first else { return false }
    if type.hasPrefix("azapi_") {
      let keys = [["body", "properties", "encryption"], ["body", "properties", "keyVaultKeyUri"]]
      return keys.contains { key in zip(key, names).allSatisfy { $0 == $1 } }
    }
    return ["customer_managed_key", "encryption", "key_vault_key_id"].contains(first)
  }
}
