import EncryptionModel
import SourceText
import SyntaxTree

/// Modules of the registry whose interface is known: Azure Verified Modules.
///
/// What such a module declares is written down here in its own language, as far as encryption is concerned, and evaluated like a
/// local one. Nothing of it has a place of its own: everything stands where the module is called, what an argument decides at
/// the argument.
enum PublishedTerraformModules {
  /// The module that a `source` names; nil for one that is not known.
  static func module(_ source: String, calledIn file: SourceFile, at site: Site) -> TerraformModule? {
    guard let text = text(of: source) else { return nil }
    let inner = SourceFile(builtIn: text.document, in: file)
    return TerraformModule(folder: file.folder, published: TerraformSource(inner, text.document, at: site), reads: text.reads)
  }

  /// What is written down of a module, read once for all of its calls.
  private struct Text: Sendable {
    let document: Document
    let reads: TerraformReads

    init(_ text: String) {
      document = Document(SourceText(text), format: .hcl)
      reads = TerraformReads(TerraformReads.reads(below: document.root, in: document))
    }

    static let vault = Text(PublishedTerraformModules.vault)
    static let key = Text(PublishedTerraformModules.key)
    static let account = Text(PublishedTerraformModules.account)
    static let foundryPattern = Text(PublishedTerraformModules.foundryPattern)
    static let workspace = Text(PublishedTerraformModules.workspace)
    static let storage = Text(PublishedTerraformModules.storage)
    static let cosmosDB = Text(PublishedTerraformModules.cosmosDB)
    static let search = Text(PublishedTerraformModules.search)
  }

  private static func text(of source: String) -> Text? {
    var name = source.lowercased()
    if name.hasPrefix("registry.terraform.io/") { name = String(name.dropFirst("registry.terraform.io/".count)) }
    switch name {
    case "azure/avm-res-keyvault-vault/azurerm": return .vault
    case "azure/avm-res-keyvault-vault/azurerm//modules/key": return .key
    case "azure/avm-res-cognitiveservices-account/azurerm": return .account
    case "azure/avm-ptn-aiml-ai-foundry/azurerm": return .foundryPattern
    case "azure/avm-res-machinelearningservices-workspace/azurerm": return .workspace
    case "azure/avm-res-storage-storageaccount/azurerm": return .storage
    case "azure/avm-res-documentdb-databaseaccount/azurerm": return .cosmosDB
    case "azure/avm-res-search-searchservice/azurerm": return .search
    default: return nil
    }
  }

  /// The arguments that Azure Verified Modules have in common (AZURE.md §2H), and the key that they name as what it is in Azure.
  static let common = """
    variable "name" {}
    variable "location" {}
    variable "tags" { default = null }
    variable "parent_id" { default = null }
    variable "resource_group_name" { default = null }
    variable "managed_identities" {
      type = object({
        system_assigned            = optional(bool, false)
        user_assigned_resource_ids = optional(set(string), [])
      })
      default  = {}
      nullable = false
    }
    variable "customer_managed_key" {
      type = object({
        key_vault_resource_id              = string
        key_name                           = string
        key_version                        = optional(string, null)
        user_assigned_identity_resource_id = optional(string, null)
        user_assigned_identity = optional(object({
          resource_id = string
        }), null)
      })
      default = null
    }
    locals {
      group         = var.parent_id != null ? var.parent_id : "/resourceGroups/${var.resource_group_name}"
      group_name    = var.resource_group_name != null ? var.resource_group_name : split("/", var.parent_id)[4]
      identity_ids  = tolist(var.managed_identities.user_assigned_resource_ids)
      identity_kind = (
        length(local.identity_ids) == 0 ? "SystemAssigned" :
        var.managed_identities.system_assigned ? "SystemAssigned, UserAssigned" : "UserAssigned")
      identities  = var.managed_identities.system_assigned || length(local.identity_ids) > 0 ? [local.identity_kind] : []
      key_user_id = try(var.customer_managed_key.user_assigned_identity.resource_id, null)
    }
    data "azurerm_key_vault_key" "cmk" {
      count        = var.customer_managed_key != null ? 1 : 0
      key_vault_id = var.customer_managed_key.key_vault_resource_id
      name         = var.customer_managed_key.key_name
    }
    data "azurerm_user_assigned_identity" "cmk" {
      count               = local.key_user_id != null ? 1 : 0
      name                = reverse(split("/", local.key_user_id))[0]
      resource_group_name = split("/", local.key_user_id)[4]
    }

    """
}
