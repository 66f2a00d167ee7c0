import EncryptionModel

/// The resource types that the model knows, by their folded names (AZURE.md §0.1).
enum AzureResourceType: String, CaseIterable {
  case vault = "microsoft.keyvault/vaults"
  case key = "microsoft.keyvault/vaults/keys"
  case account = "microsoft.cognitiveservices/accounts"
  case accountProject = "microsoft.cognitiveservices/accounts/projects"
  case workspace = "microsoft.machinelearningservices/workspaces"
  case storage = "microsoft.storage/storageaccounts"
  case cosmosDB = "microsoft.documentdb/databaseaccounts"
  case search = "microsoft.search/searchservices"
  case registry = "microsoft.containerregistry/registries"

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
