/// A schema that is part of the program.
public enum ProductSchema: String, Hashable, Sendable, CaseIterable {
  case manifest = "encryption-manifest"
  case configuration = "config"
  case findings

  /// The text of the schema, as in `Schemas/`.
  public var bytes: [UInt8] {
    EmbeddedSchemas.product.first { $0.name == rawValue }?.text.withUTF8Buffer { Array($0) } ?? []
  }

  /// The schema, read when it is first asked for.
  public var document: SchemaDocument {
    switch self {
    case .manifest: Self.loadedManifest
    case .configuration: Self.loadedConfiguration
    case .findings: Self.loadedFindings
    }
  }

  private static let loadedManifest = load(.manifest)
  private static let loadedConfiguration = load(.configuration)
  private static let loadedFindings = load(.findings)

  private static func load(_ schema: ProductSchema) -> SchemaDocument {
    SchemaDocument(schema.bytes, checksFormats: true) ?? .permissive
  }
}

/// The schemas of the Azure resource types that the rules speak of: for completion and hover, never for findings.
public enum AzureSchema {
  /// The schema of a resource type, `Microsoft.KeyVault/vaults`, whatever its letter case; nil for a type without one.
  public static func document(type: String) -> SchemaDocument? { byType[type.lowercased()] }

  /// The resource types that have a schema, spelled as Azure spells them.
  public static var types: [String] { byType.values.compactMap(\.resourceType).sorted() }

  private static let byType: [String: SchemaDocument] = {
    var result: [String: SchemaDocument] = [:]
    for (_, text) in EmbeddedSchemas.azure {
      let bytes = text.withUTF8Buffer { Array($0) }
      if let document = SchemaDocument(bytes), let type = document.resourceType { result[type.lowercased()] = document }
    }
    return result
  }()
}

extension SchemaDocument {
  /// The schema that refuses nothing.
  static let permissive = SchemaDocument(always: true)
}
