/// Where in an estate something of a name is: made once, in one pass.
struct EstateIndex: Sendable {
  /// By the folded name of the vault.
  private(set) var vaults: [SymbolicText: [Int]] = [:]
  private var keysByName: [KeyName: [Int]] = [:]
  /// By the folded full name.
  private(set) var resources: [SymbolicText: [Int]] = [:]
  /// By the hub or account that they are projects of.
  private(set) var projects: [ResourceID.Index: [Int]] = [:]
  /// By the folded full name of what they hang on: the resource's position and that of the link in it.
  private(set) var dependents: [SymbolicText: [(Int, Int)]] = [:]
  /// What each deployment declares with a customer-managed key for certain.
  private(set) var customerManaged: [Estate.Origin: [Int]] = [:]
  private(set) var grantsByVault: [SymbolicText: [Int]] = [:]
  private(set) var wideGrants: [Int] = []
  /// All that one deployment declares.
  private(set) var declared: [Estate.Origin: [ResourceID.Index: Declaration]] = [:]

  mutating func add(_ vault: Vault, at position: Int, _ origin: Estate.Origin) {
    vaults[vault.name.folded, default: []].append(position)
    add(vault.declaration, origin)
  }

  mutating func add(_ key: Key, at position: Int, _ origin: Estate.Origin) {
    keysByName[KeyName(vault: key.vault.folded, key: key.name.folded), default: []].append(position)
    add(key.declaration, origin)
  }

  mutating func add(_ resource: ProtectedResource, at position: Int, _ origin: Estate.Origin) {
    let id = resource.declaration.id
    if !resource.isReference, resource.encryption.isCustomerManaged { customerManaged[origin, default: []].append(position) }
    resources[id.name.folded, default: []].append(position)
    if let hub = resource.workspace?.hub.value { projects[hub.index, default: []].append(position) }
    if resource.kind == .foundryProject, let account = id.parent { projects[account.index, default: []].append(position) }
    for (number, link) in resource.links.enumerated() { dependents[link.target.name.folded, default: []].append((position, number)) }
    add(resource.declaration, origin)
  }

  mutating func add(_ grant: Grant, at position: Int, _ origin: Estate.Origin) {
    switch grant.target {
    case .vault(let id): grantsByVault[id.name.folded, default: []].append(position)
    case .key(let id):
      if let vault = id.parent { grantsByVault[vault.name.folded, default: []].append(position) }
    case .resourceGroup, .subscription, .wider, .undecided: wideGrants.append(position)
    case .other: break
    }
    // An entry of a vault's own list is the vault's declaration.
    if grant.declaration.id.type != Vault.type { add(grant.declaration, origin) }
  }

  mutating func add(_ declaration: Declaration, _ origin: Estate.Origin) {
    guard !declaration.id.name.pieces.isEmpty else { return }
    declared[origin, default: [:]][declaration.id.index] = declaration
  }

  func keys(of reference: KeyReference) -> [Int] {
    guard let key = reference.key else { return [] }
    return keysByName[KeyName(vault: reference.vault.folded, key: key.folded)] ?? []
  }

  private struct KeyName: Hashable {
    let vault: SymbolicText
    let key: SymbolicText
  }
}
