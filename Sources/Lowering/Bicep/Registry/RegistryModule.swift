import EncryptionModel
import SourceText
import SyntaxTree

/// Modules of the public registry that are understood by their known interface: Azure Verified Modules.
///
/// Nothing is fetched. Each is told by a short Bicep text with the module's parameters, their defaults, its outputs and what it
/// declares that bears on encryption; versions are not told apart. What stands in such a text has no place in the user's files:
/// `EvaluatedResource.told(at:)` points at the call instead.
enum RegistryModule {
  /// The file of all interfaces; no file of a workspace has this number.
  static let fileID = FileID(.min)

  /// The interface behind the path of a module; nil for a module that nobody here knows.
  static func interface(of path: String) -> SourceFile? { name(of: path).flatMap { files[$0] } }

  /// `key-vault/vault` of `br/public:avm/res/key-vault/vault:0.13.0`; nil for what is no resource module of the public registry.
  static func name(of path: String) -> String? {
    let prefixes = ["br/public:avm/res/", "br:mcr.microsoft.com/bicep/avm/res/"]
    guard let prefix = prefixes.first(where: path.hasPrefix) else { return nil }
    let rest = path.dropFirst(prefix.count)
    return String(rest.prefix { $0 != ":" && $0 != "@" })
  }

  /// Whether the module that a path names is known.
  static func isKnown(_ path: String) -> Bool { name(of: path).map { texts[$0] != nil } ?? false }

  /// The modules that are known, below `avm/res`.
  static var names: [String] { texts.keys.sorted() }

  private static let texts: [String: String] = [
    "key-vault/vault": keyVault,
    "key-vault/vault/key": keyVaultKey,
    "key-vault/vault/access-policy": keyVaultAccessPolicy,
    "cognitive-services/account": account,
    "machine-learning-services/workspace": workspace,
    "storage/storage-account": storageAccount,
    "document-db/database-account": databaseAccount,
    "search/search-service": searchService,
    "container-registry/registry": containerRegistry,
    "managed-identity/user-assigned-identity": userAssignedIdentity,
    "authorization/role-assignment/rg-scope": roleAssignmentInGroup,
    "resources/resource-group": resourceGroup,
  ]

  private static let files: [String: SourceFile] = Dictionary(
    uniqueKeysWithValues: texts.map { name, text in
      let document = Document(SourceText(text), format: .bicep)
      return (name, SourceFile(id: fileID, path: "/registry/avm/res/\(name).bicep", role: .bicep, document: document))
    })
}

extension RegistryModule {
  /// What the parameter `managedIdentities` makes; the type's name where there are both kinds.
  static func identity(both: String = "SystemAssigned, UserAssigned", none: String = "null") -> String {
    """
    param managedIdentities object?
    var userIdentities = managedIdentities.?userAssignedResourceIds ?? []
    var formattedUserAssignedIdentities = reduce(map(userIdentities, id => { '${id}': {} }), {}, (cur, next) => union(cur, next))
    var identity = !empty(managedIdentities)
      ? {
          type: (managedIdentities.?systemAssigned ?? false)
            ? (!empty(userIdentities) ? '\(both)' : 'SystemAssigned')
            : (!empty(userIdentities) ? 'UserAssigned' : \(none))
          userAssignedIdentities: !empty(formattedUserAssignedIdentities) ? formattedUserAssignedIdentities : null
        }
      : null

    """
  }

  /// The parameter `customerManagedKey` and what it refers to.
  static let customerManagedKey = """
    param customerManagedKey object?
    var isHSMManagedCMK = split(customerManagedKey.?keyVaultResourceId ?? '', '/')[?7] == 'managedHSMs'
    resource cMKKeyVault 'Microsoft.KeyVault/vaults@2025-05-01' existing = if (!empty(customerManagedKey) && !isHSMManagedCMK) {
      name: last(split(customerManagedKey.?keyVaultResourceId!, '/'))
      scope: resourceGroup(
        split(customerManagedKey.?keyVaultResourceId!, '/')[2],
        split(customerManagedKey.?keyVaultResourceId!, '/')[4]
      )
      resource cMKKey 'keys@2025-05-01' existing = if (!empty(customerManagedKey) && !isHSMManagedCMK) {
        name: customerManagedKey.?keyName!
      }
    }
    resource cMKUserAssignedIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = if (!empty(customerManagedKey.?userAssignedIdentityResourceId)) {
      name: last(split(customerManagedKey.?userAssignedIdentityResourceId!, '/'))
      scope: resourceGroup(
        split(customerManagedKey.?userAssignedIdentityResourceId!, '/')[2],
        split(customerManagedKey.?userAssignedIdentityResourceId!, '/')[4]
      )
    }

    """

  /// Names of roles that modules take instead of ids, those that say something about keys.
  static let roles = """
    var roleNames = {
      Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c'
      Owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
      Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
      'Key Vault Administrator': '00482a5a-887f-4fb3-b363-3b7fe8e74483'
      'Key Vault Certificates Officer': 'a4417e6f-fecd-4de8-b567-7b0420556985'
      'Key Vault Certificate User': 'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba'
      'Key Vault Contributor': 'f25e0fa2-a7c8-4377-a976-54943a77a395'
      'Key Vault Crypto Officer': '14b46e9e-c2b7-41b4-b07b-48a6ebf60603'
      'Key Vault Crypto Service Encryption User': 'e147488a-f6f5-4113-8e2d-b22465e65bf6'
      'Key Vault Crypto User': '12338af0-0e69-4776-bea7-57ae8d297424'
      'Key Vault Reader': '21090545-7ca7-4776-b22c-e363652d74d2'
      'Key Vault Secrets Officer': 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
      'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6'
      'Role Based Access Control Administrator': 'f58310d9-a9f6-439a-9e8d-f62e7b41a168'
      'User Access Administrator': '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'
    }
    func roleId(idOrName string) string => contains(roleNames, idOrName)
      ? subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleNames[idOrName])
      : (contains(idOrName, '/providers/Microsoft.Authorization/roleDefinitions/')
          ? idOrName
          : subscriptionResourceId('Microsoft.Authorization/roleDefinitions', idOrName))

    """

  /// Role assignments on the resource called `symbol`.
  static func assignments(on symbol: String, list: String = "roleAssignments ?? []", name: String = "roleAssignments") -> String {
    """
    resource \(symbol)_\(name) 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
      for roleAssignment in (\(list)): {
        name: roleAssignment.?name ?? guid(\(symbol).id, roleAssignment.principalId, roleAssignment.roleDefinitionIdOrName)
        scope: \(symbol)
        properties: {
          roleDefinitionId: roleId(roleAssignment.roleDefinitionIdOrName)
          principalId: roleAssignment.principalId
          principalType: roleAssignment.?principalType
          condition: roleAssignment.?condition
        }
      }
    ]

    """
  }

  static func outputs(of symbol: String) -> String {
    """
    output resourceId string = \(symbol).id
    output resourceGroupName string = resourceGroup().name
    output name string = \(symbol).name
    output location string = \(symbol).location
    output systemAssignedMIPrincipalId string? = \(symbol).?identity.?principalId

    """
  }
}
