import SourceText

/// Any other resource that bears on encryption: networks, locks, computes, connections, registries, managed groups.
public struct DeclaredResource: Hashable, Sendable {
  public var declaration: Declaration
  public var site: Site
  public var isReference: Bool
  /// What it is on, for what extends another resource (a lock).
  public var target: GrantTarget?
  /// The whole declaration.
  public var whole: Site?
  /// What its own text names: the level of a lock, the kind of a compute. Absent where it has none.
  public var detail: Fact<String>

  public init(
    declaration: Declaration, site: Site, isReference: Bool = false, target: GrantTarget? = nil, whole: Site? = nil,
    detail: Fact<String>? = nil
  ) {
    self.declaration = declaration
    self.site = site
    self.isReference = isReference
    self.target = target
    self.whole = whole
    self.detail = detail ?? .untold(at: site)
  }

  public var type: String { declaration.id.type }
}

/// A switch of a Terraform provider's `features` block.
public struct ProviderFeature: Hashable, Sendable {
  /// `key_vault.purge_soft_delete_on_destroy`.
  public var name: String
  public var site: Site
  public var isOn: Fact<Bool>

  public init(name: String, site: Site, isOn: Fact<Bool>) {
    self.name = name
    self.site = site
    self.isOn = isOn
  }
}
