import SourceText

/// A key vault, declared or only referred to.
public struct Vault: Hashable, Sendable {
  public var name: SymbolicText
  /// Where its name stands.
  public var site: Site
  /// Only referred to (`existing`, a data source): its properties are never judged.
  public var isReference: Bool
  public var softDelete: Fact<Bool>
  public var purgeProtection: Fact<Bool>

  public init(name: SymbolicText, site: Site, isReference: Bool = false, softDelete: Fact<Bool>, purgeProtection: Fact<Bool>) {
    self.name = name
    self.site = site
    self.isReference = isReference
    self.softDelete = softDelete
    self.purgeProtection = purgeProtection
  }
}

/// A key in a vault.
public struct Key: Hashable, Sendable {
  public var vault: SymbolicText
  public var name: SymbolicText
  public var site: Site
  public var isReference: Bool
  public var type: Fact<KeyType>
  /// Bits.
  public var size: Fact<Int>
  /// The value of its curve's name, where one is given: an elliptic-curve key has one, an RSA key must not.
  public var curve: Site?

  public init(
    vault: SymbolicText, name: SymbolicText, site: Site, isReference: Bool = false, type: Fact<KeyType>, size: Fact<Int>, curve: Site? = nil
  ) {
    self.curve = curve
    self.vault = vault
    self.name = name
    self.site = site
    self.isReference = isReference
    self.type = type
    self.size = size
  }
}

/// A resource that encrypts its data at rest.
public struct ProtectedResource: Hashable, Sendable {
  public var name: SymbolicText
  public var kind: ResourceKind
  public var site: Site
  public var isReference: Bool
  public var encryption: Encryption
  /// What a manifest says is deployed today.
  public var previous: Encryption?
  /// Of a multi-service resource; absent: unknown.
  public var capabilities: Fact<[Capability]>
  /// Evidence of the request form (SPEC §4); absent: none, with the place where it would be written.
  public var requestForm: Fact<RequestForm>

  public init(
    name: SymbolicText, kind: ResourceKind, site: Site, isReference: Bool = false, encryption: Encryption, previous: Encryption? = nil,
    capabilities: Fact<[Capability]>, requestForm: Fact<RequestForm>
  ) {
    self.name = name
    self.kind = kind
    self.site = site
    self.isReference = isReference
    self.encryption = encryption
    self.previous = previous
    self.capabilities = capabilities
    self.requestForm = requestForm
  }
}

/// How a resource is encrypted.
public struct Encryption: Hashable, Sendable {
  /// Absent: nothing is said, which Azure reads as Microsoft-managed on creation.
  public var source: Fact<EncryptionSource>
  public var key: KeyReference?
  /// Where the reference to the key stands, or would be written; nil where it cannot be written as one value.
  public var keySlot: Slot?

  public init(source: Fact<EncryptionSource>, key: KeyReference? = nil, keySlot: Slot? = nil) {
    self.source = source
    self.key = key
    self.keySlot = keySlot
  }

  public var isCustomerManaged: Bool { source.value == .customerManaged }
}

/// Which key a resource names.
public struct KeyReference: Hashable, Sendable {
  public var vault: SymbolicText
  public var vaultPlace: Place
  /// Nil where only the vault is told.
  public var key: SymbolicText?
  public var keyPlace: Place
  public var version: Fact<String>

  public init(vault: SymbolicText, vaultPlace: Place, key: SymbolicText?, keyPlace: Place, version: Fact<String>) {
    self.vault = vault
    self.vaultPlace = vaultPlace
    self.key = key
    self.keyPlace = keyPlace
    self.version = version
  }
}

/// Evidence that the request form was approved.
public struct RequestForm: Hashable, Sendable {
  public enum Status: Hashable, Sendable { case approved, pending, denied }

  public var reference: String
  public var status: Status

  public init(reference: String, status: Status) {
    self.reference = reference
    self.status = status
  }
}
