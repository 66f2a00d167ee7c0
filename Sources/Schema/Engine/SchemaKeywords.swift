/// Keywords that hold no schemas: assertions and notes.
extension SchemaCompiler {
  static func compileAssertion(_ member: SchemaValue.Member, into node: inout SchemaNode) {
    let value = member.value
    switch member.name {
    case "type":
      let names = value.elements?.compactMap(\.text) ?? value.text.map { [$0] } ?? []
      node.types = Set(names.compactMap(ValueType.init(rawValue:)))
    case "enum": restrict(&node, to: value.elements ?? [])
    case "const": restrict(&node, to: [value])
    case "format": node.format = value.text
    case "minimum": node.number.minimum = value.double
    case "maximum": node.number.maximum = value.double
    case "exclusiveMinimum": node.number.exclusiveMinimum = value.double
    case "exclusiveMaximum": node.number.exclusiveMaximum = value.double
    case "multipleOf": node.number.multipleOf = value.double
    case "minLength": node.string.minimumLength = value.integer
    case "maxLength": node.string.maximumLength = value.integer
    case "pattern": node.string.pattern = value.text.map { Pattern($0) }
    case "minItems": node.array.minimumCount = value.integer
    case "maxItems": node.array.maximumCount = value.integer
    case "uniqueItems": node.array.isUnique = value.boolean ?? false
    case "minContains": node.array.minimumContains = value.integer
    case "maxContains": node.array.maximumContains = value.integer
    case "required": node.object.required = value.elements?.compactMap(\.text) ?? []
    case "minProperties": node.object.minimumCount = value.integer
    case "maxProperties": node.object.maximumCount = value.integer
    case "dependentRequired":
      node.object.dependentRequired += (value.members ?? []).map { ($0.name, $0.value.elements?.compactMap(\.text) ?? []) }
    default: break
    }
  }

  /// `enum` and `const` may stand side by side: then both hold.
  private static func restrict(_ node: inout SchemaNode, to values: [SchemaValue]) {
    guard let before = node.allowed else {
      node.allowed = values
      return
    }
    let forms = Set(values.map { CanonicalForm($0) })
    node.allowed = before.filter { forms.contains(CanonicalForm($0)) }
  }

  static func compileNote(_ member: SchemaValue.Member, into notes: inout SchemaNotes) {
    let value = member.value
    switch member.name {
    case "title": notes.title = value.text
    case "description": notes.description = value.text
    case "default": notes.defaultValue = value
    case "examples": notes.examples = value.elements ?? []
    case "deprecated": notes.isDeprecated = value.boolean ?? false
    case "x-cmklint-noun": notes.noun = value.text
    case "x-cmklint-preferred": notes.preferred = value
    case "x-cmklint-reference": notes.reference = value.text
    case "x-cmklint-snippet": notes.snippet = value
    case "x-cmklint-entry": notes.entryName = value.text
    case "x-cmklint-expects": notes.expects = value.text
    case "x-cmklint-type": notes.resourceType = value.text
    case "x-cmklint-since": notes.since = value.text
    case "x-cmklint-absent": notes.absentIn = value.elements?.compactMap(\.text) ?? []
    case "x-cmklint-values": notes.valueNotes = value.members ?? []
    default: break
    }
  }
}
