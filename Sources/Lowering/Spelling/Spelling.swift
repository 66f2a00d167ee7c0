import EncryptionModel
import SyntaxTree

/// The model's values in the words of a dialect.
public enum Spelling {
  /// Nil where the vocabulary has no word for the value at that place. `path` is the way to the property being written, as far
  /// as it is known.
  public static func literal(_ value: AmendedValue, _ vocabulary: Vocabulary, path: [String] = []) -> Literal? {
    switch value {
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .text(let text): .string(text)
    case .keyType(let type): .string(type.name)
    case .keyOperations(let operations): .array(operations.map { .string($0.name) })
    case .keyOperation(let operation): .string(operation.name)
    case .keyPermissions(let permissions): .array(permissions.map { .string(word($0, vocabulary)) })
    case .keyPermission(let permission): .string(word(permission, vocabulary))
    case .vaultTier(let tier): .string(tier.name)
    case .trustedServices: vocabulary == .manifest ? .boolean(true) : .string("AzureServices")
    case .role(let role):
      switch vocabulary {
      case .manifest, .azurerm: .string(role.name)
      case .azure: .string(role.guid)
      }
    case .rotationPolicy:
      switch vocabulary {
      case .azure:
        .object([
          Literal.Property(
            "lifetimeActions",
            .array([
              .object([
                Literal.Property("trigger", .object([Literal.Property("timeAfterCreate", .string("P1Y"))])),
                Literal.Property("action", .object([Literal.Property("type", .string("rotate"))])),
              ])
            ]))
        ])
      // The slot leads to the argument in its blocks.
      case .azurerm: .string("P1Y")
      case .manifest: nil
      }
    case .keyEnforcement: vocabulary == .azure ? .string("Enabled") : .boolean(true)
    case .accountKey: .string("Account")
    case .serviceSideStorage: vocabulary == .manifest ? .string("serviceSide") : .boolean(true)
    case .systemIdentity: .string(vocabulary == .manifest ? "systemAssigned" : "SystemAssigned")
    case .texts(let texts): .array(texts.map { .string($0) })
    case .encryptionSource(let source, let kind):
      switch vocabulary {
      case .manifest: .string(source == .customerManaged ? "customerManaged" : "microsoftManaged")
      case .azure: source == .customerManaged ? .string(customerManaged(kind)) : nil
      case .azurerm: nil
      }
    // These take the file's own declarations: `KeyText`.
    case .keyReference, .vaultID, .vaultAddress: nil
    // Made of what stands there: `KeyFormText`.
    case .keyForm: nil
    case .requestFormSkeleton:
      switch vocabulary {
      // The day of the approval may be left out, and an empty one is none.
      case .manifest: .object([Literal.Property("reference", .string(""))])
      case .azure, .azurerm: .string("")
      }
    }
  }

  /// Whether an argument of azurerm is a map and not a block.
  public static func isMapArgument(_ name: String) -> Bool { name == "tags" }

  private static func customerManaged(_ kind: ResourceKind) -> String {
    if kind == .storage { return "Microsoft.Keyvault" }
    if kind == .containerRegistry { return "enabled" }
    return kind.isWorkspace ? "Enabled" : "Microsoft.KeyVault"
  }

  /// azurerm writes permissions with a capital letter.
  private static func word(_ permission: KeyPermission, _ vocabulary: Vocabulary) -> String {
    vocabulary == .azurerm ? permission.name.capitalizedFirst : permission.name
  }
}
