import EncryptionModel
import SourceText
import SyntaxTree

/// Chains of members, indices and methods behind a value.
extension BicepEvaluation {
  func access(_ node: Node, at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    let syntax = frame.scope.syntax
    let parts = syntax.parts(of: node)
    guard let base = parts.first else { return missing(at: site, in: frame) }
    var rest: ArraySlice<Node>
    var result: EvaluatedValue
    if let (found, consumed) = target(of: parts, in: frame) {
      (result, rest) = read(found, parts[consumed...], at: site, in: frame)
    } else if let (value, remaining) = qualified(base, parts.dropFirst(), at: site, in: frame) {
      (result, rest) = (value, remaining)
    } else {
      let isName = syntax.kind(base) == .variable
      let start =
        isName
        ? name(syntax.text(base), members: BicepReads.members(of: node, syntax), at: frame.scope.site(base), in: frame)
        : value(of: base, in: frame)
      (result, rest) = (start, parts.dropFirst())
    }
    while let part = rest.popFirst() {
      let isSafe = syntax.document.flags(part) & BicepFlags.isSafe != 0
      switch syntax.kind(part) {
      case .member: result = property(syntax.text(part), of: result, isSafe: isSafe, at: site, in: frame)
      case .index:
        guard let inner = syntax.part(0, of: part) else { return missing(at: site, in: frame) }
        let isFromEnd = syntax.document.flags(part) & BicepFlags.isFromEnd != 0
        result = element(value(of: inner, in: frame), of: result, isSafe: isSafe, isFromEnd: isFromEnd, at: site, in: frame)
      case .nonNull:
        // What is null nevertheless fails; what is left is the other branch.
        if case .either(_, let first, let second) = result.content, first.isNull != second.isNull { result = first.isNull ? second : first }
      case .methodCall:
        let name = syntax.name(of: part).map(syntax.text) ?? ""
        let arguments = syntax.elements(of: part).map { value(of: $0, in: frame) }
        result = ARMFunctions.unknown(
          name, [result] + arguments, "\(name) is known only when it is deployed", context(site, frame))
      default: return missing(at: site, in: frame)
      }
      // What stands behind a safe access to nothing is nothing too.
      if isSafe, result.isNull { return result }
    }
    return result
  }

  /// `az.resourceGroup()`, `types.sku`: what a namespace or an import gives.
  private func qualified(
    _ base: Node, _ rest: ArraySlice<Node>, at site: Site, in frame: BicepFrame
  ) -> (EvaluatedValue, ArraySlice<Node>)? {
    let syntax = frame.scope.syntax
    guard syntax.kind(base) == .variable, let next = rest.first else { return nil }
    let name = syntax.text(base)
    readMeaning(of: name, in: frame.scope)
    guard frame.locals[name] == nil, frame.scope.parameters[name] == nil, frame.scope.variables[name] == nil else { return nil }
    let member = syntax.kind(next) == .methodCall ? syntax.name(of: next).map(syntax.text) ?? "" : syntax.text(next)
    if frame.scope.wildcards[name] != nil {
      if let exported = templateMember(member, of: name, next, at: site, in: frame) { return (exported, rest.dropFirst()) }
      guard let other = wildcard(name, in: frame.scope) else {
        return (unknown("\(name).\(member)", because: "the file of \(name) is not there", at: site, in: frame), rest.dropFirst())
      }
      if syntax.kind(next) == .methodCall {
        return (userFunction(member, of: other, syntax.elements(of: next), at: site, in: frame), rest.dropFirst())
      }
      readMeaning(of: member, in: other)
      var value = variable(member, in: other)
      value.isShared = true
      return (value, rest.dropFirst())
    }
    guard name == "az" || name == "sys", syntax.kind(next) == .methodCall else { return nil }
    return (call(member, syntax.elements(of: next), at: site, in: frame), rest.dropFirst())
  }

  /// A variable or the result of a function that a compiled template exports, imported as a whole under a name.
  private func templateMember(
    _ member: String, of name: String, _ part: Node, at site: Site, in frame: BicepFrame
  ) -> EvaluatedValue? {
    guard let path = frame.scope.wildcards[name] else { return nil }
    let syntax = frame.scope.syntax
    guard syntax.kind(part) == .methodCall else { return templateVariable(member, ofTemplateAt: path, in: frame.scope) }
    let values = syntax.elements(of: part).map { self.value(of: $0, in: frame) }
    return templateFunction(member, ofTemplateAt: path, values, at: site, in: frame.scope)
  }

  /// What is asked of a resource or module first; the rest of the chain goes on from there.
  private func read(
    _ instance: BicepInstance, _ rest: ArraySlice<Node>, at site: Site, in frame: BicepFrame
  ) -> (EvaluatedValue, ArraySlice<Node>) {
    let syntax = frame.scope.syntax
    guard let part = rest.first, syntax.kind(part) == .member else { return (handle(instance, at: site, in: frame), rest) }
    let behind = rest.dropFirst()
    switch syntax.text(part) {
    case "id": return (EvaluatedValue(.text(id(of: instance)), at: site, cause: identity(of: instance).ownName.cause), behind)
    case "name":
      // A name is not changed where another resource asks for it.
      let name = identity(of: instance).ownName
      return (EvaluatedValue(name.content, at: site, cause: name.cause), behind)
    case "type" where !instance.entry.isModule:
      if let type = identity(of: instance).type { return (.text(type, at: site), behind) }
    case "apiVersion" where !instance.entry.isModule:
      if let version = identity(of: instance).version { return (.text(version, at: site), behind) }
    case "outputs" where instance.entry.isModule:
      guard let output = behind.first else { break }
      var name: String?
      if syntax.kind(output) == .member { name = syntax.text(output) }
      if syntax.kind(output) == .index, let inner = syntax.part(0, of: output) { name = value(of: inner, in: frame).knownText }
      guard let name else { break }
      return (self.output(name, of: instance, at: site), behind.dropFirst())
    default: break
    }
    return (handle(instance, at: site, in: frame), rest)
  }

  // MARK: Members and elements

  func property(_ name: String, of base: EvaluatedValue, isSafe: Bool = false, at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    guard budget.enter() else { return unknown("…", because: budget.reason, at: site, in: frame) }
    defer { budget.leave() }
    switch base.content {
    case .object(let object):
      if let member = object[name] {
        var value = member.value
        value.isShared = value.isShared || base.isShared
        return value
      }
      if isSafe, object.rest == nil { return EvaluatedValue(.null, at: site) }
      return .unknown(
        "\(base.summary).\(name)", scope: scope(base, frame), because: object.rest?.reason ?? "there is no property \(name)", at: site)
    case .null where isSafe: return base
    case .resource(let handle):
      if handle.isFull, handle.path.isEmpty, name == "id", let type = handle.type {
        let id = ResourceIDText.id(
          type: type, names: handle.name.segments(separatedBy: "/"), placement: frame.scope.placement, level: frame.scope.level)
        return EvaluatedValue(.text(id), at: site)
      }
      if handle.isFull, handle.path.isEmpty, name == "name" {
        return EvaluatedValue(.text(handle.name.segments(separatedBy: "/").last ?? handle.name), at: site)
      }
      let next = handle.property(name)
      if let text = RuntimeProperty.text(of: next) { return EvaluatedValue(.text(text), at: site) }
      return EvaluatedValue(.resource(next), at: site)
    case .unknown(let symbol):
      return EvaluatedValue(.unknown(UnknownName.symbol("\(symbol.name).\(name)", scope: symbol.scope)), at: site, cause: base.cause)
    case .either(let condition, let first, let second):
      return .undecided(
        condition, property(name, of: first, isSafe: isSafe, at: site, in: frame),
        property(name, of: second, isSafe: isSafe, at: site, in: frame), at: site, scope: frame.scope.identity, because: base.reason)
    case .null, .boolean, .integer, .number, .text, .array:
      return .unknown("\(base.summary).\(name)", scope: scope(base, frame), because: "\(base.summary) has no properties", at: site)
    }
  }

  func element(
    _ index: EvaluatedValue, of base: EvaluatedValue, isSafe: Bool = false, isFromEnd: Bool = false, at site: Site, in frame: BicepFrame
  ) -> EvaluatedValue {
    guard budget.enter() else { return unknown("…", because: budget.reason, at: site, in: frame) }
    defer { budget.leave() }
    if let name = index.knownText { return property(name, of: base, isSafe: isSafe, at: site, in: frame) }
    switch (base.content, index.integer) {
    case (.null, _) where isSafe: return base
    case (.array(let elements), let number?):
      let position = isFromEnd ? elements.count &- number : number
      guard elements.indices.contains(position) else {
        if isSafe { return EvaluatedValue(.null, at: site) }
        return .unknown(
          "\(base.summary)[\(number)]", scope: scope(base, frame), because: "there is no element \(number) among \(elements.count)",
          at: site)
      }
      var value = elements[position]
      value.isShared = value.isShared || base.isShared
      return value
    case (.either(let condition, let first, let second), _):
      return .undecided(
        condition, element(index, of: first, isSafe: isSafe, isFromEnd: isFromEnd, at: site, in: frame),
        element(index, of: second, isSafe: isSafe, isFromEnd: isFromEnd, at: site, in: frame), at: site, scope: frame.scope.identity,
        because: base.reason)
    default:
      let cause = base.isDecided ? index.reason : base.reason
      return EvaluatedValue(
        .unknown(UnknownName.symbol("\(base.summary)[\(index.summary)]", scope: scope(base, frame))), at: site, cause: cause)
    }
  }

  private func scope(_ value: EvaluatedValue, _ frame: BicepFrame) -> UInt64 { value.scope == 0 ? frame.scope.identity : value.scope }
}
