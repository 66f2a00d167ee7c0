import EncryptionModel
import SourceText
import SyntaxTree

/// Bicep → facts.
public enum BicepLowering {
  /// What a Bicep file with the modules that it calls declares, with the values of one parameter file (`.bicepparam` or JSON);
  /// `environment` names that file where there are several.
  ///
  /// With a `memory` only that is evaluated which read something that has changed since the evaluation that left it.
  public static func lower(
    root: SourceFile, parameters: SourceFile?, environment: String?, files: FileLookup,
    requestFormTag: String = ARMLowering.requestFormTag, memory: consuming EvaluationMemory?
  ) -> RememberedDeclarations {
    RememberedDeclarations.evaluated(memory) { memory in
      let evaluation = BicepEvaluation(files: files, memory: memory)
      var walk = BicepResourceWalk(evaluation: evaluation, requestFormTag: requestFormTag, isWanted: AzureDeclarations.isKnown)
      walk.walk(root: root) { scope(root: root, parameters: parameters, environment: environment, evaluation) }
      var declarations = Declarations(root: root.id, dialect: .bicep, environment: environment, folder: root.folder)
      AzureDeclarations(walk.facts).fill(&declarations)
      declarations.swappedArguments = walk.swappedArguments.all
      return (declarations, evaluation.trace)
    }
  }

  /// The same, with nothing to remember.
  public static func lower(
    root: SourceFile, parameters: SourceFile?, environment: String?, files: FileLookup,
    requestFormTag: String = ARMLowering.requestFormTag
  ) -> Declarations {
    lower(
      root: root, parameters: parameters, environment: environment, files: files, requestFormTag: requestFormTag, memory: nil
    ).declarations
  }

  /// The resources whose folded types are wanted, in an order in which each comes behind what it names.
  static func evaluate(
    root: SourceFile, parameters: SourceFile?, environment: String?, files: FileLookup, budget: EvaluationBudget = EvaluationBudget(),
    isWanted: @escaping (String) -> Bool = AzureDeclarations.isKnown
  ) -> [EvaluatedResource] {
    let evaluation = BicepEvaluation(files: files, budget: budget)
    var walk = BicepResourceWalk(evaluation: evaluation, isWanted: isWanted)
    walk.walk(root: root) { scope(root: root, parameters: parameters, environment: environment, evaluation) }
    return walk.resources
  }

  static func scope(root: SourceFile, parameters: SourceFile?, environment: String?, _ evaluation: BicepEvaluation) -> BicepScope {
    let identity = Fingerprint.of(root.counterpart, environment ?? "")
    var given: [String: EvaluatedValue] = [:]
    if let parameters {
      given =
        parameters.role == .bicep
        ? BicepParameterFile.values(of: parameters, root: identity, evaluation: evaluation)
        : ARMParameterFile.values(of: parameters, scope: identity)
    }
    return evaluation.adopt(BicepScope(file: root, identity: identity, placement: ARMPlacement(root: identity), given: given))
  }
}

extension AzureDeclarations {
  /// Hands the facts over.
  func fill(_ declarations: inout Declarations) {
    declarations.vaults = vaults
    declarations.keys = keys
    declarations.resources = resources
    declarations.identities = identities
    declarations.grants = grants
    declarations.others = others
    declarations.unread = unread
  }
}
