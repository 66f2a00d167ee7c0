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

  // MARK: Names

  private func parameter(_ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    guard call.arguments.count == 1, let name = argument(0, of: call, in: frame).knownText else {
      return unknownCall(call, [], "the parameter's name is not known", in: frame)
    }
    let folded = name.lowercased()
    if let arguments = frame.arguments {
      return arguments[folded] ?? unknownCall(call, [.text(name, at: call.site)], "there is no parameter \(name)", in: frame)
    }
    var value = parameterValue(folded, name, in: frame.scope, at: call.site)
    value.isShared = value.isShared || frame.scope.reads.ofParameter(folded) > 1
    return value
  }

  /// The value given to a parameter, else its default; a null that is given counts as none where there is a default.
  func parameterValue(_ folded: String, _ name: String, in scope: ARMScope, at site: Site) -> EvaluatedValue {
    let key = "p:" + folded
    if let known = scope.values[key] { return known }
    let symbol = "parameters('\(name)')"
    guard let declaration = scope.parameters[folded] else {
      return scope.given[folded] ?? .unknown(symbol, scope: scope.identity, because: "there is no parameter \(name)", at: site)
    }
    guard scope.inProgress.insert(key).inserted else {
      return .unknown(symbol, scope: scope.identity, because: "parameter \(name) depends on itself", at: site)
    }
    defer { scope.inProgress.remove(key) }
    let value: EvaluatedValue
    if let given = scope.given[folded], !given.mayBeNull {
      value = given
    } else {
      let standard = defaultValue(of: declaration, in: scope)
      value = scope.given[folded].map { $0.replacingNull(by: standard) } ?? standard
    }
    scope.values[key] = value
    return value
  }

  private func defaultValue(of declaration: Member, in scope: ARMScope) -> EvaluatedValue {
    let document = scope.file.document
    if let standard = document.value(declaration.value, "defaultValue", ignoringCase: true) {
      return value(of: standard, in: ARMFrame(scope))
    }
    if scope.isLanguageVersion2, let nullable = document.value(declaration.value, "nullable", ignoringCase: true),
      document.scalar(nullable) == .boolean(true)
    {
      return EvaluatedValue(.null, at: scope.file.site(declaration.value))
    }
    return .unknown(
      "parameters('\(declaration.name)')", scope: scope.identity, because: "parameter \(declaration.name) has no default",
      at: scope.file.site(declaration.key))
  }

  private func variable(_ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    guard call.arguments.count == 1, let name = argument(0, of: call, in: frame).knownText else {
      return unknownCall(call, [], "the variable's name is not known", in: frame)
    }
    let folded = name.lowercased()
    var value = variableValue(folded, name, in: frame.scope, at: call.site)
    value.isShared = value.isShared || frame.scope.reads.ofVariable(folded) > 1
    return value
  }

  private func variableValue(_ folded: String, _ name: String, in scope: ARMScope, at site: Site) -> EvaluatedValue {
    let key = "v:" + folded
    if let known = scope.values[key] { return known }
    guard scope.inProgress.insert(key).inserted else {
      return .unknown("variables('\(name)')", scope: scope.identity, because: "variable \(name) depends on itself", at: site)
    }
    defer { scope.inProgress.remove(key) }
    let value: EvaluatedValue
    if let declaration = scope.variables[folded] {
      value = self.value(of: declaration.value, in: ARMFrame(scope))
    } else if let loop = scope.variableLoops[folded], let made = propertyLoop(loop, in: ARMFrame(scope)) {
      value = made.value
    } else {
      value = .unknown("variables('\(name)')", scope: scope.identity, because: "there is no variable \(name)", at: site)
    }
    scope.values[key] = value
    return value
  }

  private func lambdaVariable(_ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    guard let name = argument(0, of: call, in: frame).knownText, let value = frame.lambdaVariables[name.lowercased()] else {
      return unknownCall(call, [], "the lambda variable is not known", in: frame)
    }
    return value
  }

  private func copyIndex(_ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    var name: String?
    var offset = 0
    for index in call.arguments.indices {
      let value = argument(index, of: call, in: frame)
      if let text = value.knownText { name = text.lowercased() } else if let number = value.integer { offset = number }
    }
    guard let loop = frame.loops.last(where: { name == nil || $0.name == name }) else {
      return unknownCall(call, [], "copyIndex stands outside of a copy loop", in: frame)
    }
    guard let index = loop.index, case let (sum, overflow) = index.addingReportingOverflow(offset), !overflow else {
      let symbol = "copyIndex('\(loop.name)')"
      return .unknown(symbol, scope: frame.scope.identity, because: "copy loop \(loop.name) has an unknown count", at: call.site)
    }
    return EvaluatedValue(.integer(sum), at: call.site)
  }

  private func userFunction(_ namespace: String, _ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    let arguments = call.arguments.indices.map { argument($0, of: call, in: frame) }
    let document = frame.scope.file.document
    guard let function = frame.scope.functions["\(namespace).\(call.name)".lowercased()],
      let output = document.value(function, "output", ignoringCase: true),
      let body = document.value(output, "value", ignoringCase: true)
    else {
      return unknownCall(call, arguments, "there is no function \(namespace).\(call.name)", in: frame)
    }
    var inner = ARMFrame(frame.scope)
    var values: [String: EvaluatedValue] = [:]
    let parameters = document.value(function, "parameters", ignoringCase: true).map(document.elements) ?? []
    for (index, parameter) in parameters.enumerated() {
      guard case .string(let name)? = document.value(parameter, "name", ignoringCase: true).flatMap(document.scalar) else { continue }
      if arguments.indices.contains(index) {
        values[name.lowercased()] = arguments[index]
      } else {
        values[name.lowercased()] = EvaluatedValue(.null, at: call.site)
      }
    }
    inner.arguments = values
    return value(of: body, in: inner)
  }
}

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

  /// Whether the value is null, or one of its branches is.
  var mayBeNull: Bool {
    switch content {
    case .null: true
    case .either(_, let first, let second): first.mayBeNull || second.mayBeNull
    default: false
    }
  }

  /// The value with another one in place of a null, in each branch.
  func replacingNull(by other: EvaluatedValue) -> EvaluatedValue {
    switch content {
    case .null: other
    case .either(let condition, let first, let second):
      EvaluatedValue(
        .either(condition: condition, first.replacingNull(by: other), second.replacingNull(by: other)), at: site, cause: cause)
    default: self
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

extension SymbolicText.Piece {
  /// Bytes of a known run; a symbol counts as one.
  var length: Int { if case .text(let text) = self { text.utf8.count } else { 1 } }
}
