import EncryptionModel

extension EvaluatedValue {
  /// The value as a condition; texts count as ARM's templates use them.
  var truth: Bool? {
    switch content {
    case .boolean(let value): value
    case .text(let text):
      switch text.known?.lowercased() {
      case "true": true
      case "false": false
      default: nil
      }
    default: nil
    }
  }

  /// What the value may turn out to be, conditions inside conditions laid out flat; the value alone where nothing hangs on any.
  var outcomes: [EvaluatedValue] {
    guard case .either(_, var first, var second) = content else { return [self] }
    first.isShared = first.isShared || isShared
    second.isShared = second.isShared || isShared
    return first.outcomes + second.outcomes
  }

  /// Whether the value is null, or one of its branches is.
  var mayBeNull: Bool {
    switch content {
    case .null: true
    case .either(_, let first, let second): first.mayBeNull || second.mayBeNull
    default: false
    }
  }

  /// The value with another one in place of a null, in each branch; nil where that makes more branches than are followed.
  func replacingNull(by other: EvaluatedValue) -> EvaluatedValue? {
    switch content {
    case .null: return other
    case .either(let condition, let first, let second):
      guard let first = first.replacingNull(by: other), let second = second.replacingNull(by: other),
        first.branches + second.branches <= Self.maximumBranches
      else { return nil }
      return EvaluatedValue(.either(condition: condition, first, second), at: site, cause: cause)
    default: return self
    }
  }

  /// Whether both are the same scalar for certain.
  func isSameScalar(as other: EvaluatedValue) -> Bool {
    switch (content, other.content) {
    case (.null, .null): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    case (.unknown(let a), .unknown(let b)): a == b
    default: false
    }
  }
}
