import EncryptionModel
import SourceText

/// Cognitive Services accounts: Foundry resources and their kin.
extension ARMShape {
  private static let accounts = "Microsoft.CognitiveServices/accounts"

  mutating func account() -> AzurermPlace {
    put("kind", at: "kind")
    put("sku_name", at: "sku", "name")
    put("project_management_enabled", at: "properties", "allowProjectManagement")
    put("outbound_network_access_restricted", at: "properties", "restrictOutboundNetworkAccess")
    put("fqdns", at: "properties", "allowedFqdnList")
    put("public_network_access_enabled", at: "properties", "publicNetworkAccess", as: Self.enabled)
    putIdentity()
    putAccountKey()
    if let storage = arguments.member(["storage"]), let blocks = arguments.blocks("storage"), !blocks.isEmpty {
      let list = blocks.map { block -> EvaluatedValue in
        guard let object = block.object else { return block }
        var named = EvaluatedObject()
        if var id = object["storage_account_id"] {
          id.name = "resourceId"
          named.set(id)
        }
        return EvaluatedValue(.object(named), at: block.site)
      }
      set(EvaluatedValue(.array(list), at: storage.value.site), at: ["properties", "userOwnedStorage"], site: storage.site)
    }
    return own(Self.accounts)
  }

  mutating func aiServices() -> AzurermPlace {
    set("AIServices", at: "kind", site: arguments.resource.nameSite)
    put("sku_name", at: "sku", "name")
    put("outbound_network_access_restricted", at: "properties", "restrictOutboundNetworkAccess")
    put("fqdns", at: "properties", "allowedFqdnList")
    put("public_network_access", at: "properties", "publicNetworkAccess")
    putIdentity()
    putAccountKey()
    return own(Self.accounts)
  }

  /// `azurerm_cognitive_account_customer_managed_key`: the account's encryption, told in a block of its own.
  mutating func accountKey() -> AzurermPlace {
    insert(["key_vault_key_id"], at: ["properties", "encryption", "keyVaultProperties"])
    putAccountEncryption(arguments.resource.body.object ?? EvaluatedObject(), at: arguments.resource.nameSite)
    insert(["key_vault_key_id"], at: ["properties", "encryption", "keyVaultProperties", Self.keyAddress])
    return named(by: "cognitive_account_id", type: Self.accounts)
  }

  mutating func accountProject() -> AzurermPlace {
    putIdentity()
    return child(of: "cognitive_account_id", type: Self.accounts + "/projects")
  }

  private mutating func putAccountKey() {
    let site = arguments.member(["customer_managed_key"])?.site
    insert(["customer_managed_key", "key_vault_key_id"], at: ["properties", "encryption", "keyVaultProperties"])
    switch arguments.block("customer_managed_key") {
    case .absent: if let site { set(EvaluatedValue(.null, at: site), at: ["properties", "encryption"]) }
    case .undecided(let value, let site): set(value, at: ["properties", "encryption"], site: site)
    case .present(let block):
      putAccountEncryption(block, at: site ?? arguments.resource.nameSite)
      insert(["customer_managed_key", "key_vault_key_id"], at: ["properties", "encryption", "keyVaultProperties", Self.keyAddress])
      insert(["customer_managed_key", "identity_client_id"], at: ["properties", "encryption", "keyVaultProperties", "identityClientId"])
    }
  }

  private mutating func putAccountEncryption(_ block: EvaluatedObject, at site: Site) {
    let path = ["properties", "encryption"]
    set(.text("Microsoft.KeyVault", at: site), at: path + ["keySource"])
    for argument in ["key_vault_key_id", "managed_hsm_key_id"] {
      guard let key = block[argument] else { continue }
      putKeyAddress(key, at: path + ["keyVaultProperties"], uri: "keyVaultUri", name: "keyName", version: "keyVersion")
    }
    if let client = block["identity_client_id"], !client.value.isNull {
      set(client.value, at: path + ["keyVaultProperties", "identityClientId"], site: client.site)
    }
  }
}
