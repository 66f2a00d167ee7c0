import EncryptionModel
import SourceText
import SyntaxTree

extension ARMEvaluation {
  /// How a nested template is evaluated.
  struct Nested {
    /// With whose parameters and variables.
    var frame: ARMFrame
    /// With which resources and outputs; the frame's scope unless the template is evaluated in the outer one.
    var owner: ARMScope
  }

  /// The nested template of a deployment, remembered by the scope that the deployment stands in.
  func nested(_ instance: ARMDeploymentInstance) -> Nested? {
    let scope = instance.frame.scope
    guard scope.resources.indices.contains(instance.position) else { return nil }
    let entry = scope.resources[instance.position]
    let key = "\(instance.position)/\(instance.copy)"
    if let known = scope.nested[key] {
      return Nested(frame: isInner(entry, in: scope) ? ARMFrame(known) : instance.frame, owner: known)
    }
    guard let nested = nested(entry, in: instance.frame, copy: String(instance.copy)) else { return nil }
    scope.nested[key] = nested.owner
    return nested
  }

  /// One frame for each copy of a resource; none where it has no copies.
  func copies(of entry: ARMResourceEntry, in frame: ARMFrame) -> [ARMFrame] {
    let document = frame.scope.file.document
    guard let copy = document.value(entry.node, "copy", ignoringCase: true), document.dataKind(copy) == .object else { return [frame] }
    var name = ""
    if let node = document.value(copy, "name", ignoringCase: true) { name = value(of: node, in: frame).knownText ?? "" }
    guard let node = document.value(copy, "count", ignoringCase: true), let count = value(of: node, in: frame).integer else {
      return [frame.looping(name, nil)]
    }
    return (0..<max(0, min(count, EvaluationBudget.maximumCopies))).map { frame.looping(name, $0) }
  }

  /// The nested template of a deployment; nil where it has none (`templateLink`).
  func nested(_ entry: ARMResourceEntry, in frame: ARMFrame, copy: String) -> Nested? {
    let scope = frame.scope
    let document = scope.file.document
    guard let properties = document.value(entry.node, "properties", ignoringCase: true),
      let template = document.value(properties, "template", ignoringCase: true), document.dataKind(template) == .object
    else { return nil }
    let isInner = isInner(entry, in: scope)
    var given: [String: EvaluatedValue] = [:]
    if isInner, let parameters = document.value(properties, "parameters", ignoringCase: true), document.dataKind(parameters) == .object {
      for member in document.members(parameters) {
        let name = member.name.lowercased()
        if let value = document.value(member.value, "value", ignoringCase: true) {
          given[name] = self.value(of: value, in: frame)
        } else {
          // A parameter from a key vault, or an expression that makes `{ "value": … }`.
          given[name] = self.given(by: self.value(of: member.value, in: frame), to: member.name, in: frame)
        }
      }
    } else if isInner, let all = parametersExpression(properties, in: document) {
      // `"parameters": "[parameters('all')]"`: an object of { value } made by an expression.
      let value = self.value(of: all, in: frame)
      for member in value.object?.members ?? [] {
        given[member.name.lowercased()] = self.given(by: member.value, to: member.name, in: frame)
      }
    }
    // Named and not numbered: a resource that is added above leaves all names of unknowns as they are.
    let name = entry.symbolicName ?? identity(of: entry, in: frame)?.name.expression ?? ""
    let inner = ARMScope(
      file: scope.file, template: template,
      identity: Fingerprint.of(String(scope.identity), name, copy), placement: placement(entry, in: frame), given: given)
    return Nested(frame: isInner ? ARMFrame(inner) : frame, owner: inner)
  }

  /// What `{ "value": … }` gives to a parameter; nil where it gives nothing.
  private func given(by assignment: EvaluatedValue, to name: String, in frame: ARMFrame) -> EvaluatedValue? {
    switch assignment.content {
    case .object(let object):
      if let value = object["value"] { return value.value }
      if object["reference"] != nil {
        return .unknown(
          "parameters('\(name)')", scope: frame.scope.identity, because: "parameter \(name) comes from a key vault", at: assignment.site)
      }
      guard let rest = object.rest else { return nil }
      return .unknown("\(assignment.summary).value", scope: frame.scope.identity, because: rest.reason, at: assignment.site)
    case .either(let condition, let first, let second):
      let null = EvaluatedValue(.null, at: assignment.site)
      return either(
        condition, given(by: first, to: name, in: frame) ?? null, given(by: second, to: name, in: frame) ?? null, at: assignment.site,
        in: frame)
    case .null: return nil
    default: return property("value", of: assignment, at: assignment.site, in: frame)
    }
  }

  private func parametersExpression(_ properties: Node, in document: Document) -> Node? {
    guard let node = document.value(properties, "parameters", ignoringCase: true), document.dataKind(node) == .string else { return nil }
    return node
  }

  private func isInner(_ entry: ARMResourceEntry, in scope: ARMScope) -> Bool {
    guard !scope.isLanguageVersion2 else { return true }
    guard let properties = scope.file.document.value(entry.node, "properties", ignoringCase: true) else { return false }
    return ARMNestedTemplate.isInner(scope.file.document.members(properties), in: scope.file.document)
  }

  /// Where a deployment goes: its own resource group or subscription, else its parent's.
  private func placement(_ entry: ARMResourceEntry, in frame: ARMFrame) -> ARMPlacement {
    let document = frame.scope.file.document
    var placement = frame.scope.placement
    if let node = document.value(entry.node, "subscriptionId", ignoringCase: true),
      let subscription = value(of: node, in: frame).symbolicText, !subscription.isOwn("subscription().subscriptionId")
    {
      placement.subscription = subscription
    }
    if let node = document.value(entry.node, "resourceGroup", ignoringCase: true),
      let group = value(of: node, in: frame).symbolicText, !group.isOwn("resourceGroup().name")
    {
      placement.resourceGroup = group
    } else if document.value(entry.node, "location", ignoringCase: true) != nil {
      // Deployments to a subscription and above have a location; they are in no group.
      placement.resourceGroup = nil
    }
    return placement
  }
}

extension SymbolicText {
  /// Whether the text is what the deployment itself calls its place.
  func isOwn(_ name: String) -> Bool {
    guard pieces.count == 1, case .symbol(let symbol) = pieces[0] else { return false }
    return symbol.name == name
  }
}
