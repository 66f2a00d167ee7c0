import SourceText
import TestSupport
import Testing

@testable import Lowering

/// What an evaluation of Terraform remembers of the last one: the same facts come of it, and only that is made anew which read what
/// changed.
@Suite struct TerraformMemoryTests {
  private static let module = """
    variable "name" {}
    variable "sku" { default = "standard" }
    variable "days" { default = 90 }
    locals {
      tags = { for key, value in { a = "1" } : key => upper(value) }
    }
    resource "azurerm_key_vault" "main" {
      name                       = var.name
      sku_name                   = var.sku
      soft_delete_retention_days = var.days
      purge_protection_enabled   = true
      tags                       = local.tags
    }
    resource "azurerm_key_vault_key" "cmk" {
      name         = "cmk"
      key_vault_id = azurerm_key_vault.main.id
      key_type     = "RSA"
      key_size     = 2048
    }
    output "key_id" { value = azurerm_key_vault_key.cmk.id }
    output "uri" { value = azurerm_key_vault.main.vault_uri }
    """

  private static let main = """
    variable "prefix" { default = "contoso" }
    module "vaults" {
      source   = "./vault"
      for_each = toset(["a", "b", "c"])
      name     = "${var.prefix}-${each.key}"
    }
    resource "azurerm_cognitive_account" "main" {
      name = "${var.prefix}-ai"
      kind = "AIServices"
      customer_managed_key { key_vault_key_id = module.vaults["a"].key_id }
    }
    """

  private func bench() -> EvaluationBench {
    EvaluationBench([("/w/main.tf", SourceText(Self.main)), ("/w/vault/main.tf", SourceText(Self.module))], root: "/w")
  }

  @Test func nothingIsMadeAnewWhereNothingHasChanged() {
    var bench = bench()
    #expect(bench.check() > 20)
    #expect(bench.check() == 0)
    bench.replace("/w/vault/main.tf", "variable \"days\"", "# how long\n\nvariable \"days\"")
    #expect(bench.check() == 0, "a comment between blocks")
  }

  @Test func whatReadsAValueIsMadeAnewWithIt() {
    var bench = bench()
    let all = bench.check()
    bench.replace("/w/vault/main.tf", "= 90", "= 30")
    let made = bench.check()
    #expect(made >= 6 && made < all / 2, "the variable and the vault in each of three calls, and what asks the vault")
    bench.replace("/w/main.tf", "contoso", "fabrikam")
    #expect(bench.check() > 6)
    bench.replace("/w/vault/main.tf", "key_size     = 2048", "key_size     = 3072")
    #expect(bench.check() < all / 2)
  }

  @Test func variableFilesLocksAndFilesThatAreReadAreSeen() {
    var bench = bench()
    bench.check()
    bench.set("/w/terraform.tfvars", SourceText("prefix = \"tailspin\"\n"))
    #expect(bench.check("a variable file comes") > 0)
    bench.set("/w/terraform.tfvars", SourceText("prefix = \"wingtip\"\n"))
    #expect(bench.check("another value") > 0)
    bench.replace("/w/vault/main.tf", "var.days", "tonumber(file(\"days.txt\"))")
    bench.set("/w/days.txt", SourceText("7"))
    bench.check("a file is read")
    bench.set("/w/days.txt", SourceText("90"))
    #expect(bench.check("the file has changed") > 0)
    bench.set("/w/.terraform.lock.hcl", SourceText("provider \"registry.terraform.io/hashicorp/azurerm\" {\n  version = \"3.100.0\"\n}\n"))
    bench.check("a lock file")
    bench.set("/w/vault/more.tf", SourceText("resource \"azurerm_key_vault\" \"more\" {\n  name = var.name\n}\n"))
    bench.check("a file more")
    bench.remove("/w/vault/more.tf")
    bench.check("a file less")
  }

  @Test func circlesAreEvaluatedAnew() {
    var bench = bench()
    bench.check()
    bench.replace("/w/vault/main.tf", "upper(value)", "local.tags")
    bench.check("a circle")
    bench.replace("/w/vault/main.tf", "local.tags }", "upper(value) }")
    bench.check("the circle is gone")
    bench.replace("/w/vault/main.tf", "= var.sku", "= azurerm_key_vault.main.name")
    bench.check("a resource that asks for itself")
  }

  @Test(.enabled(if: TestSupport.Corpora.isThere, "the corpora are not at hand"))
  func manyEditsOfRealFilesEndWithTheFactsOfAFreshEvaluation() {
    var random = ARMRobustnessTests.Random(state: 9)
    var edits = 0
    var made = 0
    var fresh = 0
    let all = TestSupport.Corpora.files("", endings: [".tf", ".tfvars", ".tf.json"])
      .map { (path: $0, text: SourceText(TestSupport.Corpora.bytes($0))) }.filter { $0.text.count < 60_000 }
    func folder(_ path: String) -> String { String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)) }
    let folders = Set(all.filter { $0.text.contains("azurerm_key_vault") || $0.text.contains("azapi_") }.map { folder($0.path) }).sorted()
    for (number, root) in folders.enumerated() where number % 5 == 0 {
      let near = all.filter { $0.path.hasPrefix(root + "/") || folder(folder(root)) != "" && $0.path.hasPrefix(folder(root) + "/modules/") }
      guard near.count < 60 else { continue }
      var bench = EvaluationBench(near, root: root)
      bench.check(root)
      let paths = near.map(\.path).filter { folder($0) == root }
      edits += bench.editAtRandom(
        paths, rounds: 10,
        scraps: ["x", "\"", "\n", "{", "}", "[", " ", "1", "variable \"v\" {}\n", "# c", "var.a", "${", "()", "count = 2\n"], &random)
      made += bench.made
      fresh += bench.fresh
    }
    #expect(edits > 300)
    #expect(made < edits * 30 && fresh < edits / 8, "most is remembered")
  }
}
