import EncryptionModel
import SourceText

/// Access policies and role assignments.
extension AzureReader {
  /// The access policies in a vault's own list, or in a `vaults/accessPolicies`.
  func accessPolicies(isOwnList: Bool) -> [Grant] {
    let vault = ResourceID(type: Vault.type, name: resource.names[0], scope: resource.place)
    var effect = GrantEffect.adds
    if !isOwnList {
      switch resource.names.dropFirst().first?.known?.lowercased().prefix(while: { $0 != " " }) {
      case "add": break
      case "replace": effect = .replaces
      case "remove": effect = .removes
      default: return [undecidedPolicies(of: vault, Unknown("what is done to the access policies is not known", at: resource.nameSite))]
      }
    }
    return policies(properties.read(["properties", "accessPolicies"]), of: vault, effect, isCertain: true)
  }

  private func policies(
    _ reading: PropertyReader.Reading, of vault: ResourceID, _ effect: GrantEffect, isCertain: Bool
  ) -> [Grant] {
    switch reading {
    case .absent: return []
    case .undecided(let unknown): return [undecidedPolicies(of: vault, unknown)]
    case .either(let readings, _): return readings.flatMap { policies($0, of: vault, effect, isCertain: false) }
    case .value(let value, let property):
      guard let elements = value.elements else { return [undecidedPolicies(of: vault, Unknown(value.reason.reason, at: property.site))] }
      return elements.flatMap { element -> [Grant] in
        var element = element
        element.isShared = element.isShared || value.isShared
        return element.outcomes.compactMap { outcome in
          outcome.isNull ? nil : policy(outcome, of: vault, effect, isCertain: isCertain && element.branches == 1)
        }
      }
    }
  }

  private func policy(_ entry: EvaluatedValue, of vault: ResourceID, _ effect: GrantEffect, isCertain: Bool) -> Grant {
    guard entry.object != nil else { return undecidedPolicies(of: vault, entry.reason) }
    let reader = PropertyReader(entry, owner: entry.site, vocabulary: resource.writing?.vocabulary ?? .azure)
    var declaration = resource.declaration(properties)
    if !isCertain, declaration.isCertain {
      declaration.existence = .undecided(Unknown("a condition decides over the access policy", at: entry.site))
    }
    let principal: Fact<Principal> = reader.fact("objectId") { Self.principal($0) }
    var grant = Grant(
      site: principal.place?.site ?? entry.site, declaration: declaration, principal: principal, target: .vault(vault),
      means: .accessPolicy(permissions: reader.texts(["permissions", "keys"]).map { $0.map { KeyPermission($0) } }), effect: effect,
      tenant: reader.symbolic("tenantId").map { deploymentTenant($0) }, whole: entry.isWritten && !entry.isShared ? entry.site : nil)
    grant.isReference = resource.isExisting
    return grant
  }

  /// Access policies of which nobody knows whom they name.
  private func undecidedPolicies(of vault: ResourceID, _ unknown: Unknown) -> Grant {
    var declaration = resource.declaration(properties)
    declaration.existence = .undecided(unknown)
    var grant = Grant(
      site: unknown.site, declaration: declaration, principal: .undecided(unknown), target: .vault(vault),
      means: .accessPolicy(permissions: .undecided(unknown)))
    grant.isReference = resource.isExisting
    return grant
  }

  func roleAssignment() -> Grant {
    let principal: Fact<Principal> = properties.fact("properties", "principalId") { Self.principal($0) }
    let role: Fact<Role> = properties.fact("properties", "roleDefinitionId") { value in
      guard let text = value.symbolicText, let last = text.segments(separatedBy: "/").last?.known, !last.isEmpty else { return nil }
      return Role(last)
    }
    var grant = Grant(
      site: principal.place?.site ?? resource.nameSite, declaration: resource.declaration(properties), principal: principal,
      target: target(), means: .role(role), whole: resource.site)
    grant.isReference = resource.isExisting
    return grant
  }

  /// What a role assignment or a lock is on.
  func target() -> GrantTarget {
    // `Microsoft.KeyVault/vaults/providers/roleAssignments`, name `vault/Microsoft.Authorization/guid`.
    let parts = resource.type.split(separator: "/").map(String.init)
    if let position = parts.firstIndex(where: { $0.lowercased() == "providers" }), position >= 2 {
      let names = resource.name.segments(separatedBy: "/").prefix(position - 1)
      guard let first = names.first, names.count == position - 1 else {
        return .undecided(Unknown("what it is on is not known", at: resource.nameSite))
      }
      let name = names.dropFirst().reduce(first) { $0 + SymbolicText("/") + $1 }
      return Self.target(ResourceID(type: parts[..<position].joined(separator: "/"), name: name, scope: resource.place))
    }
    switch properties.symbolic("scope") {
    case .known(let text, let place):
      return Self.target(text, in: resource.place) ?? .undecided(Unknown("its scope is not known", at: place.site))
    case .undecided(let unknown): return .undecided(unknown)
    case .either(let facts, _):
      return .undecided(Unknown("its scope hangs on a condition", at: facts.first?.place?.site ?? resource.nameSite))
    case .absent:
      switch resource.level {
      case .resourceGroup: return .resourceGroup(resource.place)
      case .subscription: return .subscription(resource.place)
      case .managementGroup, .tenant: return .wider
      }
    }
  }

  private static func target(_ id: ResourceID) -> GrantTarget {
    switch id.type {
    case Vault.type, Vault.managedHSMType: .vault(id)
    case Vault.type + "/keys", Vault.managedHSMType + "/keys": .key(id)
    default: .other(id)
    }
  }

  /// A scope as it is written: a whole id, or type and name below the resource group; nil where nobody knows it.
  static func target(_ text: SymbolicText, in place: Scope) -> GrantTarget? {
    if let id = ResourceIdentifier(text) {
      if id.type.lowercased() == "microsoft.management/managementgroups" { return .wider }
      let scope = Scope(subscription: id.subscription ?? place.subscription, resourceGroup: id.resourceGroup ?? place.resourceGroup)
      return target(ResourceID(type: id.type, name: id.name, scope: scope))
    }
    var segments = text.segments(separatedBy: "/")
    if segments.last?.isEmpty == true { segments.removeLast() }
    if segments.isEmpty { return .wider }
    if segments.first?.isEmpty == true { segments.removeFirst() }
    let words = segments.map { $0.known?.lowercased() }
    if words.first == "subscriptions" {
      switch segments.count {
      case 2: return .subscription(Scope(subscription: segments[1]))
      case 4 where words[2] == "resourcegroups": return .resourceGroup(Scope(subscription: segments[1], resourceGroup: segments[3]))
      default: return nil
      }
    }
    // `Microsoft.KeyVault/vaults/NAME`
    guard let namespace = words.first ?? nil, namespace.contains("."), segments.count >= 3, segments.count % 2 == 1 else { return nil }
    var types = [namespace]
    var name: SymbolicText?
    for index in stride(from: 1, to: segments.count, by: 2) {
      guard let type = words[index] else { return nil }
      types.append(type)
      name = name.map { $0 + SymbolicText("/") + segments[index + 1] } ?? segments[index + 1]
    }
    return name.map { target(ResourceID(type: types.joined(separator: "/"), name: $0, scope: place)) }
  }
}
