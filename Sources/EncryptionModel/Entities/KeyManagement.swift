import SourceText

/// Which of Terraform's blocks say what key a resource is encrypted with, and what Terraform does not look at.
public struct KeyManagement: Hashable, Sendable {
  /// The key in the resource's own block; nil where it certainly names none, or nobody knows.
  public var own: Site?
  /// Blocks of their own (`azurerm_storage_account_customer_managed_key`) that name the key of this resource.
  public var separate: [Site] = []
  /// The list `ignore_changes` of the resource's own block where it covers the key.
  public var ignored: Site?
  /// Whether another block may name its key: one whose resource nobody knows, or one of no instances.
  public var mayHaveMore = false

  public init() {}
}
