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
    var object = EvaluatedObject()
    for name in inner.module.outputs.keys.sorted() {
      guard let expression = inner.module.outputs[name]?.argument("value") else { continue }
      var value = remembered("o:" + name, "output.\(name)", "output \(name) depends on itself", in: inner, at: site) {
        self.value(of: expression, in: TerraformFrame(inner))
      }
      value.isShared = true
      object.set(.init(name, value, at: site))
    }
    return EvaluatedValue(.object(object), at: site)
  }

  /// A local module, or a published one whose interface is known.
  private func module(calledBy call: TerraformModule.Declared, in scope: TerraformScope) -> TerraformModule? {
    guard let expression = call.argument("source"), let path = value(of: expression, in: TerraformFrame(scope)).knownText else {
      return nil
    }
    guard path.hasPrefix("./") || path.hasPrefix("../") else {
      return PublishedTerraformModules.module(path, calledIn: expression.source.file, at: call.labelSite)
    }
    return FilePaths.resolve(path, from: scope.module.folder).map { module($0) }
  }

  /// One scope for each instance of a call; none for a module that is not among the files.
  func scopes(of call: TerraformModule.Declared, _ name: String, in scope: TerraformScope) -> [TerraformScope] {
    if let known = scope.children[name] { return known }
    scope.children[name] = []
    guard scope.depth < Self.maximumDepth, let module = module(calledBy: call, in: scope), !module.files.isEmpty else { return [] }
    let instances = instances(of: call, "module.\(name)", in: scope)
    var made: [TerraformScope] = []
    for instance in instances.all {
      guard !budget.isExhausted else { break }
      var given: [String: EvaluatedValue] = [:]
      for body in call.bodies {
        for argument in body.arguments where !["source", "version", "providers", "count", "for_each", "depends_on"].contains(argument.name)
        {
          given[argument.name] = value(of: argument.expression, in: instance.frame(in: scope))
        }
      }
      var existence = scope.existence
      if case .certain = existence, let reason = instances.undecided { existence = .undecided(reason) }
      let inner = TerraformScope(
        module: module, path: "\(scope.path)module.\(name)\(instance.key).",
        identity: Fingerprint.of(String(scope.identity), name, instance.key), given: given, depth: scope.depth + 1,
        calls: [Related("called by module '\(name)' here", at: call.labelSite)] + scope.calls, existence: existence,
        providers: scope.providers.merging(ProviderVersions.required(by: module)) { own, inner in inner.major == nil ? own : inner },
        rootFolder: scope.rootFolder, deployment: call.argument("providers") == nil ? scope.deployment : nil)
      scopes[inner.identity] = inner
      made.append(inner)
    }
    scope.children[name] = made
    return made
  }
}
