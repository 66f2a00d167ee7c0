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

  mutating func walk(_ scope: ARMScope) { walk(scope.resources, in: ARMFrame(scope), existence: .certain, depth: 0) }

  /// `frame` gives names their meaning; the entries are those of the frame's template or of one evaluated in its scope.
  private mutating func walk(_ entries: [ARMResourceEntry], in frame: ARMFrame, existence: EvaluatedResource.Existence, depth: Int) {
    guard depth < Self.maximumTemplates else { return }
    // What a parent's loop and condition make of its children.
    var instances: [Int: [(frame: ARMFrame, existence: EvaluatedResource.Existence, identity: Identity)]] = [:]
    for position in isOrdered ? evaluation.deploymentOrder(of: entries, in: frame) : Array(entries.indices) {
      let entry = entries[position]
      guard resources.count < Self.maximumResources, !evaluation.budget.isExhausted else { return }
      let parents = entry.parent.map { instances[$0] ?? [] }
      var made: [(frame: ARMFrame, existence: EvaluatedResource.Existence, identity: Identity)] = []
      if let parents {
        for parent in parents {
          made += read(entry, at: position, in: parent.frame, existence: parent.existence, below: parent.identity, depth: depth)
        }
      } else {
        made = read(entry, at: position, in: frame, existence: existence, below: nil, depth: depth)
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
    _ entry: ARMResourceEntry, at position: Int, in frame: ARMFrame, existence: EvaluatedResource.Existence, below parent: Identity?,
    depth: Int
  ) -> [(frame: ARMFrame, existence: EvaluatedResource.Existence, identity: Identity)] {
    var result: [(frame: ARMFrame, existence: EvaluatedResource.Existence, identity: Identity)] = []
    let document = frame.scope.file.document
    for (index, instance) in evaluation.copies(of: entry, in: frame).enumerated() {
      guard resources.count < Self.maximumResources, !evaluation.budget.isExhausted else { return result }
      var existence = existence
      if let node = document.value(entry.node, "condition", ignoringCase: true) {
        let condition = evaluation.value(of: node, in: instance)
        if let decided = condition.truth {
          if !decided { continue }
        } else if case .certain = existence {
          existence = .undecided(condition.reason)
        }
      }
      if instance.loops.last?.index == nil, instance.loops.count > frame.loops.count, case .certain = existence {
        existence = .undecided(Unknown("the number of copies is not known", at: frame.scope.file.site(entry.node)))
      }
      guard let identity = identity(of: entry, in: instance, below: parent) else { continue }
      result.append((instance, existence, identity))
      let folded = identity.type.lowercased()
      if folded == "microsoft.resources/deployments" {
        walkNested(entry, at: position, copy: index, in: instance, existence: existence, depth: depth)
      } else if isWanted(folded) {
        resources.append(resource(entry, identity, in: instance, existence: existence))
      }
    }
    return result
  }

  private mutating func walkNested(
    _ entry: ARMResourceEntry, at position: Int, copy: Int, in frame: ARMFrame, existence: EvaluatedResource.Existence, depth: Int
  ) {
    // One that stands in the frame's own template is remembered there, where references to its outputs look for it.
    let isOwn = frame.scope.resources.indices.contains(position) && frame.scope.resources[position].node == entry.node
    let copies = frame.scope.file.document.value(entry.node, "copy", ignoringCase: true) == nil ? 0 : 1
    let nested =
      isOwn && frame.loops.count == copies
      ? evaluation.nested(ARMDeploymentInstance(position: position, copy: copy, frame: frame))
      : evaluation.nested(entry, in: frame, copy: String(copy))
    guard let nested else { return }
    walk(nested.owner.resources, in: nested.frame, existence: existence, depth: depth + 1)
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

  private func resource(
    _ entry: ARMResourceEntry, _ identity: Identity, in frame: ARMFrame, existence: EvaluatedResource.Existence
  ) -> EvaluatedResource {
    let file = frame.scope.file
    var body = EvaluatedObject()
    var apiVersion: String?
    var isExisting = false
    var nameSite = file.site(entry.node)
    var scope = frame.scope.placement
    for member in file.document.members(entry.node) {
      let site = file.site(member.value)
      switch member.name.lowercased() {
      case "resources", "dependson", "copy", "condition", "type", "comments": continue
      case "name": nameSite = site
      case "apiversion": apiVersion = evaluation.value(of: member.value, in: frame).knownText
      case "existing": isExisting = evaluation.value(of: member.value, in: frame).truth ?? false
      case "subscriptionid": scope.subscription = evaluation.value(of: member.value, in: frame).symbolicText ?? scope.subscription
      case "resourcegroup": scope.resourceGroup = evaluation.value(of: member.value, in: frame).symbolicText ?? scope.resourceGroup
      default: body.set(.init(member.name, evaluation.value(of: member.value, in: frame), at: site, isWhole: true))
      }
    }
    let site = file.site(entry.node)
    return EvaluatedResource(
      type: identity.type, apiVersion: apiVersion, name: identity.name, subscription: scope.subscription,
      resourceGroup: scope.resourceGroup, isExisting: isExisting, existence: existence,
      body: EvaluatedValue(.object(body), at: site, isWritten: true), site: site, nameSite: nameSite, scope: frame.scope.identity)
  }
}
