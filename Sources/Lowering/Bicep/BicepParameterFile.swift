import EncryptionModel
import SourceText
import SyntaxTree

/// The values that a `.bicepparam` file gives.
enum BicepParameterFile {
  private static let maximumBases = 8

  /// By folded name; what a file that it extends gives comes first.
  static func values(of file: SourceFile, root: UInt64, evaluation: BicepEvaluation, depth: Int = 0) -> [String: EvaluatedValue] {
    let scope = evaluation.adopt(
      BicepScope(file: file, identity: Fingerprint.of(String(root), file.counterpart), placement: ARMPlacement(root: root), given: [:]))
    var values: [String: EvaluatedValue] = [:]
    for declaration in scope.syntax.declarations where scope.syntax.kind(declaration) == .extendsDeclaration {
      guard depth < maximumBases, let path = scope.syntax.path(of: declaration).flatMap(scope.syntax.string),
        let resolved = FilePaths.resolve(path, from: file.folder), let base = evaluation.files.source(resolved), base.role == .bicep
      else { continue }
      values = self.values(of: base, root: root, evaluation: evaluation, depth: depth + 1)
    }
    for name in scope.parameters.keys.sorted() { values[name.lowercased()] = evaluation.parameter(name, in: scope) }
    return values
  }
}
