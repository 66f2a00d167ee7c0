import EncryptionModel
import SourceText

/// Managed identities: those that are declared, those that a resource has, and who an id stands for.
extension AzureReader {
  func managedIdentity() -> ManagedIdentity {
    ManagedIdentity(
      name: resource.names[0], site: resource.nameSite, isReference: resource.isExisting, declaration: resource.declaration(properties),
      tenant: .known(ownTenant, Place(resource.nameSite)))
  }

  func attachedIdentities() -> AttachedIdentities {
    if resource.isAddition, case .absent = properties.read(["identity"]) { return AttachedIdentities(untoldAt: resource.nameSite) }
    let type = properties.text("identity", "type")
    let system = type.map { $0.lowercased().contains("systemassigned") }
    var user: Fact<[IdentityUse]>
    if let text = type.simplified.value, !text.lowercased().contains("userassigned") {
      user = .known([], type.place ?? Place(resource.nameSite))
    } else {
      user = properties.fact(properties.read(["identity", "userAssignedIdentities"])) { value in
        guard let object = value.object else { return nil }
        var uses: [IdentityUse] = []
        for member in object.members {
          let text = member.symbolicName ?? SymbolicText(member.name)
          uses.append(IdentityUse(.user(Self.identityID(text, scope: resource.scope)), Place(member.site)))
        }
        // A name of unknown parts leaves the object open; that is what the parts are compared for.
        if let rest = object.rest, !object.members.contains(where: { $0.symbolicName != nil && rest.reason.contains($0.name) }) {
          return nil
        }
        return uses
      }
    }
    var slot: Slot?
    switch type {
    case .known(_, let place), .absent(let place): slot = place.slot
    case .undecided, .either: break
    }
    var identities = AttachedIdentities(system: system, user: user, typeSlot: slot)
    identities.ownObjectID = properties.text("identity", "principalId").value?.lowercased()
    return identities
  }

  /// The identity that an id of a resource names.
  static func identityID(_ text: SymbolicText, scope: UInt64) -> ResourceID {
    if let id = ResourceIdentifier(text) {
      return ResourceID(type: id.type, name: id.name, scope: Scope(subscription: id.subscription, resourceGroup: id.resourceGroup))
    }
    return ResourceID(
      type: ManagedIdentity.type,
      name: text.hasSymbols ? SymbolicText(UnknownName.symbol("identity \(text.expression)", scope: text.scope)) : text)
  }

  /// The identity that a property names by its id.
  func namedIdentity(_ path: [String]) -> Fact<Principal> {
    properties.fact(properties.read(path)) { value in
      if let (identity, _) = Self.otherID(value, than: .resourceID) { return .user(identity) }
      guard let text = value.symbolicText, !text.isEmpty else { return nil }
      return Principal.user(Self.identityID(text, scope: resource.scope))
    }
  }

  /// The identity at a path where it is named by another id than the wanted one.
  func misnamedIdentity(_ path: [String], wanted: Encryption.MisnamedIdentity.Form) -> Encryption.MisnamedIdentity? {
    guard case .value(let value, let property) = properties.read(path), let (identity, given) = Self.otherID(value, than: wanted)
    else { return nil }
    return Encryption.MisnamedIdentity(identity, given: given, wanted: wanted, at: properties.place(of: value, property: property))
  }

  /// The user-assigned identity that a value names by another id than the wanted one.
  private static func otherID(
    _ value: EvaluatedValue, than wanted: Encryption.MisnamedIdentity.Form
  ) -> (ResourceID, Encryption.MisnamedIdentity.Form)? {
    if case .resource(let handle) = value.content, let type = handle.type, type.lowercased() == ManagedIdentity.type {
      let id = ResourceID(type: ManagedIdentity.type, name: handle.name)
      switch handle.path.map({ $0.lowercased() }) {
      case ["principalid"]: return (id, .principalID)
      case ["clientid"] where wanted != .clientID: return (id, .clientID)
      default: return nil
      }
    }
    guard wanted != .resourceID, case .text(let text) = value.content, let id = ResourceIdentifier(text),
      id.type.lowercased() == ManagedIdentity.type
    else { return nil }
    return (identityID(text, scope: text.scope), .resourceID)
  }

  /// The identity that a property names by its client id.
  func namedClient(_ path: [String]) -> Fact<Principal> {
    let fact: Fact<Principal> = properties.fact(properties.read(path)) { value in
      Self.otherID(value, than: .clientID).map { .user($0.0) } ?? Self.principal(value, isClient: true)
    }
    if case .known(.client(nil, let text), let place) = fact, text.isEmpty { return .absent(place) }
    return fact
  }

  /// Who an object id (or a client id where `isClient`) stands for; nil for what is no text.
  static func principal(_ value: EvaluatedValue, isClient: Bool = false) -> Principal? {
    if case .resource(let handle) = value.content, let type = handle.type?.lowercased() {
      let id = ResourceID(type: type, name: handle.name)
      switch handle.path.map({ $0.lowercased() }) {
      case ["principalid"] where type == ManagedIdentity.type: return .user(id)
      case ["clientid"] where type == ManagedIdentity.type: return .client(id, handle.text)
      case ["identity", "principalid"]: return .system(of: id)
      // Without `full` the answer has no identity: what is asked for is nothing that exists, but the meaning is clear.
      default: return .object(handle.text)
      }
    }
    guard let text = value.symbolicText else { return nil }
    if isClient { return .client(nil, text) }
    if let (identity, _) = otherID(value, than: .principalID) { return .client(identity, text) }
    if let known = text.known?.lowercased(), wellKnownApplications.contains(known) { return .client(nil, text) }
    return .object(text)
  }

  /// Application ids of Azure Cosmos DB, which are often taken for its principal's object id (AZURE.md §2E).
  static let wellKnownApplications: Set<String> = ["a232010e-820c-4083-83bb-3ace5fc29d0b", "57506a73-e302-42a9-b869-6f12d9ec29e9"]
}
