import SourceText

/// A key in a vault.
public struct Key: Hashable, Sendable {
  public var vault: SymbolicText
  public var name: SymbolicText
  public var site: Site
  public var isReference: Bool
  public var declaration: Declaration
  /// In a managed HSM and not in a vault.
  public var isInManagedHSM = false
  public var type: Fact<KeyType>
  /// Bits.
  public var size: Fact<Int>
  /// The value of its curve's name, where one is given: an elliptic-curve key has one, an RSA key must not.
  public var curve: Site?
  /// What the key may be used for; absent: everything that its type can do.
  public var operations: Fact<[KeyOperation]>
  public var isEnabled: Fact<Bool>
  /// The day from which on it cannot be used.
  public var expires: Fact<CalendarDate>
  /// The first day on which it can be used.
  public var notBefore: Fact<CalendarDate>
  /// Whether the vault makes new versions of it by itself; absent: it has no rotation policy, with the place for one.
  public var rotates: Fact<Bool>
  /// The current version where the file tells it.
  public var version: Fact<String>

  public init(
    vault: SymbolicText, name: SymbolicText, site: Site, isReference: Bool = false, declaration: Declaration? = nil, type: Fact<KeyType>,
    size: Fact<Int>, curve: Site? = nil
  ) {
    self.vault = vault
    self.name = name
    self.site = site
    self.isReference = isReference
    self.declaration =
      declaration ?? Declaration(ResourceID(type: Vault.type + "/keys", name: vault + SymbolicText("/") + name), at: site)
    self.type = type
    self.size = size
    self.curve = curve
    operations = .untold(at: site)
    isEnabled = .untold(at: site)
    expires = .untold(at: site)
    notBefore = .untold(at: site)
    rotates = .untold(at: site)
    version = .untold(at: site)
  }
}

/// What a key may be used for (`keyOps`, `key_opts`).
public enum KeyOperation: Hashable, Sendable {
  case wrapKey, unwrapKey
  case other(String)

  public init(_ name: String) {
    switch name.lowercased() {
    case "wrapkey": self = .wrapKey
    case "unwrapkey": self = .unwrapKey
    default: self = .other(name)
    }
  }

  public var name: String {
    switch self {
    case .wrapKey: "wrapKey"
    case .unwrapKey: "unwrapKey"
    case .other(let name): name
    }
  }
}
