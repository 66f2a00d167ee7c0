import EncryptionModel
import SourceText
import SyntaxTree

/// ARM templates → facts.
public enum ARMLowering {
  /// The tag that carries the evidence of the request form unless the configuration names another one.
  public static let requestFormTag = "cmkRequestForm"

  /// What a template declares with the values of one parameter file; `environment` names that file where there are several.
  public static func lower(
    template: SourceFile, parameters: SourceFile?, environment: String?, requestFormTag: String = Self.requestFormTag
  ) -> (declarations: Declarations, suppressions: [Suppression]) {
    var declarations = Declarations(root: template.id, dialect: .arm, environment: environment, folder: template.folder)
    guard let evaluated = evaluate(template: template, parameters: parameters, environment: environment) else { return (declarations, []) }
    AzureDeclarations(evaluated, requestFormTag: requestFormTag).fill(&declarations)
    var swapped = SwappedArguments()
    swapped.add(template: template)
    declarations.swappedArguments = swapped.all
    return (declarations, ARMSuppressions.all(in: template))
  }

  /// The resources of a template whose folded types are wanted; nil where the text has no template in it.
  static func evaluate(
    template: SourceFile, parameters: SourceFile?, environment: String?, budget: EvaluationBudget = EvaluationBudget(),
    isWanted: @escaping (String) -> Bool = AzureDeclarations.isKnown
  ) -> [EvaluatedResource]? {
    guard let top = template.document.topValue(), template.document.dataKind(top) == .object else { return nil }
    guard ARMInterest(document: template.document, isWanted: isWanted).mayMatter(top) else { return [] }
    let identity = Fingerprint.of(template.counterpart, environment ?? "")
    let scope = ARMScope(
      file: template, template: top, identity: identity, placement: ARMPlacement(root: identity),
      given: parameters.map { ARMParameterFile.values(of: $0, scope: identity) } ?? [:])
    let evaluation = ARMEvaluation(budget: budget)
    var walk = ARMResourceWalk(evaluation: evaluation, isWanted: isWanted)
    walk.walk(scope)
    // Only what is declared more than once asks which declaration comes last.
    let declared = walk.resources.filter { !$0.isExisting && isWanted($0.type.lowercased()) }.map(\.identity)
    guard Set(declared).count < declared.count else { return walk.resources }
    var ordered = ARMResourceWalk(evaluation: evaluation, isOrdered: true, isWanted: isWanted)
    ordered.walk(scope)
    return ordered.resources
  }

  /// Whether a text is a deployment template, by a look at its `$schema`; nothing is parsed.
  public static func isTemplate(_ bytes: [UInt8]) -> Bool { DeploymentSchema.kind(of: bytes) == .template }

  /// Whether a text is a parameter file of a deployment.
  public static func isParameters(_ bytes: [UInt8]) -> Bool { DeploymentSchema.kind(of: bytes) == .parameters }
}
