import EncryptionModel
import SourceText

/// Hubs, their projects, and Machine Learning workspaces.
extension ARMShape {
  private static let workspaces = "Microsoft.MachineLearningServices/workspaces"

  mutating func hub() -> AzurermPlace {
    set("Hub", at: "kind", site: arguments.resource.nameSite)
    put("high_business_impact_enabled", at: "properties", "hbiWorkspace")
    put("public_network_access", at: "properties", "publicNetworkAccess")
    putStores()
    putIdentity()
    putWorkspaceKey()
    return own(Self.workspaces)
  }

  mutating func hubProject() -> AzurermPlace {
    set("Project", at: "kind", site: arguments.resource.nameSite)
    put("ai_services_hub_id", at: "properties", "hubResourceId")
    put("high_business_impact_enabled", at: "properties", "hbiWorkspace")
    putIdentity()
    var place = own(Self.workspaces)
    if let hub = arguments.id("ai_services_hub_id") {
      place.subscription = place.subscription ?? hub.subscription
      place.resourceGroup = place.resourceGroup ?? hub.resourceGroup
    }
    return place
  }

  mutating func workspace() -> AzurermPlace {
    put("kind", at: "kind")
    put("high_business_impact", at: "properties", "hbiWorkspace")
    put("service_side_encryption_enabled", at: "properties", "enableServiceSideCMKEncryption")
    put("public_network_access_enabled", at: "properties", "publicNetworkAccess", as: Self.enabled)
    putStores()
    putIdentity()
    putWorkspaceKey()
    return own(Self.workspaces)
  }

  private mutating func putStores() {
    put("storage_account_id", at: "properties", "storageAccount")
    put("key_vault_id", at: "properties", "keyVault")
    put("container_registry_id", at: "properties", "containerRegistry")
    put("application_insights_id", at: "properties", "applicationInsights")
  }

  private mutating func putWorkspaceKey() {
    let path = ["properties", "encryption"]
    let site = arguments.member(["encryption"])?.site
    insert(["encryption", "key_id"], at: path + ["keyVaultProperties"])
    insert(["encryption", "key_vault_id"], at: path + ["keyVaultProperties", "keyVaultArmId"])
    switch arguments.block("encryption") {
    case .absent: if let site { set(EvaluatedValue(.null, at: site), at: path) }
    case .undecided(let value, let site): set(value, at: path, site: site)
    case .present(let block):
      set(.text("Enabled", at: site ?? arguments.resource.nameSite), at: path + ["status"])
      insert(["encryption", "key_vault_id"], at: path + ["keyVaultProperties", "keyVaultArmId"])
      insert(["encryption", "key_id"], at: path + ["keyVaultProperties", "keyIdentifier"])
      if let vault = block["key_vault_id"] { set(vault.value, at: path + ["keyVaultProperties", "keyVaultArmId"], site: vault.site) }
      if let key = block["key_id"] {
        set(key.value, at: path + ["keyVaultProperties", "keyIdentifier"], site: key.site, isWhole: key.isWhole)
      }
      insert(["encryption", "user_assigned_identity_id"], at: path + ["identity", "userAssignedIdentity"])
      if let identity = block["user_assigned_identity_id"], !identity.value.isNull {
        set(identity.value, at: path + ["identity", "userAssignedIdentity"], site: identity.site)
      }
    }
  }
}
