import EncryptionModel
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

/// A server evaluates at every key: what an evaluation remembers goes with it.
@Suite struct EvaluationLifetimeTests {
  private struct Kept<Scope: AnyObject> {
    weak var scope: Scope?
    init(_ scope: Scope) { self.scope = scope }
  }

  @Test func nothingIsKeptOfATerraformModule() {
    func evaluate() -> [Kept<TerraformScope>] {
      let fixture = TerraformFixture([
        "main.tf": """
        resource "azurerm_key_vault" "a" {
          count = 2
          name  = "kv-${count.index}"
        }
        resource "azurerm_key_vault_key" "b" {
          for_each     = { for vault in azurerm_key_vault.a : vault.name => vault }
          name         = each.key
          key_vault_id = each.value.id
        }
        module "c" {
          source   = "./inner"
          for_each = toset(["x", "y"])
          vault    = azurerm_key_vault.a[0].id
        }
        output "d" { value = [for m in module.c : m.id] }
        """,
        "inner/main.tf": """
        variable "vault" {}
        resource "azurerm_key_vault_key" "k" {
          count        = var.vault != null ? 1 : 0
          key_vault_id = var.vault
        }
        output "id" { value = azurerm_key_vault_key.k[0].id }
        """,
      ])
      let evaluation = TerraformEvaluation(files: fixture.lookup)
      guard let root = TerraformLowering.scope(folder: TerraformFixture.folder, environment: nil, variableFiles: [], evaluation) else {
        return []
      }
      for (table, prefix) in [(root.module.resources, "")] {
        for (key, declaration) in table {
          for instance in evaluation.instances(of: declaration, prefix + key, in: root).all {
            _ = evaluation.resource(declaration, prefix + key + instance.key, instance, in: root)
          }
        }
      }
      for (name, call) in root.module.calls { _ = evaluation.scopes(of: call, name, in: root) }
      return evaluation.scopes.values.map(Kept.init)
    }
    let kept = evaluate()
    #expect(kept.count == 3)
    #expect(kept.allSatisfy { $0.scope == nil })
  }

  @Test func nothingIsKeptOfABicepFile() {
    func evaluate() -> [Kept<BicepScope>] {
      let fixture = BicepFixture(
        """
        param names array = ['a', 'b']
        var doubled = map(names, name => '${name}${name}')
        resource vaults 'Microsoft.KeyVault/vaults@2024-11-01' = [for name in doubled: { name: name }]
        module inner 'inner.bicep' = [for (name, i) in names: { params: { vault: vaults[i].id } }]
        output ids array = [for (name, i) in names: inner[i].outputs.id]
        """,
        ["inner.bicep": "param vault string\noutput id string = vault"])
      let evaluation = BicepEvaluation(files: fixture.lookup, budget: EvaluationBudget())
      let scope = BicepLowering.scope(root: fixture.root, parameters: nil, environment: nil, evaluation)
      var walk = BicepResourceWalk(evaluation: evaluation, isWanted: AzureDeclarations.isKnown)
      walk.walk(scope)
      if let output = scope.outputs["ids"], let node = scope.syntax.value(of: output) {
        _ = evaluation.value(of: node, in: BicepFrame(scope))
      }
      let inner = scope.runs.values.compactMap { run in if case .bicep(let inner) = run { inner } else { nil } }
      return ([scope] + inner).map(Kept.init)
    }
    let kept = evaluate()
    #expect(kept.count == 3)
    #expect(kept.allSatisfy { $0.scope == nil })
  }
}
