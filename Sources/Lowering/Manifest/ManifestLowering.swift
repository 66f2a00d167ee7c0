import EncryptionModel
import SourceText
import SyntaxTree

/// An encryption manifest (SPEC §3) → facts.
public enum ManifestLowering {
  /// What the manifest declares. A stream of several YAML documents is one manifest after the other.
  public static func lower(_ file: SourceFile) -> Declarations {
    var reader = ManifestReader(file: file)
    reader.collectKinds()
    var index = 0
    while let top = file.document.topValue(index), index < 1000 {
      if file.isManifest(top) { reader.read(top) }
      index += 1
    }
    return reader.declarations
  }
}

/// Reads one manifest; collects what it declares.
private struct ManifestReader {
  let file: SourceFile
  var declarations: Declarations
  private var identityNames: Set<String> = []
  private var kinds: [String: ResourceKind] = [:]

  init(file: SourceFile) {
    self.file = file
    declarations = Declarations(root: file.id, dialect: .manifest, folder: file.folder)
  }

  var document: Document { file.document }

  mutating func read(_ top: Node) {
    for section in document.members(top) {
      switch section.name {
      case "vaults": for member in document.members(section.value) { readVault(member) }
      case "identities": for member in document.members(section.value) { readIdentity(member) }
      case "resources": for member in document.members(section.value) { readResource(member) }
      default: break
      }
    }
  }

  // MARK: Vaults

  mutating func readVault(_ member: Member) {
    declare(.vault, member)
    let properties = ManifestObject(member, in: file)
    let site = file.site(member.key)
    let name = SymbolicText(member.name)
    let id = ResourceID(type: Vault.type, name: name, scope: scope(properties))
    var vault = Vault(
      name: name, site: site, declaration: Declaration(id, at: site), softDelete: properties.boolean("softDelete"),
      purgeProtection: properties.boolean("purgeProtection"))
    vault.location = properties.symbolic("region")
    vault.tenant = properties.symbolic("tenant")
    let firewall = ManifestObject(nested: "firewall", of: properties)
    switch firewall.text("defaultAction") {
    case .known(let text, let place):
      vault.firewallAction = FirewallAction(text).map { .known($0, place) } ?? .undecided(Unknown("'\(text)' is no action", at: place.site))
    case .absent(let place): vault.firewallAction = .absent(place)
    case .undecided(let unknown): vault.firewallAction = .undecided(unknown)
    case .either: break
    }
    vault.admitsTrustedServices = firewall.boolean("allowTrustedServices")
    // What a firewall does that does not say it is nobody's guess.
    if case .absent(let place) = vault.admitsTrustedServices { vault.admitsTrustedServices = .untold(at: place.site) }
    vault.listsGrants = properties.value("grants").map { document.dataKind($0) == .array } ?? false
    declarations.vaults.append(vault)
    for section in properties.members {
      switch section.name {
      case "keys": for key in document.members(section.value) { readKey(key, vault: member.name) }
      case "grants": for grant in document.elements(section.value) { readGrant(grant, on: id) }
      default: break
      }
    }
  }

  mutating func readKey(_ member: Member, vault: String) {
    declare(.key(vault: vault), member)
    let properties = ManifestObject(member, in: file)
    var key = Key(
      vault: SymbolicText(vault), name: SymbolicText(member.name), site: file.site(member.key),
      type: properties.text("type").map { KeyType($0) }, size: properties.integer("size"))
    key.version = properties.text("version")
    key.isEnabled = properties.boolean("enabled")
    key.expires = properties.date("expires")
    declarations.keys.append(key)
  }

  mutating func readGrant(_ node: Node, on vault: ResourceID) {
    for property in document.members(node) where property.name == "identity" { use(.identity, property.value) }
    let properties = ManifestObject(node, owner: file.site(node), in: file)
    let principal: Fact<Principal> =
      switch properties.text("identity") {
      case .known(let name, let place): .known(principal(named: name), place)
      case .absent(let place): .absent(place)
      case .undecided(let unknown): .undecided(unknown)
      case .either: .undecided(Unknown("the identity has several values", at: properties.owner))
      }
    let site = principal.place?.site ?? properties.owner
    let role = properties.text("role")
    let means: GrantMeans =
      properties.value("role") == nil || !role.isKnown
      ? .accessPolicy(permissions: properties.texts("permissions").map { $0.map { KeyPermission($0) } }) : .role(role.map { Role($0) })
    let id = ResourceID(type: "", name: SymbolicText(""), scope: vault.scope)
    declarations.grants.append(
      Grant(
        site: site, declaration: Declaration(id, at: site), principal: principal, target: .vault(vault), means: means,
        whole: properties.owner))
  }

  mutating func readIdentity(_ member: Member) {
    declare(.identity, member)
    let properties = ManifestObject(member, in: file)
    declarations.identities.append(
      ManagedIdentity(name: SymbolicText(member.name), site: file.site(member.key), tenant: properties.symbolic("tenant")))
  }

  /// A user-assigned identity, or the identity of the resource of that name (SPEC §3).
  func principal(named name: String) -> Principal {
    let folded = name.lowercased()
    if identityNames.contains(folded) { return .user(ResourceID(type: ManagedIdentity.type, name: SymbolicText(name))) }
    if let kind = kinds[folded] { return .system(of: ResourceID(type: kind.resourceType, name: SymbolicText(name))) }
    // Declared in another manifest, or nowhere.
    return .object(SymbolicText(SymbolicText.Symbol(name: name, scope: 0)))
  }

  func scope(_ properties: ManifestObject) -> Scope {
    Scope(
      subscription: properties.text("subscription").value.map { SymbolicText($0) },
      resourceGroup: properties.text("resourceGroup").value.map { SymbolicText($0) })
  }

  /// What the names of the file are, for references that stand above what they name.
  mutating func collectKinds() {
    var index = 0
    while let top = document.topValue(index), index < 1000 {
      index += 1
      guard file.isManifest(top) else { continue }
      for section in document.members(top) {
        for member in document.members(section.value) {
          if section.name == "identities" { identityNames.insert(member.name.lowercased()) }
          guard section.name == "resources", let node = document.value(member.value, "kind"),
            case .string(let text)? = document.scalar(node)
          else { continue }
          kinds[member.name.lowercased()] = ResourceKind(rawValue: text)
        }
      }
    }
  }

  // MARK: Resources

  mutating func readResource(_ member: Member) {
    declare(.resource, member)
    let properties = ManifestObject(member, in: file)
    if let userIdentity = properties.value("userIdentity") { use(.identity, userIdentity) }
    let block = ManifestObject(nested: "encryption", of: properties)
    if let key = block.value("key") { useKey(key) }
    guard let kind = properties.text("kind").value.flatMap({ ResourceKind(rawValue: $0) }) else { return }
    let previous = block.value("previous").map { _ in encryption(ManifestObject(nested: "previous", of: block)) }
    let site = file.site(member.key)
    let id = ResourceID(type: kind.resourceType, name: SymbolicText(member.name), scope: scope(properties))
    var resource = ProtectedResource(
      name: SymbolicText(member.name), kind: kind, site: site, declaration: Declaration(id, at: site), encryption: encryption(block),
      previous: previous, capabilities: properties.texts("capabilities").map { $0.map { Capability($0) } },
      requestForm: requestForm(properties))
    resource.encryption.block = properties.value("encryption").map { file.site($0) }
    resource.location = properties.symbolic("region")
    resource.tenant = properties.symbolic("tenant")
    resource.identities = identities(properties)
    if kind == .cosmosDB { resource.encryption.neededForm = .versionless }
    resource.encryption.identity = encryptionIdentity(resource.identities, id)
    resource.links = links(properties)
    if kind.isWorkspace {
      var traits = WorkspaceTraits(untoldAt: site)
      traits.highBusinessImpact = properties.boolean("highBusinessImpact")
      traits.managedResourceGroup = properties.symbolic("managedResourceGroup")
      traits.computes = computes(properties)
      resource.workspace = traits
    }
    declarations.resources.append(resource)
  }

  func identities(_ properties: ManifestObject) -> AttachedIdentities {
    let type = properties.text("identity")
    let user: Fact<[IdentityUse]> =
      switch properties.text("userIdentity") {
      case .known(let name, let place):
        .known([IdentityUse(.user(ResourceID(type: ManagedIdentity.type, name: SymbolicText(name))), place)], place)
      case .absent(let place):
        // A type that admits one, and none is named.
        type.value == "userAssigned" || type.value == "both" ? .absent(place) : .known([], place)
      case .undecided(let unknown): .undecided(unknown)
      case .either: .undecided(Unknown("the identity has several values", at: properties.owner))
      }
    return AttachedIdentities(
      system: type.map { $0 == "systemAssigned" || $0 == "both" }, user: user, typeSlot: properties.slot("identity"))
  }

  /// The one with which the key is reached: the user-assigned one where one is named, else the resource's own.
  func encryptionIdentity(_ identities: AttachedIdentities, _ id: ResourceID) -> Fact<Principal> {
    if case .known(let uses, let place) = identities.user, let use = uses.first { return .known(use.principal, place) }
    if case .known(true, let place) = identities.system { return .known(.system(of: id), place) }
    return .absent(identities.user.place ?? Place(file.site(document.root)))
  }

  func links(_ properties: ManifestObject) -> [ResourceLink] {
    guard let list = properties.value("dependsOn") else { return [] }
    return document.elements(list).compactMap { element in
      guard case .string(let name)? = document.scalar(element) else { return nil }
      let type = kinds[name.lowercased()]?.resourceType ?? ""
      return ResourceLink(.dependency, ResourceID(type: type, name: SymbolicText(name)), Place(file.site(element)))
    }
  }

  func computes(_ properties: ManifestObject) -> [WorkspaceTraits.ComputeClaim] {
    guard let all = properties.value("compute") else { return [] }
    return document.members(all).map { member in
      let claim = ManifestObject(member, in: file)
      return WorkspaceTraits.ComputeClaim(name: member.name, source: source(claim.text("encryption"), owner: claim.owner))
    }
  }

  func source(_ text: Fact<String>, owner: Site) -> Fact<EncryptionSource> {
    switch text {
    case .known("customerManaged", let place): .known(.customerManaged, place)
    case .known("microsoftManaged", let place): .known(.microsoftManaged, place)
    case .known(_, let place): .undecided(Unknown("the encryption source is none of the allowed ones", at: place.site))
    case .absent(let place): .absent(place)
    case .undecided(let unknown): .undecided(unknown)
    case .either: .undecided(Unknown("the encryption source has several values", at: owner))
    }
  }

  func encryption(_ block: ManifestObject) -> Encryption {
    let source = source(block.text("source"), owner: block.owner)
    guard case .known(let text, let place) = block.text("key") else {
      var encryption = Encryption(source: source, keySlot: block.slot("key"), dataStorage: dataStorage(block))
      if case .absent(let place) = block.text("key") { encryption.missingParts = [Encryption.MissingPart("key", place)] }
      return encryption
    }
    guard let (vault, key) = Self.split(text) else {
      return Encryption(source: source, keySlot: place.slot, dataStorage: dataStorage(block))
    }
    let reference = KeyReference(
      vault: SymbolicText(vault), vaultPlace: place, key: key.map { SymbolicText($0) }, keyPlace: place, version: block.text("keyVersion"))
    return Encryption(source: source, key: reference, keySlot: place.slot, dataStorage: dataStorage(block))
  }

  func dataStorage(_ block: ManifestObject) -> Fact<DataStorage> {
    switch block.text("dataStorage") {
    case .known("serviceSide", let place): .known(.serviceSide, place)
    case .known("managedResourceGroup", let place): .known(.managedResourceGroup, place)
    case .known(_, let place): .undecided(Unknown("the data storage is none of the allowed ones", at: place.site))
    case .absent(let place): .absent(place)
    case .undecided(let unknown): .undecided(unknown)
    case .either: .undecided(Unknown("the data storage has several values", at: block.owner))
    }
  }

  func requestForm(_ properties: ManifestObject) -> Fact<RequestForm> {
    guard let value = properties.value("requestForm") else {
      return .absent(Place(properties.owner, slot: properties.slot("requestForm")))
    }
    let form = ManifestObject(nested: "requestForm", of: properties)
    switch form.text("reference") {
    case .known(let reference, let place):
      let isFilledIn = reference.contains { !$0.isWhitespace }
      guard isFilledIn else { return .absent(Place(file.site(value))) }
      let date = form.text("approved").value.flatMap { CalendarDate($0) }
      return .known(RequestForm(reference: reference, status: .approved, date: date), place)
    case .absent: return .absent(Place(file.site(value)))
    case .undecided(let unknown): return .undecided(unknown)
    case .either: return .undecided(Unknown("the reference has several values", at: file.site(value)))
    }
  }

  // MARK: Names

  mutating func declare(_ kind: NameUse.Kind, _ member: Member) {
    declarations.names.append(NameUse(kind, member.name, at: file.site(member.key), isDeclaration: true))
  }

  mutating func use(_ kind: NameUse.Kind, _ value: Node) {
    guard case .string(let name)? = document.scalar(value), !name.isEmpty else { return }
    declarations.names.append(NameUse(kind, name, at: file.site(value), isDeclaration: false))
  }

  /// `VAULT/KEY`: one use, of the key; that its vault must be declared follows.
  mutating func useKey(_ value: Node) {
    guard case .string(let text)? = document.scalar(value) else { return }
    guard let (vault, key) = Self.split(text) else { return }
    if let key {
      declarations.names.append(NameUse(.key(vault: vault), key, at: file.site(value), isDeclaration: false))
    } else {
      declarations.names.append(NameUse(.vault, vault, at: file.site(value), isDeclaration: false))
    }
  }

  /// Nil where the text names nothing that could be looked for, which the schema has its word on.
  static func split(_ text: String) -> (vault: String, key: String?)? {
    let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard let vault = parts.first, !parts.contains(""), parts.count < 3 else { return nil }
    return (vault, parts.count == 2 ? parts[1] : nil)
  }
}

extension SourceFile {
  /// Whether one document of a stream is a manifest: a file that is one by its name holds nothing else; in another file, the
  /// documents without the key that makes it one are somebody else's.
  public func isManifest(_ top: Node) -> Bool {
    name.lowercased().contains(".cmk.") || document.value(top, "cmkManifest") != nil || document.topValue(1) == nil
  }
}
