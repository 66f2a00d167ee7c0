import SyntaxTree

/// A schema read for people instead of for a verdict: what may stand at a place, whatever form the value will take.
struct SchemaOutline {
  private let schema: SchemaDocument

  init(_ schema: SchemaDocument) { self.schema = schema }

  /// The schemas that speak of the value at `path`, each with what it is made of: references, all forms, both sides of a
  /// condition.
  func nodes(at path: [CaretContext.Step]) -> [SchemaNode] {
    var current = expanded([schema.root])
    for step in path {
      var next: [Int] = []
      for index in current { next += children(of: schema.nodes[index], by: step) }
      current = expanded(next)
      if current.isEmpty { return [] }
    }
    return current.map { schema.nodes[$0] }
  }

  /// The schemas below `node` that hold for one step.
  private func children(of node: SchemaNode, by step: CaretContext.Step) -> [Int] {
    switch step {
    case .property(let name):
      // Azure's names are compared without regard to case; for any other schema that is only more helpful.
      var result =
        (node.object.byName[name] ?? node.object.properties.first { $0.name.lowercased() == name.lowercased() }?.schema)
        .map { [$0] } ?? []
      result += node.object.patterns.filter { $0.pattern.matches(name) }.map(\.schema)
      if result.isEmpty { result = [node.object.additional, node.object.unevaluated].compactMap(\.self) }
      return result
    case .element(let position):
      if position < node.array.prefix.count { return [node.array.prefix[position]] }
      return [node.array.items, node.array.contains].compactMap(\.self)
    }
  }

  /// The schemas of an array's elements.
  func elements(of nodes: [SchemaNode]) -> [SchemaNode] {
    expanded(nodes.compactMap { $0.array.prefix.first ?? $0.array.items }).map { schema.nodes[$0] }
  }

  /// The schemas of a map's entries.
  func entries(of nodes: [SchemaNode]) -> [SchemaNode] {
    expanded(nodes.compactMap(\.object.additional)).map { schema.nodes[$0] }
  }

  private func expanded(_ start: [Int]) -> [Int] {
    var result: [Int] = []
    var seen: Set<Int> = []
    var pending = Array(start.reversed())
    while let index = pending.popLast() {
      guard seen.insert(index).inserted else { continue }
      result.append(index)
      pending += parts(of: schema.nodes[index]).reversed()
    }
    return result
  }

  private func parts(of node: SchemaNode) -> [Int] {
    [node.reference, node.dynamicReference?.fallback].compactMap(\.self) + node.allOf + node.anyOf + node.oneOf
      + [node.then, node.otherwise].compactMap(\.self) + node.object.dependentSchemas.map(\.schema)
  }

  // MARK: What can stand there

  /// A property that a schema knows.
  struct Property {
    var name: String
    var isRequired: Bool
    var nodes: [SchemaNode]
  }

  /// The properties that the schemas name, required ones first, each once; else in the order of the schema.
  func properties(of nodes: [SchemaNode]) -> [Property] {
    var result: [Property] = []
    var places: [String: Int] = [:]
    for start in nodes {
      let reached = [start] + expanded(parts(of: start)).map { schema.nodes[$0] }
      for node in reached {
        for property in node.object.properties where schema.nodes[property.schema].always != false {
          let isRequired = node.object.required.contains(property.name)
          if let place = places[property.name] {
            result[place].isRequired = result[place].isRequired || isRequired
          } else {
            places[property.name] = result.count
            let inner = expanded([property.schema]).map { schema.nodes[$0] }
            result.append(Property(name: property.name, isRequired: isRequired, nodes: inner))
          }
        }
      }
    }
    return result.filter(\.isRequired) + result.filter { !$0.isRequired }
  }
}

extension [SchemaNode] {
  /// What the schemas say, the outermost first: a note beside a reference goes before that of what it refers to.
  var notes: SchemaNotes {
    var result = SchemaNotes()
    for notes in map(\.notes) {
      result.title = result.title ?? notes.title
      result.description = result.description ?? notes.description
      result.defaultValue = result.defaultValue ?? notes.defaultValue
      if result.examples.isEmpty { result.examples = notes.examples }
      result.isDeprecated = result.isDeprecated || notes.isDeprecated
      result.noun = result.noun ?? notes.noun
      result.preferred = result.preferred ?? notes.preferred
      result.reference = result.reference ?? notes.reference
      result.snippet = result.snippet ?? notes.snippet
      result.entryName = result.entryName ?? notes.entryName
      result.expects = result.expects ?? notes.expects
      result.resourceType = result.resourceType ?? notes.resourceType
      result.since = result.since ?? notes.since
      if result.absentIn.isEmpty { result.absentIn = notes.absentIn }
      if result.valueNotes.isEmpty { result.valueNotes = notes.valueNotes }
    }
    return result
  }

  /// The types that the value may have, in a fixed order.
  var types: [ValueType] {
    let named = Set(flatMap { $0.types ?? [] })
    return ValueType.allCases.filter(named.contains)
  }

  /// The values that are spelled out, in the order of the schema; `true` and `false` for a boolean.
  var allowedValues: [SchemaValue] {
    var result: [SchemaValue] = []
    for value in flatMap({ $0.allowed ?? [] }) where !result.contains(value) { result.append(value) }
    if result.isEmpty, types.contains(.boolean) { result = [.boolean(true), .boolean(false)] }
    return result
  }
}
