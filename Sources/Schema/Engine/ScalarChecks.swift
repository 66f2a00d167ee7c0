import SyntaxTree

/// What a schema asserts about texts and numbers.
extension Validation {
  func checkString(_ node: SchemaNode, at: Int, collecting: Bool, _ outcome: inout Outcome) {
    guard case .string(let text)? = instance[at].scalar else { return }
    let rules = node.string
    if rules.minimumLength != nil || rules.maximumLength != nil {
      let length = text.unicodeScalars.count
      if let least = rules.minimumLength, length < least {
        outcome.fail(problem(.tooFew(.characters, found: length, least: least), at: at, node: node), collecting: collecting)
      }
      if let most = rules.maximumLength, length > most {
        outcome.fail(problem(.tooMany(.characters, found: length, most: most), at: at, node: node), collecting: collecting)
      }
    }
    if let pattern = rules.pattern, !pattern.matches(text) {
      outcome.fail(problem(.pattern(found: text, pattern: pattern.text), at: at, node: node), collecting: collecting)
    }
    if schema.checksFormats, let format = node.format, !ValueFormat.accepts(text, format: format) {
      outcome.fail(problem(.format(found: text, format: format), at: at, node: node), collecting: collecting)
    }
  }

  func checkNumber(_ node: SchemaNode, at: Int, collecting: Bool, _ outcome: inout Outcome) {
    guard let scalar = instance[at].scalar, let value = SchemaValue(scalar).double else { return }
    let rules = node.number
    let isBelow = rules.minimum.map { value < $0 } ?? false || rules.exclusiveMinimum.map { value <= $0 } ?? false
    let isAbove = rules.maximum.map { value > $0 } ?? false || rules.exclusiveMaximum.map { value >= $0 } ?? false
    if isBelow || isAbove {
      let kind = SchemaProblem.Kind.outOfRange(
        found: SchemaValue(scalar), least: rules.minimum ?? rules.exclusiveMinimum, most: rules.maximum ?? rules.exclusiveMaximum)
      outcome.fail(problem(kind, at: at, node: node), collecting: collecting)
    }
    if let divisor = rules.multipleOf, !WholeNumber.isMultiple(value, of: divisor) {
      outcome.fail(problem(.notMultiple(found: SchemaValue(scalar), of: divisor), at: at, node: node), collecting: collecting)
    }
  }
}
