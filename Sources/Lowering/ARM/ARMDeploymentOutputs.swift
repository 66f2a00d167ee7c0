import EncryptionModel
import SourceText
import SyntaxTree

/// One run of a nested deployment: which resource of its template it is, and which of its copies.
struct ARMDeploymentInstance {
  var position: Int
  var copy: Int
  var frame: ARMFrame
}

extension ARMEvaluation {
  /// Copies of a deployment whose outputs are followed.
  private static let maximumCopies = 100

  /// The value of `reference(deployment).outputs.NAME.value`, where the nested template stands in the same file.
  func deploymentOutput(_ handle: ResourceHandle, at site: Site, in frame: ARMFrame) -> EvaluatedValue? {
    guard handle.path.count == 3, handle.path[0].lowercased() == "outputs", handle.path[2].lowercased() == "value",
      handle.type == nil || handle.type?.lowercased() == "microsoft.resources/deployments",
      let instance = deployment(named: handle.name, in: frame.scope), let nested = nested(instance)
    else { return nil }
    let owner = nested.owner
    let key = "o:" + handle.path[1].lowercased()
    if let known = owner.values[key] { return known }
    let document = frame.scope.file.document
    guard let output = owner.outputs[handle.path[1].lowercased()], document.value(output.value, "condition", ignoringCase: true) == nil,
      let node = document.value(output.value, "value", ignoringCase: true), owner.inProgress.insert(key).inserted
    else { return nil }
    defer { owner.inProgress.remove(key) }
    var value = value(of: node, in: nested.frame)
    // Who else asks for the output is not counted.
    value.isShared = true
    owner.values[key] = value
    return value
  }

  private func deployment(named name: SymbolicText, in scope: ARMScope) -> ARMDeploymentInstance? {
    if let table = scope.deployments { return table[name.folded] }
    // Names may not refer to resources; one that does finds none.
    scope.deployments = [:]
    var table: [SymbolicText: ARMDeploymentInstance] = [:]
    for (position, entry) in scope.resources.enumerated() {
      guard let typeNode = scope.file.document.value(entry.node, "type", ignoringCase: true),
        case .string(let type)? = scope.file.document.scalar(typeNode), type.lowercased() == "microsoft.resources/deployments"
      else { continue }
      for (copy, frame) in copies(of: entry, in: ARMFrame(scope)).prefix(Self.maximumCopies).enumerated() {
        guard let identity = identity(of: entry, in: frame) else { continue }
        table[identity.name.folded] = ARMDeploymentInstance(position: position, copy: copy, frame: frame)
      }
    }
    scope.deployments = table
    return table[name.folded]
  }
}
