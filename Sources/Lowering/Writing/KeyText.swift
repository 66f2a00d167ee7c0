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
    case .containerRegistry: return address(ofVersion: false).map { .object([Literal.Property("keyIdentifier", $0)]) }
    case .storage: return named("keyvaulturi", "keyname", "keyversion")
    case _ where kind.isWorkspace:
      guard let vault = vaultID(.azure), let key = address(ofVersion: true) else { return nil }
      return .object([Literal.Property("keyVaultArmId", vault), Literal.Property("keyIdentifier", key)])
    case _ where kind.isAccount:
      return named("keyVaultUri", "keyName", "keyVersion")
    default: return nil
    }
  }

  /// The key by its vault's address, its name and, where one is told, its version.
  private func named(_ uri: String, _ name: String, _ version: String) -> Literal? {
    vaultAddress.map { address in
      .object(
        [Literal.Property(uri, address), Literal.Property(name, .string(choice.key))]
          + (choice.version.map { [Literal.Property(version, .string($0))] } ?? []))
    }
  }

  /// The resource id of the key's vault; nil where nothing in the file tells it.
  public func vaultID(_ vocabulary: Vocabulary) -> Literal? {
    switch source.role {
    case .bicep:
      if let symbol = vaultSymbol { return .expression(symbol + ".id") }
      return choice.vaultID.map { .string($0) } ?? writtenID.map { .expression($0) }
    case .armTemplate:
      if let vault = armVault { return .string("[\(vault.id)]") }
      return choice.vaultID.map { .string($0) } ?? writtenID.map { .string("[\($0)]") }
    case .terraform: return vaultBlock.map { .expression($0.text + ".id") } ?? choice.vaultID.map { .string($0) }
    default: return nil
    }
  }

  // MARK: - Addresses

  private static let vaultType = "Microsoft.KeyVault/vaults"

  /// The vault's name; nil where parts of it are unknown, so that only its declaration can be named.
  private var vaultName: String? { choice.vault.contains("‹") ? nil : choice.vault }

  private var writtenID: String? { vaultName.map { "resourceId('\(Self.vaultType)', '\($0)')" } }

  public var vaultAddress: Literal? {
    switch source.role {
    case .bicep: if let symbol = vaultSymbol { return .expression(symbol + ".properties.vaultUri") }
    case .armTemplate: if let vault = armVault { return .string("[reference(\(vault.id), '\(vault.apiVersion)').vaultUri]") }
    case .terraform: if let block = vaultBlock, !block.isAzapi { return .expression(block.text + ".vault_uri") }
    default: break
    }
    return vaultName.map { .string("https://\($0).vault.azure.net/") }
  }

  private func address(ofVersion hasVersion: Bool) -> Literal? {
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
    let version = hasVersion ? choice.version.map { "/" + $0 } ?? "" : ""
    return vaultName.map { .string("https://\($0).vault.azure.net/keys/\(choice.key)\(version)") }
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
