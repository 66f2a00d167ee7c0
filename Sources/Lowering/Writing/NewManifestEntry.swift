import EncryptionModel
import SourceText
import SyntaxTree

/// One more entry of a manifest: a grant in the list of a vault, or a key that a resource names.
struct NewManifestEntry {
  let source: SourceFile
  private var document: Document { source.document }

  init(source: SourceFile) { self.source = source }

  func edits(_ resource: NewResource, beside place: ByteRange, holder: ByteRange?) -> [TextEdit]? {
    switch resource {
    case .keyGrant(_, let byRole): grant(byRole: byRole, beside: place, holder: holder)
    case .key(let choice): key(choice, beside: place)
    case .deleteLock, .identity: nil
    }
  }

  private func grant(byRole: Bool, beside place: ByteRange, holder: ByteRange?) -> [TextEdit]? {
    guard let vault = member(around: place)?.member, let holder = holder.flatMap({ member(around: $0) })?.member else { return nil }
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

  /// With what the policy documents ask of a vault and of a key.
  private func key(_ choice: KeyChoice, beside place: ByteRange) -> [TextEdit]? {
    guard let top = member(around: place)?.manifest else { return nil }
    let key = Literal.object([Literal.Property("type", .string("RSA")), Literal.Property("size", .integer(2048))])
    let vault = document.value(top, "vaults").flatMap { document.value($0, choice.vault) }
    guard vault == nil else { return document.textEdits(for: .insert(into: top, path: ["vaults", choice.vault, "keys", choice.key], key)) }
    let members = [
      Literal.Property("purgeProtection", .boolean(true)), Literal.Property("keys", .object([Literal.Property(choice.key, key)])),
    ]
    return document.textEdits(for: .insert(into: top, path: ["vaults", choice.vault], .object(members)))
  }

  /// The vault, identity or resource whose name or value the place is in, and its manifest.
  private func member(around place: ByteRange) -> (member: Member, manifest: Node)? {
    var index = 0
    while let top = document.topValue(index), index < 1000 {
      index += 1
      guard source.isManifest(top) else { continue }
      for section in document.members(top) {
        for member in document.members(section.value) {
          let (name, value) = (document.range(member.key), document.range(member.value))
          if name.start <= place.start, place.end <= max(name.end, value.end) { return (member, top) }
        }
      }
    }
    return nil
  }
}
