import EncryptionModel
import SourceText
import SyntaxTree

/// Terraform's JSON reports → facts: plans and states of `terraform show -json` (OpenTofu's too), and raw states of version 4.
public enum PlanLowering {
  /// What a plan makes of its resources, with what was there before; of a state what is there.
  public static func lower(_ file: SourceFile, requestFormTag: String = ARMLowering.requestFormTag) -> Declarations {
    let reader = PlanReader(file, isWanted: isWanted, answer: { ComputedAttributes.value(of: $0, path: $1, at: $0.site) })
    var declarations = declarations(reader.after, of: file, requestFormTag: requestFormTag)
    if reader.tellsBoth { declarations.before = self.declarations(reader.before, of: file, requestFormTag: requestFormTag) }
    return declarations
  }

  /// Whether the resources of a type may bear on encryption in Azure.
  static func isWanted(_ type: String) -> Bool { type.hasPrefix("azurerm_") || type.hasPrefix("azapi_") }

  private static func declarations(_ resources: [TerraformResource], of file: SourceFile, requestFormTag: String) -> Declarations {
    var declarations = Declarations(root: file.id, dialect: .plan, folder: file.folder)
    TerraformDeclarations(resources, requestFormTag: requestFormTag).azure.fill(&declarations)
    return declarations
  }
}
