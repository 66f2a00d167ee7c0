import SourceText
import SyntaxTree

/// The documents that a schema is made of, with all that can be referred to: resources by URI, anchors, places by pointer.
struct SchemaIndex {
  /// A schema's place in its document.
  struct Location: Hashable {
    var document: Int
    var pointer: String
  }

  /// A schema that stands somewhere, not compiled yet.
  struct Place {
    var location: Location
    var value: SchemaValue
    var resource: Int
  }

  struct Resource {
    var uri: URIReference
    var dialect: SchemaDialect
    var root: Location
    var value: SchemaValue
    var anchors: [String: Place] = [:]
    var dynamicAnchors: Set<String> = []
  }

  private(set) var resources: [Resource] = []
  private var byURI: [String: Int] = [:]
  private var byRoot: [Location: Int] = [:]
  private var documentCount = 0
  private let resolver: (String) -> [UInt8]?
  private var missing: Set<String> = []

  private let draft: SchemaDraft

  /// `draft` is what a schema is read as that names no metaschema.
  init(draft: SchemaDraft, resolver: @escaping (String) -> [UInt8]?) {
    self.draft = draft
    self.resolver = resolver
  }

  /// Adds a document; returns the place of its root.
  mutating func add(_ value: SchemaValue, uri: String) -> Place {
    let document = documentCount
    documentCount += 1
    let base = URIReference(uri).withoutFragment
    let root = Location(document: document, pointer: "")
    let resource = addResource(at: root, value: value, uri: base, dialect: dialect(of: value) ?? SchemaDialect(draft: draft))
    // What the document was asked for by, though it may call itself otherwise.
    scan(Place(location: root, value: value, resource: resource))
    byURI[base.text] = byURI[base.text] ?? resource
    return Place(location: root, value: value, resource: byRoot[root] ?? resource)
  }

  private mutating func addResource(at root: Location, value: SchemaValue, uri: URIReference, dialect: SchemaDialect) -> Int {
    let index = resources.count
    resources.append(Resource(uri: uri, dialect: dialect, root: root, value: value))
    byRoot[root] = index
    if byURI[uri.text] == nil { byURI[uri.text] = index }
    return index
  }

  /// The dialect that `$schema` names; nil where it names none.
  private mutating func dialect(of value: SchemaValue) -> SchemaDialect? {
    guard let uri = value["$schema"]?.text else { return nil }
    if let known = SchemaDialect(metaschema: uri) { return known }
    guard let bytes = resolver(URIReference(uri).withoutFragment.text), let metaschema = Self.read(bytes) else {
      return SchemaDialect(draft: draft)
    }
    return SchemaDialect(describedBy: metaschema)
  }

  /// The value of a schema's text.
  static func read(_ bytes: [UInt8]) -> SchemaValue? {
    let document = Document(SourceText(bytes), format: .json(.relaxed))
    guard let top = document.topValue() else { return nil }
    return SchemaValue(top, in: document)
  }

  // MARK: Finding identifiers

  /// Registers every `$id` and anchor below `start`, looking only where schemas may stand: an `$id` in an `enum` is none.
  private mutating func scan(_ start: Place) {
    var pending = [start]
    while var place = pending.popLast() {
      guard case .object(let members) = place.value else { continue }
      let isDraft7 = resources[place.resource].dialect.draft == .draft7
      // In draft 7 everything beside a `$ref` is ignored, names included.
      let isIgnored = isDraft7 && place.value["$ref"] != nil
      if !isIgnored, let id = place.value["$id"]?.text {
        place.resource = identify(place, id: id)
      }
      if !isIgnored {
        if let anchor = place.value["$anchor"]?.text { resources[place.resource].anchors[anchor] = place }
        if let anchor = place.value["$dynamicAnchor"]?.text {
          resources[place.resource].anchors[anchor] = place
          resources[place.resource].dynamicAnchors.insert(anchor)
        }
      }
      for member in members { pending.append(contentsOf: Self.schemas(in: member, below: place)) }
    }
  }

  private mutating func identify(_ place: Place, id: String) -> Int {
    let reference = URIReference(id)
    let resolved = reference.resolved(against: resources[place.resource].uri)
    if let fragment = reference.fragment, !fragment.isEmpty, resources[place.resource].dialect.draft == .draft7 {
      // Draft 7 spells an anchor as an `$id` with a fragment.
      let owner = byURI[resolved.withoutFragment.text] ?? place.resource
      resources[owner].anchors[fragment] = place
      return place.resource
    }
    let uri = resolved.withoutFragment
    if let existing = byRoot[place.location] {
      resources[existing].uri = uri
      if byURI[uri.text] == nil { byURI[uri.text] = existing }
      return existing
    }
    let dialect = dialect(of: place.value) ?? resources[place.resource].dialect
    return addResource(at: place.location, value: place.value, uri: uri, dialect: dialect)
  }

  private static func schemas(in member: SchemaValue.Member, below place: Place) -> [Place] {
    func child(_ tokens: [String], _ value: SchemaValue) -> Place {
      let pointer = tokens.reduce(place.location.pointer) { $0 + "/" + escaped($1) }
      return Place(location: Location(document: place.location.document, pointer: pointer), value: value, resource: place.resource)
    }
    switch member.value {
    case .object(let inner) where SchemaDialect.maps.contains(member.name):
      return inner.map { child([member.name, $0.name], $0.value) }
    case .object where SchemaDialect.single.contains(member.name):
      return [child([member.name], member.value)]
    case .array(let inner) where SchemaDialect.lists.contains(member.name):
      return inner.enumerated().map { child([member.name, String($0.offset)], $0.element) }
    default:
      return []
    }
  }

  static func escaped(_ token: String) -> String {
    guard token.utf8.contains(0x7e) || token.utf8.contains(0x2f) else { return token }
    return token.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
      .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
  }

  // MARK: Following references

  /// The resource whose root stands at `location`.
  func resource(at location: Location) -> Int? { byRoot[location] }

  /// What `reference`, written in a schema of `resource`, refers to, and the anchor where it names one.
  mutating func resolve(_ reference: String, in resource: Int) -> (place: Place, anchor: String?)? {
    let resolved = URIReference(reference).resolved(against: resources[resource].uri)
    guard let target = self.resource(resolved.withoutFragment.text) else { return nil }
    let root = Place(location: resources[target].root, value: resources[target].value, resource: target)
    guard let raw = resolved.fragment, !raw.isEmpty else { return (root, nil) }
    let fragment = URIReference.percentDecoded(raw)
    if fragment.hasPrefix("/") { return place(fragment, below: root).map { ($0, nil) } }
    return resources[target].anchors[fragment].map { ($0, fragment) }
  }

  private mutating func resource(_ uri: String) -> Int? {
    if let known = byURI[uri] { return known }
    guard !missing.contains(uri), let bytes = resolver(uri), let value = Self.read(bytes) else {
      missing.insert(uri)
      return nil
    }
    _ = add(value, uri: uri)
    return byURI[uri]
  }

  private func place(_ pointer: String, below root: Place) -> Place? {
    var place = root
    for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let name = Self.unescaped(String(token))
      switch place.value {
      case .object:
        guard let value = place.value[name] else { return nil }
        place.value = value
      case .array(let elements):
        guard let index = Int(name), elements.indices.contains(index) else { return nil }
        place.value = elements[index]
      default:
        return nil
      }
      place.location.pointer += "/" + Self.escaped(name)
      if let inner = byRoot[place.location] { place.resource = inner }
    }
    return place
  }

  private static func unescaped(_ token: String) -> String {
    guard token.utf8.contains(0x7e) else { return token }
    var result = ""
    var rest = Substring(token)
    while let tilde = rest.firstIndex(of: "~") {
      result += rest[..<tilde]
      rest = rest[rest.index(after: tilde)...]
      if rest.first == "1" {
        result += "/"
        rest = rest.dropFirst()
      } else {
        result += "~"
        if rest.first == "0" { rest = rest.dropFirst() }
      }
    }
    return result + rest
  }
}
