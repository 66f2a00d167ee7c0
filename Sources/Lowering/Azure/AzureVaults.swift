import EncryptionModel
import SourceText

/// Vaults, managed HSMs and their keys.
extension AzureReader {
  func vault(isManagedHSM: Bool = false) -> Vault {
    var vault = Vault(
      name: resource.names[0], site: resource.nameSite, isReference: resource.isExisting, declaration: resource.declaration(properties),
      softDelete: properties.boolean("properties", "enableSoftDelete"),
      purgeProtection: properties.boolean("properties", "enablePurgeProtection"))
    vault.isManagedHSM = isManagedHSM
    vault.location = properties.symbolic("location")
    vault.tenant = properties.symbolic("properties", "tenantId").map { deploymentTenant($0) }
    if !isManagedHSM { vault.tier = properties.text("properties", "sku", "name").map { VaultTier($0) } }
    vault.retentionDays = properties.integer("properties", "softDeleteRetentionInDays")
    if !isManagedHSM {
      vault.usesRoles = properties.boolean("properties", "enableRbacAuthorization")
      vault.usesRolesByDefault = resource.apiVersion.map { $0.prefix(10) >= "2026-02-01" }
    }
    vault.firewallAction = properties.text("properties", "networkAcls", "defaultAction").flatMap { text, place in
      FirewallAction(text).map { .known($0, place) } ?? .undecided(Unknown("'\(text)' is no known action", at: place.site))
    }
    vault.admitsTrustedServices = properties.text("properties", "networkAcls", "bypass").map { $0.lowercased().contains("azureservices") }
    vault.publicNetworkAccess = publicNetworkAccess()
    vault.isRecovered = properties.text("properties", "createMode").map { $0.lowercased() == "recover" }
    if vault.isRecovered.value == true {
      let unknown = Unknown("the vault is recovered with the properties that it had", at: resource.nameSite)
      if vault.softDelete.isAbsent { vault.softDelete = .undecided(unknown) }
      if vault.purgeProtection.isAbsent { vault.purgeProtection = .undecided(unknown) }
      if vault.usesRoles.isAbsent { vault.usesRoles = .undecided(unknown) }
      if vault.retentionDays.isAbsent { vault.retentionDays = .undecided(unknown) }
    }
    return vault
  }

  func key(isInManagedHSM: Bool = false) -> Key {
    let names = resource.names
    var curve: Site?
    if case .value(_, let property) = properties.read(["properties", "curveName"]), property.isWhole { curve = property.site }
    var key = Key(
      vault: names[0], name: names.count > 1 ? names[1] : resource.name, site: resource.nameSite, isReference: resource.isExisting,
      declaration: resource.declaration(properties), type: properties.text("properties", "kty").map { KeyType($0) },
      size: properties.integer("properties", "keySize"), curve: curve)
    key.isInManagedHSM = isInManagedHSM
    key.operations = properties.texts(["properties", "keyOps"]).map { $0.map { KeyOperation($0) } }
    key.isEnabled = properties.boolean("properties", "attributes", "enabled")
    key.expires = date("exp")
    key.notBefore = date("nbf")
    key.rotates = properties.fact(properties.read(["properties", "rotationPolicy"])) { policy in
      guard let object = policy.object, object.rest == nil else { return nil }
      guard let actions = object["lifetimeActions"]?.value else { return false }
      guard let elements = actions.elements else { return actions.isNull ? false : nil }
      var isOpen = false
      for element in elements {
        switch element.object?["action"]?.value.object?["type"]?.value.knownText?.lowercased() {
        case "rotate": return true
        case nil: isOpen = isOpen || !element.isDecided
        default: break
        }
      }
      return isOpen ? nil : false
    }
    return key
  }

  /// Seconds since 1970 as the day that they are in.
  private func date(_ name: String) -> Fact<CalendarDate> {
    properties.integer("properties", "attributes", name).flatMap { seconds, place in
      let days = seconds / 86_400
      return CalendarDate(daysSince1970: days).map { .known($0, place) } ?? .undecided(Unknown("\(seconds) is no date", at: place.site))
    }
  }

  /// The tenant as the deployment's own, whichever of its names it was asked by.
  func deploymentTenant(_ text: SymbolicText) -> SymbolicText {
    guard text.pieces.count == 1, case .symbol(let symbol) = text.pieces[0] else { return text }
    return ["subscription().tenantid", "tenant().tenantid"].contains(symbol.name.lowercased()) ? ownTenant : text
  }

  var ownTenant: SymbolicText { SymbolicText(SymbolicText.Symbol(name: "tenant().tenantId", scope: resource.deployment)) }

  func publicNetworkAccess() -> Fact<Bool> {
    properties.text("properties", "publicNetworkAccess").map { !["disabled", "securedbyperimeter"].contains($0.lowercased()) }
  }
}
