import SyntaxTree

/// What a schema asserts about arrays.
extension Validation {
  mutating func checkArray(_ node: SchemaNode, at: Int, collecting: Bool, _ outcome: inout Outcome) {
    let rules = node.array
    let children = instance[at].children
    if let least = rules.minimumCount, children.count < least {
      outcome.fail(problem(.tooFew(.elements, found: children.count, least: least), at: at, node: node), collecting: collecting)
    }
    if let most = rules.maximumCount, children.count > most {
      outcome.fail(problem(.tooMany(.elements, found: children.count, most: most), at: at, node: node), collecting: collecting)
    }
    for child in children {
      let position = instance[child].position
      if position < rules.prefix.count {
        apply(rules.prefix[position], toChild: child, collecting: collecting, &outcome)
      } else if let items = rules.items {
        apply(items, toChild: child, collecting: collecting, &outcome)
      }
    }
    if rules.isUnique { checkUnique(node, at: at, collecting: collecting, &outcome) }
    if let contains = rules.contains { checkContains(contains, node, at: at, collecting: collecting, &outcome) }
    if let unevaluated = rules.unevaluated {
      for child in children where !outcome.evaluated.contains(instance[child].position) {
        apply(unevaluated, toChild: child, collecting: collecting, &outcome)
      }
    }
  }

  private func checkUnique(_ node: SchemaNode, at: Int, collecting: Bool, _ outcome: inout Outcome) {
    var seen: Set<CanonicalForm> = []
    for child in instance[at].children {
      guard let form = CanonicalForm(child, in: instance), !seen.insert(form).inserted else { continue }
      outcome.fail(problem(.repeated(instance.value(child)), at: child, node: node), collecting: collecting)
    }
  }

  private mutating func checkContains(_ contains: Int, _ node: SchemaNode, at: Int, collecting: Bool, _ outcome: inout Outcome) {
    let rules = node.array
    var count = 0
    for child in instance[at].children where apply(contains, to: child, collecting: false).isValid {
      count += 1
      if schema.tracksEvaluation { outcome.evaluated.insert(instance[child].position) }
    }
    let least = rules.minimumContains ?? 1
    if count < least {
      outcome.fail(problem(.tooFew(.matchingElements, found: count, least: least), at: at, node: node), collecting: collecting)
    }
    if let most = rules.maximumContains, count > most {
      outcome.fail(problem(.tooMany(.matchingElements, found: count, most: most), at: at, node: node), collecting: collecting)
    }
  }
}
