import EncryptionModel
import SourceText
import SyntaxTree

/// What names stand for: parameters, variables, loops, lambdas and functions of a template's own.
extension ARMEvaluation {
  func parameter(_ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    guard call.arguments.count == 1, let name = argument(0, of: call, in: frame).knownText else {
      return unknownCall(call, [], "the parameter's name is not known", in: frame)
    }
    let folded = name.lowercased()
    if let arguments = frame.arguments {
      return arguments[folded] ?? unknownCall(call, [.text(name, at: call.site)], "there is no parameter \(name)", in: frame)
    }
    var value = parameterValue(folded, name, in: frame.scope, at: call.site)
    value.isShared = value.isShared || frame.scope.reads.isParameterShared(folded, call.members)
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
      value = scope.given[folded].map { $0.replacingNull(by: standard) ?? tooManyConditions(name, in: scope, at: site) } ?? standard
    }
    let limited = value.limited(to: acceptedValues(of: declaration.value, in: scope))
    scope.values[key] = limited
    return limited
  }

  /// What `allowedValues`, `minValue` and `maxValue` of a parameter let through, also where its type stands under `definitions`.
  private func acceptedValues(of parameter: Node, in scope: ARMScope) -> AcceptedValues? {
    let document = scope.file.document
    var accepted: AcceptedValues?
    for type in scope.types(of: parameter) {
      func limit(_ name: String) -> EvaluatedValue? {
        document.value(type, name, ignoringCase: true).map { value(of: $0, in: ARMFrame(scope)) }
      }
      let own = AcceptedValues(allowed: limit("allowedValues"), minimum: limit("minValue"), maximum: limit("maxValue"))
      accepted = own?.intersected(with: accepted) ?? accepted
    }
    return accepted
  }

  private func tooManyConditions(_ name: String, in scope: ARMScope, at site: Site) -> EvaluatedValue {
    .unknown(
      "parameters('\(name)')", scope: scope.identity, because: "it hangs on more undecided conditions than are followed", at: site)
  }

  private func defaultValue(of declaration: Member, in scope: ARMScope) -> EvaluatedValue {
    let document = scope.file.document
    if let standard = document.value(declaration.value, "defaultValue", ignoringCase: true) {
      return value(of: standard, in: ARMFrame(scope))
    }
    if scope.isNullable(declaration.value) {
      return EvaluatedValue(.null, at: scope.file.site(declaration.value))
    }
    return .unknown(
      "parameters('\(declaration.name)')", scope: scope.identity, because: "parameter \(declaration.name) has no default",
      at: scope.file.site(declaration.key))
  }

  func variable(_ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    guard call.arguments.count == 1, let name = argument(0, of: call, in: frame).knownText else {
      return unknownCall(call, [], "the variable's name is not known", in: frame)
    }
    let folded = name.lowercased()
    var value = variableValue(folded, name, in: frame.scope, at: call.site)
    value.isShared = value.isShared || frame.scope.reads.isVariableShared(folded, call.members)
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

  func lambdaVariable(_ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    guard let name = argument(0, of: call, in: frame).knownText, let value = frame.lambdaVariables[name.lowercased()] else {
      return unknownCall(call, [], "the lambda variable is not known", in: frame)
    }
    return value
  }

  func copyIndex(_ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
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

  func userFunction(_ namespace: String, _ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
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
