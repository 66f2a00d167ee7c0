import EncryptionModel
import SourceText

/// Vaults, their keys, and who may use them.
extension ARMShape {
  mutating func vault(_ known: KnownPrincipals?) -> AzurermPlace {
    put("tenant_id", at: "properties", "tenantId")
    put("sku_name", at: "properties", "sku", "name")
    put("purge_protection_enabled", at: "properties", "enablePurgeProtection")
    put("soft_delete_enabled", at: "properties", "enableSoftDelete") { $0 }
    put("soft_delete_retention_days", at: "properties", "softDeleteRetentionInDays")
    put("enable_rbac_authorization", at: "properties", "enableRbacAuthorization") { $0.isNull ? nil : $0 }
    put("rbac_authorization_enabled", at: "properties", "enableRbacAuthorization") { $0.isNull ? nil : $0 }
    put("public_network_access_enabled", at: "properties", "publicNetworkAccess", as: Self.enabled)
    put("network_acls", "default_action", at: "properties", "networkAcls", "defaultAction")
    put("network_acls", "bypass", at: "properties", "networkAcls", "bypass")
    if let policies = arguments.member(["access_policy"]), !policies.value.isNull {
      let value = arguments.blocks("access_policy").map { blocks in
        EvaluatedValue(.array(blocks.map { policy($0, known) }), at: policies.value.site)
      }
      set(value ?? policies.value, at: ["properties", "accessPolicies"], site: policies.site)
    }
    return own("Microsoft.KeyVault/vaults")
  }

  mutating func managedHSM() -> AzurermPlace {
    put("tenant_id", at: "properties", "tenantId")
    put("purge_protection_enabled", at: "properties", "enablePurgeProtection")
    put("soft_delete_retention_days", at: "properties", "softDeleteRetentionInDays")
    put("public_network_access_enabled", at: "properties", "publicNetworkAccess", as: Self.enabled)
    put("network_acls", "default_action", at: "properties", "networkAcls", "defaultAction")
    put("network_acls", "bypass", at: "properties", "networkAcls", "bypass")
    return own("Microsoft.KeyVault/managedHSMs")
  }

  mutating func key(in vault: String, type: String) -> AzurermPlace {
    put("key_type", at: "properties", "kty")
    put("key_size", at: "properties", "keySize")
    put("key_opts", at: "properties", "keyOps")
    put("curve", at: "properties", "curveName") { $0.knownText == "" ? nil : $0 }
    put("expiration_date", at: "properties", "attributes", "exp", as: Self.seconds)
    put("not_before_date", at: "properties", "attributes", "nbf", as: Self.seconds)
    switch arguments.block("rotation_policy") {
    case .absent: insert(["rotation_policy", "automatic", "time_after_creation"], at: ["properties", "rotationPolicy"])
    case .undecided(let value, let site): set(value, at: ["properties", "rotationPolicy"], site: site)
    case .present(let policy):
      let site = arguments.member(["rotation_policy"])?.site ?? arguments.resource.site
      let automatic = policy["automatic"]?.value
      if let automatic, !automatic.isNull, automatic.elements == nil {
        set(automatic, at: ["properties", "rotationPolicy"], site: site)
      } else {
        let rotate = EvaluatedObject([EvaluatedObject.Member("type", .text("rotate", at: site), at: site)])
        let action = EvaluatedObject([EvaluatedObject.Member("action", EvaluatedValue(.object(rotate), at: site), at: site)])
        let actions = automatic?.elements?.isEmpty == false ? [EvaluatedValue(.object(action), at: site)] : []
        set(EvaluatedValue(.array(actions), at: site), at: ["properties", "rotationPolicy", "lifetimeActions"], site: site)
      }
    }
    return child(of: vault, type: type)
  }

  /// A date as seconds since 1970; an empty one is none.
  private static func seconds(_ value: EvaluatedValue) -> EvaluatedValue? {
    guard let text = value.knownText else { return value.isNull ? nil : value }
    guard !text.isEmpty else { return nil }
    return Timestamp(text).map { EvaluatedValue(.integer($0.seconds), at: value.site) } ?? value
  }

  // MARK: Grants

  mutating func accessPolicy(_ known: KnownPrincipals?) -> AzurermPlace {
    let entry = policy(arguments.resource.body, known)
    set(EvaluatedValue(.array([entry]), at: arguments.resource.nameSite), at: ["properties", "accessPolicies"])
    // Each is a resource of its own that others wait for, though in Azure all add to one list.
    return child(of: "key_vault_id", type: Vault.type + "/accessPolicies", named: SymbolicText("add \(arguments.resource.address)"))
  }

  private func policy(_ block: EvaluatedValue, _ known: KnownPrincipals?) -> EvaluatedValue {
    guard let object = block.object else { return block }
    var entry = EvaluatedObject()
    if var principal = object["object_id"] {
      principal.name = "objectId"
      if let known { principal.value = known.principal(principal.value) }
      entry.set(principal)
    }
    if var tenant = object["tenant_id"] {
      tenant.name = "tenantId"
      entry.set(tenant)
    }
    let site = object["key_permissions"]?.site ?? block.site
    var permissions = EvaluatedObject()
    if var keys = object["key_permissions"] {
      keys.name = "keys"
      permissions.set(keys)
    }
    entry.set(EvaluatedObject.Member("permissions", EvaluatedValue(.object(permissions), at: site), at: site))
    return EvaluatedValue(.object(entry), at: block.site)
  }

  mutating func roleAssignment(_ known: KnownPrincipals?) -> AzurermPlace {
    put("scope", at: "scope") { value in
      // A scope that is not known is somewhere, not nowhere.
      value.isNull ? nil : value
    }
    put("role_definition_name", at: "properties", "roleDefinitionId") { $0.knownText == "" || $0.isNull ? nil : $0 }
    if arguments.text("role_definition_name")?.known == nil {
      put("role_definition_id", at: "properties", "roleDefinitionId") { $0.knownText == "" || $0.isNull ? nil : $0 }
    }
    put("principal_id", at: "properties", "principalId") { known?.principal($0) ?? $0 }
    let name = arguments.text("name") ?? SymbolicText(UnknownName.symbol(arguments.resource.address, scope: arguments.resource.scope))
    return AzurermPlace(type: "Microsoft.Authorization/roleAssignments", name: name)
  }

  mutating func lock() -> AzurermPlace {
    put("scope", at: "scope")
    put("lock_level", at: "properties", "level")
    return AzurermPlace(type: "Microsoft.Authorization/locks", name: arguments.text("name") ?? arguments.unknown("name"))
  }
}
