import EncryptionModel
import SourceText
import SyntaxTree

/// An object of a manifest, there or not, whose properties are read as facts.
struct ManifestObject {
  let file: SourceFile
  /// The name of the thing that the object describes: where a finding on an absent property points.
  let owner: Site
  /// The nearest object that is there, and the way from it to this one.
  let anchor: Node
  let missing: [String]
  let members: [Member]

  /// The object that is a member's value.
  init(_ member: Member, in file: SourceFile) {
    self.file = file
    owner = file.site(member.key)
    anchor = member.value
    missing = []
    members = file.document.members(member.value)
  }

  /// An object that is an element of a list.
  init(_ node: Node, owner: Site, in file: SourceFile) {
    self.file = file
    self.owner = owner
    anchor = node
    missing = []
    members = file.document.members(node)
  }

  /// The object below a property, whether or not it is there.
  init(nested name: String, of parent: ManifestObject) {
    file = parent.file
    owner = parent.owner
    if let value = parent.value(name), parent.missing.isEmpty {
      anchor = value
      missing = []
      members = file.document.members(value)
    } else {
      anchor = parent.anchor
      missing = parent.missing + [name]
      members = []
    }
  }

  /// The value of a property. Of a name that stands twice, the last one counts.
  func value(_ name: String) -> Node? { members.last { $0.name == name }?.value }

  /// Where the property's value stands or would be written.
  func slot(_ name: String) -> Slot {
    if let value = value(name) { return Slot(.value(file.site(value)), vocabulary: .manifest) }
    return Slot(.property(in: file.site(anchor), path: missing + [name]), vocabulary: .manifest)
  }

  func boolean(_ name: String) -> Fact<Bool> {
    fact(name, "true or false") { if case .boolean(let value) = $0 { value } else { nil } }
  }

  func integer(_ name: String) -> Fact<Int> {
    fact(name, "a whole number") { if case .integer(let value) = $0 { value } else { nil } }
  }

  func text(_ name: String) -> Fact<String> {
    fact(name, "a text") { scalar in
      switch scalar {
      case .string(let text): text
      // A version such as 0123 reads as a number in YAML; the schema says what it thinks of that.
      case .integer, .number, .boolean, .null: nil
      }
    }
  }

  /// A text that is a name; an empty one counts as none.
  func symbolic(_ name: String) -> Fact<SymbolicText> {
    let fact = text(name)
    if case .known("", let place) = fact { return .absent(place) }
    return fact.map { SymbolicText($0) }
  }

  /// A date; what is none is undecided, and the schema's business.
  func date(_ name: String) -> Fact<CalendarDate> {
    switch text(name) {
    case .known(let text, let place):
      CalendarDate(text).map { .known($0, place) } ?? .undecided(Unknown("'\(name)' is not a date", at: place.site))
    case .absent(let place): .absent(place)
    case .undecided(let unknown): .undecided(unknown)
    case .either: .undecided(Unknown("'\(name)' has several values", at: owner))
    }
  }

  func texts(_ name: String) -> Fact<[String]> {
    guard let value = value(name) else { return .absent(Place(owner, slot: slot(name))) }
    guard file.document.dataKind(value) == .array else { return .undecided(Unknown("'\(name)' is not a list", at: file.site(value))) }
    let texts = file.document.elements(value).compactMap { element -> String? in
      if case .string(let text)? = file.document.scalar(element) { text } else { nil }
    }
    return .known(texts, Place(file.site(value), slot: slot(name)))
  }

  private func fact<Value: Hashable & Sendable>(_ name: String, _ expected: String, _ read: (Scalar) -> Value?) -> Fact<Value> {
    guard let value = value(name) else { return .absent(Place(owner, slot: slot(name))) }
    let place = Place(file.site(value), slot: slot(name))
    guard let scalar = file.document.scalar(value) else { return .undecided(Unknown("'\(name)' is not \(expected)", at: place.site)) }
    if scalar == .null { return .absent(Place(owner, slot: slot(name))) }
    guard let result = read(scalar) else { return .undecided(Unknown("'\(name)' is not \(expected)", at: place.site)) }
    return .known(result, place)
  }
}
