import EncryptionModel
import SourceText
import SyntaxTree

/// A key as a resource of a file names it: by the file's own declarations where there are some, else by its names.
public struct KeyText {
  private let choice: KeyChoice
  private let source: SourceFile

  public init(_ choice: KeyChoice, in source: SourceFile) {
    self.choice = choice
    self.source = source
  }

  /// Nil where the vocabulary has no words for it.
  public func reference(of kind: ResourceKind, _ vocabulary: Vocabulary) -> Literal? {
    switch vocabulary {
    case .manifest: return .string(choice.display)
    case .azurerm: return address(ofVersion: kind.isWorkspace)
    case .azure: break
    }
    switch kind {
    case .cosmosDB: return address(ofVersion: false)
    case .containerRegistry: return .object([Literal.Property("keyIdentifier", address(ofVersion: false))])
    case .storage: return .object([Literal.Property("keyname", .string(choice.key)), Literal.Property("keyvaulturi", vaultAddress)])
    case _ where kind.isWorkspace:
      return vaultID(.azure).map {
        .object([Literal.Property("keyVaultArmId", $0), Literal.Property("keyIdentifier", address(ofVersion: true))])
      }
    case _ where kind.isAccount:
      return .object([Literal.Property("keyVaultUri", vaultAddress), Literal.Property("keyName", .string(choice.key))])
    default: return nil
    }
  }

  /// The resource id of the key's vault; nil where nothing in the file tells it.
  public func vaultID(_ vocabulary: Vocabulary) -> Literal? {
    switch source.role {
    case .bicep: return .expression(vaultSymbol.map { $0 + ".id" } ?? "resourceId('\(Self.vaultType)', '\(choice.vault)')")
    case .armTemplate: return .string("[\(armVault?.id ?? "resourceId('\(Self.vaultType)', '\(choice.vault)')")]")
    case .terraform: return vaultBlock.map { .expression($0.text + ".id") }
    default: return nil
    }
  }

  // MARK: - Addresses

  private static let vaultType = "Microsoft.KeyVault/vaults"

  private var vaultAddress: Literal {
    switch source.role {
    case .bicep: if let symbol = vaultSymbol { return .expression(symbol + ".properties.vaultUri") }
    case .armTemplate: if let vault = armVault { return .string("[reference(\(vault.id), '\(vault.apiVersion)').vaultUri]") }
    case .terraform: if let block = vaultBlock, !block.isAzapi { return .expression(block.text + ".vault_uri") }
    default: break
    }
    return .string("https://\(choice.vault).vault.azure.net/")
  }

  private func address(ofVersion hasVersion: Bool) -> Literal {
    if let place = place(choice.keySite) {
      switch source.role {
      case .bicep:
        if let symbol = NewBicepResource(document: source.document).symbol(around: place) {
          return .expression(symbol + (hasVersion ? ".properties.keyUriWithVersion" : ".properties.keyUri"))
        }
      case .terraform where source.document.format == .hcl:
        if let block = NewTerraformResource(document: source.document).address(around: place), !block.isAzapi {
          return .expression(block.text + (hasVersion ? ".id" : ".versionless_id"))
        }
      default: break
      }
    }
    return .string("https://\(choice.vault).vault.azure.net/keys/\(choice.key)")
  }

  // MARK: - Declarations

  /// Only what the file itself declares can be named in it.
  private func place(_ site: Site?) -> ByteRange? {
    guard let site, site.file == source.id else { return nil }
    return source.items.range(of: site)
  }

  private var vaultSymbol: String? {
    place(choice.vaultSite).flatMap { NewBicepResource(document: source.document).symbol(around: $0) }
  }

  private var vaultBlock: NewTerraformResource.Address? {
    guard source.document.format == .hcl else { return nil }
    return place(choice.vaultSite).flatMap { NewTerraformResource(document: source.document).address(around: $0) }
  }

  private var armVault: NewARMResource.Declared? {
    place(choice.vaultSite).flatMap { NewARMResource(document: source.document).declared(around: $0) }
  }
}
