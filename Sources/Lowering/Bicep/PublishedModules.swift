import EncryptionModel
import SourceText

/// Azure Verified Modules by their known interface (AZURE.md §2H).
enum PublishedModules {
  /// Nil for a module that is not known.
  static func callee(
    _ path: String, _ arguments: [String: EvaluatedValue], of instance: BicepInstance, _ evaluation: BicepEvaluation
  ) -> BicepCall.Callee? {
    guard let file = RegistryModule.interface(of: path) else { return nil }
    let caller = instance.frame.scope
    let place = evaluation.placement(of: instance)
    let scope = BicepScope(
      file: file, identity: evaluation.moduleIdentity(of: instance), placement: place.placement, given: arguments, depth: caller.depth + 1,
      level: place.level)
    var walk = BicepResourceWalk(evaluation: evaluation, isWanted: AzureDeclarations.isKnown)
    walk.walk(scope)
    let call = caller.site(caller.syntax.name(of: instance.entry.node) ?? instance.entry.node)
    var outputs: [String: EvaluatedValue] = [:]
    for (name, declaration) in scope.outputs {
      guard let node = scope.syntax.value(of: declaration) else { continue }
      outputs[name] = evaluation.value(of: node, in: BicepFrame(scope)).told(at: call, instead: file.id)
    }
    return .published(walk.resources.map { $0.told(at: call, instead: file.id) }, outputs: outputs)
  }
}
