import EncryptionModel
import SourceText

/// Since which API version a resource type has a property (AZURE.md §2B–2D).
struct PropertyVersion {
  let path: [String]
  /// The first version that is no preview and has it; where there is none, the first preview.
  let first: String
  /// The first preview that has it, where previews had it before.
  var firstPreview: String?
  /// Versions after the first that do not have it.
  var without: Set<String> = []
  /// Said of a resource with a customer-managed key alone: the property itself is not about encryption.
  var isAboutKind = false

  init(_ path: String..., first: String, preview: String? = nil, without: Set<String> = [], isAboutKind: Bool = false) {
    self.path = path
    self.first = first
    firstPreview = preview
    self.without = without
    self.isAboutKind = isAboutKind
  }

  func isIn(_ version: String) -> Bool {
    let date = String(version.prefix(10))
    guard date.utf8.count == 10, !without.contains(version.lowercased()) else { return date.utf8.count != 10 }
    if version.utf8.count > 10, let firstPreview { return date >= firstPreview.prefix(10) }
    return date >= first.prefix(10)
  }

  static func all(of type: AzureResourceType) -> [PropertyVersion] {
    switch type {
    case .account:
      [
        PropertyVersion("properties", "encryption", first: "2017-04-18"),
        PropertyVersion("properties", "encryption", "keyVaultProperties", "identityClientId", first: "2021-04-30"),
        PropertyVersion("properties", "allowProjectManagement", first: "2025-06-01", preview: "2025-04-01-preview", isAboutKind: true),
      ]
    case .workspace:
      [
        PropertyVersion("properties", "encryption", first: "2020-01-01"),
        PropertyVersion("properties", "encryption", "identity", first: "2021-01-01"),
        PropertyVersion("properties", "enableServiceSideCMKEncryption", first: "2025-06-01", preview: "2024-07-01-preview"),
        PropertyVersion("properties", "hbiWorkspace", first: "2020-01-01", isAboutKind: true),
        PropertyVersion("kind", first: "2023-06-01-preview", preview: "2022-12-01-preview", without: ["2023-04-01"], isAboutKind: true),
      ]
    case .storage:
      [
        PropertyVersion("properties", "encryption", "identity", first: "2021-01-01"),
        PropertyVersion("properties", "encryption", "services", "queue", "keyType", first: "2019-06-01"),
      ]
    case .cosmosDB:
      [
        PropertyVersion("properties", "keyVaultKeyUri", first: "2019-12-12"),
        PropertyVersion("properties", "defaultIdentity", first: "2021-03-15"),
      ]
    case .search:
      [
        PropertyVersion("properties", "encryptionWithCmk", first: "2022-09-01", preview: "2021-04-01-preview"),
        PropertyVersion(
          "properties", "encryptionWithCmk", "serviceLevelEncryptionKey", first: "2026-03-01-preview", preview: "2026-03-01-preview"),
      ]
    case .registry: [PropertyVersion("properties", "encryption", first: "2021-09-01", preview: "2019-12-01-preview")]
    case .vault, .key, .managedHSM, .managedHSMKey, .accessPolicies, .managedIdentity, .roleAssignment, .lock, .accountConnection,
      .projectConnection, .workspaceConnection, .accountCapabilityHost, .projectCapabilityHost, .compute, .accountProject:
      []
    }
  }
}

extension AzureReader {
  /// Properties that are set, and that the resource's API version does not have.
  func newerProperties(_ type: AzureResourceType, hasCustomerManagedKey: Bool) -> [NewerProperty] {
    guard resource.writing?.vocabulary != .azurerm, case .known(let version, let versionPlace) = resource.declaration(properties).apiVersion
    else {
      return []
    }
    return PropertyVersion.all(of: type).compactMap { entry in
      guard hasCustomerManagedKey || !entry.isAboutKind, !entry.isIn(version),
        case .value(let value, let property) = properties.read(entry.path), !value.isNull, value.truth != false, value.knownText != ""
      else { return nil }
      return NewerProperty(
        name: entry.path.last ?? "", place: Place(property.site), apiVersion: version, apiVersionPlace: versionPlace,
        firstVersion: entry.first)
    }
  }
}
