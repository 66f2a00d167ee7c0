import SyntaxTree

/// Makes the nodes of a schema from its text and the documents that it refers to. Works off a list, so that chains and circles
/// of references need no stack.
struct SchemaCompiler {
  private var index: SchemaIndex
  private var nodes: [SchemaNode] = []
  private var known: [SchemaIndex.Location: Int] = [:]
  private var pending: [(node: Int, place: SchemaIndex.Place)] = []
  private(set) var unresolved: [String] = []

  struct Result {
    var root: Int
    var nodes: [SchemaNode]
    /// By resource and anchor.
    var dynamicAnchors: [Int: [String: Int]]
    var unresolved: [String]
  }

  static func compile(_ value: SchemaValue, uri: String, draft: SchemaDraft, resolver: @escaping (String) -> [UInt8]?) -> Result {
    var compiler = SchemaCompiler(index: SchemaIndex(draft: draft, resolver: resolver))
    let root = compiler.node(for: compiler.index.add(value, uri: uri))
    var dynamic: [Int: [String: Int]] = [:]
    var seen = 0
    repeat {
      compiler.drain()
      // References may have brought resources with dynamic anchors, and these references in turn.
      while seen < compiler.index.resources.count {
        let resource = compiler.index.resources[seen]
        for anchor in resource.dynamicAnchors.sorted() {
          if let place = resource.anchors[anchor] { dynamic[seen, default: [:]][anchor] = compiler.node(for: place) }
        }
        seen += 1
      }
    } while !compiler.pending.isEmpty
    return Result(root: root, nodes: compiler.nodes, dynamicAnchors: dynamic, unresolved: compiler.unresolved)
  }

  private init(index: SchemaIndex) { self.index = index }

  private mutating func node(for place: SchemaIndex.Place) -> Int {
    if let node = known[place.location] { return node }
    let node = nodes.count
    nodes.append(SchemaNode(resource: place.resource))
    known[place.location] = node
    pending.append((node, place))
    return node
  }

  private mutating func drain() {
    while let (node, place) = pending.popLast() { nodes[node] = compile(place) }
  }

  // MARK: One schema

  private mutating func compile(_ place: SchemaIndex.Place) -> SchemaNode {
    var place = place
    var node = SchemaNode()
    if let own = index.resource(at: place.location) { place.resource = own }
    node.resource = place.resource
    guard case .object(let members) = place.value else {
      // What is no schema at all refuses nothing.
      node.always = place.value.boolean ?? true
      return node
    }
    let dialect = index.resources[place.resource].dialect
    if dialect.draft == .draft7, let reference = place.value["$ref"]?.text {
      node.reference = resolve(reference, from: place)
      return node
    }
    for member in members {
      compileApplicator(member, of: place, dialect: dialect, into: &node)
      if dialect.hasValidation { Self.compileAssertion(member, into: &node) }
      Self.compileNote(member, into: &node.notes)
    }
    if let allowed = node.allowed { node.allowedForms = Set(allowed.map { CanonicalForm($0) }) }
    if node.array.contains == nil { (node.array.minimumContains, node.array.maximumContains) = (nil, nil) }
    if dialect.draft == .draft7 { draft7Items(of: place, into: &node) }
    return node
  }

  private mutating func child(_ place: SchemaIndex.Place, _ tokens: String..., value: SchemaValue) -> Int {
    var inner = place
    for token in tokens { inner.location.pointer += "/" + SchemaIndex.escaped(token) }
    inner.value = value
    return node(for: inner)
  }

  private mutating func resolve(_ reference: String, from place: SchemaIndex.Place) -> Int? {
    guard let target = index.resolve(reference, in: place.resource) else {
      unresolved.append(reference)
      return nil
    }
    return node(for: target.place)
  }

  private mutating func compileApplicator(
    _ member: SchemaValue.Member, of place: SchemaIndex.Place, dialect: SchemaDialect, into node: inout SchemaNode
  ) {
    let (name, value) = (member.name, member.value)
    switch name {
    case "$ref":
      if let reference = value.text { node.reference = resolve(reference, from: place) }
    case "$dynamicRef":
      guard let reference = value.text else { break }
      guard let target = index.resolve(reference, in: place.resource) else {
        unresolved.append(reference)
        break
      }
      // Without a dynamic anchor where it points to, it is an ordinary reference.
      let isDynamic = target.anchor.map { index.resources[target.place.resource].dynamicAnchors.contains($0) } ?? false
      node.dynamicReference = SchemaNode.DynamicReference(
        anchor: isDynamic ? target.anchor : nil, fallback: self.node(for: target.place))
    case "allOf": node.allOf = list(name, value, place)
    case "anyOf": node.anyOf = list(name, value, place)
    case "oneOf": node.oneOf = list(name, value, place)
    case "not": node.not = child(place, name, value: value)
    case "if": node.condition = child(place, name, value: value)
    case "then": node.then = child(place, name, value: value)
    case "else": node.otherwise = child(place, name, value: value)
    case "properties":
      node.object.properties = map(name, value, place)
      node.object.byName = Dictionary(node.object.properties.map { ($0.name, $0.schema) }, uniquingKeysWith: { $1 })
    case "patternProperties": node.object.patterns = map(name, value, place).map { (Pattern($0.name), $0.schema) }
    case "additionalProperties": node.object.additional = child(place, name, value: value)
    case "propertyNames": node.object.names = child(place, name, value: value)
    case "unevaluatedProperties": node.object.unevaluated = child(place, name, value: value)
    case "unevaluatedItems": node.array.unevaluated = child(place, name, value: value)
    case "dependentSchemas" where dialect.draft == .draft2020: node.object.dependentSchemas = map(name, value, place)
    case "dependencies" where dialect.draft == .draft7:
      for dependency in value.members ?? [] {
        if let names = dependency.value.elements {
          node.object.dependentRequired.append((dependency.name, names.compactMap(\.text)))
        } else {
          node.object.dependentSchemas.append((dependency.name, child(place, name, dependency.name, value: dependency.value)))
        }
      }
    case "prefixItems" where dialect.draft == .draft2020: node.array.prefix = list(name, value, place)
    case "items" where dialect.draft == .draft2020: node.array.items = child(place, name, value: value)
    case "contains": node.array.contains = child(place, name, value: value)
    default: break
    }
  }

  /// Draft 7 tells by the form of `items` whether it speaks of the first elements or of all.
  private mutating func draft7Items(of place: SchemaIndex.Place, into node: inout SchemaNode) {
    guard let items = place.value["items"] else { return }
    if items.elements != nil {
      node.array.prefix = list("items", items, place)
      if let additional = place.value["additionalItems"] { node.array.items = child(place, "additionalItems", value: additional) }
    } else {
      node.array.items = child(place, "items", value: items)
    }
  }

  private mutating func list(_ name: String, _ value: SchemaValue, _ place: SchemaIndex.Place) -> [Int] {
    var result: [Int] = []
    for (position, element) in (value.elements ?? []).enumerated() {
      result.append(child(place, name, String(position), value: element))
    }
    return result
  }

  private mutating func map(_ name: String, _ value: SchemaValue, _ place: SchemaIndex.Place) -> [(name: String, schema: Int)] {
    var result: [(name: String, schema: Int)] = []
    for member in value.members ?? [] { result.append((member.name, child(place, name, member.name, value: member.value))) }
    return result
  }
}
