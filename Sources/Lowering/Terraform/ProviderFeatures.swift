import EncryptionModel
import SourceText

/// Switches of the azurerm provider that bear on vaults and what is encrypted (`features`, AZURE.md §2F).
enum ProviderFeatures {
  /// The switches that rules ask for, by their blocks.
  private static let known: KeyValuePairs<String, [String]> = [
    "key_vault": ["purge_soft_delete_on_destroy", "purge_soft_deleted_keys_on_destroy"],
    "cognitive_account": ["purge_soft_delete_on_destroy"],
    "machine_learning": ["purge_soft_deleted_workspace_on_destroy"],
  ]

  /// Those that the root module's provider blocks say; what a block leaves out has the provider's own default and is not told.
  static func all(in scope: TerraformScope, _ evaluation: TerraformEvaluation) -> [ProviderFeature] {
    var features: [ProviderFeature] = []
    for provider in scope.module.providerBlocks where provider.name == "azurerm" {
      for block in provider.body.blocks("features") {
        for (name, switches) in known {
          for inner in block.body.blocks(name) {
            for option in switches {
              guard let argument = inner.body.arguments.first(where: { $0.name == option }) else { continue }
              features.append(
                ProviderFeature(
                  name: "\(name).\(option)", site: argument.nameSite, isOn: fact(argument, in: scope, evaluation)))
            }
          }
        }
      }
    }
    return features
  }

  private static func fact(
    _ argument: TerraformBody.Argument, in scope: TerraformScope, _ evaluation: TerraformEvaluation
  ) -> Fact<Bool> {
    let value = evaluation.value(of: argument.expression, in: TerraformFrame(scope))
    guard let truth = value.truth else { return .undecided(value.reason) }
    let isLiteral = value.isWritten && value.site == argument.expression.site
    return .known(
      truth, Place(argument.expression.site, slot: isLiteral ? Slot(.value(value.site), vocabulary: .azurerm) : nil))
  }
}
