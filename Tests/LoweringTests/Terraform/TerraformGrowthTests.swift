import Testing

@testable import Lowering

/// How the work of evaluation grows with a configuration: steps are counted, not time.
@Suite struct TerraformGrowthTests {
  private static let allowed = 2_000_000

  private func steps(_ fixture: TerraformFixture) -> Int {
    let budget = EvaluationBudget(steps: Self.allowed)
    let resources = fixture.resources(budget: budget)
    #expect(!budget.isExhausted && !resources.isEmpty)
    return Self.allowed - budget.steps
  }

  private func accounts(_ count: Int) -> String {
    (0..<count).map {
      """
      resource "azurerm_cognitive_account" "a\($0)" {
        name = "${var.prefix}\($0)"
        customer_managed_key {
          key_vault_key_id = azurerm_key_vault_key.key.id
        }
      }

      """
    }.joined()
  }

  private let vault = """
    variable "prefix" { default = "x" }
    resource "azurerm_key_vault" "kv" { name = "${var.prefix}kv" }
    resource "azurerm_key_vault_key" "key" {
      name         = "cmk"
      key_vault_id = azurerm_key_vault.kv.id
    }

    """

  @Test func twiceTheResourcesOfAModuleAreTwiceTheSteps() {
    let small = steps(TerraformFixture(vault + accounts(100)))
    let large = steps(TerraformFixture(vault + accounts(200)))
    #expect(large <= small * 2 + 100, "\(small), \(large)")
  }

  @Test func twiceTheModulesAreTwiceTheSteps() {
    func modules(_ count: Int) -> TerraformFixture {
      var files: [String: String] = [:]
      for index in 0..<count { files["m\(index)/main.tf"] = vault + accounts(5) }
      files["main.tf"] = (0..<count).map { "module \"m\($0)\" {\n  source = \"./m\($0)\"\n  prefix = \"p\($0)\"\n}\n" }.joined()
      return TerraformFixture(files)
    }
    let small = steps(modules(20))
    let large = steps(modules(40))
    #expect(large <= small * 2 + 100, "\(small), \(large)")
  }

  @Test func twiceTheInstancesAreTwiceTheSteps() {
    func instances(_ count: Int) -> TerraformFixture {
      TerraformFixture(
        vault + """
          resource "azurerm_cognitive_account" "all" {
            for_each = { for index in range(\(count)) : "a${index}" => index }
            name     = "${var.prefix}${each.value}"
            customer_managed_key {
              key_vault_key_id = azurerm_key_vault_key.key.id
            }
          }
          """)
    }
    let small = steps(instances(100))
    let large = steps(instances(200))
    #expect(large <= small * 2 + 100, "\(small), \(large)")
  }
}
