import EncryptionModel
import SourceText
import SyntaxTree

/// Calls of modules: local ones are evaluated with their arguments, others are undecided.
extension TerraformEvaluation {
  private static let maximumDepth = 16

  /// What `module.name` stands for behind its index; takes the output's name too.
  func modules(
    named name: String, _ steps: inout ArraySlice<HCLTraversal.Step>, _ source: TerraformSource, at site: Site, in frame: TerraformFrame
  ) -> EvaluatedValue {
    let scope = frame.scope
    func unknown(_ reason: String) -> EvaluatedValue { self.unknown("module.\(name)", because: reason, at: site, in: frame) }
    guard let call = scope.module.calls[name] else { return unknown("there is no module \(name)") }
    let instances = instances(of: call, "module.\(name)", in: scope)
    let made = scopes(of: call, name, in: scope)
    func outputs(_ instance: Int) -> EvaluatedValue {
      guard made.indices.contains(instance) else { return unknown("the module \(name) is not among the files") }
      return self.outputs(of: made[instance], at: site)
    }
    if !instances.isRepeated, case .attribute(let wanted, _)? = steps.first, let inner = made.first {
      // The others are not asked for.
      readShape(of: inner)
      if let value = output(wanted, in: inner) {
        return EvaluatedValue(.object(EvaluatedObject([.init(wanted, value, at: site)])), at: site)
      }
    }
    guard instances.isRepeated else { return outputs(0) }
    if let reason = instances.undecided {
      guard instances.all.count == 1 else { return unknown(reason.reason) }
      return instances.isMap ? unknown(reason.reason) : EvaluatedValue(.array([outputs(0)]), at: site)
    }
    guard instances.isMap else { return EvaluatedValue(.array(instances.all.indices.map(outputs)), at: site) }
    let members = instances.all.enumerated().compactMap { index, instance in
      instance.index?.knownText.map { EvaluatedObject.Member($0, outputs(index), at: site) }
    }
    return EvaluatedValue(.object(EvaluatedObject(members)), at: site)
  }

  /// The outputs of a module's instance as an object.
  private func outputs(of inner: TerraformScope, at site: Site) -> EvaluatedValue {
    readShape(of: inner)
    var object = EvaluatedObject()
    for name in inner.module.outputs.keys.sorted() {
      if let value = output(name, in: inner) { object.set(.init(name, value, at: site)) }
    }
    return EvaluatedValue(.object(object), at: site)
  }

  /// The value of a module's output; nil where it has none of that name.
  func output(_ name: String, in module: TerraformScope) -> EvaluatedValue? {
    guard let declaration = module.module.outputs[name] else { return nil }
    readText(.output, name, of: module)
    guard let expression = declaration.argument("value") else { return nil }
    var value = remembered(.output, name, "output.\(name)", "output \(name) depends on itself", in: module, at: declaration.labelSite) {
      readText(.output, name, of: module)
      return self.value(of: expression, in: TerraformFrame(module))
    }
    value.isShared = true
    return value
  }

  /// What a call's source names; nil where it is not among the files.
  private func callee(of call: TerraformModule.Declared, in scope: TerraformScope) -> TerraformCall.Callee? {
    guard let expression = call.argument("source"), let path = value(of: expression, in: TerraformFrame(scope)).knownText else {
      return nil
    }
    guard path.hasPrefix("./") || path.hasPrefix("../") else { return .published(path) }
    return FilePaths.resolve(path, from: scope.module.folder).map { .folder($0) }
  }

  private func module(_ callee: TerraformCall.Callee, calledBy call: TerraformModule.Declared) -> TerraformModule? {
    switch callee {
    case .folder(let path): return module(path)
    case .published(let source):
      guard let file = call.argument("source")?.source.file else { return nil }
      func make() -> TerraformModule? { PublishedTerraformModules.module(source, calledIn: file, at: call.labelSite) }
      let place = call.labelSite
      return trace.map {
        $0.builtInModule("\(source) \(place.file.number) \(place.item.key) \(place.range.start) \(place.range.end)", make: make)
      } ?? make()
    }
  }

  /// One scope for each instance of a call; none for a module that is not among the files.
  func scopes(of call: TerraformModule.Declared, _ name: String, in scope: TerraformScope) -> [TerraformScope] {
    if !scope.isTraced, let known = scope.children[name] { return known }
    if !scope.isTraced { scope.children[name] = [] }
    let made = recall(.call, name, in: scope) {
      readText(.call, name, of: scope)
      return makeCall(call, name, in: scope)
    }
    if scope.isTraced, let known = scope.children[name] { return known }
    guard let callee = made.callee, let module = module(callee, calledBy: call), !module.files.isEmpty else {
      scope.children[name] = []
      return []
    }
    let children = made.instances.map { instance in
      let inner = TerraformScope(
        module: module, path: "\(scope.path)module.\(name)\(instance.key).",
        identity: Fingerprint.of(String(scope.identity), name, instance.key), given: instance.given, depth: scope.depth + 1,
        calls: [Related("called by module '\(name)' here", at: call.labelSite)] + scope.calls, existence: made.existence,
        providers: scope.providers.merging(ProviderVersions.required(by: module)) { own, inner in inner.major == nil ? own : inner },
        rootFolder: scope.rootFolder, deployment: call.argument("providers") == nil ? scope.deployment : nil)
      adopt(inner)
      return inner
    }
    scope.children[name] = children
    return children
  }

  private func makeCall(_ call: TerraformModule.Declared, _ name: String, in scope: TerraformScope) -> TerraformCall {
    guard scope.depth < Self.maximumDepth, let callee = callee(of: call, in: scope), let module = module(callee, calledBy: call),
      !module.files.isEmpty
    else { return TerraformCall() }
    let instances = instances(of: call, "module.\(name)", in: scope)
    var made = TerraformCall(callee: callee, existence: scope.existence)
    if case .certain = made.existence, let reason = instances.undecided { made.existence = .undecided(reason) }
    for instance in instances.all {
      guard !budget.isExhausted else { break }
      var given: [String: EvaluatedValue] = [:]
      for body in call.bodies {
        for argument in body.arguments where !["source", "version", "providers", "count", "for_each", "depends_on"].contains(argument.name)
        {
          given[argument.name] = value(of: argument.expression, in: instance.frame(in: scope))
        }
      }
      made.instances.append(.init(key: instance.key, given: given))
    }
    return made
  }
}

/// What a call of a module is: what is called, and what each of its instances is given.
struct TerraformCall: Sendable {
  enum Callee: Equatable, Sendable {
    case folder(String)
    case published(String)
  }

  struct Instance: Sendable {
    let key: String
    let given: [String: EvaluatedValue]
  }

  var callee: Callee?
  var existence = EvaluatedResource.Existence.certain
  var instances: [Instance] = []
}

extension TerraformCall: Equatable {
  /// Whether both are the same to those who ask for an output: the values that a module is given are asked for one by one.
  static func == (a: TerraformCall, b: TerraformCall) -> Bool {
    a.callee == b.callee && a.existence == b.existence && a.instances.map(\.key) == b.instances.map(\.key)
  }
}
