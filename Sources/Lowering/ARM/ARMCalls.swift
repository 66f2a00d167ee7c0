import EncryptionModel
import SourceText
import SyntaxTree

extension ARMEvaluation {
  /// The value of a call: first what must not evaluate all of its arguments, then what reads the template, then functions of values.
  func value(of call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    if let namespace = call.namespace {
      if namespace.lowercased() != "sys" { return userFunction(namespace, call, in: frame) }
    }
    let name = call.name.lowercased()
    switch name {
    case "if": return conditional(call, in: frame)
    case "and", "or": return connective(isAnd: name == "and", call, in: frame)
    case "parameters": return parameter(call, in: frame)
    case "variables": return variable(call, in: frame)
    case "lambdavariables": return lambdaVariable(call, in: frame)
    case "copyindex": return copyIndex(call, in: frame)
    case "lambda": return unknownCall(call, [], "a lambda stands outside of a function that takes one", in: frame)
    case "map", "filter", "reduce", "sort", "toobject", "groupby", "mapvalues": return higherOrder(name, call, in: frame)
    case "reference": return reference(call, in: frame)
    case "resourceid", "subscriptionresourceid", "tenantresourceid", "managementgroupresourceid", "extensionresourceid":
      return resourceID(name, call, in: frame)
    case "resourcegroup", "subscription", "tenant", "managementgroup", "environment", "deployment", "deployer":
      return deploymentFact(name, call, in: frame)
    default: break
    }
    var arguments = call.arguments.indices.map { argument($0, of: call, in: frame) }
    budget.spend(arguments.count)
    // `listKeys('storage')` and `listKeys(resourceId(…))` ask the same resource.
    if name.hasPrefix("list"), let target = arguments.first?.symbolicText, let identity = identity(of: target, in: frame),
      let type = identity.type
    {
      arguments[0] = EvaluatedValue(.text(SymbolicText(type + " ") + identity.name), at: call.site)
    }
    return apply(name, arguments, call, in: frame)
  }

  /// A function of values alone.
  func apply(_ name: String, _ arguments: [EvaluatedValue], _ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    let context = ARMFunctionContext(site: call.site, scope: frame.scope.identity, budget: budget)
    if let function = ARMFunctions.partial[name] {
      if let result = function(arguments, context) {
        return bounded(result, call, arguments, in: frame)
      }
    }
    if let function = ARMFunctions.decided[name] {
      guard let open = arguments.first(where: { !$0.isDecided }) else {
        if let result = function(arguments, context) { return bounded(result, call, arguments, in: frame) }
        return unknownCall(call, arguments, "\(call.name) does not take these arguments", in: frame)
      }
      return unknownCall(call, arguments, open.reason.reason, in: frame)
    }
    if let open = arguments.first(where: { !$0.isDecided }) {
      return unknownCall(call, arguments, open.reason.reason, in: frame)
    }
    let isKnownFunction = ARMFunctions.partial[name] != nil || ARMFunctions.atDeployment.contains(name) || name.hasPrefix("list")
    let reason =
      ARMFunctions.partial[name] != nil
      ? "\(call.name) does not take these arguments"
      : isKnownFunction ? "\(call.name) is known only when it is deployed" : "\(call.name) is no template function"
    return unknownCall(call, arguments, reason, in: frame)
  }

  /// An unknown named by the call.
  func unknownCall(_ call: ARMCall, _ arguments: [EvaluatedValue], _ reason: String, in frame: ARMFrame) -> EvaluatedValue {
    let open = arguments.first { !$0.isDecided }
    var name = call.namespace.map { "\($0).\(call.name)" } ?? call.name
    // Every call makes another one: it is known by its place.
    if name.lowercased() == "newguid" { name += "@\(Fingerprint.of(String(call.site.item.key), String(call.site.range.start)) % 100_000)" }
    let cause = open.map { Unknown(reason, at: $0.reason.site) } ?? Unknown(reason, at: call.site)
    return EvaluatedValue(.unknown(UnknownName.call(name, arguments, scope: frame.scope.identity)), at: call.site, cause: cause)
  }

  /// Refuses results that are larger than any template has.
  private func bounded(_ value: EvaluatedValue, _ call: ARMCall, _ arguments: [EvaluatedValue], in frame: ARMFrame) -> EvaluatedValue {
    guard value.branches <= 4 * EvaluatedValue.maximumBranches else {
      return unknownCall(call, [], "it hangs on more undecided conditions than are followed", in: frame)
    }
    let size: Int
    switch value.content {
    case .text(let text): size = text.pieces.reduce(0) { $0 + ($1.length) } / 16
    case .array(let elements): size = elements.count
    case .object(let object): size = object.members.count
    default: return value
    }
    budget.spend(size)
    guard size <= EvaluationBudget.maximumElements, value.nesting <= EvaluatedValue.maximumNesting, !budget.isExhausted else {
      return unknownCall(call, [], "the result of \(call.name) is too large", in: frame)
    }
    return value
  }

  // MARK: Conditions

  private func conditional(_ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    guard call.arguments.count == 3 else { return unknownCall(call, [], "if takes three arguments", in: frame) }
    let condition = argument(0, of: call, in: frame)
    if let decided = condition.truth { return argument(decided ? 1 : 2, of: call, in: frame) }
    var result = either(
      condition.summary, argument(1, of: call, in: frame), argument(2, of: call, in: frame), at: call.site, in: frame)
    if result.cause == nil { result.cause = condition.reason }
    return result
  }

  /// `and`, `or`: decided as soon as one argument decides it.
  private func connective(isAnd: Bool, _ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    var open: [EvaluatedValue] = []
    for index in call.arguments.indices {
      let value = argument(index, of: call, in: frame)
      guard let truth = value.truth else {
        open.append(value)
        continue
      }
      if truth != isAnd { return EvaluatedValue(.boolean(truth), at: call.site) }
    }
    guard let first = open.first else {
      if call.arguments.isEmpty { return unknownCall(call, [], "\(call.name) takes arguments", in: frame) }
      return EvaluatedValue(.boolean(isAnd), at: call.site)
    }
    return open.count == 1 ? first : unknownCall(call, open, first.reason.reason, in: frame)
  }
}

extension SymbolicText.Piece {
  /// Bytes of a known run; a symbol counts as one.
  var length: Int { if case .text(let text) = self { text.utf8.count } else { 1 } }
}
