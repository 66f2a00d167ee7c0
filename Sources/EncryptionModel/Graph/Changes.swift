import SourceText

/// All that differs between two states of the workspace, thing by thing; what stays as it was is in it too.
public struct Changes: Sendable {
  /// The state before: of the baseline, and of the files that tell it themselves. Nil where nothing does.
  public let before: Estate?
  /// Changes of a resource's encryption; a manifest's `previous` among them.
  public let transitions: [Transition]
  public let vaults: [Pair<Estate.VaultEntry>]
  /// Folded names of the vaults that are no longer there.
  private let goneVaults: Set<SymbolicText>
  public let keys: [Pair<Estate.KeyEntry>]
  public let resources: [Pair<Estate.ResourceEntry>]
  public let identities: [Pair<Estate.IdentityEntry>]
  public let grants: [Pair<Estate.GrantEntry>]
  public let others: [Pair<Estate.OtherEntry>]

  /// - Parameter baseline: the state before of the files that do not tell it themselves.
  public init(baseline: Estate?, after: Estate) {
    let telling = after.declarations.filter { $0.before != nil }
    let told = Set(telling.map { FileRoot(Estate.Origin($0)) })
    if baseline == nil, told.isEmpty {
      before = nil
      transitions = Transition.told(by: after)
      vaults = []
      goneVaults = []
      keys = []
      resources = []
      identities = []
      grants = []
      others = []
      return
    }
    let roots = Set(told.map(\.root))
    let before = Estate(
      telling.compactMap(\.before) + (baseline?.declarations ?? []).filter { !roots.contains($0.root) && $0.before == nil })
    self.before = before
    let hasBaseline = baseline != nil

    func named(_ id: ResourceID) -> ResourceID.Index? { id.name.pieces.isEmpty ? nil : id.index }
    vaults = Pairing(
      origin: { $0.origin }, identity: { $0.vault.name.folded }, isCertain: { $0.vault.name.known != nil }, isNear: { _, _ in true }
    ).pairs(
      before.vaults.filter { !$0.vault.isReference }, after.vaults.filter { !$0.vault.isReference }, told: told, hasBaseline: hasBaseline)
    goneVaults = Set(vaults.compactMap { $0.isRemoved ? $0.before?.vault.name.folded : nil })
    keys = Pairing(
      origin: { $0.origin }, identity: { [$0.key.vault.folded, $0.key.name.folded] },
      isCertain: { $0.key.vault.known != nil && $0.key.name.known != nil }, isNear: { _, _ in true }
    ).pairs(before.keys.filter { !$0.key.isReference }, after.keys.filter { !$0.key.isReference }, told: told, hasBaseline: hasBaseline)
    resources = Pairing(
      origin: { $0.origin }, identity: { named($0.resource.declaration.id) }, isCertain: { $0.resource.declaration.id.name.known != nil },
      isNear: { $0.resource.declaration.id.mayBe($1.resource.declaration.id) }
    ).pairs(
      before.resources.filter { !$0.resource.isReference }, after.resources.filter { !$0.resource.isReference }, told: told,
      hasBaseline: hasBaseline)
    identities = Pairing(
      origin: { $0.origin }, identity: { named($0.identity.declaration.id) }, isCertain: { $0.identity.name.known != nil },
      isNear: { $0.identity.declaration.id.mayBe($1.identity.declaration.id) }
    ).pairs(
      before.identities.filter { !$0.identity.isReference }, after.identities.filter { !$0.identity.isReference }, told: told,
      hasBaseline: hasBaseline)
    grants = Pairing(
      origin: { $0.origin }, identity: { GrantIdentity($0.grant) }, isCertain: { GrantIdentity($0.grant)?.isCertain ?? false },
      isNear: { _, _ in true }
    ).pairs(
      before.grants.filter { !$0.grant.isReference }, after.grants.filter { !$0.grant.isReference }, told: told, hasBaseline: hasBaseline)
    others = Pairing(
      origin: { $0.origin }, identity: { named($0.resource.declaration.id) }, isCertain: { $0.resource.declaration.id.name.known != nil },
      isNear: { $0.resource.declaration.id.mayBe($1.resource.declaration.id) }
    ).pairs(
      before.others.filter { !$0.resource.isReference }, after.others.filter { !$0.resource.isReference }, told: told,
      hasBaseline: hasBaseline)
    transitions = Transition.all(resources, after: after)
  }

  /// Whether a vault is no longer there: what becomes of its keys and grants is said of it (CMK804).
  public func isVaultGone(_ name: SymbolicText) -> Bool { goneVaults.contains(name.folded) }
}

/// Who is given something by a grant, and on what: an assignment under another name is still the same grant.
private struct GrantIdentity: Hashable {
  let principal: String
  let target: GrantTarget
  let isByRole: Bool
  let isCertain: Bool

  init?(_ grant: Grant) {
    guard case .known(let principal, _) = grant.principal, grant.effect != .removes else { return nil }
    isByRole = grant.isByRole
    var isKnown = true
    func name(_ text: SymbolicText) -> String {
      isKnown = isKnown && text.known != nil
      return text.folded.display
    }
    switch principal {
    case .system(let id): self.principal = "system \(id.type) \(name(id.name))"
    case .user(let id): self.principal = "user \(name(id.name))"
    case .object(let id): self.principal = "object \(name(id))"
    case .client(let id, let text): self.principal = "client \(name(id?.name ?? text))"
    case .service(let service): self.principal = "service \(service)"
    }
    switch grant.target {
    case .vault(let id):
      isKnown = isKnown && id.name.known != nil
      target = .vault(ResourceID(type: id.type, name: id.name.folded))
    case .key(let id):
      isKnown = isKnown && id.name.known != nil
      target = .key(ResourceID(type: id.type, name: id.name.folded))
    case .resourceGroup(let scope): target = .resourceGroup(scope.folded)
    case .subscription(let scope): target = .subscription(scope.folded)
    case .wider: target = .wider
    case .other, .undecided: return nil
    }
    isCertain = isKnown
  }
}
