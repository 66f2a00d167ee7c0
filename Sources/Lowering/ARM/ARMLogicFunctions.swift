import EncryptionModel
import SourceText

extension ARMFunctions {
  static let logic: [String: Function] = [
    "true": { _, context in context.boolean(true) },
    "false": { _, context in context.boolean(false) },
    "null": { _, context in context.null() },
    "not": { arguments, context in
      guard arguments.count == 1 else { return nil }
      return arguments[0].truth.map { context.boolean(!$0) }
    },
    "bool": { arguments, context in
      guard arguments.count == 1 else { return nil }
      if let number = arguments[0].integer { return context.boolean(number != 0) }
      return arguments[0].truth.map(context.boolean)
    },
    "xor": { arguments, context in
      guard arguments.count == 2, let first = arguments[0].truth, let second = arguments[1].truth else { return nil }
      return context.boolean(first != second)
    },
    "equals": { arguments, context in
      guard arguments.count == 2 else { return nil }
      return arguments[0].equality(with: arguments[1]).map(context.boolean)
    },
    "coalesce": { arguments, context in
      for argument in arguments {
        switch argument.content {
        case .null: continue
        case .unknown: return arguments.last?.content.isUnknown == true && arguments.count == 1 ? argument : nil
        case .either(let condition, let first, let second):
          // A branch that is null goes on to the next argument.
          guard first.isNull || second.isNull, let other = arguments.last, arguments.count == 2 else { return argument }
          return EvaluatedValue(
            .either(condition: condition, first.isNull ? other : first, second.isNull ? other : second), at: context.site,
            cause: argument.cause)
        default: return argument
        }
      }
      return arguments.isEmpty ? nil : context.null()
    },
  ]

  static let comparisons: [String: Function] = [
    "less": { arguments, context in order(arguments).map { context.boolean($0 < 0) } },
    "lessorequals": { arguments, context in order(arguments).map { context.boolean($0 <= 0) } },
    "greater": { arguments, context in order(arguments).map { context.boolean($0 > 0) } },
    "greaterorequals": { arguments, context in order(arguments).map { context.boolean($0 >= 0) } },
  ]

  /// -1, 0 or 1; nil where the two are not comparable.
  static func order(_ arguments: [EvaluatedValue]) -> Int? {
    guard arguments.count == 2 else { return nil }
    if let first = arguments[0].double, let second = arguments[1].double { return first < second ? -1 : first == second ? 0 : 1 }
    if let first = arguments[0].knownText, let second = arguments[1].knownText {
      return first < second ? -1 : first == second ? 0 : 1
    }
    return nil
  }
}

extension EvaluatedValue.Content {
  var isUnknown: Bool { if case .unknown = self { true } else { false } }
}

extension EvaluatedValue {
  var double: Double? {
    switch content {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// Whether both are equal; nil where that is undecided. Texts distinguish case, names of properties do not.
  func equality(with other: EvaluatedValue) -> Bool? {
    switch (content, other.content) {
    case (.either(_, let first, let second), _):
      guard let a = first.equality(with: other), let b = second.equality(with: other), a == b else { return nil }
      return a
    case (_, .either): return other.equality(with: self)
    case (.unknown, _), (_, .unknown), (.resource, _), (_, .resource): return nil
    case (.text(let a), .text(let b)):
      if let first = a.known, let second = b.known { return first == second }
      // A text with a known part is not empty, and the known beginnings must agree.
      if a.isEmpty || b.isEmpty { return (a.isEmpty ? b : a).knownPrefix.isEmpty ? nil : false }
      let first = a.knownPrefix
      let second = b.knownPrefix
      return first.hasPrefix(second) || second.hasPrefix(first) ? nil : false
    case (.array(let a), .array(let b)):
      guard a.count == b.count else { return false }
      return Self.all(zip(a, b).map { $0.equality(with: $1) })
    case (.object(let a), .object(let b)):
      guard a.rest == nil, b.rest == nil else { return nil }
      guard a.members.count == b.members.count else { return false }
      return Self.all(a.members.map { member in b[member.name].map { member.value.equality(with: $0.value) } ?? false })
    case (.null, .null): return true
    case (.boolean(let a), .boolean(let b)): return a == b
    default:
      guard let first = double, let second = other.double else { return false }
      return first == second
    }
  }

  private static func all(_ parts: [Bool?]) -> Bool? {
    if parts.contains(false) { return false }
    return parts.contains(nil) ? nil : true
  }
}
