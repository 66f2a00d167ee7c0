/// Resources that are encrypted with keys (AZURE.md §2H).
extension RegistryModule {
  private static let tail = """
    param name string
    param location string = resourceGroup().location
    param tags object?

    """

  /// A key without a version in the call is pinned to the latest one when the module is deployed.
  static let account =
    tail + identity() + customerManagedKey
      + """
      param kind string
      param sku string = 'S0'
      param allowProjectManagement bool?
      param publicNetworkAccess string?
      param networkAcls object?
      param disableLocalAuth bool = true
      param restrictOutboundNetworkAccess bool = true
      param restore bool = false
      param apiProperties object?
      param userOwnedStorage array?
      param customSubDomainName string?
      resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: name
        kind: kind
        identity: identity
        location: location
        tags: tags
        sku: { name: sku }
        properties: {
          allowProjectManagement: allowProjectManagement
          customSubDomainName: customSubDomainName
          networkAcls: !empty(networkAcls ?? {}) ? networkAcls : null
          publicNetworkAccess: publicNetworkAccess != null ? publicNetworkAccess : (!empty(networkAcls) ? 'Enabled' : 'Disabled')
          apiProperties: apiProperties
          disableLocalAuth: disableLocalAuth
          encryption: !empty(customerManagedKey)
            ? {
                keySource: 'Microsoft.KeyVault'
                keyVaultProperties: {
                  identityClientId: !empty(customerManagedKey.?userAssignedIdentityResourceId ?? '')
                    ? cMKUserAssignedIdentity!.properties.clientId
                    : null
                  keyVaultUri: !isHSMManagedCMK
                    ? cMKKeyVault!.properties.vaultUri
                    : 'https://${last(split((customerManagedKey!.keyVaultResourceId), '/'))}.managedhsm.azure.net/'
                  keyName: customerManagedKey!.keyName
                  keyVersion: !empty(customerManagedKey.?keyVersion)
                    ? customerManagedKey!.keyVersion!
                    : last(split(cMKKeyVault::cMKKey!.properties.keyUriWithVersion, '/'))
                }
              }
            : null
          restore: restore
          restrictOutboundNetworkAccess: restrictOutboundNetworkAccess
          userOwnedStorage: !empty(userOwnedStorage) ? userOwnedStorage : null
        }
      }
      output endpoint string = account.properties.endpoint

      """ + outputs(of: "account")

  static let workspace =
    tail + identity(both: "SystemAssigned,UserAssigned", none: "'None'").replacingDefault
    + customerManagedKey
      + """
      param sku string
      param kind string = 'Default'
      param associatedStorageAccountResourceId string?
      param associatedKeyVaultResourceId string?
      param associatedApplicationInsightsResourceId string?
      param associatedContainerRegistryResourceId string?
      param enableServiceSideCMKEncryption bool?
      param hbiWorkspace bool = false
      param hubResourceId string?
      param primaryUserAssignedIdentity string?
      param publicNetworkAccess string = 'Disabled'
      param workspaceHubConfig object?
      resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01-preview' = {
        name: name
        location: location
        tags: tags
        sku: { name: sku, tier: sku }
        identity: identity
        kind: kind
        properties: {
          storageAccount: associatedStorageAccountResourceId
          keyVault: associatedKeyVaultResourceId
          applicationInsights: associatedApplicationInsightsResourceId
          containerRegistry: associatedContainerRegistryResourceId
          hbiWorkspace: hbiWorkspace
          encryption: !empty(customerManagedKey)
            ? {
                status: 'Enabled'
                identity: !empty(customerManagedKey.?userAssignedIdentityResourceId)
                  ? { userAssignedIdentity: cMKUserAssignedIdentity.id }
                  : null
                keyVaultProperties: {
                  keyVaultArmId: cMKKeyVault.id
                  keyIdentifier: !empty(customerManagedKey.?keyVersion ?? '')
                    ? '${cMKKeyVault::cMKKey.properties.keyUri}/${customerManagedKey!.keyVersion}'
                    : cMKKeyVault::cMKKey.properties.keyUriWithVersion
                }
              }
            : null
          enableServiceSideCMKEncryption: enableServiceSideCMKEncryption
          primaryUserAssignedIdentity: primaryUserAssignedIdentity
          publicNetworkAccess: publicNetworkAccess
          hubResourceId: hubResourceId
          workspaceHubConfig: workspaceHubConfig
        }
      }

      """ + outputs(of: "workspace")

  static let storageAccount =
    tail + identity(both: "SystemAssigned,UserAssigned") + customerManagedKey
      + """
      param skuName string = 'Standard_GRS'
      param kind string = 'StorageV2'
      param requireInfrastructureEncryption bool = true
      param publicNetworkAccess string = ''
      param networkAcls object?
      param privateEndpoints array?
      resource storageAccount 'Microsoft.Storage/storageAccounts@2024-01-01' = {
        name: name
        location: location
        kind: kind
        sku: { name: skuName }
        identity: identity
        tags: tags
        properties: {
          encryption: {
            keySource: !empty(customerManagedKey) ? 'Microsoft.Keyvault' : 'Microsoft.Storage'
            requireInfrastructureEncryption: kind != 'Storage' ? requireInfrastructureEncryption : null
            keyvaultproperties: !empty(customerManagedKey)
              ? {
                  keyname: customerManagedKey!.keyName
                  keyvaulturi: !isHSMManagedCMK
                    ? cMKKeyVault!.properties.vaultUri
                    : 'https://${last(split((customerManagedKey!.keyVaultResourceId), '/'))}.managedhsm.azure.net/'
                  keyversion: !empty(customerManagedKey.?keyVersion)
                    ? customerManagedKey!.keyVersion!
                    : (customerManagedKey.?autoRotationEnabled ?? true)
                        ? null
                        : last(split(cMKKeyVault::cMKKey!.properties.keyUriWithVersion, '/'))
                }
              : null
            identity: !empty(customerManagedKey.?userAssignedIdentityResourceId)
              ? { userAssignedIdentity: cMKUserAssignedIdentity.id }
              : null
          }
          networkAcls: !empty(networkAcls) ? networkAcls : null
          publicNetworkAccess: !empty(publicNetworkAccess) ? publicNetworkAccess : null
        }
      }
      output primaryBlobEndpoint string = storageAccount.properties.primaryEndpoints.blob

      """ + outputs(of: "storageAccount")

  /// Keys are told without a version; the identity is named by `UserAssignedIdentity=`.
  static let databaseAccount =
    tail + identity() + customerManagedKey
      + """
      param defaultIdentity object?
      resource databaseAccount 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
        name: name
        location: location
        tags: tags
        identity: identity
        kind: 'GlobalDocumentDB'
        properties: {
          databaseAccountOfferType: 'Standard'
          keyVaultKeyUri: !empty(customerManagedKey)
            ? (!isHSMManagedCMK
                ? cMKKeyVault::cMKKey!.properties.keyUri
                : 'https://${last(split((customerManagedKey!.keyVaultResourceId), '/'))}.managedhsm.azure.net/keys/${customerManagedKey!.keyName}')
            : null
          defaultIdentity: !empty(customerManagedKey.?userAssignedIdentityResourceId)
            ? 'UserAssignedIdentity=${cMKUserAssignedIdentity.id}'
            : (!empty(defaultIdentity)
                ? (defaultIdentity!.name == 'UserAssignedIdentity'
                    ? 'UserAssignedIdentity=${defaultIdentity!.?resourceId}'
                    : defaultIdentity!.name)
                : null)
        }
      }
      output endpoint string = databaseAccount.properties.documentEndpoint

      """ + outputs(of: "databaseAccount")

  static let searchService =
    tail + identity(both: "SystemAssigned, UserAssigned")
      + """
      param sku string = 'standard'
      param cmkEnforcement string = 'Unspecified'
      param publicNetworkAccess string = 'Enabled'
      param disableLocalAuth bool = true
      resource searchService 'Microsoft.Search/searchServices@2025-05-01' = {
        name: name
        location: location
        sku: { name: sku }
        tags: tags
        identity: identity
        properties: {
          encryptionWithCmk: { enforcement: cmkEnforcement }
          disableLocalAuth: disableLocalAuth
          publicNetworkAccess: toLower(publicNetworkAccess)
        }
      }
      output endpoint string = 'https://${name}.search.windows.net/'

      """ + outputs(of: "searchService")

  static let containerRegistry =
    tail + identity(both: "SystemAssigned, UserAssigned") + customerManagedKey
      + """
      param acrSku string = 'Premium'
      param publicNetworkAccess string?
      resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
        name: name
        location: location
        identity: identity
        tags: tags
        sku: { name: acrSku }
        properties: {
          encryption: !empty(customerManagedKey)
            ? {
                status: 'enabled'
                keyVaultProperties: {
                  identity: !empty(customerManagedKey.?userAssignedIdentityResourceId ?? '')
                    ? cMKUserAssignedIdentity!.properties.clientId
                    : null
                  keyIdentifier: !empty(customerManagedKey.?keyVersion ?? '')
                    ? '${cMKKeyVault::cMKKey!.properties.keyUri}/${customerManagedKey!.keyVersion}'
                    : (customerManagedKey.?autoRotationEnabled ?? true)
                        ? cMKKeyVault::cMKKey!.properties.keyUri
                        : cMKKeyVault::cMKKey!.properties.keyUriWithVersion
                }
              }
            : null
          publicNetworkAccess: publicNetworkAccess
        }
      }
      output loginServer string = registry.properties.loginServer

      """ + outputs(of: "registry")
}

extension String {
  /// A workspace has an identity of its own unless the call says otherwise.
  fileprivate var replacingDefault: String {
    guard let end = firstIndex(of: "\n") else { return self }
    return "param managedIdentities object = { systemAssigned: true }" + self[end...]
  }
}
