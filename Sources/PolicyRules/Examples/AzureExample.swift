/// A deployment of Azure resources for a page's example, written once and printed as an ARM template, Bicep and a what-if result.
struct AzureExample: Hashable, Sendable {
  struct Resource: Hashable, Sendable {
    /// What the example calls it: a Bicep symbol.
    var symbol: String
    /// `Microsoft.KeyVault/vaults/keys`.
    var type: String
    var version: String
    /// The last part of the name.
    var name: String
    /// The symbol of the resource that it is a child of.
    var parent: String?
    /// The symbol of the resource that it extends.
    var scope: String?
    var dependsOn: [String] = []
    /// An object: `location`, `properties` and so on.
    var body: ExampleValue

    init(
      _ symbol: String, _ type: String, _ version: String, name: String, parent: String? = nil, scope: String? = nil,
      dependsOn: [String] = [], _ body: ExampleValue
    ) {
      self.symbol = symbol
      self.type = type
      self.version = version
      self.name = name
      self.parent = parent
      self.scope = scope
      self.dependsOn = dependsOn
      self.body = body
    }
  }

  var resources: [Resource]

  subscript(symbol: String) -> Resource? { resources.first { $0.symbol == symbol } }

  // MARK: Variations

  /// The example with one property set.
  func setting(_ symbol: String, _ path: String..., to value: ExampleValue) -> AzureExample { changing(symbol, path, to: value) }

  /// The example without one property.
  func removing(_ symbol: String, _ path: String...) -> AzureExample { changing(symbol, path, to: nil) }

  private func changing(_ symbol: String, _ path: [String], to value: ExampleValue?) -> AzureExample {
    var changed = self
    for index in resources.indices where resources[index].symbol == symbol {
      changed.resources[index].body = resources[index].body.setting(path[...], to: value) ?? .object([])
    }
    return changed
  }

  func adding(_ more: Resource...) -> AzureExample { AzureExample(resources: resources + more) }

  func without(_ symbols: String...) -> AzureExample { AzureExample(resources: resources.filter { !symbols.contains($0.symbol) }) }

  func naming(_ symbol: String, _ name: String) -> AzureExample { edited(symbol) { $0.name = name } }

  func versioned(_ symbol: String, _ version: String) -> AzureExample { edited(symbol) { $0.version = version } }

  func depending(_ symbol: String, on others: String...) -> AzureExample { edited(symbol) { $0.dependsOn += others } }

  private func edited(_ symbol: String, _ edit: (inout Resource) -> Void) -> AzureExample {
    var changed = self
    for index in resources.indices where resources[index].symbol == symbol { edit(&changed.resources[index]) }
    return changed
  }

  // MARK: Names

  /// `kv-ai/ai-2026`.
  func fullName(_ resource: Resource) -> [String] {
    guard let parent = resource.parent.flatMap({ self[$0] }), parent.symbol != resource.symbol, parent.parent == nil else {
      return [resource.name]
    }
    return [parent.name, resource.name]
  }
}

// MARK: The estates that the examples are variations of

extension AzureExample {
  /// A vault, a key, and a Foundry resource that encrypts with it.
  static let foundry = AzureExample(resources: [
    Resource(
      "vault", "Microsoft.KeyVault/vaults", "2023-07-01", name: "kv-ai",
      [
        "location": "eastus",
        "properties": [
          "tenantId": "11111111-2222-3333-4444-555555555555", "sku": ["family": "A", "name": "premium"], "enableRbacAuthorization": true,
          "enablePurgeProtection": true,
        ],
      ]),
    Resource(
      "key", "Microsoft.KeyVault/vaults/keys", "2023-07-01", name: "ai-2026", parent: "vault",
      ["properties": ["kty": "RSA", "keySize": 2048]]),
    Resource(
      "account", "Microsoft.CognitiveServices/accounts", "2025-06-01", name: "ai-main",
      [
        "location": "eastus", "kind": "AIServices", "sku": ["name": "S0"], "identity": ["type": "SystemAssigned"],
        "properties": [
          "allowProjectManagement": true,
          "encryption": [
            "keySource": "Microsoft.KeyVault",
            "keyVaultProperties": ["keyVaultUri": "https://kv-ai.vault.azure.net/", "keyName": "ai-2026"],
          ],
        ],
      ]),
  ])

  /// The same with a hub in place of the Foundry resource.
  static let hub = AzureExample(resources: [
    Resource(
      "vault", "Microsoft.KeyVault/vaults", "2023-07-01", name: "kv-ai",
      foundry["vault"]?.body ?? .object([])),
    Resource("key", "Microsoft.KeyVault/vaults/keys", "2023-07-01", name: "ai-2026", parent: "vault", foundry["key"]?.body ?? .object([])),
    Resource(
      "hub", "Microsoft.MachineLearningServices/workspaces", "2025-06-01", name: "hub-main",
      [
        "location": "eastus", "kind": "Hub", "identity": ["type": "SystemAssigned"],
        "properties": [
          "enableServiceSideCMKEncryption": true,
          "encryption": [
            "status": "Enabled",
            "keyVaultProperties": [
              "keyVaultArmId": .id(of: "vault"),
              "keyIdentifier": "https://kv-ai.vault.azure.net/keys/ai-2026/0123456789abcdef0123456789abcdef",
            ],
          ],
        ],
      ]),
  ])

  /// A user-assigned identity called `identity`.
  static let userIdentity = Resource(
    "identity", "Microsoft.ManagedIdentity/userAssignedIdentities", "2023-01-31", name: "id-ai", ["location": "eastus"])

  /// A role assignment called `grant` on the vault: Key Vault Crypto Service Encryption User.
  static func grant(
    to principal: ExampleValue, role: String = "e147488a-f6f5-4113-8e2d-b22465e65bf6", on scope: String = "vault"
  ) -> Resource {
    Resource(
      "grant", "Microsoft.Authorization/roleAssignments", "2022-04-01", name: "7d0cf0f9-3b1c-4a5e-9c0a-0c5f5a0d1a11", scope: scope,
      [
        "properties": [
          "roleDefinitionId": .text("/providers/Microsoft.Authorization/roleDefinitions/\(role)"), "principalId": principal,
          "principalType": "ServicePrincipal",
        ]
      ])
  }
}
