import EncryptionModel
import SourceText
import SyntaxTree

/// A new resource as a Terraform block, behind the block that it is about.
struct NewTerraformResource {
  let document: Document

  func edits(_ resource: NewResource, beside place: ByteRange, holder: ByteRange?) -> [TextEdit]? {
    guard let target = block(around: place), let vault = address(of: target) else { return nil }
    let lines: [String]?
    switch resource {
    case .deleteLock: lines = lock(on: vault)
    case .identity: lines = identity(for: target, vault)
    case .key: lines = nil
    case .keyGrant(let who, let byRole):
      if case .service(let service) = who {
        let variables = Set(document.hclBlocks(document.root, "variable").compactMap { $0.labels.first?.text })
        let variable = NewResourceText.free("cosmos_db_object_id", variables.contains)
        lines =
          [
            "variable \"\(variable)\" {", "  description = \"\(NewResourceText.description(of: service))\"", "  type        = string", "}",
            "",
          ]
          + grant(
            to: "var.\(variable)", tenant: "\(vault.text).tenant_id", named: "cosmos_db", on: vault, byRole: byRole)
      } else {
        lines = holder.flatMap { block(around: $0) }.flatMap { address(of: $0) }.map { holder in
          let isOutput = who.isUserAssigned && holder.isAzapi
          let own = who.isUserAssigned ? (isOutput ? ".output.properties" : "") : ".identity[0]"
          return grant(
            to: holder.text + own + (isOutput ? ".principalId" : ".principal_id"),
            tenant: holder.text + own + (isOutput ? ".tenantId" : ".tenant_id"), named: holder.name, on: vault, byRole: byRole)
        }
      }
    }
    return lines.map { document.textEdits(forLines: $0, behind: target.node) }
  }

  struct Address {
    var type: String
    var name: String
    var isData: Bool

    var text: String { (isData ? "data." : "") + type + "." + name }
    var isAzapi: Bool { type.hasPrefix("azapi_") }
  }

  private func lock(on vault: Address) -> [String] {
    if vault.isAzapi {
      return [
        "resource \"azapi_resource\" \"\(free(vault.name + "_lock", "azapi_resource"))\" {",
        "  type      = \"Microsoft.Authorization/locks@\(NewResourceText.lockVersion)\"", "  name      = \"keep-keys\"",
        "  parent_id = \(vault.text).id", "  body = {", "    properties = {", "      level = \"CanNotDelete\"", "    }", "  }", "}",
      ]
    }
    return [
      "resource \"azurerm_management_lock\" \"\(free(vault.name, "azurerm_management_lock"))\" {", "  name       = \"keep-keys\"",
      "  scope      = \(vault.text).id", "  lock_level = \"CanNotDelete\"", "}",
    ]
  }

  /// In the region and the group of the resource, and called after it. What names the resource itself would wait for it.
  private func identity(for target: HCLBlock, _ resource: Address) -> [String]? {
    func written(_ name: String) -> String? {
      guard let value = target.body.flatMap({ document.hclAttribute($0, name) })?.value else { return nil }
      let text = document.string(value)
      return text.contains("\n") || text.contains(resource.text + ".") ? nil : text
    }
    guard let name = written("name"), let location = written("location") else { return nil }
    let called = name.hasPrefix("\"") ? "\"id-" + name.dropFirst() : "\"id-${\(name)}\""
    if resource.isAzapi {
      guard let parent = written("parent_id") else { return nil }
      return [
        "resource \"azapi_resource\" \"\(free(resource.name + "_identity", "azapi_resource"))\" {",
        "  type                   = \"Microsoft.ManagedIdentity/userAssignedIdentities@\(NewResourceText.identityVersion)\"",
        "  name                   = \(called)", "  parent_id              = \(parent)", "  location               = \(location)",
        "  response_export_values = [\"properties\"]", "}",
      ]
    }
    guard let group = written("resource_group_name") else { return nil }
    return [
      "resource \"azurerm_user_assigned_identity\" \"\(free(resource.name, "azurerm_user_assigned_identity"))\" {",
      "  name                = \(called)", "  location            = \(location)", "  resource_group_name = \(group)", "}",
    ]
  }

  private func grant(to principal: String, tenant: String, named name: String, on vault: Address, byRole: Bool) -> [String] {
    if byRole {
      return [
        "resource \"azurerm_role_assignment\" \"\(free(name + "_keys", "azurerm_role_assignment"))\" {",
        "  scope                = \(vault.text).id", "  role_definition_name = \"\(Role.encryptionUser.name)\"",
        "  principal_id         = \(principal)", "}",
      ]
    }
    return [
      "resource \"azurerm_key_vault_access_policy\" \"\(free(name, "azurerm_key_vault_access_policy"))\" {",
      "  key_vault_id    = \(vault.text).id", "  tenant_id       = \(tenant)", "  object_id       = \(principal)",
      "  key_permissions = [\"Get\", \"WrapKey\", \"UnwrapKey\"]", "}",
    ]
  }

  /// The resource block that the place is in: one of it, whatever the variables say.
  private func block(around place: ByteRange) -> HCLBlock? {
    for item in document.hclItems(document.root) {
      let range = document.range(item)
      guard range.start <= place.start, place.end <= range.end, let block = HCLBlock(in: document, item), let body = block.body,
        block.type == "resource" || block.type == "data", block.labels.count == 2,
        document.hclAttribute(body, "count") == nil, document.hclAttribute(body, "for_each") == nil
      else { continue }
      return block
    }
    return nil
  }

  /// The address of the resource that the place is in.
  func address(around place: ByteRange) -> Address? { block(around: place).flatMap { address(of: $0) } }

  private func address(of block: HCLBlock) -> Address? {
    guard let type = block.labels.first?.text, let name = block.labels.last?.text else { return nil }
    return Address(type: type, name: name, isData: block.type == "data")
  }

  private func free(_ name: String, _ type: String) -> String {
    let taken = Set(document.hclBlocks(document.root, "resource", labels: [type]).compactMap { $0.labels.last?.text })
    return NewResourceText.free(name, taken.contains)
  }
}
