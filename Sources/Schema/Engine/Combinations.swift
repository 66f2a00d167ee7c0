import SyntaxTree

/// Schemas made of schemas: all, any, one, none of several, or one by condition.
extension Validation {
  mutating func combine(_ node: SchemaNode, at: Int, collecting: Bool, _ outcome: inout Outcome) {
    for schema in node.allOf { outcome.require(apply(schema, to: at, collecting: collecting)) }
    if !node.anyOf.isEmpty {
      let branches = branches(node.anyOf, at: at, collecting: collecting)
      take(branches.filter(\.isValid), &outcome)
      if !branches.contains(where: \.isValid) { refuse(branches, of: node, at: at, collecting: collecting, &outcome) }
    }
    if !node.oneOf.isEmpty {
      let branches = branches(node.oneOf, at: at, collecting: collecting)
      let valid = branches.filter(\.isValid)
      take(valid, &outcome)
      if valid.isEmpty {
        refuse(branches, of: node, at: at, collecting: collecting, &outcome)
      } else if valid.count > 1 {
        outcome.fail(problem(.ambiguous(forms: valid.count), at: at, node: node), collecting: collecting)
      }
    }
    if let not = node.not, apply(not, to: at, collecting: false).isValid {
      outcome.fail(problem(.forbidden, at: at, node: node), collecting: collecting)
    }
    if let condition = node.condition {
      let test = apply(condition, to: at, collecting: false)
      if test.isValid { outcome.evaluated.formUnion(test.evaluated) }
      if let branch = test.isValid ? node.then : node.otherwise { outcome.require(apply(branch, to: at, collecting: collecting)) }
    }
  }

  private mutating func branches(_ schemas: [Int], at: Int, collecting: Bool) -> [Outcome] {
    var result: [Outcome] = []
    for schema in schemas { result.append(apply(schema, to: at, collecting: collecting)) }
    return result
  }

  private func take(_ valid: [Outcome], _ outcome: inout Outcome) {
    for branch in valid { outcome.evaluated.formUnion(branch.evaluated) }
  }

  /// Says what is wrong with a value that fits none of several forms: what keeps it from the form that was most likely meant.
  private func refuse(_ branches: [Outcome], of node: SchemaNode, at: Int, collecting: Bool, _ outcome: inout Outcome) {
    outcome.isValid = false
    guard collecting else { return }
    let own = instance[at].node
    // Where every form fails at the value itself, they are one form with more types or values.
    let kinds = branches.map { branch in branch.problems.first { $0.value == own && $0.isAboutWholeValue }?.kind }
    if kinds.allSatisfy({ $0 != nil }) {
      outcome.problems.append(problem(.merged(kinds.compactMap(\.self)), at: at, node: node))
      return
    }
    if let best = branches.min(by: { cost($0, own: own) < cost($1, own: own) }) { outcome.problems += best.problems }
  }

  /// How far a value is from a form, the gravest first: the wrong type, another discriminating value (the `kind` of an object),
  /// properties that the form does not have or wants, then anything else.
  private func cost(_ outcome: Outcome, own: Node) -> (Int, Int, Int, Int) {
    var cost = (0, 0, 0, 0)
    for problem in outcome.problems {
      switch problem.kind {
      case .wrongType where problem.value == own, .forbidden where problem.value == own: cost.0 += 1
      case .notAllowed(_, let allowed, _) where allowed.count == 1: cost.1 += 1
      case .notAllowed where problem.value == own: cost.1 += 1
      case .unknownProperty, .missingProperty: cost.2 += 1
      default: cost.3 += 1
      }
    }
    return cost
  }
}
