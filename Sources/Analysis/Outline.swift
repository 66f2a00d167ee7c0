import EncryptionModel
import SourceText

/// A vault, key or protected resource as an outline of its file shows it.
public struct OutlineEntry: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case vault, key, resource }

  public var kind: Kind
  public var name: String
  /// A few words: what it is and what protects it.
  public var detail: String
  /// Where its name stands.
  public var range: ByteRange
}

extension Snapshot {
  /// What the file declares, in the order of the text; what it only refers to is left out.
  public func outline(of path: String) -> [OutlineEntry] {
    guard let source = host.file(path)?.source else { return [] }
    var entries: Set<OutlineEntry> = []
    func add(_ kind: OutlineEntry.Kind, _ name: SymbolicText, _ detail: String, _ site: Site) {
      guard site.file == source.id, let range = source.items.range(of: site), !name.display.isEmpty else { return }
      entries.insert(OutlineEntry(kind: kind, name: name.display, detail: detail, range: range))
    }
    for declared in declarations {
      for vault in declared.vaults where !vault.isReference { add(.vault, vault.name, "key vault", vault.site) }
      for key in declared.keys where !key.isReference { add(.key, key.name, "key in \(key.vault.display)", key.site) }
      for resource in declared.resources where !resource.isReference {
        add(.resource, resource.name, "\(resource.kind.title), \(Self.protection(of: resource.encryption))", resource.site)
      }
    }
    return entries.sorted { ($0.range, $0.name, $0.detail) < ($1.range, $1.name, $1.detail) }
  }

  private static func protection(of encryption: Encryption) -> String {
    switch encryption.source {
    case .known(.customerManaged, _): "customer-managed key" + (encryption.key?.key.map { " \($0.display)" } ?? "")
    case .known(.microsoftManaged, _), .absent: "Microsoft-managed keys"
    case .undecided, .either: "not decided"
    }
  }
}
