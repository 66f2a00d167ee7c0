import EncryptionModel
import SourceText
import SyntaxTree

/// One more grant in the list of a manifest's vault.
struct NewManifestGrant {
  let source: SourceFile
  private var document: Document { source.document }

  init(source: SourceFile) { self.source = source }

  func edits(_ resource: NewResource, beside place: ByteRange, holder: ByteRange?) -> [TextEdit]? {
    guard case .keyGrant(_, let byRole) = resource, let vault = member(around: place), let holder = holder.flatMap({ member(around: $0) })
    else { return nil }
    let what =
      byRole
      ? Literal.Property("role", .string(Role.encryptionUser.name))
      : Literal.Property("permissions", .array(KeyPermission.needed.map { .string($0.name) }))
    let grant = Literal.object([Literal.Property("identity", .string(holder.name)), what])
    guard let list = document.value(vault.value, "grants") else {
      return document.textEdits(for: .insert(into: vault.value, path: ["grants"], .array([grant])))
    }
    return document.textEdits(for: .insert(into: list, path: [], grant))
  }

  /// The vault, identity or resource whose name or value the place is in.
  private func member(around place: ByteRange) -> Member? {
    var index = 0
    while let top = document.topValue(index), index < 1000 {
      index += 1
      guard source.isManifest(top) else { continue }
      for section in document.members(top) {
        for member in document.members(section.value) {
          let (name, value) = (document.range(member.key), document.range(member.value))
          if name.start <= place.start, place.end <= max(name.end, value.end) { return member }
        }
      }
    }
    return nil
  }
}
