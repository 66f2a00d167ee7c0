/// Hubs and workspaces, and what data is kept in.
extension PublishedTerraformModules {
  /// Azure/terraform-azurerm-avm-res-machinelearningservices-workspace.
  static let workspace =
    common + """
      variable "kind" { default = "Default" }
      variable "is_private" { default = null }
      variable "public_network_access_enabled" { default = false }
      variable "hbi_workspace" { default = false }
      variable "service_side_cmk_encryption_enabled" { default = null }
      variable "storage_account" { default = {} }
      variable "key_vault" { default = {} }
      variable "container_registry" { default = {} }
      variable "application_insights" { default = {} }
      variable "azure_ai_hub" { default = null }
      locals {
        is_public = var.is_private != null ? !var.is_private : var.public_network_access_enabled
        encryption = var.customer_managed_key == null ? {} : {
          encryption = merge(
            {
              status = "Enabled"
              keyVaultProperties = {
                keyVaultArmId = var.customer_managed_key.key_vault_resource_id
                keyIdentifier = (
                  var.customer_managed_key.key_version == null
                  ? data.azurerm_key_vault_key.cmk[0].id
                  : "${data.azurerm_key_vault_key.cmk[0].versionless_id}/${var.customer_managed_key.key_version}")
              }
            },
            local.key_user_id != null ? { identity = { userAssignedIdentity = local.key_user_id } } : {})
        }
      }

      resource "azapi_resource" "this" {
        type      = "Microsoft.MachineLearningServices/workspaces@2025-07-01-preview"
        name      = var.name
        location  = var.location
        parent_id = local.group
        tags      = var.tags
        body = {
          kind = var.kind
          properties = merge(
            var.kind == "Project" ? { hubResourceId = var.azure_ai_hub.resource_id } : {
              publicNetworkAccess = local.is_public ? "Enabled" : "Disabled"
              storageAccount      = try(var.storage_account.resource_id, null)
              keyVault            = try(var.key_vault.resource_id, null)
              containerRegistry   = try(var.container_registry.resource_id, null)
            },
            var.kind == "Project" ? {} : local.encryption,
            var.kind == "Hub" ? { enableServiceSideCMKEncryption = var.service_side_cmk_encryption_enabled } : {},
            { hbiWorkspace = var.hbi_workspace })
        }
        identity {
          type         = local.identity_kind
          identity_ids = local.identity_ids
        }
      }

      """ + outputs

  /// Azure/terraform-azurerm-avm-res-storage-storageaccount.
  static let storage =
    common + """
      variable "public_network_access_enabled" { default = false }
      variable "queue_encryption_key_type" { default = null }
      variable "table_encryption_key_type" { default = null }

      resource "azurerm_storage_account" "this" {
        name                          = var.name
        location                      = var.location
        resource_group_name           = local.group_name
        tags                          = var.tags
        public_network_access_enabled = var.public_network_access_enabled
        queue_encryption_key_type     = var.queue_encryption_key_type
        table_encryption_key_type     = var.table_encryption_key_type
        dynamic "identity" {
          for_each = local.identities
          content {
            type         = identity.value
            identity_ids = local.identity_ids
          }
        }
      }

      resource "azurerm_storage_account_customer_managed_key" "this" {
        count                     = var.customer_managed_key != null ? 1 : 0
        storage_account_id        = azurerm_storage_account.this.id
        key_vault_id              = var.customer_managed_key.key_vault_resource_id
        key_name                  = var.customer_managed_key.key_name
        key_version               = var.customer_managed_key.key_version
        user_assigned_identity_id = local.key_user_id
      }

      output "name" { value = azurerm_storage_account.this.name }
      output "resource" { value = azurerm_storage_account.this }
      output "resource_id" { value = azurerm_storage_account.this.id }

      """

  /// Azure/terraform-azurerm-avm-res-documentdb-databaseaccount: a key without a version rotates by itself.
  static let cosmosDB =
    common + """
      variable "public_network_access_enabled" { default = true }

      resource "azurerm_cosmosdb_account" "this" {
        name                          = var.name
        location                      = var.location
        resource_group_name           = local.group_name
        tags                          = var.tags
        public_network_access_enabled = var.public_network_access_enabled
        key_vault_key_id              = try(data.azurerm_key_vault_key.cmk[0].versionless_id, null)
        default_identity_type         = local.key_user_id != null ? "UserAssignedIdentity=${local.key_user_id}" : null
        dynamic "identity" {
          for_each = local.identities
          content {
            type         = identity.value
            identity_ids = local.identity_ids
          }
        }
      }

      output "name" { value = azurerm_cosmosdb_account.this.name }
      output "resource" { value = azurerm_cosmosdb_account.this }
      output "resource_id" { value = azurerm_cosmosdb_account.this.id }

      """

  /// Azure/terraform-azurerm-avm-res-search-searchservice: it asks for keys, and each index is given its own.
  static let search =
    common + """
      variable "sku" { default = "standard" }
      variable "customer_managed_key_enforcement_enabled" { default = null }
      variable "public_network_access_enabled" { default = true }

      resource "azurerm_search_service" "this" {
        name                                     = var.name
        location                                 = var.location
        resource_group_name                      = local.group_name
        tags                                     = var.tags
        sku                                      = var.sku
        customer_managed_key_enforcement_enabled = var.customer_managed_key_enforcement_enabled
        public_network_access_enabled            = var.public_network_access_enabled
        dynamic "identity" {
          for_each = local.identities
          content {
            type         = identity.value
            identity_ids = local.identity_ids
          }
        }
      }

      output "name" { value = azurerm_search_service.this.name }
      output "resource" { value = azurerm_search_service.this }
      output "resource_id" { value = azurerm_search_service.this.id }

      """
}
