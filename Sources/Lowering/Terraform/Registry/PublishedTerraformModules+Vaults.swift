extension PublishedTerraformModules {
  /// Azure/terraform-azurerm-avm-res-keyvault-vault, variables.tf, main.tf, main.keys.tf, outputs.tf.
  static let vault = """
    variable "name" {}
    variable "resource_group_name" {}
    variable "location" {}
    variable "tenant_id" {}
    variable "sku_name" { default = "premium" }
    variable "purge_protection_enabled" { default = true }
    variable "soft_delete_retention_days" { default = null }
    variable "public_network_access_enabled" { default = true }
    variable "legacy_access_policies_enabled" {
      default  = false
      nullable = false
    }
    variable "network_acls" {
      type = object({
        bypass         = optional(string, "None")
        default_action = optional(string, "Deny")
      })
      default = {}
    }
    variable "tags" { default = null }
    variable "keys" {
      type = map(object({
        name            = string
        key_type        = string
        key_opts        = optional(list(string), ["sign", "verify"])
        key_size        = optional(number, null)
        curve           = optional(string, null)
        not_before_date = optional(string, null)
        expiration_date = optional(string, null)
        tags            = optional(map(any), null)
        role_assignments = optional(map(any), {})
        rotation_policy = optional(object({
          automatic = optional(object({
            time_after_creation = optional(string, null)
            time_before_expiry  = optional(string, null)
          }), null)
          expire_after         = optional(string, null)
          notify_before_expiry = optional(string, null)
        }), null)
      }))
      default  = {}
      nullable = false
    }

    resource "azurerm_key_vault" "this" {
      name                          = var.name
      resource_group_name           = var.resource_group_name
      location                      = var.location
      tenant_id                     = var.tenant_id
      sku_name                      = var.sku_name
      purge_protection_enabled      = var.purge_protection_enabled
      soft_delete_retention_days    = var.soft_delete_retention_days
      public_network_access_enabled = var.public_network_access_enabled
      rbac_authorization_enabled    = !var.legacy_access_policies_enabled
      tags                          = var.tags
      dynamic "network_acls" {
        for_each = var.network_acls != null ? { this = var.network_acls } : {}
        content {
          bypass         = network_acls.value.bypass
          default_action = network_acls.value.default_action
        }
      }
    }

    resource "azurerm_key_vault_key" "this" {
      for_each        = var.keys
      name            = each.value.name
      key_vault_id    = azurerm_key_vault.this.id
      key_type        = each.value.key_type
      key_opts        = each.value.key_opts
      key_size        = each.value.key_size
      curve           = each.value.curve
      not_before_date = each.value.not_before_date
      expiration_date = each.value.expiration_date
      tags            = each.value.tags
      dynamic "rotation_policy" {
        for_each = each.value.rotation_policy != null ? [each.value.rotation_policy] : []
        content {
          expire_after         = rotation_policy.value.expire_after
          notify_before_expiry = rotation_policy.value.notify_before_expiry
          dynamic "automatic" {
            for_each = rotation_policy.value.automatic != null ? [rotation_policy.value.automatic] : []
            content {
              time_after_creation = automatic.value.time_after_creation
              time_before_expiry  = automatic.value.time_before_expiry
            }
          }
        }
      }
    }

    variable "role_assignments" {
      default  = {}
      nullable = false
    }
    variable "legacy_access_policies" {
      type = map(object({
        object_id       = string
        key_permissions = optional(set(string), [])
      }))
      default  = {}
      nullable = false
    }
    locals {
      key_assignments = merge([
        for name, key in var.keys : {
          for role, assignment in key.role_assignments : "${name}/${role}" => { key = name, assignment = assignment }
        }
      ]...)
    }

    resource "azurerm_role_assignment" "this" {
      for_each             = var.role_assignments
      scope                = azurerm_key_vault.this.id
      principal_id         = each.value.principal_id
      role_definition_id   = strcontains(each.value.role_definition_id_or_name, "/") ? each.value.role_definition_id_or_name : null
      role_definition_name = strcontains(each.value.role_definition_id_or_name, "/") ? null : each.value.role_definition_id_or_name
    }

    resource "azurerm_role_assignment" "key" {
      for_each     = local.key_assignments
      scope        = azurerm_key_vault_key.this[each.value.key].resource_versionless_id
      principal_id = each.value.assignment.principal_id
      role_definition_id = (
        strcontains(each.value.assignment.role_definition_id_or_name, "/") ? each.value.assignment.role_definition_id_or_name : null)
      role_definition_name = (
        strcontains(each.value.assignment.role_definition_id_or_name, "/") ? null : each.value.assignment.role_definition_id_or_name)
    }

    resource "azurerm_key_vault_access_policy" "this" {
      for_each        = var.legacy_access_policies_enabled ? var.legacy_access_policies : {}
      key_vault_id    = azurerm_key_vault.this.id
      tenant_id       = var.tenant_id
      object_id       = each.value.object_id
      key_permissions = each.value.key_permissions
    }

    output "name" { value = azurerm_key_vault.this.name }
    output "resource_id" { value = azurerm_key_vault.this.id }
    output "resource" { value = azurerm_key_vault.this }
    output "uri" { value = azurerm_key_vault.this.vault_uri }
    output "keys" {
      value = { for name, key in azurerm_key_vault_key.this : name => {
        id             = key.id
        name           = key.name
        versionless_id = key.versionless_id
        resource_id    = key.resource_id
        resource_versionless_id = key.resource_versionless_id
      } }
    }
    output "keys_resource_ids" {
      value = { for name, key in azurerm_key_vault_key.this : name => {
        id             = key.id
        name           = key.name
        versionless_id = key.versionless_id
        resource_id    = key.resource_id
        resource_versionless_id = key.resource_versionless_id
      } }
    }

    """

  /// Its `modules/key`, which may be called alone.
  static let key = """
    variable "key_vault_resource_id" {}
    variable "name" {}
    variable "type" {}
    variable "size" { default = null }
    variable "curve" { default = null }
    variable "opts" { default = ["sign", "verify"] }
    variable "not_before_date" { default = null }
    variable "expiration_date" { default = null }
    variable "tags" { default = null }
    variable "rotation_policy" {
      type = object({
        automatic = optional(object({
          time_after_creation = optional(string, null)
          time_before_expiry  = optional(string, null)
        }), null)
        expire_after         = optional(string, null)
        notify_before_expiry = optional(string, null)
      })
      default = null
    }
    variable "role_assignments" {
      default  = {}
      nullable = false
    }

    resource "azurerm_key_vault_key" "this" {
      name            = var.name
      key_vault_id    = var.key_vault_resource_id
      key_type        = var.type
      key_opts        = var.opts
      key_size        = var.size
      curve           = var.curve
      not_before_date = var.not_before_date
      expiration_date = var.expiration_date
      tags            = var.tags
      dynamic "rotation_policy" {
        for_each = var.rotation_policy != null ? [var.rotation_policy] : []
        content {
          expire_after         = rotation_policy.value.expire_after
          notify_before_expiry = rotation_policy.value.notify_before_expiry
          dynamic "automatic" {
            for_each = rotation_policy.value.automatic != null ? [rotation_policy.value.automatic] : []
            content {
              time_after_creation = automatic.value.time_after_creation
              time_before_expiry  = automatic.value.time_before_expiry
            }
          }
        }
      }
    }

    resource "azurerm_role_assignment" "this" {
      for_each             = var.role_assignments
      scope                = azurerm_key_vault_key.this.resource_versionless_id
      principal_id         = each.value.principal_id
      role_definition_id   = strcontains(each.value.role_definition_id_or_name, "/") ? each.value.role_definition_id_or_name : null
      role_definition_name = strcontains(each.value.role_definition_id_or_name, "/") ? null : each.value.role_definition_id_or_name
    }

    output "id" { value = azurerm_key_vault_key.this.id }
    output "name" { value = azurerm_key_vault_key.this.name }
    output "versionless_id" { value = azurerm_key_vault_key.this.versionless_id }
    output "resource_id" { value = azurerm_key_vault_key.this.resource_id }
    output "resource_versionless_id" { value = azurerm_key_vault_key.this.resource_versionless_id }

    """
}
