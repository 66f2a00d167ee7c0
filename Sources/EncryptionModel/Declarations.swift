import SourceText

/// All that one root file declares in one environment: a manifest, a template with one parameter file.
public struct Declarations: Hashable, Sendable {
  public var root: FileID
  public var dialect: Dialect
  /// Names the parameter file's environment (`prod`); nil where there is only one.
  public var environment: String?
  /// Folder of the root, `/`-separated: manifests of one folder share their names.
  public var folder: String
  public var vaults: [Vault] = []
  public var keys: [Key] = []
  public var resources: [ProtectedResource] = []
  public var identities: [ManagedIdentity] = []
  public var grants: [Grant] = []
  /// Everything else that bears on encryption.
  public var others: [DeclaredResource] = []
  public var features: [ProviderFeature] = []
  /// Versions that are given where a key's name belongs.
  public var swappedArguments: [SwappedArgument] = []
  /// Modules and linked templates that are not among the files: what they declare is not known.
  public var unread: [Unknown] = []
  /// Names that a manifest gives out and uses; empty for other dialects.
  public var names: [NameUse] = []

  /// The state before, where the file tells both (a plan, a what-if result): the declarations above are then the state after.
  ///
  /// Both sides hold only what the file speaks of, so that a resource of the one that is not in the other is made or deleted.
  public var before: Declarations? {
    get { earlier.first }
    set { earlier = newValue.map { [$0] } ?? [] }
  }

  /// One at most; an array because a value cannot hold another one of its type.
  private var earlier: [Declarations] = []

  public init(root: FileID, dialect: Dialect, environment: String? = nil, folder: String) {
    self.root = root
    self.dialect = dialect
    self.environment = environment
    self.folder = folder
  }
}

/// A manifest's name where it is given out or used.
public struct NameUse: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case vault
    /// In a vault of that name.
    case key(vault: String)
    case identity
    case resource

    public var title: String {
      switch self {
      case .vault: "vault"
      case .key: "key"
      case .identity: "identity"
      case .resource: "resource"
      }
    }
  }

  public var kind: Kind
  public var name: String
  public var site: Site
  public var isDeclaration: Bool

  public init(_ kind: Kind, _ name: String, at site: Site, isDeclaration: Bool) {
    self.kind = kind
    self.name = name
    self.site = site
    self.isDeclaration = isDeclaration
  }
}
