/// Accounts of Cognitive Services, and Foundry resources with their projects.
extension PublishedTerraformModules {
  /// Azure/terraform-azurerm-avm-res-cognitiveservices-account: the key is attached when the account is there, pinned to the version
  /// that it has then.
  static let account =
    common + """
      variable "kind" {}
      variable "sku_name" {}
      variable "allow_project_management" { default = false }
      variable "fqdns" { default = [] }
      variable "is_hsm_key" { default = false }
      variable "outbound_network_access_restricted" { default = null }
      variable "public_network_access_enabled" { default = true }
      variable "storage" { default = null }

      resource "azapi_resource" "this" {
        type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
        name      = var.name
        location  = var.location
        parent_id = local.group
        tags      = var.tags
        body = {
          kind = var.kind
          sku  = { name = var.sku_name }
          properties = {
            allowProjectManagement        = var.allow_project_management
            allowedFqdnList               = var.fqdns
            publicNetworkAccess           = var.public_network_access_enabled ? "Enabled" : "Disabled"
            restrictOutboundNetworkAccess = var.outbound_network_access_restricted == true
            userOwnedStorage              = try([for entry in var.storage : { resourceId = entry.storage_account_id }], null)
          }
        }
        dynamic "identity" {
          for_each = local.identities
          content {
            type         = identity.value
            identity_ids = local.identity_ids
          }
        }
      }

      resource "azurerm_cognitive_account_customer_managed_key" "this" {
        count                = var.customer_managed_key != null ? 1 : 0
        cognitive_account_id = azapi_resource.this.id
        key_vault_key_id = (
          var.is_hsm_key
          ? "https://${reverse(split("/", var.customer_managed_key.key_vault_resource_id))[0]}.managedhsm.azure.net/keys/${var.customer_managed_key.key_name}"
          : data.azurerm_key_vault_key.cmk[0].id)
        identity_client_id = try(data.azurerm_user_assigned_identity.cmk[0].client_id, null)
      }

      """ + outputs

  /// Azure/terraform-azurerm-avm-ptn-aiml-ai-foundry: one Foundry resource with its projects; what it brings beside them (search,
  /// storage and so on) is encrypted by what the caller says there and is not told of.
  static let foundryPattern = """
    variable "location" {}
    variable "resource_group_resource_id" {}
    variable "tags" { default = null }
    variable "create_private_endpoints" { default = false }
    variable "ai_foundry" {
      type = object({
        name                     = optional(string, null)
        allow_project_management = optional(bool, true)
        sku                      = optional(string, "S0")
        customer_managed_key = optional(object({
          key_vault_resource_id              = string
          key_name                           = string
          key_version                        = optional(string, null)
          user_assigned_identity_resource_id = optional(string, null)
        }), null)
      })
      default  = {}
      nullable = false
    }
    variable "ai_projects" {
      type     = map(object({ name = string }))
      default  = {}
      nullable = false
    }
    locals {
      key     = var.ai_foundry.customer_managed_key
      user_id = try(local.key.user_assigned_identity_resource_id, null)
    }
    data "azurerm_key_vault" "cmk" {
      count               = local.key != null ? 1 : 0
      name                = reverse(split("/", local.key.key_vault_resource_id))[0]
      resource_group_name = split("/", local.key.key_vault_resource_id)[4]
    }
    data "azurerm_key_vault_key" "cmk" {
      count        = local.key != null ? 1 : 0
      key_vault_id = local.key.key_vault_resource_id
      name         = local.key.key_name
    }
    data "azurerm_user_assigned_identity" "cmk" {
      count               = local.user_id != null ? 1 : 0
      name                = reverse(split("/", local.user_id))[0]
      resource_group_name = split("/", local.user_id)[4]
    }

    resource "azapi_resource" "ai_foundry" {
      type      = "Microsoft.CognitiveServices/accounts@2025-10-01-preview"
      name      = var.ai_foundry.name
      location  = var.location
      parent_id = var.resource_group_resource_id
      tags      = var.tags
      body = {
        kind = "AIServices"
        sku  = { name = var.ai_foundry.sku }
        properties = merge(
          {
            allowProjectManagement = var.ai_foundry.allow_project_management
            publicNetworkAccess    = var.create_private_endpoints ? "Disabled" : "Enabled"
          },
          local.key != null ? {
            encryption = {
              keySource = "Microsoft.KeyVault"
              keyVaultProperties = {
                keyVaultUri      = data.azurerm_key_vault.cmk[0].vault_uri
                keyName          = local.key.key_name
                keyVersion       = local.key.key_version != null ? local.key.key_version : reverse(split("/", data.azurerm_key_vault_key.cmk[0].id))[0]
                identityClientId = try(data.azurerm_user_assigned_identity.cmk[0].client_id, null)
              }
            }
          } : {})
      }
      identity {
        type         = local.user_id != null ? "SystemAssigned, UserAssigned" : "SystemAssigned"
        identity_ids = local.user_id != null ? [local.user_id] : []
      }
    }

    resource "azapi_resource" "ai_foundry_project" {
      for_each  = var.ai_projects
      type      = "Microsoft.CognitiveServices/accounts/projects@2025-10-01-preview"
      name      = each.value.name
      location  = var.location
      parent_id = azapi_resource.ai_foundry.id
      body      = { identity = { type = "SystemAssigned" }, properties = {} }
    }

    output "resource_id" { value = azapi_resource.ai_foundry.id }
    output "ai_foundry_id" { value = azapi_resource.ai_foundry.id }
    output "ai_foundry_name" { value = azapi_resource.ai_foundry.name }

    """

  /// What the modules of one resource, called `azapi_resource.this`, give out.
  static let outputs = """
    output "name" { value = azapi_resource.this.name }
    output "resource" { value = azapi_resource.this }
    output "resource_id" { value = azapi_resource.this.id }
    output "system_assigned_mi_principal_id" { value = azapi_resource.this.identity[0].principal_id }

    """
}
