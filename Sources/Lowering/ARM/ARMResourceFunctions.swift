import EncryptionModel
import SourceText
import SyntaxTree

extension ARMEvaluation {
  // MARK: Ids

  /// `resourceId` and its relatives: an id whose subscription and group may be unknown.
  func resourceID(_ function: String, _ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    let arguments = call.arguments.indices.map { argument($0, of: call, in: frame) }
    let texts = arguments.compactMap(\.symbolicText)
    guard texts.count == arguments.count else { return unknownCall(call, arguments, "\(call.name) takes texts", in: frame) }
    var leading = texts[...]
    var base: SymbolicText?
    if function == "extensionresourceid" { base = leading.popFirst() }
    guard let position = leading.firstIndex(where: { $0.known?.contains("/") == true }), let type = leading[position].known else {
      return unknownCall(call, arguments, arguments.first { !$0.isDecided }?.reason.reason ?? "the resource type is missing", in: frame)
    }
    let types = type.split(separator: "/").map(String.init)
    let names = Array(leading[(position + 1)...])
    let before = Array(leading[..<position])
    guard types.count >= 2, names.count == types.count - 1 else {
      return unknownCall(call, arguments, "\(call.name) has \(names.count) names for the type \(type)", in: frame)
    }
    let root = frame.scope.placement
    func subscription(_ given: SymbolicText?) -> SymbolicText {
      SymbolicText("/subscriptions/") + (given ?? root.subscription ?? symbol("subscription().subscriptionId", root))
    }
    var id: SymbolicText
    switch function {
    case "extensionresourceid": id = base ?? SymbolicText("")
    case "tenantresourceid": id = SymbolicText("")
    case "subscriptionresourceid": id = subscription(before.last)
    case "managementgroupresourceid":
      id = SymbolicText("/providers/Microsoft.Management/managementGroups/") + (before.last ?? symbol("managementGroup().name", root))
    default:
      let group = before.last ?? root.resourceGroup ?? symbol("resourceGroup().name", root)
      id = subscription(before.count > 1 ? before.first : nil) + SymbolicText("/resourceGroups/") + group
    }
    id = id + SymbolicText("/providers/" + types[0])
    for (type, name) in zip(types.dropFirst(), names) { id = id + SymbolicText("/" + type + "/") + name }
    return EvaluatedValue(.text(id), at: call.site, cause: arguments.first { $0.cause != nil }?.cause)
  }

  private func symbol(_ name: String, _ placement: ARMPlacement) -> SymbolicText {
    SymbolicText(SymbolicText.Symbol(name: name, scope: placement.root))
  }

  // MARK: The deployment

  /// `resourceGroup()`, `subscription()` and what else the place of the deployment tells: unknown, but the same everywhere.
  func deploymentFact(_ function: String, _ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    let placement = frame.scope.placement
    func unknown(_ name: String) -> EvaluatedValue {
      .unknown(name, scope: placement.root, because: "\(name) is known only when it is deployed", at: call.site)
    }
    guard call.arguments.isEmpty else { return unknownCall(call, [], "\(call.name) takes no arguments", in: frame) }
    switch function {
    case "resourcegroup":
      guard let group = placement.resourceGroup else { return unknown("resourceGroup()") }
      let subscription = placement.subscription ?? symbol("subscription().subscriptionId", placement)
      let id = SymbolicText("/subscriptions/") + subscription + SymbolicText("/resourceGroups/") + group
      return open(["id": id, "name": group], named: "resourceGroup()", call, in: frame)
    case "subscription":
      guard let subscription = placement.subscription else { return unknown("subscription()") }
      return open(
        ["id": SymbolicText("/subscriptions/") + subscription, "subscriptionId": subscription], named: "subscription()", call, in: frame)
    case "tenant": return unknown("tenant()")
    case "managementgroup": return unknown("managementGroup()")
    case "environment": return unknown("environment()")
    case "deployer": return unknown("deployer()")
    default:
      return .unknown(
        "deployment()", scope: frame.scope.identity, because: "deployment() is known only when it is deployed", at: call.site)
    }
  }

  private func open(_ texts: [String: SymbolicText], named name: String, _ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    var object = EvaluatedObject(
      texts.sorted { $0.key < $1.key }.map { .init($0.key, EvaluatedValue(.text($0.value), at: call.site), at: call.site) })
    object.rest = Unknown("\(name) is known only when it is deployed", at: call.site)
    return EvaluatedValue(.object(object), at: call.site)
  }

  // MARK: reference

  /// `reference(…)`: a handle on a resource that a symbolic name, an id or a name tells.
  func reference(_ call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    let arguments = call.arguments.indices.map { argument($0, of: call, in: frame) }
    guard let target = arguments.first?.symbolicText else { return unknownCall(call, arguments, "reference takes a name", in: frame) }
    let isFull =
      arguments.count == 3 && arguments[2].knownText?.lowercased() == "full"
      || arguments.count == 2
        && arguments[1].knownText?.lowercased() == "full"
    guard let identity = identity(of: target, in: frame) else {
      return unknownCall(call, arguments, arguments[0].cause?.reason ?? "the resource of \(call.name) is not known", in: frame)
    }
    let scope = frame.scope.placement.root
    let handle = ResourceHandle(type: identity.type, name: identity.name, isFull: isFull, scope: scope)
    return EvaluatedValue(.resource(handle), at: call.site)
  }

  /// Type and full name of what a symbolic name or an id names.
  func identity(of target: SymbolicText, in frame: ARMFrame) -> (type: String?, name: SymbolicText)? {
    if let name = target.known, let (entry, instance) = resource(named: name, in: frame) {
      guard let resource = identity(of: entry, in: instance) else { return nil }
      return (resource.type, resource.name)
    }
    if let id = ResourceIdentifier(target) { return (id.type, id.name) }
    // The name of a resource of the same template; an id of which too little is known is none.
    guard !target.isEmpty, !target.knownPrefix.hasPrefix("/"), let type = type(ofResourceNamed: target, in: frame) else { return nil }
    return (type, target)
  }

  /// The resource with a symbolic name, `name[2]` for one of its copies, and the frame that its name is evaluated in.
  private func resource(named name: String, in frame: ARMFrame) -> (ARMResourceEntry, ARMFrame)? {
    if let entry = frame.scope.resource(named: name) { return (entry, ARMFrame(frame.scope)) }
    guard name.hasSuffix("]"), let bracket = name.lastIndex(of: "["), let index = Int(name[name.index(after: bracket)...].dropLast()),
      let entry = frame.scope.resource(named: String(name[..<bracket]))
    else { return nil }
    let copies = copies(of: entry, in: ARMFrame(frame.scope))
    return copies.indices.contains(index) ? (entry, copies[index]) : nil
  }

  /// The type of the one resource of the frame's template that has a full name; nil where there are several.
  private func type(ofResourceNamed name: SymbolicText, in frame: ARMFrame) -> String? {
    let scope = frame.scope
    if let table = scope.typesByName { return table[name.folded] ?? nil }
    // Names may not refer to resources; one that does finds none.
    scope.typesByName = [:]
    var table: [SymbolicText: String?] = [:]
    for entry in scope.resources {
      guard scope.file.document.value(entry.node, "copy", ignoringCase: true) == nil,
        let identity = identity(of: entry, in: ARMFrame(scope))
      else { continue }
      let key = identity.name.folded
      let isRepeated = table[key].map { $0?.lowercased() != identity.type.lowercased() } ?? false
      table[key] = isRepeated ? .some(nil) : identity.type
    }
    scope.typesByName = table
    return table[name.folded] ?? nil
  }

  /// Type and full name of a resource of the template; nil where the type is not known.
  func identity(of entry: ARMResourceEntry, in frame: ARMFrame) -> (type: String, name: SymbolicText, nameSite: Site)? {
    let file = frame.scope.file
    guard budget.enter() else { return nil }
    defer { budget.leave() }
    guard let typeNode = file.document.value(entry.node, "type", ignoringCase: true),
      let type = value(of: typeNode, in: frame).knownText
    else { return nil }
    let nameNode = file.document.value(entry.node, "name", ignoringCase: true)
    let name = nameNode.map { value(of: $0, in: frame) }
    let nameText = name?.symbolicText ?? SymbolicText(UnknownName.symbol("name", scope: frame.scope.identity))
    let site = file.site(nameNode ?? entry.node)
    guard let parent = entry.parent, frame.scope.resources.indices.contains(parent),
      let outer = identity(of: frame.scope.resources[parent], in: frame)
    else { return (type, nameText, site) }
    // A child written inside of its parent has a relative type and name.
    if type.lowercased().hasPrefix(outer.type.lowercased() + "/") || type.contains(".") && type.contains("/") {
      return (type, nameText, site)
    }
    return (outer.type + "/" + type, outer.name + SymbolicText("/") + nameText, site)
  }
}
