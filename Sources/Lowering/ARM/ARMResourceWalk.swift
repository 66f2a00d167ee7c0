import EncryptionModel
import SourceText
import SyntaxTree

/// Walks a template with all that is nested in it and evaluates the resources that somebody asks for.
struct ARMResourceWalk {
  let evaluation: ARMEvaluation
  /// Folded types whose properties are wanted.
  let isWanted: (String) -> Bool
  /// Whether what others depend on comes first, wherever it is written.
  let isOrdered: Bool
  private(set) var resources: [EvaluatedResource] = []

  /// More resources than any deployment has (ARM allows 800 in a template).
  private static let maximumResources = 5000
  private static let maximumTemplates = 24

  init(evaluation: ARMEvaluation, isOrdered: Bool = false, isWanted: @escaping (String) -> Bool) {
    self.evaluation = evaluation
    self.isOrdered = isOrdered
    self.isWanted = isWanted
  }

  mutating func walk(_ scope: ARMScope) {
    let context = Context(existence: .certain, placement: scope.placement, level: scope.level, containers: [], depth: 0)
    walk(scope.resources, in: ARMFrame(scope), context)
  }

  /// What a template's place among others makes of its resources.
  private struct Context {
    var existence: EvaluatedResource.Existence
    var placement: ARMPlacement
    var level: EvaluatedResource.Level
    var containers: [ResourceID]
    var depth: Int
  }

  private struct Instance {
    var frame: ARMFrame
    var existence: EvaluatedResource.Existence
    var identity: Identity
  }

  /// `frame` gives names their meaning; the entries are those of the frame's template or of one evaluated in its scope.
  private mutating func walk(_ entries: [ARMResourceEntry], in frame: ARMFrame, _ context: Context) {
    guard context.depth < Self.maximumTemplates else { return }
    // What a parent's loop and condition make of its children.
    var instances: [Int: [Instance]] = [:]
    let names = ARMResourceNames(entries, evaluation, frame)
    for position in isOrdered ? evaluation.deploymentOrder(of: entries, among: names, in: frame) : Array(entries.indices) {
      let entry = entries[position]
      guard resources.count < Self.maximumResources, !evaluation.budget.isExhausted else { return }
      let parents = entry.parent.map { instances[$0] ?? [] }
      var made: [Instance] = []
      if let parents {
        for parent in parents {
          var inner = context
          inner.existence = parent.existence
          made += read(entry, at: position, in: parent.frame, inner, below: parent.identity, names)
        }
      } else {
        made = read(entry, at: position, in: frame, context, below: nil, names)
      }
      instances[position] = made
    }
  }

  private struct Identity {
    var type: String
    var name: SymbolicText
  }

  /// The instances of one resource, written down with what is nested in them.
  private mutating func read(
    _ entry: ARMResourceEntry, at position: Int, in frame: ARMFrame, _ context: Context, below parent: Identity?, _ names: ARMResourceNames
  ) -> [Instance] {
    var result: [Instance] = []
    let document = frame.scope.file.document
    for (index, instance) in evaluation.copies(of: entry, in: frame).enumerated() {
      guard resources.count < Self.maximumResources, !evaluation.budget.isExhausted else { return result }
      var context = context
      if let node = document.value(entry.node, "condition", ignoringCase: true) {
        let condition = evaluation.value(of: node, in: instance)
        if let decided = condition.truth {
          if !decided { continue }
        } else if case .certain = context.existence {
          context.existence = .undecided(condition.reason)
        }
      }
      if instance.loops.last?.index == nil, instance.loops.count > frame.loops.count, case .certain = context.existence {
        context.existence = .undecided(Unknown("the number of copies is not known", at: frame.scope.file.site(entry.node)))
      }
      let isPlain = parent == nil && instance.loops.count == frame.loops.count
      let told = isPlain ? identity(at: position, names, in: instance) : nil
      guard let identity = told ?? identity(of: entry, in: instance, below: parent) else { continue }
      result.append(Instance(frame: instance, existence: context.existence, identity: identity))
      let folded = identity.type.lowercased()
      let isDeployment = folded == "microsoft.resources/deployments"
      // A resource that nobody asks for matters where its resource group is told: it may be a managed one.
      if isDeployment || isWanted(folded) || context.placement.resourceGroup?.known != nil {
        var made = resource(entry, identity, in: instance, context, isWhole: !isDeployment && isWanted(folded))
        made.dependencies = evaluation.dependencies(of: entry, among: names, in: instance, placement: context.placement)
        if let parent { made.dependencies.append(ResourceID(type: parent.type, name: parent.name)) }
        if isDeployment, !hasTemplate(entry, in: document) {
          made.unread = Unknown("the linked template is not among the files", at: made.nameSite)
        }
        resources.append(made)
      }
      if isDeployment { walkNested(entry, identity, at: position, copy: index, in: instance, context) }
    }
    return result
  }

  private func hasTemplate(_ entry: ARMResourceEntry, in document: Document) -> Bool {
    guard let properties = document.value(entry.node, "properties", ignoringCase: true) else { return false }
    return document.value(properties, "template", ignoringCase: true).map { document.dataKind($0) == .object } ?? false
  }

  private mutating func walkNested(
    _ entry: ARMResourceEntry, _ identity: Identity, at position: Int, copy: Int, in frame: ARMFrame, _ context: Context
  ) {
    // One that stands in the frame's own template is remembered there, where references to its outputs look for it.
    let isOwn = frame.scope.resources.indices.contains(position) && frame.scope.resources[position].node == entry.node
    let copies = frame.scope.file.document.value(entry.node, "copy", ignoringCase: true) == nil ? 0 : 1
    let nested =
      isOwn && frame.loops.count == copies
      ? evaluation.nested(ARMDeploymentInstance(position: position, copy: copy, frame: frame))
      : evaluation.nested(entry, in: frame, copy: String(copy))
    guard let nested else { return }
    var context = context
    context.depth += 1
    context.placement = nested.owner.placement
    context.level = nested.owner.level
    context.containers.append(ResourceID(type: identity.type, name: identity.name))
    walk(nested.owner.resources, in: nested.frame, context)
  }

  /// What the template's names have been told already of a resource that is in no loop and in no other one.
  private func identity(at position: Int, _ names: ARMResourceNames, in frame: ARMFrame) -> Identity? {
    guard let known = names.identity(at: position),
      known.name != SymbolicText(UnknownName.symbol("name", scope: frame.scope.identity))
    else { return nil }
    return Identity(type: known.type, name: known.name)
  }

  /// Type and full name; nil where the type is not known.
  private func identity(of entry: ARMResourceEntry, in frame: ARMFrame, below parent: Identity?) -> Identity? {
    let document = frame.scope.file.document
    guard let typeNode = document.value(entry.node, "type", ignoringCase: true),
      let type = evaluation.value(of: typeNode, in: frame).knownText
    else { return nil }
    let name =
      document.value(entry.node, "name", ignoringCase: true).flatMap { evaluation.value(of: $0, in: frame).symbolicText }
      ?? SymbolicText(UnknownName.symbol("name of \(type)", scope: frame.scope.identity))
    guard let parent, !(type.contains(".") && type.contains("/")) else { return Identity(type: type, name: name) }
    return Identity(type: parent.type + "/" + type, name: parent.name + SymbolicText("/") + name)
  }

  /// - Parameter isWhole: whether its properties are wanted, and not its place alone.
  private func resource(
    _ entry: ARMResourceEntry, _ identity: Identity, in frame: ARMFrame, _ context: Context, isWhole: Bool
  ) -> EvaluatedResource {
    let file = frame.scope.file
    var body = EvaluatedObject()
    var apiVersion: String?
    var apiVersionSite: Site?
    var isExisting = false
    var nameSite = file.site(entry.node)
    var scope = context.placement
    var dependencies: Site?
    var isAboveGroups = identity.type.lowercased() == "microsoft.resources/deployments"
    var hasLocation = false
    for member in file.document.members(entry.node) {
      let site = file.site(member.value)
      switch member.name.lowercased() {
      case "resources", "copy", "condition", "type", "comments": continue
      case "dependson": dependencies = file.document.dataKind(member.value) == .array ? site : nil
      case "name": nameSite = site
      case "apiversion":
        let version = evaluation.value(of: member.value, in: frame)
        apiVersion = version.knownText
        apiVersionSite = version.isWritten ? site : nil
      case "existing": isExisting = evaluation.value(of: member.value, in: frame).truth ?? false
      case "subscriptionid": scope.subscription = evaluation.value(of: member.value, in: frame).symbolicText ?? scope.subscription
      case "resourcegroup":
        isAboveGroups = false
        scope.resourceGroup = evaluation.value(of: member.value, in: frame).symbolicText ?? scope.resourceGroup
      default:
        if member.name.lowercased() == "location" { hasLocation = true }
        guard isWhole else { continue }
        body.set(.init(member.name, evaluation.value(of: member.value, in: frame), at: site, isWhole: true))
      }
    }
    // Deployments to a subscription and above have a location; they are in no group.
    isAboveGroups = isAboveGroups && hasLocation
    if isAboveGroups { scope.resourceGroup = nil }
    let site = file.site(entry.node)
    var made = EvaluatedResource(
      type: identity.type, apiVersion: apiVersion, name: identity.name, subscription: scope.subscription,
      resourceGroup: scope.resourceGroup, isExisting: isExisting, existence: context.existence,
      body: EvaluatedValue(.object(body), at: site, isWritten: true), site: site, nameSite: nameSite, scope: frame.scope.identity)
    made.deployment = scope.root
    made.level = isAboveGroups && context.level == .resourceGroup ? .subscription : context.level
    made.apiVersionPlace = apiVersionSite.map { Place($0, slot: Slot(.value($0), vocabulary: .azure)) }
    made.containers = context.containers
    made.dependencySlot = Slot(
      dependencies.map { .property(in: $0, path: []) } ?? .property(in: site, path: ["dependsOn"]), vocabulary: .azure)
    return made
  }
}
