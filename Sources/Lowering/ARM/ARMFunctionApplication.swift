import EncryptionModel
import SourceText

extension ARMFunctions {
  /// A function of values alone, whatever dialect calls it.
  ///
  /// - Parameter title: the function as it is called, with its namespace: for names of unknowns and for reasons.
  static func apply(_ title: String, _ arguments: [EvaluatedValue], _ context: ARMFunctionContext) -> EvaluatedValue {
    let name = title.lowercased()
    if let function = partial[name], let result = function(arguments, context) {
      return bounded(result, title, context)
    }
    let open = arguments.first { !$0.isDecided }
    if let function = decided[name] {
      if let open { return unknown(title, arguments, open.reason.reason, context) }
      if let result = function(arguments, context) { return bounded(result, title, context) }
      return unknown(title, arguments, "\(title) does not take these arguments", context)
    }
    if let open { return unknown(title, arguments, open.reason.reason, context) }
    let reason =
      partial[name] != nil
      ? "\(title) does not take these arguments"
      : atDeployment.contains(name) || name.hasPrefix("list")
        ? "\(title) is known only when it is deployed" : "\(title) is no template function"
    return unknown(title, arguments, reason, context)
  }

  /// An unknown named by the call.
  static func unknown(
    _ title: String, _ arguments: [EvaluatedValue], _ reason: String, _ context: ARMFunctionContext
  ) -> EvaluatedValue {
    let open = arguments.first { !$0.isDecided }
    var name = title
    // Every call makes another one: it is known by its place.
    if name.lowercased() == "newguid" {
      name += "@\(Fingerprint.of(String(context.site.item.key), String(context.site.range.start)) % 100_000)"
    }
    let cause = open.map { Unknown(reason, at: $0.reason.site) } ?? Unknown(reason, at: context.site)
    return EvaluatedValue(.unknown(UnknownName.call(name, arguments, scope: context.scope)), at: context.site, cause: cause)
  }

  /// Refuses results that are larger than any template has.
  private static func bounded(_ value: EvaluatedValue, _ title: String, _ context: ARMFunctionContext) -> EvaluatedValue {
    guard value.branches <= 4 * EvaluatedValue.maximumBranches else {
      return unknown(title, [], "it hangs on more undecided conditions than are followed", context)
    }
    let size: Int
    switch value.content {
    case .text(let text): size = text.pieces.reduce(0) { $0 + ($1.length) } / 16
    case .array(let elements): size = elements.count
    case .object(let object): size = object.members.count
    default: return value
    }
    context.budget.spend(size)
    guard size <= EvaluationBudget.maximumElements, value.nesting <= EvaluatedValue.maximumNesting, !context.budget.isExhausted else {
      return unknown(title, [], "the result of \(title) is too large", context)
    }
    return value
  }
}
