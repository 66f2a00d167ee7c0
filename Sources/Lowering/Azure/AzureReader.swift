import EncryptionModel
import SourceText

/// Makes facts of one evaluated resource, whatever dialect it came from (property paths: AZURE.md §2).
struct AzureReader {
  let resource: EvaluatedResource
  let properties: PropertyReader
  let requestFormTag: String

  init(_ resource: EvaluatedResource, requestFormTag: String) {
    self.resource = resource
    self.requestFormTag = requestFormTag
    properties = PropertyReader(resource)
  }

  // MARK: Resources that encrypt

  func protectedResource(_ type: AzureResourceType) -> ProtectedResource? {
    let kind: ResourceKind
    var encryption: Encryption
    switch type {
    case .vault, .key, .managedHSM, .managedHSMKey, .accessPolicies, .managedIdentity, .roleAssignment, .lock, .accountConnection,
      .projectConnection, .workspaceConnection, .accountCapabilityHost, .projectCapabilityHost, .compute:
      return nil
    case .account:
      kind = AzureResourceType.account(ofKind: properties.text("kind").simplified.value)
      encryption = accountEncryption()
    case .accountProject:
      kind = .foundryProject
      encryption = accountEncryption()
    case .workspace:
      kind = AzureResourceType.workspace(ofKind: properties.text("kind").simplified.value)
      encryption = workspaceEncryption()
    case .storage:
      kind = .storage
      encryption = storageEncryption()
    case .cosmosDB:
      kind = .cosmosDB
      encryption = cosmosEncryption()
    case .search:
      kind = .search
      encryption = searchEncryption()
    case .registry:
      kind = .containerRegistry
      encryption = registryEncryption()
    }
    if case .value(_, let property) = properties.read(["properties", "encryption"]), property.isWhole { encryption.block = property.site }
    encryption.misspellings = misspellings(of: kind)
    if kind.isWorkspace {
      encryption.dataStorage = properties.boolean("properties", "enableServiceSideCMKEncryption").map {
        $0 ? .serviceSide : .managedResourceGroup
      }
    }
    var made = ProtectedResource(
      name: resource.names.last ?? resource.name, kind: kind, site: resource.nameSite, isReference: resource.isExisting,
      declaration: resource.declaration(properties), encryption: encryption, capabilities: capabilities(), requestForm: requestForm())
    made.location = properties.symbolic("location")
    made.tenant = .known(ownTenant, Place(resource.nameSite))
    made.sku = properties.text("sku", "name")
    made.publicNetworkAccess = publicNetworkAccess()
    made.identities = attachedIdentities()
    made.newerProperties = newerProperties(type, hasCustomerManagedKey: encryption.isCustomerManaged)
    made.links = ownLinks(kind)
    if kind.isWorkspace { made.workspace = workspaceTraits() }
    if kind.isAccount { made.account = accountTraits() }
    if kind == .search {
      made.enforcesKeys = properties.text("properties", "encryptionWithCmk", "enforcement").map { $0.lowercased() == "enabled" }
    }
    if kind == .storage {
      made.queuesUseKey = usesAccountKey("queue")
      made.tablesUseKey = usesAccountKey("table")
    }
    return made
  }

  private func accountEncryption() -> Encryption {
    let block = ["properties", "encryption"]
    var source = properties.text("properties", "encryption", "keySource").source(
      customerManaged: "microsoft.keyvault", microsoftManaged: "microsoft.cognitiveservices")
    if case .absent(let place) = source, case .value(let value, _) = properties.read(block + ["keyVaultProperties"]), value.object != nil {
      // The key source's own default is the vault.
      source = .known(.customerManaged, place)
    }
    let key = namedKey(block + ["keyVaultProperties"], uri: "keyVaultUri", name: "keyName", version: "keyVersion")
    var encryption = Encryption(
      source: source, key: key, keySlot: keySlot(block + ["keyVaultProperties"]),
      identity: namedClient(block + ["keyVaultProperties", "identityClientId"]))
    encryption.missingParts = missing(["keyVaultUri", "keyName"], in: block + ["keyVaultProperties"])
    encryption.misnamedIdentity = misnamedIdentity(block + ["keyVaultProperties", "identityClientId"], wanted: .clientID)
    return encryption
  }

  private func storageEncryption() -> Encryption {
    let block = ["properties", "encryption"]
    let source = properties.text("properties", "encryption", "keySource").source(
      customerManaged: "microsoft.keyvault", microsoftManaged: "microsoft.storage")
    let key = namedKey(block + ["keyvaultproperties"], uri: "keyvaulturi", name: "keyname", version: "keyversion")
    var encryption = Encryption(
      source: source, key: key, keySlot: keySlot(block + ["keyvaultproperties"]),
      identity: namedIdentity(block + ["identity", "userAssignedIdentity"]))
    encryption.missingParts = missing(["keyvaulturi", "keyname"], in: block + ["keyvaultproperties"])
    encryption.misnamedIdentity = misnamedIdentity(block + ["identity", "userAssignedIdentity"], wanted: .resourceID)
    return encryption
  }

  private func searchEncryption() -> Encryption {
    let block = ["properties", "encryptionWithCmk", "serviceLevelEncryptionKey"]
    let source: Fact<EncryptionSource> = properties.fact(properties.read(block)) { $0.object == nil ? nil : .customerManaged }
    let key = namedKey(block, uri: "keyVaultUri", name: "keyVaultKeyName", version: "keyVaultKeyVersion")
    var encryption = Encryption(
      source: source.simplified, key: key, identity: namedIdentity(block + ["identity", "userAssignedIdentity"]))
    if case .value(let value, _) = properties.read(block), value.object != nil {
      encryption.missingParts = missing(["keyVaultUri", "keyVaultKeyName"], in: block)
    }
    return encryption
  }

  /// The default identity stands beside the key; the service's own is what an absent one means.
  private func cosmosEncryption() -> Encryption {
    let path = ["properties", "keyVaultKeyUri"]
    var encryption = addressedKey(path).encryption
    encryption.keySlot = slot(path)
    encryption.neededForm = .versionless
    encryption.identity = properties.symbolic("properties", "defaultIdentity").flatMap { text, place in
      if let known = text.known?.lowercased() {
        if known == "firstpartyidentity" { return .known(.service("Azure Cosmos DB"), place) }
        if known == "systemassignedidentity" { return .known(.system(of: resource.id), place) }
      }
      let prefix = "userassignedidentity="
      guard text.knownPrefix.lowercased().hasPrefix(prefix), case .text(let first)? = text.pieces.first else {
        return .undecided(Unknown("the default identity is not known", at: place.site))
      }
      let rest = SymbolicText([.text(String(first.dropFirst(prefix.count)))] + text.pieces.dropFirst())
      return .known(.user(Self.identityID(rest, scope: resource.scope)), place)
    }
    return encryption
  }

  private func registryEncryption() -> Encryption {
    let block = ["properties", "encryption"]
    let source = properties.text("properties", "encryption", "status").source(customerManaged: "enabled", microsoftManaged: "disabled")
    let address = addressedKey(block + ["keyVaultProperties", "keyIdentifier"])
    var encryption = Encryption(
      source: source, key: address.key, keySlot: keySlot(block + ["keyVaultProperties"]),
      identity: namedClient(block + ["keyVaultProperties", "identity"]))
    encryption.missingParts = missing(["keyIdentifier"], in: block + ["keyVaultProperties"])
    encryption.misnamedIdentity = misnamedIdentity(block + ["keyVaultProperties", "identity"], wanted: .clientID)
    return encryption
  }

  private func workspaceEncryption() -> Encryption {
    let block = ["properties", "encryption"]
    let source = properties.text("properties", "encryption", "status").source(customerManaged: "enabled", microsoftManaged: "disabled")
    let address = addressedKey(block + ["keyVaultProperties", "keyIdentifier"])
    var key = address.key
    var vaultAddress: Place?
    if let armID = properties.symbolicText(block + ["keyVaultProperties", "keyVaultArmId"]) {
      let isVault = ResourceIdentifier(armID.text).map { $0.type.lowercased().hasPrefix(AzureResourceType.vault.rawValue) } ?? false
      let named = isVault ? ResourceIdentifier(armID.text)?.names.first : nil
      // An id that nobody knows yields to the key's address, which may tell the vault.
      if let named {
        key?.vault = named
        key?.vaultPlace = armID.place.unwritable
        if key == nil {
          let absent = Fact<String>.absent(armID.place.unwritable)
          key = KeyReference(vault: named, vaultPlace: armID.place.unwritable, key: nil, keyPlace: armID.place.unwritable, version: absent)
        }
      } else if armID.text.knownPrefix.lowercased().hasPrefix("https://") {
        vaultAddress = armID.place
      } else if key != nil, address.isUnknown {
        key?.vault = unknownVault(armID.text)
        key?.vaultPlace = armID.place.unwritable
      }
      // Where the two name different vaults, nobody knows which one is meant: that they differ is all there is to say.
      if let named, let addressed = key?.addressedVault, named.compared(to: addressed) == .different {
        key?.vault = unknownVault(armID.text)
      }
      if vaultAddress == nil { key?.vaultID = .known(Self.resourceID(armID.text, type: Vault.type), armID.place) }
    }
    var encryption = Encryption(
      source: source, key: key, keySlot: keySlot(block + ["keyVaultProperties"]),
      identity: namedIdentity(block + ["identity", "userAssignedIdentity"]))
    encryption.vaultAddressAsID = vaultAddress
    if let slot = slot(block + ["keyVaultProperties", "keyVaultArmId"]), slot.vocabulary == .azurerm { encryption.vaultSlot = slot }
    encryption.missingParts = missing(["keyVaultArmId", "keyIdentifier"], in: block + ["keyVaultProperties"])
    encryption.misnamedIdentity = misnamedIdentity(block + ["identity", "userAssignedIdentity"], wanted: .resourceID)
    // azurerm_ai_foundry refuses an address without a version; ARM says nothing of it.
    if resource.writing?.vocabulary == .azurerm, properties.text("kind").value?.lowercased() == "hub" { encryption.neededForm = .versioned }
    return encryption
  }

  // MARK: Key references

  /// A key said by a vault's URI, a name and a version.
  private func namedKey(_ block: [String], uri: String, name: String, version: String) -> KeyReference? {
    guard let vault = properties.symbolicText(block + [uri]) else { return nil }
    let key = properties.symbolicText(block + [name])
    var versionFact: Fact<String> = properties.fact(properties.read(block + [version]), as: \.knownText)
    if case .known("", let place) = versionFact { versionFact = .absent(place) }
    let address = KeyAddress(vault.text)
    var reference = KeyReference(
      vault: address?.vault ?? unknownVault(vault.text), vaultPlace: vault.place.unwritable, key: key?.text,
      keyPlace: key?.place ?? vault.place.unwritable, version: versionFact)
    reference.address = .known(vault.text, vault.place)
    reference.addressedVault = address?.vault
    reference.isAddressComputed = vault.isComputed
    if let whole = properties.symbolicText(block + [ARMShape.keyAddress]) {
      reference.address = .known(whole.text, whole.place)
      reference.isKeyAddress = true
      reference.isAddressComputed = whole.isComputed
      reference.isVersioned = KeyAddress(whole.text).flatMap { $0.key == nil ? nil : $0.version != nil }
    }
    return reference
  }

  /// The parts of a block that are certainly not there, or empty; in azurerm the one argument that stands for both.
  private func missing(_ names: [String], in block: [String]) -> [Encryption.MissingPart] {
    let parts = names.compactMap { missing($0, in: block) }
    let address = (block + [ARMShape.keyAddress]).joined(separator: ".").lowercased()
    guard !parts.isEmpty, resource.writing?.arguments[address] != nil else { return parts }
    return missing(ARMShape.keyAddress, in: block).map { [$0] } ?? []
  }

  private func missing(_ name: String, in block: [String]) -> Encryption.MissingPart? {
    let path = block + [name]
    let argument = resource.writing?.arguments[path.joined(separator: ".").lowercased()]?.last ?? name
    return switch properties.read(path) {
    case .absent(let place): Encryption.MissingPart(argument, place)
    case .value(let value, let property) where value.knownText == "":
      Encryption.MissingPart(argument, properties.place(of: value, property: property))
    case .value, .undecided, .either: nil
    }
  }

  struct AddressedKey {
    var encryption: Encryption
    var isUnknown: Bool
    var key: KeyReference? { encryption.key }
  }

  /// A key said by its whole address; where that is all there is, it is what makes the encryption customer-managed.
  private func addressedKey(_ path: [String]) -> AddressedKey {
    let source: Fact<EncryptionSource> = properties.fact(properties.read(path)) { value in
      guard let text = value.symbolicText, !text.isEmpty else { return nil }
      return .customerManaged
    }
    guard let found = properties.symbolicText(path) else {
      // An empty text is the same as none.
      if case .value(let value, let property) = properties.read(path), value.knownText == "" {
        return AddressedKey(
          encryption: Encryption(source: .absent(properties.place(of: value, property: property))), isUnknown: false)
      }
      return AddressedKey(encryption: Encryption(source: source), isUnknown: false)
    }
    let address = KeyAddress(found.text)
    let version: Fact<String> =
      switch address?.version {
      case nil where address == nil: .undecided(Unknown(found.reason.reason, at: found.place.site))
      case nil: .absent(found.place.unwritable)
      case let version?:
        version.known.map { .known($0, found.place.unwritable) }
          ?? .undecided(Unknown(found.reason.reason, at: found.place.site))
      }
    // The address is one value: neither of its parts can be written alone.
    let place = found.place.unwritable
    let key = address == nil ? SymbolicText(UnknownName.symbol("key of \(found.text.expression)", scope: resource.scope)) : address?.key
    var reference = KeyReference(
      vault: address?.vault ?? unknownVault(address?.base ?? found.text), vaultPlace: place, key: key, keyPlace: place, version: version)
    reference.address = .known(found.text, found.place)
    reference.isKeyAddress = true
    reference.isAddressComputed = found.isComputed
    reference.addressedVault = address?.vault
    reference.isVersioned = address.flatMap { $0.key == nil ? nil : $0.version != nil }
    return AddressedKey(encryption: Encryption(source: source.simplified, key: reference), isUnknown: address?.vault == nil)
  }

  /// A vault of which only an expression is known.
  private func unknownVault(_ text: SymbolicText) -> SymbolicText {
    SymbolicText(UnknownName.symbol("vault of \(text.expression)", scope: text.scope == 0 ? resource.scope : text.scope))
  }

  /// Where vault and key would be written as one object, or as the one argument that has both.
  private func keySlot(_ path: [String]) -> Slot? {
    if let argument = properties.argumentSlot(path) { return argument }
    switch properties.read(path) {
    case .absent(let place): return place.slot
    case .value(let value, let property):
      return value.object == nil || value.isShared || !property.isWhole ? nil : Slot(.value(property.site), vocabulary: .azure)
    case .undecided, .either: return nil
    }
  }

  /// Where a property would be written, or written anew.
  private func slot(_ path: [String]) -> Slot? {
    if let argument = properties.argumentSlot(path) { return argument }
    switch properties.read(path) {
    case .absent(let place): return place.slot
    case .value(let value, let property): return properties.place(of: value, property: property).slot
    case .undecided, .either: return nil
    }
  }
}

extension Fact<String> {
  /// A key source or a status, by its two folded words.
  fileprivate func source(customerManaged: String, microsoftManaged: String) -> Fact<EncryptionSource> {
    let fact: Fact<EncryptionSource> =
      switch self {
      case .known(let text, let place):
        switch text.lowercased() {
        case customerManaged: .known(.customerManaged, place)
        case microsoftManaged: .known(.microsoftManaged, place)
        case "": .absent(place)
        default: .undecided(Unknown("'\(text)' is no known key source", at: place.site))
        }
      case .absent(let place): .absent(place)
      case .undecided(let unknown): .undecided(unknown)
      case .either(let facts, let why):
        .either(facts.map { $0.source(customerManaged: customerManaged, microsoftManaged: microsoftManaged) }, because: why)
      }
    return fact.simplified
  }
}

extension Place {
  /// The place where what stands there cannot be rewritten as the value that it tells.
  fileprivate var unwritable: Place { Place(site, related: related) }
}
