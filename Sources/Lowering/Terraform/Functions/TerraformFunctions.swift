import EncryptionModel
import SourceText

/// Terraform's functions of values. A function returns nil for arguments that it does not take.
enum TerraformFunctions {
  typealias Function = @Sendable ([EvaluatedValue], ARMFunctionContext) -> EvaluatedValue?

  /// Functions of arguments of which everything is known.
  static let decided: [String: Function] = texts.merging(numbers) { $1 }.merging(encodings) { $1 }.merging(sets) { $1 }

  /// Functions that make something of unknown arguments too. Nil: try the other table, else the result is unknown.
  static let partial: [String: Function] = partialTexts.merging(collections) { $1 }.merging(conversions) { $1 }

  static func apply(_ name: String, _ arguments: [EvaluatedValue], _ context: ARMFunctionContext) -> EvaluatedValue {
    if let function = partial[name], let result = function(arguments, context) { return bounded(result, name, arguments, context) }
    if let open = arguments.first(where: { !$0.isDecided }) {
      // A condition that nobody can decide is followed into the call.
      if let position = arguments.firstIndex(where: { if case .either = $0.content { true } else { false } }), arguments.count <= 4,
        case .either(let condition, let first, let second) = arguments[position].content,
        arguments[position].branches <= 4, partial[name] != nil || decided[name] != nil
      {
        var one = arguments
        var other = arguments
        one[position] = first
        other[position] = second
        return .undecided(
          condition, apply(name, one, context), apply(name, other, context), at: context.site, scope: context.scope,
          because: arguments[position].reason)
      }
      return ARMFunctions.unknown(name, arguments, open.reason.reason, context)
    }
    if let function = decided[name], let result = function(arguments, context) { return bounded(result, name, arguments, context) }
    let isKnown = partial[name] != nil || decided[name] != nil
    return ARMFunctions.unknown(
      name, arguments, isKnown ? "\(name) does not take these arguments" : "\(name) is known only when Terraform runs", context)
  }

  private static func bounded(
    _ value: EvaluatedValue, _ name: String, _ arguments: [EvaluatedValue], _ context: ARMFunctionContext
  ) -> EvaluatedValue {
    let size =
      switch value.content {
      case .text(let text): text.pieces.reduce(0) { $0 + $1.length } / 16
      case .array(let elements): elements.count
      case .object(let object): object.members.count
      default: 0
      }
    context.budget.spend(size)
    guard size <= EvaluationBudget.maximumElements, value.nesting <= EvaluatedValue.maximumNesting, !context.budget.isExhausted,
      value.branches <= 4 * EvaluatedValue.maximumBranches
    else { return ARMFunctions.unknown(name, [], "the result of \(name) is too large", context) }
    return value
  }

  // MARK: Arguments

  static func text(_ arguments: [EvaluatedValue], _ index: Int) -> String? {
    guard arguments.indices.contains(index) else { return nil }
    if let truth = arguments[index].boolean { return truth ? "true" : "false" }
    return arguments[index].knownText ?? arguments[index].integer.map(String.init)
  }

  static func number(_ arguments: [EvaluatedValue], _ index: Int) -> Double? {
    arguments.indices.contains(index) ? TerraformOperators.number(arguments[index]) : nil
  }

  static func integer(_ arguments: [EvaluatedValue], _ index: Int) -> Int? {
    number(arguments, index).flatMap { Int(exactly: $0) }
  }

  static func list(_ arguments: [EvaluatedValue], _ index: Int) -> [EvaluatedValue]? {
    arguments.indices.contains(index) ? arguments[index].elements : nil
  }
}
