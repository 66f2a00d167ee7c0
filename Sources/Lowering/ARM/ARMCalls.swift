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
    ARMFunctions.apply(call.name, arguments, ARMFunctionContext(site: call.site, scope: frame.scope.identity, budget: budget))
  }

  /// An unknown named by the call.
  func unknownCall(_ call: ARMCall, _ arguments: [EvaluatedValue], _ reason: String, in frame: ARMFrame) -> EvaluatedValue {
    ARMFunctions.unknown(
      call.namespace.map { "\($0).\(call.name)" } ?? call.name, arguments, reason,
      ARMFunctionContext(site: call.site, scope: frame.scope.identity, budget: budget))
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
