import EncryptionModel
import Lowering
import SourceText
import SyntaxTree

/// The mistakes of one file that its own bytes show: syntax, and for manifests and configurations their schema.
enum FileDefects {
  static func all(in file: SourceFile) -> [Defect] {
    var defects = file.document.syntaxErrors().map { error in
      Defect(.syntax, error.message, at: file.site(error.range), subject: Subject(.file, ""))
    }
    switch file.role {
    case .manifest: defects += SchemaDefects.all(in: file, schema: .manifest) + DuplicateProperties.all(in: file)
    case .configuration:
      defects += SchemaDefects.all(in: file, schema: .configuration) + ConfiguredRules.defects(in: file)
      defects += DuplicateProperties.all(in: file)
    case .plan: defects += PlanFormat.defects(in: file)
    case .armTemplate, .armParameters, .bicep, .terraform, .whatIf: break
    }
    return defects
  }
}
