import EncryptionModel
import SourceText
import SyntaxTree

/// What a file's place among others makes of its resources.
struct BicepContext: Equatable, Sendable {
  var existence = EvaluatedResource.Existence.certain
  var containers: [ResourceID] = []
  /// The calls that lead to the file, the innermost first.
  var calls: [Related] = []
  var depth = 0
}

/// One instance of a resource or a module: which copy, what its loop gives it, whether it is made at all.
struct BicepMade: Equatable, Sendable {
  var copy: Int?
  var isAnyCopy = false
  var locals: [String: EvaluatedValue] = [:]
  var existence = EvaluatedResource.Existence.certain

  func instance(at position: Int, in scope: BicepScope) -> BicepInstance {
    var frame = BicepFrame(scope)
    frame.locals = locals
    var instance = BicepInstance(position: position, copy: copy, frame: frame)
    instance.isAnyCopy = isAnyCopy
    return instance
  }
}

/// What a walk hands out: a resource, or what it says.
enum WalkedResource: Equatable, Sendable {
  case resource(EvaluatedResource)
  case facts(AzureFacts)
}

extension BicepEvaluation {
  /// The instances of a resource or module: those of the one that it is written inside of, each with its own loop and condition.
  func instances(at position: Int, in scope: BicepScope) -> [BicepMade] {
    if scope.isTraced { return recall(.instances, "", position, in: scope) { makeInstances(at: position, in: scope) } }
    if let known = scope.instances[position] { return known }
    let made = makeInstances(at: position, in: scope)
    scope.instances[position] = made
    return made
  }

  private func makeInstances(at position: Int, in scope: BicepScope) -> [BicepMade] {
    let syntax = scope.syntax
    let entry = scope.entries[position]
    readText(entry.statement, of: scope)
    var result: [BicepMade] = []
    for outer in entry.parent.map({ instances(at: $0, in: scope) }) ?? [BicepMade()] {
      var instances = [BicepMade(locals: outer.locals, existence: outer.existence)]
      if let loop = syntax.loop(of: entry.node) {
        switch iterations(of: loop, named: entry.symbol, in: outer.instance(at: position, in: scope).frame) {
        case .known(let frames):
          instances = frames.prefix(EvaluationBudget.maximumCopies).enumerated().map {
            BicepMade(copy: $0.offset, locals: $0.element.locals, existence: outer.existence)
          }
        case .undecided(let reason, let frame):
          var one = BicepMade(isAnyCopy: true, locals: frame.locals, existence: outer.existence)
          if case .certain = one.existence {
            one.existence = .undecided(Unknown("the number of copies is not known: \(reason.reason)", at: reason.site))
          }
          instances = [one]
        }
      }
      for var one in instances {
        guard !budget.isExhausted else { return result }
        if let node = syntax.condition(of: entry.node) {
          let condition = value(of: node, in: one.instance(at: position, in: scope).frame)
          if let decided = condition.truth {
            if !decided { continue }
          } else if case .certain = one.existence {
            one.existence = .undecided(condition.reason)
          }
        }
        result.append(one)
      }
    }
    return result
  }
}

/// Walks a Bicep file with the modules that it calls and evaluates the resources that somebody asks for.
struct BicepResourceWalk {
  let evaluation: BicepEvaluation
  /// Folded types whose properties are wanted.
  let isWanted: (String) -> Bool
  /// The tag that evidences the request form, where it is wanted what the resources say; nil: the resources.
  let requestFormTag: String?
  private(set) var walked: [WalkedResource] = []
  private(set) var swappedArguments = SwappedArguments()

  var resources: [EvaluatedResource] {
    walked.compactMap { if case .resource(let resource) = $0 { resource } else { nil } }
  }
  var facts: [AzureFacts] { walked.compactMap { if case .facts(let facts) = $0 { facts } else { nil } } }

  private static let maximumResources = 5000

  init(evaluation: BicepEvaluation, requestFormTag: String? = nil, isWanted: @escaping (String) -> Bool) {
    self.evaluation = evaluation
    self.requestFormTag = requestFormTag
    self.isWanted = isWanted
  }

  /// Walks a file that nobody calls.
  mutating func walk(root: SourceFile, _ scope: () -> BicepScope) {
    var interest = BicepInterest(files: evaluation.files, isWanted: isWanted)
    if interest.mayMatter(root) { return walk(scope()) }
    for file in interest.seen { swappedArguments.add(file) }
  }

  mutating func walk(_ scope: BicepScope) {
    guard scope.context.depth <= BicepEvaluation.maximumModules else { return }
    if scope.isTraced {
      swappedArguments.add(evaluation.names(in: scope).statements.flatMap(\.swapped), in: scope.file)
    } else {
      swappedArguments.add(scope.file)
    }
    for position in evaluation.names(in: scope).reads.deploymentOrder {
      guard walked.count < Self.maximumResources, !evaluation.budget.isExhausted else { return }
      let isModule = scope.entries[position].isModule
      let instances = evaluation.instances(at: position, in: scope)
      let made = evaluation.recall(.resources, "", position, in: scope) { resources(at: position, in: scope) }
      for (instance, made) in zip(instances, made) {
        guard walked.count < Self.maximumResources, !evaluation.budget.isExhausted else { return }
        if let made { walked.append(made) }
        if isModule { walkModule(instance.instance(at: position, in: scope), instance.existence) }
      }
    }
  }

  private mutating func walkModule(_ instance: BicepInstance, _ existence: EvaluatedResource.Existence) {
    switch evaluation.run(of: instance) {
    case .bicep(let module):
      module.context = context(of: instance, existence)
      walk(module)
    case .template, .published:
      walked += evaluation.recall(.resources, "module " + instance.copyName, instance.position, in: instance.frame.scope) {
        resources(inModule: instance, existence)
      }
    case .undecided: break
    }
  }

  /// The context of what a module's call makes.
  private func context(of instance: BicepInstance, _ existence: EvaluatedResource.Existence) -> BicepContext {
    let scope = instance.frame.scope
    evaluation.readText(of: instance)
    var inner = context(of: scope)
    if case .certain = inner.existence { inner.existence = existence }
    inner.depth += 1
    inner.containers.append(ResourceID(type: "microsoft.resources/deployments", name: evaluation.identity(of: instance).name))
    let symbol = scope.syntax.name(of: instance.entry.node) ?? instance.entry.node
    inner.calls.insert(Related("called by module '\(instance.entry.symbol)' here", at: scope.site(symbol)), at: 0)
    return inner
  }

  private func context(of scope: BicepScope) -> BicepContext {
    evaluation.readContext(of: scope)
    return scope.context
  }

  /// The resources of a module that is no Bicep file.
  private func resources(inModule instance: BicepInstance, _ existence: EvaluatedResource.Existence) -> [WalkedResource] {
    _ = evaluation.instances(at: instance.position, in: instance.frame.scope)
    let context = context(of: instance, existence)
    let made: [EvaluatedResource]
    switch evaluation.run(of: instance) {
    case .template(let run):
      evaluation.readContent(run.path)
      var walk = ARMResourceWalk(evaluation: evaluation.templates, isOrdered: true, isWanted: isWanted)
      walk.walk(run.scope)
      made = walk.resources
    case .published(let resources, _): made = resources
    case .bicep, .undecided: made = []
    }
    return made.map { resource in
      var resource = resource
      if case .certain = resource.existence { resource.existence = context.existence }
      resource.containers = context.containers + resource.containers
      resource.calls = context.calls
      return told(resource)
    }
  }

  /// What of a resource is wanted.
  private func told(_ resource: EvaluatedResource) -> WalkedResource {
    requestFormTag.map { .facts(AzureFacts(of: resource, requestFormTag: $0)) } ?? .resource(resource)
  }

  /// What each instance of a resource is, or of a module the call itself.
  private func resources(at position: Int, in scope: BicepScope) -> [WalkedResource?] {
    let context = context(of: scope)
    evaluation.readText(scope.entries[position].statement, of: scope)
    return evaluation.instances(at: position, in: scope).map { made in
      let instance = made.instance(at: position, in: scope)
      guard var resource = instance.entry.isModule ? deployment(instance) : resource(instance) else { return nil }
      resource.existence = context.existence
      if case .certain = resource.existence { resource.existence = made.existence }
      resource.deployment = scope.placement.root
      resource.containers = context.containers
      resource.calls = context.calls
      resource.dependencies = dependencies(of: instance)
      return told(resource)
    }
  }

  /// The call of a module: what waits for it waits for all that is in it.
  private func deployment(_ instance: BicepInstance) -> EvaluatedResource {
    let scope = instance.frame.scope
    let identity = evaluation.identity(of: instance)
    let place = evaluation.placement(of: instance)
    let site = scope.site(scope.syntax.object(of: instance.entry.node) ?? instance.entry.node)
    var made = EvaluatedResource(
      type: "Microsoft.Resources/deployments", apiVersion: nil, name: identity.name, subscription: place.placement.subscription,
      resourceGroup: place.placement.resourceGroup, isExisting: false, existence: .certain,
      body: EvaluatedValue(.object(EvaluatedObject()), at: site), site: scope.site(instance.entry.node), nameSite: identity.nameSite,
      scope: scope.identity)
    made.level = place.level
    if case .undecided(let unknown) = evaluation.run(of: instance) { made.unread = unknown }
    return made
  }

  private func resource(_ instance: BicepInstance) -> EvaluatedResource? {
    let identity = evaluation.identity(of: instance)
    guard let type = identity.type else { return nil }
    let scope = instance.frame.scope
    let syntax = scope.syntax
    let place = evaluation.placement(of: instance)
    let isWhole = isWanted(type.lowercased())
    // A resource that nobody asks for matters where its resource group is told: it may be a managed one.
    guard isWhole || type.lowercased() == "microsoft.resources/deployments" || place.placement.resourceGroup?.known != nil else {
      return nil
    }
    var body = EvaluatedObject()
    var dependencies: Site?
    let object = syntax.object(of: instance.entry.node)
    if let object {
      var frame = instance.frame
      frame.enclosing = instance.position
      if isWhole { body = evaluation.properties(of: object, in: frame, without: ["name", "parent", "scope", "dependsOn"]) }
      if let list = syntax.value(of: "dependsOn", in: object), syntax.kind(list) == .bicepArray { dependencies = scope.site(list) }
      if let target = place.target, let node = syntax.value(of: "scope", in: object) {
        body.set(
          .init("scope", EvaluatedValue(.text(evaluation.id(of: target)), at: scope.site(node)), at: scope.site(node), isWhole: true))
      }
    }
    let site = scope.site(object ?? instance.entry.node)
    var made = EvaluatedResource(
      type: type, apiVersion: identity.version, name: identity.name, subscription: place.placement.subscription,
      resourceGroup: place.placement.resourceGroup, isExisting: syntax.isExisting(instance.entry.node), existence: .certain,
      body: EvaluatedValue(.object(body), at: site, isWritten: object != nil), site: scope.site(instance.entry.node),
      nameSite: identity.nameSite, scope: scope.identity)
    made.apiVersionPlace = apiVersionPlace(of: instance)
    made.level = place.level
    made.dependencySlot = Slot(
      dependencies.map { .property(in: $0, path: []) } ?? .property(in: site, path: ["dependsOn"]), vocabulary: .azure)
    return made
  }

  /// The version behind the `@` of a resource's type; nil where it has that of the resource around it.
  private func apiVersionPlace(of instance: BicepInstance) -> Place? {
    let scope = instance.frame.scope
    let syntax = BicepSyntax(scope.file.document)
    guard let type = syntax.path(of: instance.entry.node), syntax.kind(type) == .bicepString else { return nil }
    let range = syntax.document.range(type)
    guard let at = Array(syntax.document.bytes(type)).lastIndex(of: UInt8(ascii: "@")), range.start + at + 1 < range.end - 1 else {
      return nil
    }
    let site = scope.file.site(ByteRange(range.start + at + 1, range.end - 1))
    return Place(site, slot: Slot(.text(site), vocabulary: .azure))
  }

  /// What a resource names is there before it.
  private func dependencies(of instance: BicepInstance) -> [ResourceID] {
    let scope = instance.frame.scope
    return evaluation.entries(named: instance.position, in: scope).map { position in
      let other = evaluation.identity(of: BicepInstance(position: position, frame: instance.frame))
      return ResourceID(type: other.type ?? "", name: other.name)
    }
  }
}
