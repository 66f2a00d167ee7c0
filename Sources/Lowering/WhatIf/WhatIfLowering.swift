import EncryptionModel
import SourceText
import SyntaxTree

/// Results of ARM's what-if → facts, before and after: of Azure CLI (`--no-pretty-print`), the REST interface and PowerShell.
public enum WhatIfLowering {
  public static func lower(_ file: SourceFile, requestFormTag: String = ARMLowering.requestFormTag) -> Declarations {
    let reader = WhatIfReader(file)
    var declarations = declarations(reader.after, of: file, requestFormTag: requestFormTag)
    declarations.before = self.declarations(reader.before, of: file, requestFormTag: requestFormTag)
    return declarations
  }

  private static func declarations(_ resources: [EvaluatedResource], of file: SourceFile, requestFormTag: String) -> Declarations {
    var declarations = Declarations(root: file.id, dialect: .whatIf, folder: file.folder)
    let azure = AzureDeclarations(resources, requestFormTag: requestFormTag)
    declarations.vaults = azure.vaults
    declarations.keys = azure.keys
    declarations.resources = azure.resources
    declarations.identities = azure.identities
    declarations.grants = azure.grants
    declarations.others = azure.others
    return declarations
  }
}
