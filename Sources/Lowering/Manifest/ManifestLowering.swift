import EncryptionModel
import SourceText
import SyntaxTree

/// An encryption manifest (SPEC §3) → facts.
public enum ManifestLowering {
  /// What the manifest declares. A stream of several YAML documents is one manifest after the other.
  public static func lower(_ file: SourceFile) -> Declarations {
    var reader = ManifestReader(file: file)
    var index = 0
    while let top = file.document.topValue(index), index < 1000 {
      if file.isManifest(top) { reader.read(top) }
      index += 1
    }
    return reader.declarations
  }
}

/// Reads one manifest; collects what it declares.
private struct ManifestReader {
  let file: SourceFile
  var declarations: Declarations

  init(file: SourceFile) {
    self.file = file
    declarations = Declarations(root: file.id, dialect: .manifest, folder: file.folder)
  }

  var document: Document { file.document }

  mutating func read(_ top: Node) {
    for section in document.members(top) {
      switch section.name {
      case "vaults": for member in document.members(section.value) { readVault(member) }
      case "identities":
        for member in document.members(section.value) { declare(.identity, member) }
      case "resources": for member in document.members(section.value) { readResource(member) }
      default: break
      }
    }
  }

  // MARK: Vaults

  mutating func readVault(_ member: Member) {
    declare(.vault, member)
    let properties = ManifestObject(member, in: file)
    declarations.vaults.append(
      Vault(
        name: SymbolicText(member.name), site: file.site(member.key), softDelete: properties.boolean("softDelete"),
        purgeProtection: properties.boolean("purgeProtection")))
    for section in properties.members {
      switch section.name {
      case "keys": for key in document.members(section.value) { readKey(key, vault: member.name) }
      case "grants":
        for grant in document.elements(section.value) {
          for property in document.members(grant) where property.name == "identity" { use(.identity, property.value) }
        }
      default: break
      }
    }
  }

  mutating func readKey(_ member: Member, vault: String) {
    declare(.key(vault: vault), member)
    let properties = ManifestObject(member, in: file)
    declarations.keys.append(
      Key(
        vault: SymbolicText(vault), name: SymbolicText(member.name), site: file.site(member.key),
        type: properties.text("type").map { KeyType($0) }, size: properties.integer("size")))
  }

  // MARK: Resources

  mutating func readResource(_ member: Member) {
    declare(.resource, member)
    let properties = ManifestObject(member, in: file)
    if let userIdentity = properties.value("userIdentity") { use(.identity, userIdentity) }
    let block = ManifestObject(nested: "encryption", of: properties)
    if let key = block.value("key") { useKey(key) }
    guard let kind = properties.text("kind").value.flatMap({ ResourceKind(rawValue: $0) }) else { return }
    let previous = block.value("previous").map { _ in encryption(ManifestObject(nested: "previous", of: block)) }
    declarations.resources.append(
      ProtectedResource(
        name: SymbolicText(member.name), kind: kind, site: file.site(member.key), encryption: encryption(block), previous: previous,
        capabilities: properties.texts("capabilities").map { $0.map { Capability($0) } }, requestForm: requestForm(properties)))
  }

  func encryption(_ block: ManifestObject) -> Encryption {
    let source: Fact<EncryptionSource> =
      switch block.text("source") {
      case .known("customerManaged", let place): .known(.customerManaged, place)
      case .known("microsoftManaged", let place): .known(.microsoftManaged, place)
      case .known(_, let place): .undecided(Unknown("the encryption source is none of the allowed ones", at: place.site))
      case .absent(let place): .absent(place)
      case .undecided(let unknown): .undecided(unknown)
      case .either: .undecided(Unknown("the encryption source has several values", at: block.owner))
      }
    guard case .known(let text, let place) = block.text("key") else {
      return Encryption(source: source, keySlot: block.slot("key"))
    }
    let (vault, key) = Self.split(text)
    let reference = KeyReference(
      vault: SymbolicText(vault), vaultPlace: place, key: key.map { SymbolicText($0) }, keyPlace: place, version: block.text("keyVersion"))
    return Encryption(source: source, key: reference, keySlot: place.slot)
  }

  func requestForm(_ properties: ManifestObject) -> Fact<RequestForm> {
    guard let value = properties.value("requestForm") else {
      return .absent(Place(properties.owner, slot: properties.slot("requestForm")))
    }
    let form = ManifestObject(nested: "requestForm", of: properties)
    switch form.text("reference") {
    case .known(let reference, let place):
      let isFilledIn = reference.contains { !$0.isWhitespace }
      return isFilledIn ? .known(RequestForm(reference: reference, status: .approved), place) : .absent(Place(file.site(value)))
    case .absent: return .absent(Place(file.site(value)))
    case .undecided(let unknown): return .undecided(unknown)
    case .either: return .undecided(Unknown("the reference has several values", at: file.site(value)))
    }
  }

  // MARK: Names

  mutating func declare(_ kind: NameUse.Kind, _ member: Member) {
    declarations.names.append(NameUse(kind, member.name, at: file.site(member.key), isDeclaration: true))
  }

  mutating func use(_ kind: NameUse.Kind, _ value: Node) {
    guard case .string(let name)? = document.scalar(value), !name.isEmpty else { return }
    declarations.names.append(NameUse(kind, name, at: file.site(value), isDeclaration: false))
  }

  /// `VAULT/KEY`: one use, of the key; that its vault must be declared follows.
  mutating func useKey(_ value: Node) {
    guard case .string(let text)? = document.scalar(value) else { return }
    let (vault, key) = Self.split(text)
    guard !vault.isEmpty else { return }
    if let key {
      declarations.names.append(NameUse(.key(vault: vault), key, at: file.site(value), isDeclaration: false))
    } else {
      declarations.names.append(NameUse(.vault, vault, at: file.site(value), isDeclaration: false))
    }
  }

  static func split(_ text: String) -> (vault: String, key: String?) {
    guard let slash = text.firstIndex(of: "/") else { return (text, nil) }
    return (String(text[..<slash]), String(text[text.index(after: slash)...]))
  }
}

extension SourceFile {
  /// Whether one document of a stream is a manifest: a file that is one by its name holds nothing else; in another file, the
  /// documents without the key that makes it one are somebody else's.
  public func isManifest(_ top: Node) -> Bool {
    name.lowercased().contains(".cmk.") || document.value(top, "cmkManifest") != nil || document.topValue(1) == nil
  }
}
