import EncryptionModel
import SourceText

extension ARMEvaluation {
  /// `map`, `filter`, `reduce`, `sort`, `toObject`, `groupBy`, `mapValues`.
  func higherOrder(_ name: String, _ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    let input = argument(0, of: call, in: frame)
    func unknown(_ reason: String) -> EvaluatedValue {
      // The lambdas belong to the name: map(x, a) and map(x, b) are two unknowns.
      let label = "\(call.name)(\(input.summary), \(call.arguments.dropFirst().map { "λ\($0)" }.joined(separator: ", ")))"
      let identity = "\(label)#\(call.site.item.key):\(call.site.range.start)"
      return .unknown(identity, scope: frame.scope.identity, because: reason, at: call.site)
    }
    if name == "mapvalues" {
      guard let object = input.object, object.rest == nil, let body = lambda(1, of: call, in: frame) else {
        return unknown(input.isDecided ? "mapValues does not take these arguments" : input.reason.reason)
      }
      var result = EvaluatedObject()
      for member in object.members {
        result.set(.init(member.name, self.call(body, [member.value], call, in: frame), at: call.site))
      }
      return EvaluatedValue(.object(result), at: call.site)
    }
    if input.isNull, name == "map" || name == "filter" { return EvaluatedValue(.array([]), at: call.site) }
    guard let elements = input.elements else {
      return unknown(input.isDecided ? "\(call.name) takes an array" : input.reason.reason)
    }
    switch name {
    case "map":
      guard let body = lambda(1, of: call, in: frame) else { return unknown("map takes a lambda") }
      let results = elements.enumerated().map { index, element in
        self.call(body, [element, EvaluatedValue(.integer(index), at: call.site)], call, in: frame)
      }
      return EvaluatedValue(.array(results), at: call.site)
    case "filter":
      guard let body = lambda(1, of: call, in: frame) else { return unknown("filter takes a lambda") }
      var kept: [EvaluatedValue] = []
      for (index, element) in elements.enumerated() {
        let verdict = self.call(body, [element, EvaluatedValue(.integer(index), at: call.site)], call, in: frame)
        guard let keeps = verdict.truth else { return unknown(verdict.reason.reason) }
        if keeps { kept.append(element) }
      }
      return EvaluatedValue(.array(kept), at: call.site)
    case "reduce":
      guard let body = lambda(2, of: call, in: frame) else { return unknown("reduce takes a lambda") }
      var result = argument(1, of: call, in: frame)
      for (index, element) in elements.enumerated() {
        result = self.call(body, [result, element, EvaluatedValue(.integer(index), at: call.site)], call, in: frame)
      }
      return result
    case "sort":
      guard let body = lambda(1, of: call, in: frame) else { return unknown("sort takes a lambda") }
      // By insertion: the order comes from the template, which need not be one.
      var sorted: [EvaluatedValue] = []
      for element in elements {
        var position = sorted.count
        while position > 0 {
          let verdict = self.call(body, [element, sorted[position - 1]], call, in: frame)
          guard let isBefore = verdict.truth else { return unknown(verdict.reason.reason) }
          if !isBefore { break }
          position -= 1
        }
        sorted.insert(element, at: position)
      }
      return EvaluatedValue(.array(sorted), at: call.site)
    case "toobject", "groupby":
      guard let keyOf = lambda(1, of: call, in: frame) else { return unknown("\(call.name) takes a lambda") }
      let valueOf = lambda(2, of: call, in: frame)
      var result = EvaluatedObject()
      for element in elements {
        let key = self.call(keyOf, [element], call, in: frame)
        guard let property = key.knownText else { return unknown(key.reason.reason) }
        let value = valueOf.map { self.call($0, [element], call, in: frame) } ?? element
        if name == "groupby" {
          let before = result[property]?.value.elements ?? []
          result.set(.init(property, EvaluatedValue(.array(before + [value]), at: call.site), at: call.site))
        } else {
          result.set(.init(property, value, at: call.site))
        }
      }
      return EvaluatedValue(.object(result), at: call.site)
    default: return unknown("\(call.name) is no template function")
    }
  }

  private struct Lambda {
    var names: [String]
    var expression: ARMExpression
    var body: Int
  }

  /// The lambda that is the argument `index` of the call.
  private func lambda(_ index: Int, of call: ARMCall, in frame: ARMFrame) -> Lambda? {
    guard call.arguments.indices.contains(index),
      case .call(nil, let name, let arguments)? = call.expression.node(call.arguments[index]), name.lowercased() == "lambda",
      let body = arguments.last
    else { return nil }
    let names = arguments.dropLast().compactMap { argument -> String? in
      if case .text(let name)? = call.expression.node(argument) { name.lowercased() } else { nil }
    }
    return Lambda(names: names, expression: call.expression, body: body)
  }

  private func call(_ lambda: Lambda, _ arguments: [EvaluatedValue], _ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    var inner = frame
    for (name, argument) in zip(lambda.names, arguments) { inner.lambdaVariables[name] = argument }
    return value(of: lambda.expression, lambda.body, at: call.site, in: inner)
  }
}
