import EncryptionModel
import SourceText

/// What hubs and Foundry resources keep their data in.
extension ARMShape {
  private static let storageAccounts = "Microsoft.Storage/storageAccounts"

  mutating func storage() -> AzurermPlace {
    put("public_network_access_enabled", at: "properties", "publicNetworkAccess", as: Self.enabled)
    put("queue_encryption_key_type", at: "properties", "encryption", "services", "queue", "keyType")
    put("table_encryption_key_type", at: "properties", "encryption", "services", "table", "keyType")
    putIdentity()
    insert(["customer_managed_key", "key_vault_key_id"], at: ["properties", "encryption", "keyvaultproperties"])
    switch arguments.block("customer_managed_key") {
    case .absent: break
    case .undecided(let value, let site): set(value, at: ["properties", "encryption"], site: site)
    case .present(let block):
      putStorageEncryption(block, at: arguments.member(["customer_managed_key"])?.site ?? arguments.resource.nameSite)
      insert(["customer_managed_key", "key_vault_key_id"], at: ["properties", "encryption", "keyvaultproperties", Self.keyAddress])
      insert(
        ["customer_managed_key", "user_assigned_identity_id"], at: ["properties", "encryption", "identity", "userAssignedIdentity"])
    }
    return own(Self.storageAccounts)
  }

  mutating func storageKey() -> AzurermPlace {
    putStorageEncryption(arguments.resource.body.object ?? EvaluatedObject(), at: arguments.resource.nameSite)
    insert(["key_vault_key_id"], at: ["properties", "encryption", "keyvaultproperties", Self.keyAddress])
    return named(by: "storage_account_id", type: Self.storageAccounts)
  }

  private mutating func putStorageEncryption(_ block: EvaluatedObject, at site: Site) {
    let path = ["properties", "encryption"]
    let key = path + ["keyvaultproperties"]
    set(.text("Microsoft.Keyvault", at: site), at: path + ["keySource"])
    if let vault = block["key_vault_uri"], !vault.value.isNull { set(vault.value, at: key + ["keyvaulturi"], site: vault.site) }
    if let vault = block["key_vault_id"], let text = vault.value.symbolicText, !text.isEmpty {
      let uri: EvaluatedValue =
        if let id = ResourceIdentifier(text) {
          EvaluatedValue(
            .text(
              ResourceHandle(type: Vault.type, name: id.name, path: ["vaultUri"], scope: arguments.resource.scope).text),
            at: vault.value.site, cause: vault.value.cause)
        } else {
          .unknown(
            "vault of \(text.expression)", scope: arguments.resource.scope, because: vault.value.reason.reason, at: vault.value.site)
        }
      set(uri, at: key + ["keyvaulturi"], site: vault.site)
    }
    if let name = block["key_name"], !name.value.isNull { set(name.value, at: key + ["keyname"], site: name.site) }
    if let version = block["key_version"], !version.value.isNull { set(version.value, at: key + ["keyversion"], site: version.site) }
    for argument in ["key_vault_key_id", "managed_hsm_key_id"] {
      guard let address = block[argument] else { continue }
      putKeyAddress(address, at: key, uri: "keyvaulturi", name: "keyname", version: "keyversion")
    }
    if let identity = block["user_assigned_identity_id"], !identity.value.isNull {
      set(identity.value, at: path + ["identity", "userAssignedIdentity"], site: identity.site)
    }
  }

  mutating func cosmosDB() -> AzurermPlace {
    put("key_vault_key_id", at: "properties", "keyVaultKeyUri")
    if arguments.text("key_vault_key_id") == nil {
      put("managed_hsm_key_id", at: "properties", "keyVaultKeyUri") { $0.isNull ? nil : $0 }
    }
    put("default_identity_type", at: "properties", "defaultIdentity")
    put("public_network_access_enabled", at: "properties", "publicNetworkAccess", as: Self.enabled)
    putIdentity()
    return own("Microsoft.DocumentDB/databaseAccounts")
  }

  mutating func search() -> AzurermPlace {
    put("sku", at: "sku", "name")
    put("customer_managed_key_enforcement_enabled", at: "properties", "encryptionWithCmk", "enforcement", as: Self.enabled)
    put("public_network_access_enabled", at: "properties", "publicNetworkAccess", as: Self.enabled)
    putIdentity()
    return own("Microsoft.Search/searchServices")
  }

  mutating func registry() -> AzurermPlace {
    put("sku", at: "sku", "name")
    put("public_network_access_enabled", at: "properties", "publicNetworkAccess", as: Self.enabled)
    putIdentity()
    let path = ["properties", "encryption"]
    insert(["encryption", "key_vault_key_id"], at: path + ["keyVaultProperties"])
    switch arguments.block("encryption") {
    case .absent: break
    case .undecided(let value, let site): set(value, at: path, site: site)
    case .present(let block):
      // Version 3 has a switch in the block.
      if let isOn = block["enabled"]?.value.truth, !isOn { break }
      let site = arguments.member(["encryption"])?.site ?? arguments.resource.nameSite
      set(.text("enabled", at: site), at: path + ["status"])
      insert(["encryption", "key_vault_key_id"], at: path + ["keyVaultProperties", "keyIdentifier"])
      if let key = block["key_vault_key_id"] {
        set(key.value, at: path + ["keyVaultProperties", "keyIdentifier"], site: key.site, isWhole: key.isWhole)
      }
      if let client = block["identity_client_id"] { set(client.value, at: path + ["keyVaultProperties", "identity"], site: client.site) }
    }
    return own("Microsoft.ContainerRegistry/registries")
  }
}
