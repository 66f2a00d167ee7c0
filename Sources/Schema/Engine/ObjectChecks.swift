import SyntaxTree

/// What a schema asserts about objects.
extension Validation {
  mutating func checkObject(_ node: SchemaNode, at: Int, collecting: Bool, _ outcome: inout Outcome) {
    let rules = node.object
    let children = instance[at].children
    if !rules.required.isEmpty || !rules.dependentRequired.isEmpty || !rules.dependentSchemas.isEmpty {
      checkPresence(node, at: at, collecting: collecting, &outcome)
    }
    if rules.minimumCount != nil || rules.maximumCount != nil {
      let count = Set(children.map { instance[$0].name }).count
      if let least = rules.minimumCount, count < least {
        outcome.fail(problem(.tooFew(.properties, found: count, least: least), at: at, node: node), collecting: collecting)
      }
      if let most = rules.maximumCount, count > most {
        outcome.fail(problem(.tooMany(.properties, found: count, most: most), at: at, node: node), collecting: collecting)
      }
    }
    for child in children {
      let entry = instance[child]
      var isKnown = false
      if let schema = rules.byName[entry.name] {
        isKnown = true
        apply(schema, toChild: child, collecting: collecting, &outcome)
      }
      for pattern in rules.patterns where pattern.pattern.matches(entry.name) {
        isKnown = true
        apply(pattern.schema, toChild: child, collecting: collecting, &outcome)
      }
      if !isKnown, let additional = rules.additional {
        if schema.nodes[additional].always == false {
          outcome.fail(unknownProperty(child, of: at, node: node), collecting: collecting)
        } else {
          apply(additional, toChild: child, collecting: collecting, &outcome)
        }
      }
      if let names = rules.names, !nameIsAccepted(entry, by: names) {
        outcome.fail(problem(.propertyName(entry.name), at: child, node: schema.nodes[names], onKey: true), collecting: collecting)
      }
    }
    if let unevaluated = rules.unevaluated {
      for child in children where !outcome.evaluated.contains(instance[child].position) {
        if schema.nodes[unevaluated].always == false {
          outcome.fail(unknownProperty(child, of: at, node: node), collecting: collecting)
        } else {
          apply(unevaluated, toChild: child, collecting: collecting, &outcome)
        }
      }
    }
  }

  mutating func apply(_ schemaIndex: Int, toChild child: Int, collecting: Bool, _ outcome: inout Outcome) {
    let inner = apply(schemaIndex, to: child, collecting: collecting)
    outcome.isValid = outcome.isValid && inner.isValid
    outcome.problems += inner.problems
    if schema.tracksEvaluation { outcome.evaluated.insert(instance[child].position) }
  }

  private mutating func checkPresence(_ node: SchemaNode, at: Int, collecting: Bool, _ outcome: inout Outcome) {
    let rules = node.object
    let present = Set(instance[at].children.map { instance[$0].name })
    for name in rules.required where !present.contains(name) {
      outcome.fail(problem(.missingProperty(name), at: at, node: node), collecting: collecting)
    }
    for dependency in rules.dependentRequired where present.contains(dependency.name) {
      for name in dependency.required where !present.contains(name) {
        outcome.fail(problem(.missingProperty(name), at: at, node: node), collecting: collecting)
      }
    }
    for dependency in rules.dependentSchemas where present.contains(dependency.name) {
      outcome.require(apply(dependency.schema, to: at, collecting: collecting))
    }
  }

  private func unknownProperty(_ child: Int, of at: Int, node: SchemaNode) -> SchemaProblem {
    let name = instance[child].name
    let present = Set(instance[at].children.map { instance[$0].name })
    let known = SchemaOutline(schema).properties(of: [node]).map(\.name).filter { !present.contains($0) }
    return problem(.unknownProperty(name, suggestion: Spelling.nearest(to: name, among: known)), at: child, node: node, onKey: true)
  }

  /// A property's name is a text that stands in no node of its own, so an instance is made for it.
  private func nameIsAccepted(_ entry: Instance.Entry, by schemaIndex: Int) -> Bool {
    var inner = Validation(of: Instance(name: entry.name, node: entry.keyNode ?? entry.node), against: schema)
    return inner.apply(schemaIndex, to: 0, collecting: false).isValid
  }
}
