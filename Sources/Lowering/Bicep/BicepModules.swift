import EncryptionModel
import SourceText
import SyntaxTree

/// One call of a module: the file with the arguments applied.
enum BicepModuleRun {
  case bicep(BicepScope)
  /// An ARM template.
  case template(ARMScope)
  /// A published module that is known by its interface.
  case published([EvaluatedResource], outputs: [String: EvaluatedValue])
  /// It cannot be read.
  case undecided(Unknown)
}

extension BicepEvaluation {
  static let maximumModules = 24

  /// What a module's call makes of its file, remembered by the scope that the call stands in.
  func run(of instance: BicepInstance) -> BicepModuleRun {
    let scope = instance.frame.scope
    let key = "\(instance.position)/\(instance.copy.map(String.init) ?? "")"
    if let known = scope.runs[key] { return known }
    // A module that asks for its own outputs gets none.
    scope.runs[key] = .undecided(Unknown("module \(instance.entry.symbol) depends on itself", at: scope.site(instance.entry.node)))
    let run = makeRun(of: instance)
    scope.runs[key] = run
    return run
  }

  private func makeRun(of instance: BicepInstance) -> BicepModuleRun {
    let scope = instance.frame.scope
    let syntax = scope.syntax
    let node = instance.entry.node
    func undecided(_ reason: String) -> BicepModuleRun { .undecided(Unknown(reason, at: scope.site(syntax.path(of: node) ?? node))) }
    guard let path = syntax.path(of: node).flatMap(syntax.string) else { return undecided("the path of the module is not known") }
    guard scope.depth < Self.maximumModules else { return undecided("modules are nested too deeply") }
    let arguments = arguments(of: instance)
    guard !path.contains(":") else {
      return PublishedModules.run(path, arguments, of: instance, self) ?? undecided("the module \(path) is not among the files")
    }
    guard let resolved = FilePaths.resolve(path, from: scope.file.folder), let file = files.source(resolved) else {
      return undecided("the file \(path) is not there")
    }
    guard !scope.callers.contains(resolved) else { return undecided("the module \(path) calls itself") }
    budget.spend(file.document.text.count / 64)
    let place = placement(of: instance)
    let identity = moduleIdentity(of: instance)
    switch file.role {
    case .bicep:
      return .bicep(
        BicepScope(
          file: file, identity: identity, placement: place.placement, given: arguments, depth: scope.depth + 1, level: place.level,
          callers: scope.callers))
    case .armTemplate:
      guard let top = file.document.topValue(), file.document.dataKind(top) == .object else { return undecided("\(path) is no template") }
      return .template(ARMScope(file: file, template: top, identity: identity, placement: place.placement, given: arguments))
    default: return undecided("\(path) is no module")
    }
  }

  /// The hash of one call of a module, for the names of unknowns in it.
  func moduleIdentity(of instance: BicepInstance) -> UInt64 {
    Fingerprint.of(String(instance.frame.scope.identity), instance.entry.symbol, instance.copy.map(String.init) ?? "")
  }

  /// The values given to a module's parameters, by folded name.
  private func arguments(of instance: BicepInstance) -> [String: EvaluatedValue] {
    let syntax = instance.frame.scope.syntax
    guard let object = syntax.object(of: instance.entry.node), let node = syntax.value(of: "params", in: object) else { return [:] }
    let value = value(of: node, in: instance.frame)
    var arguments: [String: EvaluatedValue] = [:]
    for member in value.object?.members ?? [] { arguments[member.name.lowercased()] = member.value }
    return arguments
  }

  /// The value of `module.outputs.NAME`.
  func output(_ name: String, of instance: BicepInstance, at site: Site) -> EvaluatedValue {
    let scope = instance.frame.scope
    let symbol = "reference('\(instance.entry.symbol)\(instance.copy.map { "[\($0)]" } ?? "")').outputs.\(name).value"
    func unknown(_ reason: String) -> EvaluatedValue { .unknown(symbol, scope: scope.identity, because: reason, at: site) }
    guard budget.enter() else { return unknown(budget.reason) }
    defer { budget.leave() }
    switch run(of: instance) {
    case .bicep(let inner):
      var value = remembered("o:" + name, symbol, "output \(name) depends on itself", in: inner) {
        guard let declaration = inner.outputs[name], let node = inner.syntax.value(of: declaration) else {
          return unknown("module \(instance.entry.symbol) has no output \(name)")
        }
        return self.value(of: node, in: BicepFrame(inner))
      }
      // Who else asks for the output is not counted.
      value.isShared = true
      return value
    case .template(let inner):
      guard let output = inner.outputs[name.lowercased()],
        let node = inner.file.document.value(output.value, "value", ignoringCase: true)
      else { return unknown("module \(instance.entry.symbol) has no output \(name)") }
      var value = templates.value(of: node, in: ARMFrame(inner))
      value.isShared = true
      return value
    case .published(_, let outputs): return outputs[name] ?? unknown("output \(name) of a published module is not known")
    case .undecided(let reason): return unknown(reason.reason)
    }
  }
}
