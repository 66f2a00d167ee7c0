import SourceText

/// How a resource is encrypted.
public struct Encryption: Hashable, Sendable {
  /// Absent: nothing is said, which Azure reads as Microsoft-managed on creation.
  public var source: Fact<EncryptionSource>
  public var key: KeyReference?
  /// Where the reference to the key stands, or would be written; nil where it cannot be written as one value.
  public var keySlot: Slot?
  /// Where the resource id of the key's vault is written beside the key, as hubs of Terraform's have it.
  public var vaultSlot: Slot?
  /// The identity with which the key is reached. Absent: none is named, with the place for it.
  public var identity: Fact<Principal>
  /// Where a hub keeps its data. Absent: the service's default.
  public var dataStorage: Fact<DataStorage>
  /// Parts of an encryption block that is incomplete: what the key is said by and is not there. Empty where nothing is missing.
  public var missingParts: [MissingPart] = []
  /// The whole block, which a removal takes away; nil where it is no node of its own.
  public var block: Site?
  /// Whether the service or the provider takes a key with a version, or one without, and no other.
  public var neededForm: KeyForm?
  /// An identity that is named by another of its ids than the one that belongs there.
  public var misnamedIdentity: MisnamedIdentity?
  /// Where an address stands in place of the resource id of the key's vault.
  public var vaultAddressAsID: Place?
  /// Words that Azure spells otherwise.
  public var misspellings: [Misspelling] = []

  public init(
    source: Fact<EncryptionSource>, key: KeyReference? = nil, keySlot: Slot? = nil, identity: Fact<Principal>? = nil,
    dataStorage: Fact<DataStorage>? = nil
  ) {
    self.source = source
    self.key = key
    self.keySlot = keySlot
    let unknown = Unknown(Unknown.untoldReason, at: source.place?.site ?? .start(of: FileID(0)))
    self.identity = identity ?? .undecided(unknown)
    self.dataStorage = dataStorage ?? .undecided(unknown)
  }

  public var isCustomerManaged: Bool { source.value == .customerManaged }

  /// With a version or without.
  public enum KeyForm: Hashable, Sendable { case versioned, versionless }

  /// A user-assigned identity by the wrong one of its ids.
  public struct MisnamedIdentity: Hashable, Sendable {
    public enum Form: Hashable, Sendable { case clientID, principalID, resourceID }

    public var identity: ResourceID
    public var given: Form
    public var wanted: Form
    public var place: Place

    public init(_ identity: ResourceID, given: Form, wanted: Form, at place: Place) {
      self.identity = identity
      self.given = given
      self.wanted = wanted
      self.place = place
    }
  }

  /// A word that differs from Azure's own in case or in spaces alone.
  public struct Misspelling: Hashable, Sendable {
    /// `keySource`.
    public var property: String
    public var written: String
    public var official: String
    public var place: Place

    public init(property: String, written: String, official: String, place: Place) {
      self.property = property
      self.written = written
      self.official = official
      self.place = place
    }
  }

  /// A property that a customer-managed key needs and that is certainly not there, or empty.
  public struct MissingPart: Hashable, Sendable {
    /// `keyName`.
    public var name: String
    public var place: Place

    public init(_ name: String, _ place: Place) {
      self.name = name
      self.place = place
    }
  }
}

/// Where a hub with a customer-managed key keeps its data.
public enum DataStorage: Hashable, Sendable {
  /// In stores of Microsoft's (`enableServiceSideCMKEncryption`).
  case serviceSide
  /// In a managed resource group in the customer's subscription.
  case managedResourceGroup
}

/// Which key a resource names.
public struct KeyReference: Hashable, Sendable {
  public var vault: SymbolicText
  public var vaultPlace: Place
  /// Nil where only the vault is told.
  public var key: SymbolicText?
  public var keyPlace: Place
  public var version: Fact<String>
  /// The vault's address as it is written, where the vault is told by one: a vault's URI or a key's whole address.
  public var address: Fact<SymbolicText>?
  /// Whether the address is that of the key, and not of its vault alone.
  public var isKeyAddress = false
  /// Whether the address is made of a name and what stands around it, and not written out.
  public var isAddressComputed = false
  /// The vault that the address names; nil where it cannot be told.
  public var addressedVault: SymbolicText?
  /// Whether a version is named, also where nobody knows which; nil: nothing tells.
  public var isVersioned: Bool?
  /// Whether the address is that of a managed HSM.
  public var isInManagedHSM: Bool {
    address?.value?.pieces.contains { if case .text(let text) = $0 { text.lowercased().contains(".managedhsm.") } else { false } } ?? false
  }
  /// The vault's resource id where it is told by one, beside an address or in place of it.
  public var vaultID: Fact<ResourceID>?

  /// Whether the id and the address certainly name different vaults, so that nobody knows which one is meant.
  public var namesTwoVaults: Bool {
    guard let id = vaultID?.value, let addressedVault else { return false }
    return id.name.compared(to: addressedVault) == .different
  }

  public init(vault: SymbolicText, vaultPlace: Place, key: SymbolicText?, keyPlace: Place, version: Fact<String>) {
    self.vault = vault
    self.vaultPlace = vaultPlace
    self.key = key
    self.keyPlace = keyPlace
    self.version = version
    isVersioned =
      switch version {
      case .known: true
      case .absent: false
      case .undecided, .either: nil
      }
  }
}

/// Evidence that the request form was approved.
public struct RequestForm: Hashable, Sendable {
  public enum Status: Hashable, Sendable { case approved, pending, denied }

  public var reference: String
  public var status: Status
  /// The day of the approval, where it is told.
  public var date: CalendarDate?

  public init(reference: String, status: Status, date: CalendarDate? = nil) {
    self.reference = reference
    self.status = status
    self.date = date
  }
}
