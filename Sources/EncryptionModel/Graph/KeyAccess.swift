/// What one identity may do with one key, as far as the workspace tells.
public struct KeyAccess: Sendable {
  /// Grants that are certainly this identity's and certainly on this key.
  public internal(set) var certain: [Estate.GrantEntry] = []
  /// Grants that may be: an unknown principal, role, scope or condition hides whether they are.
  public internal(set) var doubtful: [Estate.GrantEntry] = []

  /// What access policies give.
  public var byPolicy: Set<KeyPermission> {
    var given: Set<KeyPermission> = []
    for entry in certain {
      if case .accessPolicy(.known(let permissions, _)) = entry.grant.means { given.formUnion(permissions) }
    }
    return given
  }

  /// What roles give.
  public var byRole: Set<KeyPermission> {
    var given: Set<KeyPermission> = []
    for entry in certain {
      if case .role(.known(let role, _)) = entry.grant.means { given.formUnion(role.gives ?? []) }
    }
    return given
  }

  /// Which of get, wrapKey and unwrapKey a set lacks.
  public static func missing(from given: Set<KeyPermission>) -> [KeyPermission] {
    given.contains(.all) ? [] : KeyPermission.needed.filter { !given.contains($0) }
  }
}

extension Estate {
  /// The grants of `principal` on the key that a reference names, by what stands in the whole workspace.
  public func access(of principal: Principal, to reference: KeyReference, near origin: Origin) -> KeyAccess {
    var access = KeyAccess()
    // Only a plan or a state tells the object ids of identities, and with them whom a literal one is not.
    var objectID: String?
    if origin.dialect == .plan, case .system(let id) = principal {
      objectID = resources.first { $0.origin == origin && $0.resource.declaration.id == id }?.resource.identities.ownObjectID
    }
    for entry in grants(onVault: reference.vault, near: origin) {
      if entry.isForAnother(than: objectID) { continue }
      let isOnKey: Comparison =
        if case .key(let id) = entry.grant.target {
          reference.key.map { $0.compared(to: id.lastName) } ?? .undecided
        } else {
          .same
        }
      access.weigh(entry, principal, isOnKey)
    }
    let scope = vaults(named: reference.vault, near: origin).first?.vault.scope
    for entry in wideGrants {
      if entry.isForAnother(than: objectID) { continue }
      let isWithin: Comparison =
        switch entry.grant.target {
        case .resourceGroup(let group): scope?.isSameGroup(as: group) ?? .undecided
        case .subscription(let group): scope?.isSameSubscription(as: group) ?? .undecided
        case .wider: .same
        case .vault, .key, .other, .undecided: .undecided
        }
      // What nobody knows of another deployment is that deployment's own affair.
      if isWithin == .undecided, entry.origin.root != origin.root { continue }
      access.weigh(entry, principal, isWithin)
    }
    return access
  }
}

extension Estate.GrantEntry {
  /// Whether the grant names the object id of somebody else, where both ids are known.
  fileprivate func isForAnother(than objectID: String?) -> Bool {
    guard let objectID, case .known(.object(let text), _) = grant.principal, let other = text.known else { return false }
    return other.lowercased() != objectID
  }
}

extension KeyAccess {
  fileprivate mutating func weigh(_ entry: Estate.GrantEntry, _ principal: Principal, _ isOnKey: Comparison) {
    guard isOnKey != .different, entry.grant.effect != .removes else { return }
    var verdict = isOnKey
    switch entry.grant.principal {
    case .known(let other, _):
      switch principal.compared(to: other) {
      case .same: break
      case .different: return
      case .undecided: verdict = .undecided
      }
    case .absent: return
    case .undecided, .either: verdict = .undecided
    }
    if !entry.grant.declaration.isCertain { verdict = .undecided }
    switch entry.grant.means {
    case .accessPolicy(.known), .accessPolicy(.absent): break
    case .role(.known(let role, _)): if role.gives == nil { verdict = .undecided }
    case .role(.absent): return
    case .accessPolicy, .role: verdict = .undecided
    }
    if verdict == .same { certain.append(entry) } else { doubtful.append(entry) }
  }
}

extension ProtectedResource {
  /// The identity with which the resource reaches its key: the one that its encryption names, else its own. Absent: there is none.
  public var encryptingPrincipal: Fact<Principal> {
    switch encryption.identity {
    case .known(.client(nil, let id), let place):
      // A client id is that of an attached identity; of one alone it can be told whose.
      if case .known(let uses, _) = identities.user, uses.count == 1, let use = uses.first { return .known(use.principal, place) }
      return .known(.client(nil, id), place)
    case .known(let principal, let place): return .known(principal, place)
    case .undecided(let unknown) where !unknown.isUntold: return .undecided(unknown)
    case .either: return encryption.identity
    case .absent, .undecided: break
    }
    // Without a word of its own, Cosmos DB reaches keys as itself.
    if kind == .cosmosDB { return .known(.service("Azure Cosmos DB"), Place(site)) }
    switch identities.system {
    case .known(true, let place): return .known(.system(of: declaration.id), place)
    case .known(false, let place), .absent(let place): return .absent(place)
    case .undecided(let unknown): return .undecided(unknown)
    case .either: return .undecided(Unknown("whether it has an identity of its own hangs on a condition", at: site))
    }
  }
}
