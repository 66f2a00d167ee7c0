import EncryptionModel
import SourceText
import SyntaxTree

extension ARMEvaluation {
  /// How a nested template is evaluated: with whose parameters and variables, with which resources and outputs.
  struct Nested {
    var frame: ARMFrame
    /// The template's own resources and outputs; the same scope as the frame's unless it is evaluated in the outer scope.
    var outputsOwner: ARMScope
    var outputs: [String: Member] { outputsOwner.outputs }
  }

  /// The nested template of the deployment at `position` of the frame's template, outside of any copy loop.
  func nestedFrame(at position: Int, in frame: ARMFrame) -> Nested? {
    let scope = frame.scope
    guard scope.resources.indices.contains(position) else { return nil }
    let entry = scope.resources[position]
    if let known = scope.nested[position] {
      return Nested(frame: isInner(entry, in: scope) ? ARMFrame(known) : ARMFrame(scope), outputsOwner: known)
    }
    guard let nested = nested(entry, in: ARMFrame(scope), instance: "") else { return nil }
    scope.nested[position] = nested.outputsOwner
    return nested
  }

  /// The nested template of a deployment; nil where it has none (`templateLink`).
  func nested(_ entry: ARMResourceEntry, in frame: ARMFrame, instance: String) -> Nested? {
    let scope = frame.scope
    let document = scope.file.document
    guard let properties = document.value(entry.node, "properties", ignoringCase: true),
      let template = document.value(properties, "template", ignoringCase: true), document.dataKind(template) == .object
    else { return nil }
    let isInner = isInner(entry, in: scope)
    var given: [String: EvaluatedValue] = [:]
    if isInner, let parameters = document.value(properties, "parameters", ignoringCase: true) {
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
      identity: Fingerprint.of(String(scope.identity), name, instance), placement: placement(entry, in: frame), given: given)
    return Nested(frame: isInner ? ARMFrame(inner) : frame, outputsOwner: inner)
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
    }
    return placement
  }
}

extension SymbolicText {
  /// Whether the text is what the deployment itself calls its place.
  fileprivate func isOwn(_ name: String) -> Bool {
    guard pieces.count == 1, case .symbol(let symbol) = pieces[0] else { return false }
    return symbol.name == name
  }
}
