import EncryptionModel
import SourceText
import SyntaxTree

/// Terraform's JSON reports → facts: plans and states of `terraform show -json` (OpenTofu's too), and raw states of version 4.
public enum PlanLowering {
  /// What a plan makes of its resources, with what was there before; of a state what is there.
  public static func lower(_ file: SourceFile, requestFormTag: String = ARMLowering.requestFormTag) -> Declarations {
    let reader = PlanReader(file, isWanted: isWanted, answer: { _, _ in nil })
    var declarations = declarations(reader.after, of: file, requestFormTag: requestFormTag)
    mark(&declarations, reader.replacements)
    if reader.tellsBoth { declarations.before = self.declarations(reader.before, of: file, requestFormTag: requestFormTag) }
    return declarations
  }

  /// Whether the resources of a type may bear on encryption in Azure.
  static func isWanted(_ type: String) -> Bool { type.hasPrefix("azurerm_") || type.hasPrefix("azapi_") }

  private static func declarations(_ resources: [TerraformResource], of file: SourceFile, requestFormTag: String) -> Declarations {
    Declarations(root: file.id, dialect: .plan, folder: file.folder)
  }

  /// Tells the things that are deleted and created anew so.
  private static func mark(_ declarations: inout Declarations, _ replacements: [Site: Declaration.Replacement]) {
    guard !replacements.isEmpty else { return }
    func mark<Entity>(_ entities: inout [Entity], _ site: KeyPath<Entity, Site>, _ declaration: WritableKeyPath<Entity, Declaration>) {
      for index in entities.indices {
        guard let replacement = replacements[entities[index][keyPath: site]] else { continue }
        entities[index][keyPath: declaration].replacement = replacement
      }
    }
    mark(&declarations.vaults, \.site, \.declaration)
    mark(&declarations.keys, \.site, \.declaration)
    mark(&declarations.resources, \.site, \.declaration)
    mark(&declarations.identities, \.site, \.declaration)
    mark(&declarations.others, \.site, \.declaration)
  }
}
