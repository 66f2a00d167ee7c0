import SourceText

/// Everything that the workspace declares, with who protects whom: the graph that rules read.
public struct Estate: Sendable {
  public let declarations: [Declarations]
  public private(set) var vaults: [VaultEntry] = []
  public private(set) var keys: [KeyEntry] = []
  public private(set) var resources: [ResourceEntry] = []

  /// Which deployment an entry was declared in.
  public struct Origin: Hashable, Sendable {
    public let root: FileID
    public let dialect: Dialect
    public let environment: String?
  }

  /// A vault with the resources that encrypt with one of its keys.
  public struct VaultEntry: Sendable {
    public let vault: Vault
    public let origin: Origin
    public internal(set) var users: [ProtectedResource] = []
    /// Keys that the same manifest declares in it: a manifest is about nothing but customer-managed keys (RULES.md).
    public internal(set) var declaredKeys = 0

    /// Whether anything says that a customer-managed key lies in it.
    public var holdsCustomerManagedKey: Bool { !users.isEmpty || declaredKeys > 0 }
  }

  /// A key with the resources that encrypt with it.
  public struct KeyEntry: Sendable {
    public let key: Key
    public let origin: Origin
    public internal(set) var users: [ProtectedResource] = []

    /// Whether it is a customer-managed key: something encrypts with it, or a manifest declares it.
    public var isCustomerManaged: Bool { !users.isEmpty || origin.dialect == .manifest }
  }

  /// A protected resource and where it was declared.
  public struct ResourceEntry: Sendable {
    public let resource: ProtectedResource
    public let origin: Origin
  }

  public init(_ declarations: [Declarations]) {
    self.declarations = declarations
    var vaultIndex: [SymbolicText: [Int]] = [:]
    var keyIndex: [VaultedName: [Int]] = [:]
    for group in declarations {
      let origin = Origin(root: group.root, dialect: group.dialect, environment: group.environment)
      for vault in group.vaults {
        vaultIndex[vault.name.folded, default: []].append(vaults.count)
        vaults.append(VaultEntry(vault: vault, origin: origin))
      }
      for key in group.keys {
        keyIndex[VaultedName(vault: key.vault.folded, key: key.name.folded), default: []].append(keys.count)
        keys.append(KeyEntry(key: key, origin: origin))
      }
      for resource in group.resources {
        resources.append(ResourceEntry(resource: resource, origin: origin))
      }
    }
    for entry in keys where entry.origin.dialect == .manifest {
      for index in vaultIndex[entry.key.vault.folded] ?? [] where vaults[index].origin.dialect == .manifest {
        vaults[index].declaredKeys += 1
      }
    }
    for entry in resources where entry.resource.encryption.isCustomerManaged {
      guard let reference = entry.resource.encryption.key else { continue }
      let vault = reference.vault.folded
      for index in vaultIndex[vault] ?? [] { vaults[index].users.append(entry.resource) }
      guard let key = reference.key?.folded else { continue }
      for index in keyIndex[VaultedName(vault: vault, key: key)] ?? [] { keys[index].users.append(entry.resource) }
    }
  }

  private struct VaultedName: Hashable {
    let vault: SymbolicText
    let key: SymbolicText
  }
}
