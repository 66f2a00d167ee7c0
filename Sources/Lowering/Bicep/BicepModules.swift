import EncryptionModel
import SourceText
import SyntaxTree

/// One call of a module: the file with the arguments applied.
enum BicepModuleRun {
  case bicep(BicepScope)
  /// An ARM template.
  case template(BicepTemplateRun)
  /// A published module that is known by its interface.
  case published([EvaluatedResource], outputs: [String: EvaluatedValue])
  /// It cannot be read.
  case undecided(Unknown)
}

/// A call of an ARM template; its sections are read when something asks for them.
final class BicepTemplateRun {
  let path: String
  private(set) lazy var scope: ARMScope = make()
  private let make: () -> ARMScope

  init(path: String, _ make: @escaping () -> ARMScope) {
    self.path = path
    self.make = make
  }
}

/// What a call of a module is: what is called, with what, and where it is deployed.
struct BicepCall: Sendable {
  enum Callee: Equatable, Sendable {
    case bicep(String)
    case template(String)
    case published([EvaluatedResource], outputs: [String: EvaluatedValue])
    case undecided(Unknown)
  }

  let callee: Callee
  var given: [String: EvaluatedValue] = [:]
  let placement: ARMPlacement
  let level: EvaluatedResource.Level
}

extension BicepCall: Equatable {
  /// Whether both are the same to those who ask for an output: the values that a Bicep module is given are asked for one by one.
  static func == (a: BicepCall, b: BicepCall) -> Bool {
    guard a.callee == b.callee, a.placement == b.placement, a.level == b.level else { return false }
    if case .bicep = a.callee { return true }
    return a.given == b.given
  }
}

extension BicepEvaluation {
  static let maximumModules = 24

  /// What a module's call makes of its file, remembered by the scope that the call stands in.
  func run(of instance: BicepInstance) -> BicepModuleRun {
    let scope = instance.frame.scope
    let number = "\(instance.position) \(instance.copyName)"
    if scope.isTraced {
      // A copy of which nobody knows the number: what it is called with hangs on who asks.
      if !instance.isPlain { trace?.giveUp() }
      let call = recall(.call, instance.copyName, instance.position, in: scope) {
        readText(of: instance)
        // What its loop gives it.
        if !instance.frame.locals.isEmpty { _ = instances(at: instance.position, in: scope) }
        return makeCall(of: instance)
      }
      if let known = scope.runs[number] { return known }
      let run = run(call, of: instance)
      scope.runs[number] = run
      return run
    }
    if let known = scope.runs[number] { return known }
    // A module that asks for its own outputs gets none.
    scope.runs[number] = .undecided(Unknown("module \(instance.entry.symbol) depends on itself", at: scope.site(instance.entry.node)))
    let run = run(makeCall(of: instance), of: instance)
    scope.runs[number] = run
    return run
  }

  private func makeCall(of instance: BicepInstance) -> BicepCall {
    let scope = instance.frame.scope
    let syntax = scope.syntax
    let node = instance.entry.node
    func undecided(_ reason: String) -> BicepCall {
      BicepCall(
        callee: .undecided(Unknown(reason, at: scope.site(syntax.path(of: node) ?? node))), placement: scope.placement, level: scope.level)
    }
    guard let path = syntax.path(of: node).flatMap(syntax.string) else { return undecided("the path of the module is not known") }
    guard scope.depth < Self.maximumModules else { return undecided("modules are nested too deeply") }
    let arguments = arguments(of: instance)
    let place = placement(of: instance)
    func call(_ callee: BicepCall.Callee) -> BicepCall {
      BicepCall(callee: callee, given: arguments, placement: place.placement, level: place.level)
    }
    guard !path.contains(":") else {
      return PublishedModules.callee(path, arguments, of: instance, self).map(call)
        ?? undecided("the module \(path) is not among the files")
    }
    guard let resolved = FilePaths.resolve(path, from: scope.file.folder), let file = source(resolved) else {
      return undecided("the file \(path) is not there")
    }
    guard !scope.callers.contains(resolved) else { return undecided("the module \(path) calls itself") }
    switch file.role {
    case .bicep: return call(.bicep(resolved))
    case .armTemplate:
      readContent(resolved)
      guard let top = file.document.topValue(), file.document.dataKind(top) == .object else { return undecided("\(path) is no template") }
      return call(.template(resolved))
    default: return undecided("\(path) is no module")
    }
  }

  private func run(_ call: BicepCall, of instance: BicepInstance) -> BicepModuleRun {
    let scope = instance.frame.scope
    func missing(_ path: String) -> BicepModuleRun {
      .undecided(Unknown("the file \(path) is not there", at: scope.site(instance.entry.node)))
    }
    switch call.callee {
    case .undecided(let reason): return .undecided(reason)
    case .published(let resources, let outputs): return .published(resources, outputs: outputs)
    case .bicep(let path):
      guard let file = files.source(path) else { return missing(path) }
      budget.spend(file.document.text.count / 64)
      return .bicep(
        adopt(
          BicepScope(
            file: file, identity: moduleIdentity(of: instance), placement: call.placement, given: call.given, depth: scope.depth + 1,
            level: call.level, callers: scope.callers)))
    case .template(let path):
      guard let file = files.source(path), let top = file.document.topValue() else { return missing(path) }
      budget.spend(file.document.text.count / 64)
      let identity = moduleIdentity(of: instance)
      return .template(
        BicepTemplateRun(path: path) {
          ARMScope(file: file, template: top, identity: identity, placement: call.placement, given: call.given)
        })
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
      readShape(of: inner)
      readMeaning(of: name, in: inner)
      guard var value = self.output(name, in: inner) else { return unknown("module \(instance.entry.symbol) has no output \(name)") }
      // Who else asks for the output is not counted.
      value.isShared = true
      return value
    case .template(let run):
      readContent(run.path)
      let inner = run.scope
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

  /// The value of a module's output; nil where it has none of that name.
  func output(_ name: String, in module: BicepScope) -> EvaluatedValue? {
    guard let declaration = module.outputs[name] else { return nil }
    guard let node = module.syntax.value(of: declaration) else {
      readText(of: declaration, in: module)
      return nil
    }
    return remembered(.output, name, declaration, "outputs('\(name)')", "output \(name) depends on itself", in: module) {
      value(of: node, in: BicepFrame(module))
    }
  }
}
