import EncryptionModel
import SourceText
import Testing

@testable import Lowering

/// What a folder of configuration files declares.
@Suite struct TerraformModuleTests {
  private func argument(_ fixture: TerraformFixture, _ address: String, _ name: String) -> String {
    TerraformFixture.text(fixture.resource(address)?.body.object?[name]?.value)
  }

  @Test func variableFilesWinInTerraformsOrder() {
    let declarations = """
      variable "a" { default = "default" }
      variable "b" { default = "default" }
      variable "c" { default = "default" }
      variable "d" { default = "default" }
      resource "azurerm_key_vault" "x" {
        values = [var.a, var.b, var.c, var.d]
      }
      """
    let fixture = TerraformFixture([
      "main.tf": declarations,
      "terraform.tfvars": "b = \"tfvars\"\nc = \"tfvars\"\nd = \"tfvars\"\n",
      "x.auto.tfvars": "c = \"auto\"\nd = \"auto\"\n",
      "y.auto.tfvars.json": #"{ "d": "auto JSON" }"#,
    ])
    #expect(argument(fixture, "azurerm_key_vault.x", "values") == #"["default","tfvars","auto","auto JSON"]"#)
  }

  @Test func aNamedVariableFileWinsOverAllOthers() {
    let fixture = TerraformFixture([
      "main.tf": "variable \"a\" {}\nresource \"azurerm_key_vault\" \"x\" {\n  name = var.a\n}\n",
      "terraform.tfvars": "a = \"tfvars\"\n", "env/prod.tfvars": "a = \"prod\"\n",
    ])
    let resource = fixture.resources(variableFiles: ["env/prod.tfvars"]).first
    #expect(TerraformFixture.text(resource?.body.object?["name"]?.value) == "\"prod\"")
  }

  @Test func aVariableWithoutAValueIsUnknown() {
    let fixture = TerraformFixture("variable \"a\" {}\nresource \"azurerm_key_vault\" \"x\" {\n  name = var.a\n}\n")
    #expect(argument(fixture, "azurerm_key_vault.x", "name") == "?")
  }

  @Test func optionalAttributesOfAnObjectTypeHaveTheirDefaults() {
    let fixture = TerraformFixture(
      """
      variable "vault" {
        type = object({
          name       = string
          protection = optional(bool, true)
          keys       = optional(map(object({ size = optional(number, 2048) })), {})
          tier       = optional(string)
        })
        default = { name = "kv", keys = { a = {}, b = { size = 4096 } } }
      }
      """)
    #expect(
      TerraformFixture.text(fixture.value("var.vault"))
        == #"{"keys":{"a":{"size":2048},"b":{"size":4096}},"name":"kv","protection":true,"tier":null}"#)
  }

  @Test func countAndForEachMakeInstances() {
    let fixture = TerraformFixture(
      """
      resource "azurerm_key_vault" "n" {
        count = 2
        name  = "kv${count.index}"
      }
      resource "azurerm_key_vault" "m" {
        for_each = toset(["b", "a"])
        name     = "kv-${each.key}-${each.value}"
      }
      """)
    #expect(
      fixture.resources().map(\.address).sorted() == [
        #"azurerm_key_vault.m["a"]"#, #"azurerm_key_vault.m["b"]"#, "azurerm_key_vault.n[0]", "azurerm_key_vault.n[1]",
      ])
    #expect(argument(fixture, "azurerm_key_vault.n[1]", "name") == "\"kv1\"")
    #expect(argument(fixture, #"azurerm_key_vault.m["a"]"#, "name") == "\"kv-a-a\"")
  }

  @Test func nothingIsMadeWhereTheCountIsZeroAndOneThatIsUncertainWhereNobodyKnows() {
    let fixture = TerraformFixture(
      """
      variable "on" {}
      resource "azurerm_key_vault" "none" { count = 0 }
      resource "azurerm_key_vault" "maybe" { count = var.on ? 1 : 0 }
      """)
    let resources = fixture.resources()
    #expect(resources.map(\.address) == ["azurerm_key_vault.maybe[0]"])
    if case .undecided? = resources.first?.existence {} else { Issue.record("the resource is certain") }
  }

  @Test func dynamicBlocksUnfold() {
    let fixture = TerraformFixture(
      """
      resource "azurerm_storage_account" "x" {
        dynamic "identity" {
          for_each = ["SystemAssigned"]
          content { type = identity.value }
        }
        dynamic "customer_managed_key" {
          for_each = { a = "k1", b = "k2" }
          iterator = key
          content { key_vault_key_id = "${key.key}-${key.value}" }
        }
        dynamic "network_rules" {
          for_each = []
          content { default_action = "Deny" }
        }
      }
      """)
    #expect(argument(fixture, "azurerm_storage_account.x", "identity") == #"[{"type":"SystemAssigned"}]"#)
    #expect(
      argument(fixture, "azurerm_storage_account.x", "customer_managed_key")
        == #"[{"key_vault_key_id":"a-k1"},{"key_vault_key_id":"b-k2"}]"#)
  }

  @Test func overrideFilesWinArgumentByArgumentWhateverTheirOrder() {
    let fixture = TerraformFixture([
      "a_override.tf": "resource \"azurerm_key_vault\" \"x\" {\n  purge_protection_enabled = true\n}\n",
      "main.tf": "resource \"azurerm_key_vault\" \"x\" {\n  name                     = \"kv\"\n  purge_protection_enabled = false\n}\n",
    ])
    #expect(argument(fixture, "azurerm_key_vault.x", "purge_protection_enabled") == "true")
    #expect(argument(fixture, "azurerm_key_vault.x", "name") == "\"kv\"")
  }

  @Test func aConfigurationInJSONSaysTheSame() {
    let fixture = TerraformFixture([
      "main.tf.json": """
      { "variable": { "on": { "default": true } },
        "locals": { "name": "kv-${var.on ? \\"a\\" : \\"b\\"}" },
        "resource": { "azurerm_key_vault": { "x": { "name": "${local.name}", "purge_protection_enabled": "${var.on}" } } } }
      """
    ])
    #expect(argument(fixture, "azurerm_key_vault.x", "name") == "\"kv-a\"")
    #expect(argument(fixture, "azurerm_key_vault.x", "purge_protection_enabled") == "true")
  }

  @Test func localModulesTakeArgumentsAndAnswerWithOutputs() {
    let fixture = TerraformFixture([
      "main.tf": """
      module "vault" {
        source   = "./modules/vault"
        for_each = { prod = true, test = false }
        name     = "kv-${each.key}"
        purge    = each.value
      }
      resource "azurerm_key_vault_key" "k" {
        name = module.vault["prod"].shown
      }
      """,
      "modules/vault/main.tf": """
      variable "name" { type = string }
      variable "purge" { default = false }
      resource "azurerm_key_vault" "x" {
        name                     = var.name
        purge_protection_enabled = var.purge
      }
      output "shown" { value = upper(azurerm_key_vault.x.name) }
      """,
    ])
    #expect(argument(fixture, "azurerm_key_vault_key.k", "name") == "\"KV-PROD\"")
    #expect(argument(fixture, #"module.vault["test"].azurerm_key_vault.x"#, "purge_protection_enabled") == "false")
    #expect(fixture.resource(#"module.vault["prod"].azurerm_key_vault.x"#)?.calls.count == 1)
  }

  @Test func aPublishedVaultModuleIsWhatItsInterfaceSays() {
    let fixture = TerraformFixture(
      """
      module "vault" {
        source                   = "Azure/avm-res-keyvault-vault/azurerm"
        name                     = "kv"
        purge_protection_enabled = false
        keys = { cmk = { name = "cmk", key_type = "RSA", key_size = 2048, role_assignments = {
          a = { role_definition_id_or_name = "Key Vault Crypto User", principal_id = "p" } } } }
      }
      resource "azurerm_storage_account_customer_managed_key" "x" {
        key_vault_id = module.vault.resource_id
        key_name     = module.vault.keys["cmk"].name
      }
      """)
    #expect(argument(fixture, "module.vault.azurerm_key_vault.this", "purge_protection_enabled") == "false")
    #expect(argument(fixture, "module.vault.azurerm_key_vault.this", "rbac_authorization_enabled") == "true")
    #expect(argument(fixture, #"module.vault.azurerm_key_vault_key.this["cmk"]"#, "key_size") == "2048")
    #expect(argument(fixture, #"module.vault.azurerm_role_assignment.key["cmk/a"]"#, "role_definition_name") == "\"Key Vault Crypto User\"")
    #expect(argument(fixture, "azurerm_storage_account_customer_managed_key.x", "key_name") == "\"cmk\"")
    // Its text is nobody's file: what an argument decides stands at the argument, all else at the call.
    let member = fixture.resource("module.vault.azurerm_key_vault.this")?.body.object?["purge_protection_enabled"]
    let text = fixture.sources["/w/root/main.tf"]?.document.text
    #expect(member?.isWhole == false)
    #expect(text != nil && member?.value.isWhole == true)
  }

  @Test func aKeyInABlockOfItsOwnIsTheAccounts() throws {
    let fixture = TerraformFixture([
      "main.tf": """
      resource "azurerm_cognitive_account" "speech" {
        name                = "speech"
        resource_group_name = "rg"
        kind                = "SpeechServices"
      }
      module "key" {
        source  = "./key"
        account = azurerm_cognitive_account.speech.id
      }
      """,
      "key/main.tf": """
      variable "account" {}
      resource "azurerm_cognitive_account_customer_managed_key" "speech" {
        cognitive_account_id = var.account
        key_vault_key_id     = "https://kv.vault.azure.net/keys/cmk"
      }
      """,
    ])
    let declarations = try #require(TerraformLowering.lower(folder: TerraformFixture.folder, environment: nil, files: fixture.lookup))
    #expect(declarations.resources.map(\.kind) == [.speech])
    #expect(declarations.resources.first?.encryption.source.value == .customerManaged)
  }

  @Test func anotherAliasOfTheProviderMayBeAnotherSubscription() throws {
    let fixture = TerraformFixture(
      """
      resource "azurerm_key_vault" "here" {
        name                = "kv"
        resource_group_name = "rg"
      }
      resource "azurerm_key_vault" "there" {
        provider            = azurerm.hub
        name                = "kv"
        resource_group_name = "rg"
      }
      """)
    let declarations = try #require(TerraformLowering.lower(folder: TerraformFixture.folder, environment: nil, files: fixture.lookup))
    #expect(declarations.vaults.count == 2)
  }

  @Test func aProjectOfAHubSaysNothingOfEncryption() throws {
    let fixture = TerraformFixture(
      """
      resource "azurerm_ai_foundry" "hub" { name = "hub" }
      resource "azurerm_ai_foundry_project" "project" {
        name               = "project"
        ai_services_hub_id = azurerm_ai_foundry.hub.id
      }
      """)
    let declarations = try #require(TerraformLowering.lower(folder: TerraformFixture.folder, environment: nil, files: fixture.lookup))
    #expect(declarations.resources.first { $0.kind == .hub }?.encryption.source.value == .microsoftManaged)
    #expect(declarations.resources.first { $0.kind == .hubProject }?.encryption.source.isAbsent == true)
  }

  @Test func aPublishedModuleOfAnAccountTellsItsKey() throws {
    let fixture = TerraformFixture(
      """
      resource "azurerm_resource_group" "rg" { name = "rg" }
      resource "azurerm_key_vault" "kv" {
        name                = "kv"
        resource_group_name = azurerm_resource_group.rg.name
      }
      resource "azurerm_user_assigned_identity" "id" {
        name                = "id"
        resource_group_name = "rg"
      }
      locals {
        key = {
          key_vault_resource_id  = azurerm_key_vault.kv.id
          key_name               = "cmk"
          user_assigned_identity = { resource_id = azurerm_user_assigned_identity.id.id }
        }
      }
      module "speech" {
        source               = "Azure/avm-res-cognitiveservices-account/azurerm"
        name                 = "speech"
        kind                 = "SpeechServices"
        sku_name             = "S0"
        location             = "westeurope"
        parent_id            = azurerm_resource_group.rg.id
        managed_identities   = { user_assigned_resource_ids = [azurerm_user_assigned_identity.id.id] }
        customer_managed_key = local.key
      }
      module "hub" {
        source               = "Azure/avm-res-machinelearningservices-workspace/azurerm"
        name                 = "hub"
        kind                 = "Hub"
        resource_group_name  = azurerm_resource_group.rg.name
        customer_managed_key = local.key
      }
      module "foundry" {
        source                     = "Azure/avm-ptn-aiml-ai-foundry/azurerm"
        location                   = "westeurope"
        resource_group_resource_id = azurerm_resource_group.rg.id
        ai_foundry = { name = "foundry", customer_managed_key = { key_vault_resource_id = azurerm_key_vault.kv.id, key_name = "cmk" } }
        ai_projects = { one = { name = "one" } }
      }
      module "storage" {
        source               = "Azure/avm-res-storage-storageaccount/azurerm"
        name                 = "st"
        resource_group_name  = "rg"
        customer_managed_key = local.key
      }
      module "cosmos" {
        source               = "Azure/avm-res-documentdb-databaseaccount/azurerm"
        name                 = "cosmos"
        resource_group_name  = "rg"
        customer_managed_key = local.key
      }
      module "search" {
        source                                   = "Azure/avm-res-search-searchservice/azurerm"
        name                                     = "search"
        resource_group_name                      = "rg"
        customer_managed_key_enforcement_enabled = true
      }
      module "key" {
        source                = "Azure/avm-res-keyvault-vault/azurerm//modules/key"
        key_vault_resource_id = azurerm_key_vault.kv.id
        name                  = "cmk"
        type                  = "RSA"
        size                  = 2048
      }
      """)
    let declarations = try #require(TerraformLowering.lower(folder: TerraformFixture.folder, environment: nil, files: fixture.lookup))
    let found = declarations.resources.map { resource in
      let key = resource.encryption.key.map { "\($0.vault.display)/\($0.key?.display ?? "-")" } ?? "-"
      return "\(resource.kind.rawValue) \(resource.name.display) \(resource.declaration.id.scope.resourceGroup?.display ?? "-") \(key)"
    }
    #expect(
      found.sorted() == [
        "cosmosDB cosmos rg kv/cmk", "foundry foundry rg kv/cmk", "foundryProject one rg -", "hub hub rg kv/cmk",
        "search search rg -", "speech speech rg kv/cmk", "storage st rg kv/cmk",
      ])
    #expect(declarations.keys.filter { !$0.isReference }.map { $0.vault.display + "/" + $0.name.display } == ["kv/cmk"])
    #expect(declarations.resources.first { $0.kind == .search }?.enforcesKeys.value == true)
  }

  @Test func whatWasMovedKeepsItsUnknownName() throws {
    func name(_ text: String) throws -> SymbolicText? {
      let lookup = TerraformFixture(text).lookup
      return try #require(TerraformLowering.lower(folder: TerraformFixture.folder, environment: nil, files: lookup)).vaults.first?.name
    }
    let before = try name(#"resource "azurerm_key_vault" "old" {}"#)
    let after = #"""
      resource "azurerm_key_vault" "new" { count = 1 }
      moved {
        from = azurerm_key_vault.old
        to   = azurerm_key_vault.middle
      }
      moved {
        from = azurerm_key_vault.middle
        to   = azurerm_key_vault.new[0]
      }
      """#
    #expect(try name(after) == before)
    #expect(try name(#"resource "azurerm_key_vault" "new" {}"#) != before)
  }

  @Test func anImportTellsWhatAResourceIsCalled() throws {
    let fixture = TerraformFixture(
      """
      variable "name" {}
      resource "azurerm_key_vault" "x" {}
      import {
        to = azurerm_key_vault.x
        id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"
      }
      """)
    let declarations = try #require(TerraformLowering.lower(folder: TerraformFixture.folder, environment: nil, files: fixture.lookup))
    #expect(declarations.vaults.first?.name.known == "kv")
    #expect(declarations.vaults.first?.scope.subscription?.known == "s")
  }

  @Test(arguments: [true, false]) func aKeyThatIsLetGoOfMayStillBeThere(destroy: Bool) throws {
    let fixture = TerraformFixture(
      """
      resource "azurerm_cognitive_account" "x" {
        name = "ai"
        kind = "AIServices"
      }
      removed {
        from = azurerm_cognitive_account_customer_managed_key.x
        lifecycle {
          destroy = \(destroy)
        }
      }
      """)
    let declarations = try #require(TerraformLowering.lower(folder: TerraformFixture.folder, environment: nil, files: fixture.lookup))
    #expect(declarations.resources.first?.encryption.source.isKnown == destroy)
  }

  @Test func filesetListsTheFilesThatFitAPattern() {
    let fixture = TerraformFixture([
      "main.tf": #"locals { all = fileset(path.module, "keys/*.{json,yaml}") }"#, "keys/b.json": "{}", "keys/a.yaml": "", "keys/c.txt": "",
    ])
    #expect(TerraformFixture.text(fixture.value("local.all")) == #"["keys/a.yaml","keys/b.json"]"#)
    #expect(TerraformFixture.text(fixture.value(#"fileset("keys", "[ab].*")"#)) == #"["a.yaml","b.json"]"#)
    #expect(TerraformFixture.text(fixture.value(#"fileset("keys", "**")"#)) == "?")
  }

  @Test func anUnknownRemoteModuleIsUndecided() {
    let fixture = TerraformFixture(
      "module \"m\" {\n  source = \"git::https://example.com/m.git\"\n}\nresource \"azurerm_key_vault\" \"x\" {\n  name = module.m.name\n}\n"
    )
    #expect(argument(fixture, "azurerm_key_vault.x", "name") == "?")
  }

  @Test func aModuleThatCallsItselfEnds() {
    let fixture = TerraformFixture(["main.tf": "module \"again\" {\n  source = \"../root\"\n}\nresource \"azurerm_key_vault\" \"x\" {}\n"])
    #expect(fixture.resources().count <= 20)
  }

  @Test func whatDependsOnItselfIsUnknown() {
    let fixture = TerraformFixture(
      """
      locals {
        a = local.b
        b = local.a
      }
      resource "azurerm_key_vault" "x" { name = azurerm_key_vault.y.name }
      resource "azurerm_key_vault" "y" { name = azurerm_key_vault.x.name }
      """)
    #expect(TerraformFixture.text(fixture.value("local.a")) == "?")
    #expect(argument(fixture, "azurerm_key_vault.x", "name") == "?")
  }

  @Test func theLockFileTellsTheProvidersVersion() {
    let required = """
      terraform {
        required_providers {
          azurerm = { source = "hashicorp/azurerm", version = ">= 3.0, < 5.0" }
        }
      }
      resource "azurerm_key_vault" "x" {}
      """
    #expect(TerraformFixture(required).resource("azurerm_key_vault.x")?.provider.major == 4)
    let locked = TerraformFixture([
      "main.tf": required, ".terraform.lock.hcl": "provider \"registry.terraform.io/hashicorp/azurerm\" {\n  version = \"3.116.0\"\n}\n",
    ])
    #expect(locked.resource("azurerm_key_vault.x")?.provider == ProviderVersion(name: "azurerm", major: 3, minor: 116))
  }

  @Test func filesAreReadBelowTheModulesFolder() {
    let fixture = TerraformFixture([
      "main.tf": "", "files/name.txt": "kv", "files/list.tftpl": "%{ for n in names ~}\n${n};\n%{ endfor ~}\n",
    ])
    #expect(TerraformFixture.text(fixture.value(#"file("${path.module}/files/name.txt")"#)) == "\"kv\"")
    #expect(TerraformFixture.text(fixture.value(#"templatefile("files/list.tftpl", { names = ["a", "b"] })"#)) == #""a;\nb;\n""#)
    #expect(TerraformFixture.text(fixture.value(#"fileexists("files/none.txt")"#)) == "false")
  }

  /// What Terraform 1.11's console prints.
  @Test(arguments: [
    (
      #"{ a = [1, { b = "x", c = [true] }], d = {}, e = { f = null } }"#,
      "\"a\":\n- 1\n- \"b\": \"x\"\n  \"c\":\n  - true\n\"d\": {}\n\"e\":\n  \"f\": null\n"
    ),
    (#"[["a"], []]"#, "- - \"a\"\n- []\n"),
    (#"{ s = "a\n\n", t = "a\nb\n\nc", u = " x\ny" }"#, "\"s\": |+\n  a\n\n\"t\": |-\n  a\n  b\n\n  c\n\"u\": |2-\n   x\n  y\n"),
    (#"[{ a = ["x\ny\n"] }]"#, "- \"a\":\n  - |\n    x\n    y\n"),
  ])
  func yamlIsWrittenAsTerraformWritesIt(_ value: String, _ yaml: String) {
    #expect(TerraformFixture.value("yamlencode(\(value))").knownText == yaml)
    #expect(TerraformFixture.json("yamldecode(yamlencode(\(value))) == \(value)") == "true")
  }

  @Test(arguments: [("true", "1"), ("false", "2")])
  func aConditionThatNobodyDecidesHasBothOutcomes(_ truth: String, _ outcome: String) {
    let fixture = TerraformFixture("variable \"on\" {}\n")
    #expect(fixture.value("var.on ? 1 : 2").outcomes.map { TerraformFixture.text($0) } == ["1", "2"])
    #expect(TerraformFixture.json("\(truth) ? 1 : 2") == outcome)
  }

  // MARK: Work, counted in steps of evaluation and not in time

  private func steps(_ text: String, _ count: Int) -> Int {
    let budget = EvaluationBudget(steps: 10_000_000)
    #expect(TerraformFixture(text).resources(budget: budget).count == count)
    return 10_000_000 - budget.steps
  }

  @Test func workGrowsWithTheNumberOfResources() {
    func text(_ count: Int) -> String {
      (0..<count).map { index in
        """
        resource "azurerm_storage_account" "r\(index)" {
          name = "a\(index)"
          link = \(index % 10 == 0 ? "null" : "[azurerm_storage_account.r\(index - index % 10).id, azurerm_storage_account.r\(index - 1).name]")
        }

        """
      }.joined()
    }
    let (small, large) = (steps(text(50), 50), steps(text(500), 500))
    #expect(large < 12 * small, "\(small) steps for 50, \(large) for 500")
  }

  @Test func aResourceIsReadOnceHoweverManyAskForIt() {
    let text = (0..<24).map { index in
      """
      resource "azurerm_storage_account" "r\(index)" {
        name = "a\(index)"
        link = \(index == 0 ? "null" : "[azurerm_storage_account.r\(index - 1).id, azurerm_storage_account.r\(index - 1).id]")
        tier = \(index == 0 ? "null" : "[azurerm_storage_account.r\(index - 1).tier, azurerm_storage_account.r\(index - 1).tier]")
      }

      """
    }.joined()
    #expect(steps(text, 24) < 2000)
  }

  @Test func modulesCostWhatTheyHold() {
    func fixture(_ count: Int) -> TerraformFixture {
      TerraformFixture([
        "main.tf": (0..<count).map { "module \"m\($0)\" {\n  source = \"./m\"\n  name   = \"kv\($0)\"\n}\n" }.joined(),
        "m/main.tf": """
        variable "name" {}
        \((0..<10).map { "resource \"azurerm_key_vault\" \"r\($0)\" {\n  name = var.name\n}\n" }.joined())
        """,
      ])
    }
    func steps(_ count: Int) -> Int {
      let budget = EvaluationBudget(steps: 10_000_000)
      #expect(fixture(count).resources(budget: budget).count == 10 * count)
      return 10_000_000 - budget.steps
    }
    let (small, large) = (steps(5), steps(50))
    #expect(large < 12 * small, "\(small) steps for 50, \(large) for 500")
  }
}
