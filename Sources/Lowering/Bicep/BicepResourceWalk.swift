import EncryptionModel
import SourceText
import SyntaxTree

/// Walks a Bicep file with the modules that it calls and evaluates the resources that somebody asks for.
struct BicepResourceWalk {
  let evaluation: BicepEvaluation
  /// Folded types whose properties are wanted.
  let isWanted: (String) -> Bool
  private(set) var resources: [EvaluatedResource] = []
  private(set) var swappedArguments = SwappedArguments()

  private static let maximumResources = 5000

  init(evaluation: BicepEvaluation, isWanted: @escaping (String) -> Bool) {
    self.evaluation = evaluation
    self.isWanted = isWanted
  }

  /// What a file's place among others makes of its resources.
  private struct Context {
    var existence = EvaluatedResource.Existence.certain
    var containers: [ResourceID] = []
    /// The calls that lead to the file, the innermost first.
    var calls: [Related] = []
    var depth = 0
  }

  /// Walks a file that nobody calls.
  mutating func walk(root: SourceFile, _ scope: () -> BicepScope) {
    var interest = BicepInterest(files: evaluation.files, isWanted: isWanted)
    if interest.mayMatter(root) { return walk(scope()) }
    for file in interest.seen { swappedArguments.add(file) }
  }

  mutating func walk(_ scope: BicepScope) { walk(scope, Context()) }

  private mutating func walk(_ scope: BicepScope, _ context: Context) {
    guard context.depth <= BicepEvaluation.maximumModules else { return }
    swappedArguments.add(scope.file)
    // What a parent's loop and condition make of its children.
    var made: [Int: [(frame: BicepFrame, existence: EvaluatedResource.Existence)]] = [:]
    for position in scope.reads.deploymentOrder() {
      guard resources.count < Self.maximumResources, !evaluation.budget.isExhausted else { return }
      let entry = scope.entries[position]
      let outer = entry.parent.map { made[$0] ?? [] } ?? [(BicepFrame(scope), context.existence)]
      var instances: [(frame: BicepFrame, existence: EvaluatedResource.Existence)] = []
      for (frame, existence) in outer { instances += read(position, in: frame, existence, context) }
      made[position] = instances
    }
  }

  /// The instances of one resource, written down with what a module makes.
  private mutating func read(
    _ position: Int, in frame: BicepFrame, _ existence: EvaluatedResource.Existence, _ context: Context
  ) -> [(frame: BicepFrame, existence: EvaluatedResource.Existence)] {
    let scope = frame.scope
    let syntax = scope.syntax
    let entry = scope.entries[position]
    var frames: [(copy: Int?, frame: BicepFrame)] = [(nil, frame)]
    var outer = existence
    if let loop = syntax.loop(of: entry.node) {
      switch evaluation.iterations(of: loop, named: entry.symbol, in: frame) {
      case .known(let inner): frames = inner.prefix(EvaluationBudget.maximumCopies).enumerated().map { ($0.offset, $0.element) }
      case .undecided(let reason, let inner):
        frames = [(nil, inner)]
        if case .certain = outer { outer = .undecided(Unknown("the number of copies is not known: \(reason.reason)", at: reason.site)) }
      }
    }
    var result: [(frame: BicepFrame, existence: EvaluatedResource.Existence)] = []
    for (copy, instanceFrame) in frames {
      guard resources.count < Self.maximumResources, !evaluation.budget.isExhausted else { return result }
      var existence = outer
      if let node = syntax.condition(of: entry.node) {
        let condition = evaluation.value(of: node, in: instanceFrame)
        if let decided = condition.truth {
          if !decided { continue }
        } else if case .certain = existence {
          existence = .undecided(condition.reason)
        }
      }
      let instance = BicepInstance(position: position, copy: copy, frame: instanceFrame)
      result.append((instanceFrame, existence))
      if entry.isModule { walkModule(instance, existence, context) } else { add(instance, existence, context) }
    }
    return result
  }

  private mutating func walkModule(_ instance: BicepInstance, _ existence: EvaluatedResource.Existence, _ context: Context) {
    let identity = evaluation.identity(of: instance)
    let scope = instance.frame.scope
    var inner = context
    inner.existence = existence
    inner.depth += 1
    inner.containers.append(ResourceID(type: "microsoft.resources/deployments", name: identity.name))
    let symbol = scope.syntax.name(of: instance.entry.node) ?? instance.entry.node
    add(deployment: instance, identity, existence, context)
    inner.calls.insert(Related("called by module '\(instance.entry.symbol)' here", at: scope.site(symbol)), at: 0)
    switch evaluation.run(of: instance) {
    case .bicep(let module): walk(module, inner)
    case .template(let template):
      var walk = ARMResourceWalk(evaluation: evaluation.templates, isOrdered: true, isWanted: isWanted)
      walk.walk(template)
      for resource in walk.resources { add(resource, inner) }
    case .published(let made, _): for resource in made { add(resource, inner) }
    case .undecided: break
    }
  }

  /// The call itself: what waits for it waits for all that is in it.
  private mutating func add(
    deployment instance: BicepInstance, _ identity: BicepEvaluation.Identity, _ existence: EvaluatedResource.Existence, _ context: Context
  ) {
    let scope = instance.frame.scope
    let place = evaluation.placement(of: instance)
    let site = scope.site(scope.syntax.object(of: instance.entry.node) ?? instance.entry.node)
    var made = EvaluatedResource(
      type: "Microsoft.Resources/deployments", apiVersion: nil, name: identity.name, subscription: place.placement.subscription,
      resourceGroup: place.placement.resourceGroup, isExisting: false, existence: existence,
      body: EvaluatedValue(.object(EvaluatedObject()), at: site), site: scope.site(instance.entry.node), nameSite: identity.nameSite,
      scope: scope.identity)
    made.deployment = scope.placement.root
    made.level = place.level
    made.containers = context.containers
    made.calls = context.calls
    made.dependencies = dependencies(of: instance)
    if case .undecided(let unknown) = evaluation.run(of: instance) { made.unread = unknown }
    resources.append(made)
  }

  /// A resource that something else made of a module.
  private mutating func add(_ resource: EvaluatedResource, _ context: Context) {
    var resource = resource
    if case .certain = resource.existence { resource.existence = context.existence }
    resource.containers = context.containers + resource.containers
    resource.calls = context.calls
    resources.append(resource)
  }

  private mutating func add(_ instance: BicepInstance, _ existence: EvaluatedResource.Existence, _ context: Context) {
    let identity = evaluation.identity(of: instance)
    guard let type = identity.type else { return }
    let scope = instance.frame.scope
    let syntax = scope.syntax
    let place = evaluation.placement(of: instance)
    let isWhole = isWanted(type.lowercased())
    // A resource that nobody asks for matters where its resource group is told: it may be a managed one.
    guard isWhole || type.lowercased() == "microsoft.resources/deployments" || place.placement.resourceGroup?.known != nil else { return }
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
      resourceGroup: place.placement.resourceGroup, isExisting: syntax.isExisting(instance.entry.node), existence: existence,
      body: EvaluatedValue(.object(body), at: site, isWritten: object != nil), site: scope.site(instance.entry.node),
      nameSite: identity.nameSite, scope: scope.identity)
    made.apiVersionPlace = apiVersionPlace(of: instance)
    made.deployment = scope.placement.root
    made.level = place.level
    made.containers = context.containers
    made.calls = context.calls
    made.dependencies = self.dependencies(of: instance)
    made.dependencySlot = Slot(
      dependencies.map { .property(in: $0, path: []) } ?? .property(in: site, path: ["dependsOn"]), vocabulary: .azure)
    resources.append(made)
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
    let dependencies = scope.reads.dependencies
    guard dependencies.indices.contains(instance.position) else { return [] }
    return dependencies[instance.position].map { position in
      let other = evaluation.identity(of: BicepInstance(position: position, frame: instance.frame))
      return ResourceID(type: other.type ?? "", name: other.name)
    }
  }
}
