import EncryptionModel
import SourceText
import SyntaxTree

/// Prints a new resource in the notation of the file that it is declared in.
public enum NewResourceText {
  /// Nil where it cannot be declared: beside a resource of a loop, a nested one, one of another module, in a manifest.
  public static func edits(_ resource: NewResource, beside site: Site, in source: SourceFile) -> [TextEdit]? {
    guard let place = source.items.range(of: site) else { return nil }
    var holder: ByteRange?
    if case .keyGrant(let who, byRole: _) = resource, let site = who.site {
      guard site.file == source.id, let range = source.items.range(of: site) else { return nil }
      holder = range
    }
    switch source.role {
    case .bicep:
      return NewBicepResource(document: source.document).edits(resource, beside: place, holder: holder)
    case .terraform where source.document.format == .hcl:
      return NewTerraformResource(document: source.document).edits(resource, beside: place, holder: holder)
    case .armTemplate:
      return NewARMResource(document: source.document).edits(resource, beside: place, holder: holder)
    case .manifest: return NewManifestEntry(source: source).edits(resource, beside: place, holder: holder)
    default: return nil
    }
  }

  /// What the parameter for a service's object id says of itself.
  static func description(of service: NewResource.ServicePrincipal) -> String {
    "Object id of \(service.name) (application \(service.applicationID)) in this tenant"
  }

  /// The API versions that new resources are declared with.
  static let lockVersion = "2020-05-01"
  static let roleAssignmentVersion = "2022-04-01"
  static let accessPolicyVersion = "2023-07-01"
  static let identityVersion = "2023-01-31"

  /// `name`, or the first of `name2`, `name3` … that is not taken.
  static func free(_ name: String, _ isTaken: (String) -> Bool) -> String {
    var number = 1
    var candidate = name
    while isTaken(candidate), number < 1000 {
      number += 1
      candidate = name + String(number)
    }
    return candidate
  }
}
