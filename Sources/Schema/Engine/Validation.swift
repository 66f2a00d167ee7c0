import SyntaxTree

/// One instance held against one schema.
///
/// Recursion goes as deep as schemas are applied to one another, at most `maximumDepth`; the work as a whole is bounded too,
/// since YAML aliases make small texts into large values. What lies beyond either bound is taken as valid.
struct Validation {
  let instance: Instance
  let schema: SchemaDocument
  /// The resources that have been entered, outermost first: where `$dynamicRef` looks.
  private var scope: [Int] = []
  private var depth = 0
  private var remainingSteps = 2_000_000

  static let maximumDepth = 100

  init(of instance: Instance, against schema: SchemaDocument) {
    self.instance = instance
    self.schema = schema
  }

  /// What applying a schema to a value gave.
  struct Outcome {
    var isValid = true
    /// Filled only where problems are collected.
    var problems: [SchemaProblem] = []
    /// The children that some schema has looked at, by their place; filled only where it matters.
    var evaluated: Set<Int> = []

    static let valid = Outcome()

    /// Takes over what another schema, which must hold too, has found.
    mutating func require(_ other: Outcome) {
      isValid = isValid && other.isValid
      problems += other.problems
      if other.isValid { evaluated.formUnion(other.evaluated) }
    }

    mutating func fail(_ problem: @autoclosure () -> SchemaProblem, collecting: Bool) {
      isValid = false
      if collecting { problems.append(problem()) }
    }
  }

  mutating func run() -> [SchemaProblem] { apply(schema.root, to: 0, collecting: true).problems }

  // MARK: One schema

  mutating func apply(_ index: Int, to at: Int, collecting: Bool) -> Outcome {
    let entry = instance[at]
    guard entry.kind != .missing, depth < Self.maximumDepth, remainingSteps > 0 else { return .valid }
    remainingSteps -= 1
    let node = schema.nodes[index]
    if let always = node.always {
      var outcome = Outcome()
      if !always { outcome.fail(problem(.forbidden, at: at), collecting: collecting) }
      return outcome
    }
    depth += 1
    let entersResource = scope.last != node.resource
    if entersResource { scope.append(node.resource) }
    defer {
      depth -= 1
      if entersResource { scope.removeLast() }
    }

    var outcome = Outcome()
    if let types = node.types, !types.contains(where: { Self.entry(entry, is: $0) }) {
      // Nothing else that could be said about a value of the wrong type helps anybody.
      outcome.fail(
        problem(
          .wrongType(
            found: instance.value(at), expected: ValueType.allCases.filter(types.contains),
            suggestion: Self.conversion(of: entry, to: types)),
          at: at, node: node), collecting: collecting)
      return outcome
    }
    checkAllowed(node, at: at, collecting: collecting, &outcome)
    if let reference = node.reference { outcome.require(apply(reference, to: at, collecting: collecting)) }
    if let reference = node.dynamicReference { outcome.require(apply(target(of: reference), to: at, collecting: collecting)) }
    combine(node, at: at, collecting: collecting, &outcome)
    switch entry.kind {
    case .object: checkObject(node, at: at, collecting: collecting, &outcome)
    case .array: checkArray(node, at: at, collecting: collecting, &outcome)
    case .string: checkString(node, at: at, collecting: collecting, &outcome)
    case .number: checkNumber(node, at: at, collecting: collecting, &outcome)
    case .boolean, .null, .missing: break
    }
    return outcome
  }

  private func target(of reference: SchemaNode.DynamicReference) -> Int {
    guard let anchor = reference.anchor else { return reference.fallback }
    for resource in scope {
      if let target = schema.dynamicAnchors[resource]?[anchor] { return target }
    }
    return reference.fallback
  }

  // MARK: Types and allowed values

  private static func entry(_ entry: Instance.Entry, is type: ValueType) -> Bool {
    switch (type, entry.kind) {
    case (.string, .string), (.boolean, .boolean), (.object, .object), (.array, .array), (.null, .null), (.number, .number): true
    case (.integer, .number):
      switch entry.scalar {
      case .integer: true
      case .number(let value): WholeNumber.isWhole(value)
      case .string, .boolean, .null, nil: false
      }
    default: false
    }
  }

  /// The same value written as one of the expected types: `"true"` as `true`.
  private static func conversion(of entry: Instance.Entry, to types: Set<ValueType>) -> SchemaValue? {
    switch entry.scalar {
    case .string(let text):
      if types.contains(.boolean) {
        switch text.lowercased() {
        case "true", "yes", "on": return .boolean(true)
        case "false", "no", "off": return .boolean(false)
        default: break
        }
      }
      if types.contains(.integer) || types.contains(.number), let number = Int(text) { return .integer(number) }
      return nil
    case .integer(let value): return types.contains(.string) ? .string(String(value)) : nil
    case .boolean(let value): return types.contains(.string) ? .string(value ? "true" : "false") : nil
    case .number, .null, nil: return nil
    }
  }

  private func checkAllowed(_ node: SchemaNode, at: Int, collecting: Bool, _ outcome: inout Outcome) {
    guard let allowed = node.allowed else { return }
    if let form = CanonicalForm(at, in: instance), node.allowedForms.contains(form) { return }
    outcome.fail(notAllowed(allowed, at: at, node: node), collecting: collecting)
  }

  func notAllowed(_ allowed: [SchemaValue], at: Int, node: SchemaNode) -> SchemaProblem {
    let found = instance.value(at)
    return problem(
      .notAllowed(found: found, allowed: allowed, suggestion: SchemaProblem.Kind.nearest(to: found, among: allowed)), at: at, node: node)
  }

  func problem(_ kind: SchemaProblem.Kind, at: Int, node: SchemaNode? = nil, onKey: Bool = false) -> SchemaProblem {
    let entry = instance[at]
    return SchemaProblem(
      node: (onKey ? entry.keyNode : nil) ?? entry.node, value: entry.node, path: instance.path(to: at), kind: kind,
      notes: node?.notes ?? SchemaNotes())
  }
}
