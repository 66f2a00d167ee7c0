import EncryptionModel

/// The resource types that the model knows, by their folded names (AZURE.md §0.1).
enum AzureResourceType: String, CaseIterable {
  case vault = "microsoft.keyvault/vaults"
  case key = "microsoft.keyvault/vaults/keys"
  case managedHSM = "microsoft.keyvault/managedhsms"
  case managedHSMKey = "microsoft.keyvault/managedhsms/keys"
  case accessPolicies = "microsoft.keyvault/vaults/accesspolicies"
  case managedIdentity = "microsoft.managedidentity/userassignedidentities"
  case roleAssignment = "microsoft.authorization/roleassignments"
  case lock = "microsoft.authorization/locks"
  case account = "microsoft.cognitiveservices/accounts"
  case accountProject = "microsoft.cognitiveservices/accounts/projects"
  case workspace = "microsoft.machinelearningservices/workspaces"
  case storage = "microsoft.storage/storageaccounts"
  case cosmosDB = "microsoft.documentdb/databaseaccounts"
  case search = "microsoft.search/searchservices"
  case registry = "microsoft.containerregistry/registries"
  case accountConnection = "microsoft.cognitiveservices/accounts/connections"
  case projectConnection = "microsoft.cognitiveservices/accounts/projects/connections"
  case workspaceConnection = "microsoft.machinelearningservices/workspaces/connections"
  case accountCapabilityHost = "microsoft.cognitiveservices/accounts/capabilityhosts"
  case projectCapabilityHost = "microsoft.cognitiveservices/accounts/projects/capabilityhosts"
  case compute = "microsoft.machinelearningservices/workspaces/computes"

  /// The type by its folded name; a role assignment or a lock written as a child of what it is on has the name of both.
  init?(folded: String) {
    if let type = Self(rawValue: folded) {
      self = type
    } else if folded.hasSuffix("/providers/roleassignments") {
      self = .roleAssignment
    } else if folded.hasSuffix("/providers/locks") {
      self = .lock
    } else {
      return nil
    }
  }

  /// What an account of a kind is; kinds do not distinguish case.
  static func account(ofKind kind: String?) -> ResourceKind {
    switch kind?.lowercased() {
    case "aiservices": .foundry
    case "openai": .openAI
    // The names that azurerm and older versions of the service use (AZURE.md, CMK901).
    case "speechservices", "speech", "customspeech", "speechtranslation": .speech
    case "contentsafety": .contentSafety
    case "contentmoderator": .contentModerator
    default: .cognitiveService
    }
  }

  static func workspace(ofKind kind: String?) -> ResourceKind {
    switch kind?.lowercased() {
    case "hub": .hub
    case "project": .hubProject
    default: .mlWorkspace
    }
  }
}
