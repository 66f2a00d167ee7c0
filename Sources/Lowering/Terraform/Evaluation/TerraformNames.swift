import EncryptionModel
import SourceText
import SyntaxTree

/// What names stand for: variables, locals, resources, modules, and what repetition adds.
extension TerraformEvaluation {
  func traversal(_ node: Node, _ source: TerraformSource, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    let document = source.document
    guard let traversal = document.hclTraversal(node) else { return missing(at: site, in: frame) }
    var steps = traversal.steps[...]
    var result: EvaluatedValue
    if document.kind(traversal.root) == .hclVariable {
      result = start(document.string(traversal.root), &steps, source, at: site, in: frame)
    } else {
      result = value(of: traversal.root, source, in: frame)
    }
    while let step = steps.popFirst() {
      switch step {
      case .attribute(let name, _): result = attribute(name, of: result, at: site, in: frame)
      case .number(let number, _): result = element(EvaluatedValue(.integer(number), at: site), of: result, at: site, in: frame)
      case .index(let key, _):
        result = element(key.map { value(of: $0, source, in: frame) } ?? missing(at: site, in: frame), of: result, at: site, in: frame)
      case .attributeSplat:
        // The attribute and number steps behind it belong to each element.
        let own = steps.prefix {
          switch $0 {
          case .attribute, .number: true
          default: false
          }
        }
        steps = steps.dropFirst(own.count)
        result = splat(result, own, source, at: site, in: frame)
      case .fullSplat:
        result = splat(result, steps, source, at: site, in: frame)
        steps = steps[steps.endIndex...]
      }
    }
    return result
  }

  private func splat(
    _ value: EvaluatedValue, _ steps: ArraySlice<HCLTraversal.Step>, _ source: TerraformSource, at site: Site, in frame: TerraformFrame
  ) -> EvaluatedValue {
    let elements: [EvaluatedValue]
    switch value.content {
    case .array(let all): elements = all
    case .null: elements = []
    case .unknown(let symbol):
      return EvaluatedValue(.unknown(UnknownName.symbol("\(symbol.name)[*]", scope: symbol.scope)), at: site, cause: value.cause)
    case .either(let condition, let first, let second):
      return .undecided(
        condition, splat(first, steps, source, at: site, in: frame), splat(second, steps, source, at: site, in: frame), at: site,
        scope: frame.scope.identity, because: value.reason)
    default: elements = [value]
    }
    guard budget.enter() else { return unknown("…", because: budget.reason, at: site, in: frame) }
    defer { budget.leave() }
    let results = elements.map { element -> EvaluatedValue in
      var result = element
      var rest = steps
      while let step = rest.popFirst() {
        switch step {
        case .attribute(let name, _): result = attribute(name, of: result, at: site, in: frame)
        case .number(let number, _): result = self.element(EvaluatedValue(.integer(number), at: site), of: result, at: site, in: frame)
        case .index(let key, _):
          result = self.element(
            key.map { self.value(of: $0, source, in: frame) } ?? missing(at: site, in: frame), of: result, at: site, in: frame)
        case .attributeSplat, .fullSplat:
          // A splat inside of a splat: each element has a list of its own.
          result = splat(result, rest, source, at: site, in: frame)
          rest = []
        }
      }
      return result
    }
    return EvaluatedValue(.array(results), at: site)
  }

  /// The value that the root of a traversal leads to; takes the steps that belong to the name.
  private func start(
    _ root: String, _ steps: inout ArraySlice<HCLTraversal.Step>, _ source: TerraformSource, at site: Site, in frame: TerraformFrame
  ) -> EvaluatedValue {
    if let local = frame.locals[root] { return local }
    func name() -> String? {
      guard case .attribute(let name, _)? = steps.first else { return nil }
      steps = steps.dropFirst()
      return name
    }
    switch root {
    case "var":
      guard let name = name() else { return unknown("var", because: "no variable is named", at: site, in: frame) }
      guard var value = variable(name, in: frame.scope) else {
        return unknown("var.\(name)", because: "there is no variable \(name)", at: site, in: frame)
      }
      value.isShared = value.isShared || isShared("var.\(name)", steps, in: frame.scope)
      return value
    case "local":
      guard let name = name() else { return unknown("local", because: "no local is named", at: site, in: frame) }
      guard var value = local(name, in: frame.scope) else {
        return unknown("local.\(name)", because: "there is no local \(name)", at: site, in: frame)
      }
      value.isShared = value.isShared || isShared("local.\(name)", steps, in: frame.scope)
      return value
    case "module":
      guard let name = name() else { break }
      return modules(named: name, &steps, source, at: site, in: frame)
    case "path":
      let name = name() ?? ""
      switch name {
      case "module": return .text(frame.scope.module.folder, at: site)
      case "root", "cwd": return .text(frame.scope.rootFolder, at: site)
      default: break
      }
    case "terraform":
      let name = name() ?? ""
      return unknown("terraform.\(name)", because: "terraform.\(name) is known only when it runs", at: site, in: frame)
    case "data":
      guard let type = name(), let name = name() else { break }
      return resource(.data, type, name, at: site, in: frame)
    case "each", "count", "self":
      return unknown(root, because: "\(root) has no meaning here", at: site, in: frame)
    default:
      guard let name = name() else { break }
      return resource(.managed, root, name, at: site, in: frame)
    }
    return unknown(root, because: "there is nothing called \(root)", at: site, in: frame)
  }

  // MARK: Variables and locals

  /// Nil: there is none of that name.
  func variable(_ name: String, in scope: TerraformScope) -> EvaluatedValue? {
    guard let declaration = scope.module.variables[name] else { return nil }
    return remembered(.parameter, name, "var.\(name)", "variable \(name) depends on itself", in: scope, at: declaration.labelSite) {
      readText(.variable, name, of: scope)
      let type = declaration.argument("type").flatMap(TerraformType.init)
      if let given = given(name, in: scope) {
        let mayBeNull = declaration.argument("nullable").map { self.value(of: $0, in: TerraformFrame(scope)).truth } ?? true
        if !(given.isNull && mayBeNull == false) { return type?.conformed(given) ?? given }
      }
      if let standard = declaration.argument("default") {
        let value = self.value(of: standard, in: TerraformFrame(scope))
        return type?.conformed(value) ?? value
      }
      return .unknown("var.\(name)", scope: scope.identity, because: "variable \(name) has no default", at: declaration.labelSite)
    }
  }

  /// Nil: there is none of that name.
  func local(_ name: String, in scope: TerraformScope) -> EvaluatedValue? {
    guard let expression = scope.module.locals[name] else { return nil }
    return remembered(.variable, name, "local.\(name)", "local \(name) depends on itself", in: scope, at: expression.site) {
      readText(.local, name, of: scope)
      return self.value(of: expression, in: TerraformFrame(scope))
    }
  }

  /// A value that is made once; one that asks for itself is unknown.
  func remembered(
    _ kind: Key.Kind, _ name: String, _ symbol: String, _ circle: String, in scope: TerraformScope, at site: Site,
    make: () -> EvaluatedValue
  ) -> EvaluatedValue {
    if scope.isTraced { return recall(kind, name, in: scope, make) }
    let key = TerraformScope.ValueKey(kind: kind, name: name)
    if let known = scope.values[key] { return known }
    guard scope.inProgress.insert(key).inserted else { return .unknown(symbol, scope: scope.identity, because: circle, at: site) }
    defer { scope.inProgress.remove(key) }
    let value = make()
    scope.values[key] = value
    return value
  }

  // MARK: Members

  func attribute(_ name: String, of base: EvaluatedValue, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    guard budget.enter() else { return unknown("…", because: budget.reason, at: site, in: frame) }
    defer { budget.leave() }
    switch base.content {
    case .object(let object):
      if let member = object[name] {
        var value = member.value
        value.isShared = value.isShared || base.isShared
        return value
      }
      return .unknown(
        "\(base.summary).\(name)", scope: base.scope, because: object.rest?.reason ?? "there is no attribute \(name)", at: site)
    case .resource(let handle): return attribute(name, of: handle, at: site, in: frame)
    case .unknown(let symbol):
      return EvaluatedValue(.unknown(UnknownName.symbol("\(symbol.name).\(name)", scope: symbol.scope)), at: site, cause: base.cause)
    case .either(let condition, let first, let second):
      return .undecided(
        condition, attribute(name, of: first, at: site, in: frame), attribute(name, of: second, at: site, in: frame), at: site,
        scope: frame.scope.identity, because: base.reason)
    case .array(let elements) where elements.count == 1:
      // A block that stands once reads like an object: `identity.principal_id` of old.
      return attribute(name, of: elements[0], at: site, in: frame)
    case .null, .boolean, .integer, .number, .text, .array:
      return .unknown("\(base.summary).\(name)", scope: base.scope, because: "\(base.summary) has no attributes", at: site)
    }
  }

  func element(_ index: EvaluatedValue, of base: EvaluatedValue, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    guard budget.enter() else { return unknown("…", because: budget.reason, at: site, in: frame) }
    defer { budget.leave() }
    let position = index.integer ?? index.knownText.flatMap { Int($0) }
    switch base.content {
    case .array(let elements):
      guard let position else { break }
      guard elements.indices.contains(position) else {
        return .unknown(
          "\(base.summary)[\(position)]", scope: base.scope, because: "there is no element \(position) among \(elements.count)", at: site)
      }
      var value = elements[position]
      value.isShared = value.isShared || base.isShared
      return value
    case .object:
      if let name = index.knownText ?? index.integer.map(String.init) ?? index.boolean.map({ $0 ? "true" : "false" }) {
        return attribute(name, of: base, at: site, in: frame)
      }
    case .either(let condition, let first, let second):
      return .undecided(
        condition, element(index, of: first, at: site, in: frame), element(index, of: second, at: site, in: frame), at: site,
        scope: frame.scope.identity, because: base.reason)
    case .resource(let handle):
      // An index behind what only the deployment tells: `identity[0]`.
      if let position { return EvaluatedValue(.resource(handle.property(String(position))), at: site) }
    default: break
    }
    let cause = base.isDecided ? index.reason : base.reason
    return EvaluatedValue(
      .unknown(UnknownName.symbol("\(base.summary)[\(index.summary)]", scope: base.scope == 0 ? frame.scope.identity : base.scope)),
      at: site,
      cause: cause)
  }
}
