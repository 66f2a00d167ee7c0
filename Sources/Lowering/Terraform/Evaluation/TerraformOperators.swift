import SourceText
import SyntaxTree

/// Arithmetic, comparison and logic as HCL means them.
enum TerraformOperators {
  static func unary(_ sign: HCLOperator, _ value: EvaluatedValue, _ context: ARMFunctionContext) -> EvaluatedValue {
    switch sign {
    case .not:
      if let truth = value.truth { return context.boolean(!truth) }
      return ARMFunctions.unknown("!", [value], value.reason.reason, context)
    default:
      if let number = value.integer, number != .min { return context.integer(-number) }
      if let number = number(value) { return TerraformNumber.value(-number, context) }
      return ARMFunctions.unknown("-", [value], value.reason.reason, context)
    }
  }

  static func binary(
    _ sign: HCLOperator, _ left: EvaluatedValue, _ right: EvaluatedValue, _ context: ARMFunctionContext
  ) -> EvaluatedValue {
    func unknown(_ name: String) -> EvaluatedValue {
      ARMFunctions.unknown(name, [left, right], left.isDecided ? right.reason.reason : left.reason.reason, context)
    }
    switch sign {
    case .and, .or:
      let isAnd = sign == .and
      switch (left.truth, right.truth) {
      case (let a?, let b?): return context.boolean(isAnd ? a && b : a || b)
      case (let a?, nil) where a == isAnd: return right
      case (nil, let b?): return b == isAnd ? left : context.boolean(b)
      default: return unknown(isAnd ? "and" : "or")
      }
    case .equal, .notEqual:
      guard let same = equality(left, right) else { return unknown(sign == .equal ? "equals" : "differs") }
      return context.boolean(same == (sign == .equal))
    case .add, .subtract, .multiply, .divide, .remainder: return arithmetic(sign, left, right, context) ?? unknown("\(sign)")
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let a = number(left), let b = number(right) else { return unknown("\(sign)") }
      switch sign {
      case .less: return context.boolean(a < b)
      case .lessOrEqual: return context.boolean(a <= b)
      case .greater: return context.boolean(a > b)
      default: return context.boolean(a >= b)
      }
    case .negate, .not: return unknown("\(sign)")
    }
  }

  /// A number, also one that is written as a text.
  static func number(_ value: EvaluatedValue) -> Double? {
    if let number = value.double { return number }
    return value.knownText.flatMap { Double($0) }
  }

  /// Values of different types are never equal; a resource or an unknown is undecided, but never null.
  static func equality(_ left: EvaluatedValue, _ right: EvaluatedValue) -> Bool? {
    switch (left.content, right.content) {
    case (.resource, .null), (.null, .resource): return false
    case (.boolean(let a), .boolean(let b)): return a == b
    case (.boolean, .text), (.text, .boolean), (.boolean, .integer), (.integer, .boolean): return false
    default: return left.equality(with: right)
    }
  }

  private static func arithmetic(
    _ sign: HCLOperator, _ left: EvaluatedValue, _ right: EvaluatedValue, _ context: ARMFunctionContext
  ) -> EvaluatedValue? {
    if let a = left.integer, let b = right.integer {
      switch sign {
      case .add: if case let (sum, over) = a.addingReportingOverflow(b), !over { return context.integer(sum) }
      case .subtract: if case let (sum, over) = a.subtractingReportingOverflow(b), !over { return context.integer(sum) }
      case .multiply: if case let (product, over) = a.multipliedReportingOverflow(by: b), !over { return context.integer(product) }
      case .divide: if b != 0, b != -1, a.isMultiple(of: b) { return context.integer(a / b) }
      case .remainder: if b != 0, b != -1 { return context.integer(a % b) }
      default: return nil
      }
    }
    guard let a = number(left), let b = number(right) else { return nil }
    switch sign {
    case .add: return TerraformNumber.value(a + b, context)
    case .subtract: return TerraformNumber.value(a - b, context)
    case .multiply: return TerraformNumber.value(a * b, context)
    case .divide: return b == 0 ? nil : TerraformNumber.value(a / b, context)
    case .remainder: return b == 0 ? nil : TerraformNumber.value(a.truncatingRemainder(dividingBy: b), context)
    default: return nil
    }
  }
}

/// Numbers: whole ones are integers.
enum TerraformNumber {
  static func value(_ number: Double, _ context: ARMFunctionContext) -> EvaluatedValue {
    if let whole = Int(exactly: number) { return context.integer(whole) }
    return EvaluatedValue(.number(number), at: context.site)
  }
}
