import EncryptionModel
import SourceText

/// Azure Verified Modules by their known interface (AZURE.md §2H).
enum PublishedModules {
  /// Nil for a module that is not known.
  static func run(
    _ path: String, _ arguments: [String: EvaluatedValue], of instance: BicepInstance, _ evaluation: BicepEvaluation
  ) -> BicepModuleRun? {
    nil
  }
}
