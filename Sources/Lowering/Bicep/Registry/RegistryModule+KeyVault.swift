/// Key vaults and what grants access to them (AZURE.md §2H).
extension RegistryModule {
  /// A key without a type is an elliptic curve, and an RSA key without a size has 4096 bits.
  private static let keyProperties = """
    attributes: {
          enabled: key.?attributes.?enabled
          exp: key.?attributes.?exp
          nbf: key.?attributes.?nbf
        }
        curveName: key.?kty != 'RSA' && key.?kty != 'RSA-HSM' ? (key.?curveName ?? 'P-256') : null
        keyOps: key.?keyOps
        keySize: key.?kty == 'RSA' || key.?kty == 'RSA-HSM' ? (key.?keySize ?? 4096) : null
        kty: key.?kty ?? 'EC'
        rotationPolicy: key.?rotationPolicy
    """

  static let keyVault =
    """
    param name string
    param location string = resourceGroup().location
    param tags object?
    param accessPolicies array?
    param keys array?
    param enableSoftDelete bool = true
    param softDeleteRetentionInDays int = 90
    param enableRbacAuthorization bool = true
    param createMode string = 'default'
    param enablePurgeProtection bool = true
    param sku string = 'premium'
    param networkAcls object?
    param publicNetworkAccess string = ''
    param privateEndpoints array?
    param roleAssignments array?
    resource keyVault 'Microsoft.KeyVault/vaults@2024-11-01' = {
      name: name
      location: location
      tags: tags
      properties: {
        enableSoftDelete: enableSoftDelete
        softDeleteRetentionInDays: softDeleteRetentionInDays
        enableRbacAuthorization: enableRbacAuthorization
        createMode: createMode
        enablePurgeProtection: enablePurgeProtection ? enablePurgeProtection : null
        tenantId: subscription().tenantId
        accessPolicies: [
          for accessPolicy in (accessPolicies ?? []): {
            objectId: accessPolicy.objectId
            permissions: accessPolicy.permissions
            tenantId: accessPolicy.?tenantId ?? tenant().tenantId
          }
        ]
        sku: { name: sku, family: 'A' }
        networkAcls: !empty(networkAcls ?? {}) ? networkAcls : null
        publicNetworkAccess: !empty(publicNetworkAccess)
          ? publicNetworkAccess
          : ((!empty(privateEndpoints ?? []) && empty(networkAcls ?? {})) ? 'Disabled' : null)
      }
    }
    resource keyVault_keys 'Microsoft.KeyVault/vaults/keys@2024-11-01' = [
      for key in (keys ?? []): {
        parent: keyVault
        name: key.name
        properties: {
        \(keyProperties)
        }
      }
    ]

    """ + roles + assignments(on: "keyVault")
      + """
      var keyRoleAssignments = flatten(map(
        range(0, length(keys ?? [])),
        index => map((keys ?? [])[index].?roleAssignments ?? [], assignment => union(assignment, { index: index }))
      ))
      resource keys_roleAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
        for roleAssignment in keyRoleAssignments: {
          name: guid(keyVault.id, string(roleAssignment.index), roleAssignment.principalId, roleAssignment.roleDefinitionIdOrName)
          scope: keyVault_keys[roleAssignment.index]
          properties: {
            roleDefinitionId: roleId(roleAssignment.roleDefinitionIdOrName)
            principalId: roleAssignment.principalId
            principalType: roleAssignment.?principalType
            condition: roleAssignment.?condition
          }
        }
      ]
      output uri string = keyVault.properties.vaultUri
      output keys array = [
        for index in range(0, length(keys ?? [])): {
          resourceId: keyVault_keys[index].id
          uri: keyVault_keys[index].properties.keyUri
          uriWithVersion: keyVault_keys[index].properties.keyUriWithVersion
        }
      ]

      """ + outputs(of: "keyVault")

  static let keyVaultKey =
    """
    param keyVaultName string
    param name string
    param attributesEnabled bool = true
    param attributesExp int?
    param attributesNbf int?
    param keyOps array?
    param keySize int?
    param kty string = 'EC'
    param rotationPolicy object?
    param roleAssignments array?
    resource keyVault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
      name: keyVaultName
    }
    resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
      name: name
      parent: keyVault
      properties: {
        attributes: {
          enabled: attributesEnabled
          exp: attributesExp
          nbf: attributesNbf
        }
        keyOps: keyOps
        keySize: keySize
        kty: kty
        rotationPolicy: rotationPolicy
      }
    }

    """ + roles + assignments(on: "key")
      + """
      output keyUri string = key.properties.keyUri
      output keyUriWithVersion string = key.properties.keyUriWithVersion
      output resourceId string = key.id
      output name string = key.name
      output resourceGroupName string = resourceGroup().name

      """

  static let keyVaultAccessPolicy = """
    param keyVaultName string
    param accessPolicies array?
    resource keyVault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
      name: keyVaultName
    }
    resource policies 'Microsoft.KeyVault/vaults/accessPolicies@2024-11-01' = {
      name: 'add'
      parent: keyVault
      properties: {
        accessPolicies: [
          for accessPolicy in (accessPolicies ?? []): {
            objectId: accessPolicy.objectId
            permissions: accessPolicy.permissions
            tenantId: accessPolicy.?tenantId ?? tenant().tenantId
          }
        ]
      }
    }
    output resourceId string = policies.id
    output name string = policies.name
    output resourceGroupName string = resourceGroup().name

    """

  static let userAssignedIdentity = """
    param name string
    param location string = resourceGroup().location
    param tags object?
    resource userAssignedIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
      name: name
      location: location
      tags: tags
    }
    output resourceId string = userAssignedIdentity.id
    output name string = userAssignedIdentity.name
    output principalId string = userAssignedIdentity.properties.principalId
    output clientId string = userAssignedIdentity.properties.clientId
    output resourceGroupName string = resourceGroup().name
    output location string = userAssignedIdentity.location

    """

  static let roleAssignmentInGroup =
    """
    param principalId string
    param roleDefinitionIdOrName string
    param principalType string = ''
    param name string = guid(principalId, roleDefinitionIdOrName)

    """ + roles
      + """
      resource roleAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
        name: name
        properties: {
          roleDefinitionId: roleId(roleDefinitionIdOrName)
          principalId: principalId
          principalType: !empty(principalType) ? principalType : null
        }
      }
      output resourceId string = roleAssignment.id

      """

  static let resourceGroup = """
    targetScope = 'subscription'
    param name string
    param location string = deployment().location
    resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
      name: name
      location: location
    }
    output name string = group.name
    output resourceId string = group.id
    output location string = group.location

    """
}
