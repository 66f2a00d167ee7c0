import EncryptionModel

/// How a resource that encrypts with a customer-managed key stands with the vault of that key: who it is there, and what it may do.
struct KeyUse {
  let entry: Estate.ResourceEntry
  let reference: KeyReference
  /// The identity with which it reaches the key.
  let principal: Principal
  /// Declarations of the vault; references where nothing declares it, empty where nothing speaks of it.
  let vaults: [Estate.VaultEntry]
  /// Whether roles count on the vault, and not access policies; nil where nobody knows.
  let usesRoles: Bool?
  /// Grants that are certainly for this identity and on this key, whether or not they count.
  let grants: [Estate.GrantEntry]
  /// Grants for the client id of the identity, which no principal has.
  let misnamed: [Estate.GrantEntry]
  /// Grants that may be what is missing.
  let doubtful: [Estate.GrantEntry]

  /// Nil where the resource needs no grant of its own, or where nobody knows for whom it would be.
  init?(_ entry: Estate.ResourceEntry, _ estate: Estate) {
    let resource = entry.resource
    // A what-if result names principals by ids that only Azure resolves.
    guard entry.origin.dialect != .whatIf, resource.encryption.isCustomerManaged, let reference = resource.encryption.key,
      !reference.isInManagedHSM, !reference.namesTwoVaults, resource.kind.needsKeyGrant,
      case .known(let principal, _) = resource.encryptingPrincipal
    else { return nil }
    let vaults = estate.vaults(of: entry)
    guard !vaults.contains(where: { $0.vault.isManagedHSM }) else { return nil }
    self.entry = entry
    self.reference = reference
    self.principal = principal
    self.vaults = vaults
    let model = Self.model(of: vaults)
    usesRoles = model
    let access = estate.access(of: principal, to: reference, near: entry.origin)
    // Those of the own deployment first: another file of the workspace may be the same in another notation.
    let certain = access.certain.filter { !$0.grant.namesClient }
    grants = certain.filter { $0.origin == entry.origin } + certain.filter { $0.origin != entry.origin }
    misnamed = (access.certain + access.doubtful).filter { found in
      guard case .known(.client(let identity, _), _) = found.grant.principal else { return false }
      return identity == nil ? principal.isService : principal.compared(to: .client(identity, SymbolicText(""))) == .same
    }
    doubtful = access.doubtful.filter { found in
      !found.grant.namesClient && !found.grant.isForDeployer && found.grant.mayGiveKeys && (model == nil || found.grant.isByRole == model)
    }
  }

  /// The grants that count.
  var effective: [Estate.GrantEntry] { grants.filter { usesRoles == nil || $0.grant.isByRole == usesRoles } }

  /// Those of the other model, which the vault does not look at.
  var ignored: [Estate.GrantEntry] { grants.filter { usesRoles != nil && $0.grant.isByRole != usesRoles } }

  /// Which of get, wrapKey and unwrapKey are given by what counts. Policies add up, and so do roles; they do not add to each other.
  var missing: [KeyPermission] { Self.missing(from: effective) }

  static func missing(from grants: [Estate.GrantEntry]) -> [KeyPermission] {
    func lacking(_ isByRole: Bool) -> [KeyPermission] {
      KeyAccess.missing(from: grants.filter { $0.grant.isByRole == isByRole }.reduce(into: []) { $0.formUnion($1.grant.gives) })
    }
    let (byPolicy, byRole) = (lacking(false), lacking(true))
    return byPolicy.count <= byRole.count ? byPolicy : byRole
  }

  var isSufficient: Bool { missing.isEmpty }

  /// Whether the workspace tells enough to say that something is missing.
  func isDecided(in estate: Estate) -> Bool {
    guard doubtful.isEmpty, !vaults.contains(where: { !$0.vault.isRecovered.isNeverTrue }) else { return false }
    guard !estate.mayDeclareMore(entry.origin) else { return false }
    if entry.origin.dialect == .manifest {
      // A vault without a list of grants does not tell them.
      return vaults.contains { $0.vault.listsGrants }
        || estate.grants(onVault: reference.vault, near: entry.origin).contains { $0.origin.dialect == .manifest }
    }
    return !estate.grants.contains { mayBeElsewhere($0) }
  }

  /// Whether a grant of another deployment near this one, on a vault that may be this one under another name, may be what is missing.
  private func mayBeElsewhere(_ found: Estate.GrantEntry) -> Bool {
    let grant = found.grant
    guard grant.mayGiveKeys, !grant.isForDeployer, grant.effect != .removes, usesRoles == nil || grant.isByRole == usesRoles else {
      return false
    }
    let isDeclared = vaults.contains { !$0.vault.isReference }
    // What a deployment says of its own vault is all there is to say in it.
    if found.origin == entry.origin, isDeclared { return false }
    switch grant.target {
    case .vault(let id): guard id.name.compared(to: reference.vault) == .undecided else { return false }
    case .key(let id): guard id.parent?.name.compared(to: reference.vault) != .different else { return false }
    case .resourceGroup, .subscription, .wider, .undecided: break
    case .other: return false
    }
    guard case .known(let other, _) = grant.principal else { return true }
    return principal.compared(to: other) != .different
  }

  private static func model(of vaults: [Estate.VaultEntry]) -> Bool? {
    let models = vaults.filter { !$0.vault.isReference }.map { $0.vault.countsRoles }
    guard let first = models.first, models.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  /// The identity's name for a message.
  var holder: String { principal.display }

  /// Whether the identity and the vault are both declared in the workspace.
  func isDeclared(in estate: Estate) -> Bool {
    guard vaults.contains(where: { !$0.vault.isReference }) else { return false }
    switch principal {
    case .system, .service: return true
    case .user(let id), .client(let id?, _):
      return estate.identities.contains { !$0.identity.isReference && $0.identity.declaration.id.mayBe(id) }
    case .object, .client(nil, _): return false
    }
  }

  /// One more grant beside the vault; nil where the vault or the holder is not declared.
  func newGrant(byRole: Bool, in estate: Estate, _ title: String) -> Fix? {
    guard let vault = vaults.first(where: { $0.origin == entry.origin })?.vault else { return nil }
    // A template grants only within the resource group that it is deployed to.
    if vault.isReference, entry.origin.dialect != .terraform, vault.declaration.id.scope != entry.resource.declaration.id.scope {
      return nil
    }
    let holder: NewResource.GrantHolder
    switch principal {
    case .system(let id):
      guard entry.resource.declaration.id.mayBe(id) else { return nil }
      holder = .system(of: entry.resource.site)
    case .user(let id), .client(let id?, _):
      guard let identity = estate.identities.first(where: { $0.origin == entry.origin && $0.identity.declaration.id.mayBe(id) }) else {
        return nil
      }
      holder = .user(identity.identity.site)
    case .object, .service, .client(nil, _): return nil
    }
    var fix = Fix(title, .unsafe, .declare(.keyGrant(holder, byRole: byRole), beside: vault.site))
    // Once there is a grant the vault has to say that it counts (CMK111).
    if !vault.isReference, case .absent(let place) = vault.usesRoles, let slot = place.slot, vault.usesRolesByDefault != nil,
      entry.origin.isTemplate(place)
    {
      fix.amendments.append(.set(slot, .boolean(byRole)))
    }
    return fix
  }
}

extension Principal {
  var isService: Bool { if case .service = self { true } else { false } }
}

extension ResourceKind {
  /// Kinds that reach their key with an identity that needs a grant. Projects have their parent's key.
  var needsKeyGrant: Bool { self != .hubProject && self != .foundryProject }
}

extension Vault {
  /// Whether roles count on it; nil where nobody knows.
  var countsRoles: Bool? {
    switch usesRoles {
    case .known(let value, _): value
    case .absent: usesRolesByDefault
    case .undecided, .either: nil
    }
  }
}

extension Fact<Bool> {
  /// Whether it is false or not said in every branch.
  var isNeverTrue: Bool { isUntold || certainly { $0 != true } }
}

extension Grant {
  /// Whether it names a client or application id.
  var namesClient: Bool { if case .known(.client, _) = principal { true } else { false } }

  /// What of the permissions on keys it gives.
  var gives: Set<KeyPermission> {
    switch means {
    case .accessPolicy(let permissions): Set(permissions.value ?? [])
    case .role(let role): Set(role.value?.gives ?? [])
    }
  }

  /// Whether it may give one of get, wrapKey and unwrapKey.
  var mayGiveKeys: Bool {
    switch means {
    case .accessPolicy(.known(let permissions, _)): permissions.contains { $0 == .all || KeyPermission.needed.contains($0) }
    case .accessPolicy(.absent), .role(.absent): false
    case .role(.known(let role, _)): role.gives?.isEmpty != true
    case .accessPolicy, .role: true
    }
  }

  /// Whether it is for whoever deploys, or for a person: neither is the identity of a resource.
  var isForDeployer: Bool {
    guard case .known(.object(let id), _) = principal, id.pieces.count == 1, case .symbol(let symbol)? = id.pieces.first else {
      return false
    }
    // What only the deployment tells has a name around its address: `reference('data.azurerm_client_config.current').object_id`.
    var name = symbol.name.lowercased()[...]
    if name.hasPrefix("reference("), let quote = name.firstIndex(of: "'") { name = name[quote...].dropFirst() }
    return Self.deployers.contains { name.hasPrefix($0) }
  }

  private static let deployers = [
    "data.azurerm_client_config.", "data.azuread_client_config.", "data.azapi_client_config.", "data.azuread_user.", "azuread_user.",
    "deployer()",
  ]
}

extension Estate {
  /// Whether nothing is to be said of the order of a grant and the resource that it is for (CMK310).
  func isInOrder(_ found: GrantEntry, _ entry: ResourceEntry) -> Bool {
    switch entry.origin.dialect {
    case .manifest, .plan, .whatIf, .configuration: return true
    case .arm, .bicep, .terraform: break
    }
    if case .known(.system, _) = entry.resource.encryptingPrincipal, !entry.resource.firstWithoutEncryption { return true }
    return found.origin != entry.origin || found.grant.declaration.id.type == Vault.type
      || isDeployed(found.grant.declaration, before: entry.resource.declaration, in: entry.origin) != .different
  }

  /// Whether a resource that reaches its key as `principal` has all that it needs, so that nothing more is to be said then.
  func isReady(_ principal: Principal, _ entry: ResourceEntry) -> Bool {
    guard let reference = entry.resource.encryption.key else { return false }
    if entry.origin.dialect == .manifest, grants(onVault: reference.vault, near: entry.origin).isEmpty,
      !vaults(of: entry).contains(where: { $0.vault.listsGrants })
    {
      return true
    }
    let access = access(of: principal, to: reference, near: entry.origin)
    let certain = access.certain.filter { !$0.grant.namesClient }
    if case .system = principal, entry.origin.dialect != .manifest, !entry.resource.kind.isWorkspace, !entry.resource.firstWithoutEncryption
    {
      return false
    }
    guard KeyUse.missing(from: certain).isEmpty else { return false }
    if case .system = principal { return true }
    return certain.contains { isInOrder($0, entry) }
  }

  /// Whether a deployment has parts that are not among the files, or scripts, that may declare grants.
  func mayDeclareMore(_ origin: Origin) -> Bool {
    declarations.contains { group in
      group.root == origin.root && group.dialect == origin.dialect && group.environment == origin.environment
        && (!group.unread.isEmpty || group.others.contains { $0.type == "microsoft.resources/deploymentscripts" && !$0.isReference })
    }
  }
}

extension Estate {
  /// A grant on the vault for the identity that a changed resource encrypts with; nil where the file does not declare both.
  func newGrant(for transition: Transition, _ title: String) -> Fix? {
    let id = transition.after.declaration.id
    guard let entry = resources.first(where: { $0.origin == transition.origin && $0.resource.declaration.id == id }),
      let use = KeyUse(entry, self)
    else { return nil }
    // What is left of a policy is completed where it stands, as CMK305 does it.
    if case .partial(let grants) = use.standing, case .accessPolicy(.known(let permissions, let place))? = grants.first?.grant.means {
      var fix = Fix.setting(title, place, to: .keyPermissions(permissions + use.missing))
      fix?.safety = .unsafe
      return fix
    }
    return use.newGrant(byRole: use.usesRoles ?? true, in: self, title)
  }
}
