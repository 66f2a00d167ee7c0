import EncryptionModel
import SyntaxTree

extension AcceptedValues {
  /// From the values of `@allowed([…])`, `@minValue(…)`, `@maxValue(…)` or their properties in a template; nil where all are absent.
  /// What is not known of a list lets nothing through.
  init?(allowed: EvaluatedValue?, minimum: EvaluatedValue?, maximum: EvaluatedValue?) {
    self.init(
      among: allowed.map { list in Set((list.elements ?? []).compactMap(Value.init)) }, minimum: minimum?.integer, maximum: maximum?.integer
    )
    if isAny { return nil }
  }
}

extension AcceptedValues.Value {
  init?(_ value: EvaluatedValue) {
    if let boolean = value.boolean {
      self = .boolean(boolean)
    } else if let integer = value.integer {
      self = .integer(integer)
    } else if let text = value.knownText {
      self = .text(text)
    } else {
      return nil
    }
  }
}

extension Slot {
  /// Whether the literal may be written here: a parameter's declaration may not allow it.
  public func accepts(_ literal: Literal) -> Bool {
    guard let accepted else { return true }
    switch literal {
    case .boolean(let value): return accepted.contains(.boolean(value))
    case .integer(let value): return accepted.contains(.integer(value))
    case .string(let text): return accepted.contains(.text(text))
    case .null, .array, .object, .expression: return accepted.among == nil
    }
  }
}

extension EvaluatedValue {
  /// The value as a parameter hands it on.
  func limited(to accepted: AcceptedValues?) -> EvaluatedValue {
    guard let accepted else { return self }
    var value = self
    value.accepted = accepted.intersected(with: self.accepted)
    return value
  }
}
