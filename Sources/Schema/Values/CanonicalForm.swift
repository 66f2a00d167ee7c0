import SyntaxTree

/// A text that is equal for two values exactly when JSON Schema calls the values equal: `1` and `1.0` are, the order of
/// properties does not matter, strings are compared by scalars and never by what they look like.
struct CanonicalForm: Hashable, Sendable {
  private(set) var bytes: [UInt8] = []

  init(_ value: SchemaValue) { append(value) }

  /// The form of an instance; nil where it is nested so deep that no schema value could equal it.
  init?(_ index: Int, in instance: Instance) {
    guard append(index, in: instance, depth: 0) else { return nil }
  }

  private mutating func append(_ value: SchemaValue) {
    switch value {
    case .null: bytes.append(0x6e)
    case .boolean(let value): bytes.append(value ? 0x74 : 0x66)
    case .integer, .number: append(number: value)
    case .string(let text): append(text)
    case .array(let elements):
      bytes.append(0x5b)
      for element in elements { append(element) }
      bytes.append(0x5d)
    case .object(let members):
      append(members.map { (name: $0.name, form: CanonicalForm($0.value)) })
    }
  }

  private mutating func append(_ index: Int, in instance: Instance, depth: Int) -> Bool {
    guard depth < SchemaValue.maximumDepth else { return false }
    let entry = instance[index]
    switch entry.kind {
    case .object:
      var members: [(name: String, form: CanonicalForm)] = []
      for child in entry.children {
        var form = CanonicalForm(SchemaValue.null)
        form.bytes = []
        guard form.append(child, in: instance, depth: depth + 1) else { return false }
        members.append((instance[child].name, form))
      }
      append(members)
    case .array:
      bytes.append(0x5b)
      for child in entry.children where !append(child, in: instance, depth: depth + 1) { return false }
      bytes.append(0x5d)
    case .string, .number, .boolean, .null:
      guard let scalar = entry.scalar else { return false }
      append(SchemaValue(scalar))
    case .missing:
      return false
    }
    return true
  }

  private mutating func append(_ members: [(name: String, form: CanonicalForm)]) {
    bytes.append(0x7b)
    // A property that is written twice counts once, with what it says last.
    var last: [[UInt8]: CanonicalForm] = [:]
    for member in members { last[Array(member.name.utf8)] = member.form }
    for (name, form) in last.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      append(counted: name)
      bytes.append(contentsOf: form.bytes)
    }
    bytes.append(0x7d)
  }

  private mutating func append(number value: SchemaValue) {
    bytes.append(0x23)
    if let whole = value.integer {
      bytes.append(contentsOf: String(whole).utf8)
    } else if let number = value.double {
      bytes.append(contentsOf: String(number).utf8)
    }
    bytes.append(0x3b)
  }

  private mutating func append(_ text: String) {
    bytes.append(0x22)
    append(counted: Array(text.utf8))
  }

  private mutating func append(counted text: [UInt8]) {
    bytes.append(contentsOf: String(text.count).utf8)
    bytes.append(0x3a)
    bytes.append(contentsOf: text)
  }
}
