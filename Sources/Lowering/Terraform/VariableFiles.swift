import EncryptionModel
import SourceText
import SyntaxTree

/// The values that variable files give to a root module, in Terraform's order: the last one wins.
enum VariableFiles {
  static func values(
    for folder: String, extra: [String], evaluation: TerraformEvaluation, scope: UInt64
  ) -> [String: EvaluatedValue] {
    let names = evaluation.files.names(in: folder)
    var paths = ["terraform.tfvars", "terraform.tfvars.json"].filter(names.contains)
    paths += names.filter { $0.hasSuffix(".auto.tfvars") || $0.hasSuffix(".auto.tfvars.json") }.sorted()
    var values: [String: EvaluatedValue] = [:]
    for path in paths.map({ folder + "/" + $0 }) + extra {
      guard let file = evaluation.files.source(path) else { continue }
      let source = TerraformSource(file)
      guard let root = file.document.format.isJSON ? file.document.topValue() : file.document.root else { continue }
      // Literals alone: nothing has a name there.
      let empty = TerraformScope(
        module: TerraformModule(folder: "", files: .none), path: "", identity: scope, given: [:], providers: [:], rootFolder: folder)
      for argument in TerraformBody(source: source, node: root).arguments {
        values[argument.name] = evaluation.value(of: argument.expression, in: TerraformFrame(empty))
      }
    }
    return values
  }
}
