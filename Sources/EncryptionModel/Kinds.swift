/// The notations in which encryption is declared (SPEC §2).
public enum Dialect: String, Hashable, Sendable, CaseIterable {
  case manifest, arm, bicep, terraform, plan, whatIf
  /// The program's own configuration file.
  case configuration

  /// As people call it.
  public var title: String {
    switch self {
    case .manifest: "encryption manifest"
    case .arm: "ARM template"
    case .bicep: "Bicep"
    case .terraform: "Terraform"
    case .plan: "Terraform plan"
    case .whatIf: "what-if result"
    case .configuration: "configuration"
    }
  }
}

/// Key types of Azure Key Vault (`kty`), compared without regard to case.
public enum KeyType: Hashable, Sendable {
  case rsa, rsaHSM, ec, ecHSM, oct, octHSM
  case other(String)

  public init(_ name: String) {
    switch name.lowercased() {
    case "rsa": self = .rsa
    case "rsa-hsm": self = .rsaHSM
    case "ec": self = .ec
    case "ec-hsm": self = .ecHSM
    case "oct": self = .oct
    case "oct-hsm": self = .octHSM
    default: self = .other(name)
    }
  }

  /// The official spelling, the same in every dialect.
  public var name: String {
    switch self {
    case .rsa: "RSA"
    case .rsaHSM: "RSA-HSM"
    case .ec: "EC"
    case .ecHSM: "EC-HSM"
    case .oct: "oct"
    case .octHSM: "oct-HSM"
    case .other(let name): name
    }
  }

  public var isRSA: Bool { self == .rsa || self == .rsaHSM }
}

/// Who manages the key that a resource is encrypted with.
public enum EncryptionSource: Hashable, Sendable {
  case customerManaged, microsoftManaged
}

/// What a protected resource is: the kinds that the policy documents and RULES.md tell apart.
public enum ResourceKind: String, Hashable, Sendable, CaseIterable {
  case foundry, foundryProject, hub, hubProject, speech, contentSafety, contentModerator, openAI, cognitiveService, mlWorkspace
  case storage, cosmosDB, search, containerRegistry

  /// For messages, with its article's noun: `Foundry resource`.
  public var title: String {
    switch self {
    case .foundry: "Foundry resource"
    case .foundryProject: "Foundry project"
    case .hub: "hub"
    case .hubProject: "hub project"
    case .speech: "Speech resource"
    case .contentSafety: "Content Safety resource"
    case .contentModerator: "Content Moderator resource"
    case .openAI: "Azure OpenAI resource"
    case .cognitiveService: "Cognitive Services resource"
    case .mlWorkspace: "Machine Learning workspace"
    case .storage: "storage account"
    case .cosmosDB: "Cosmos DB account"
    case .search: "search service"
    case .containerRegistry: "container registry"
    }
  }

  /// The Azure resource type behind the kind, in lower case: an account stays the same resource when its kind changes.
  public var resourceType: String {
    switch self {
    case .foundry, .speech, .contentSafety, .contentModerator, .openAI, .cognitiveService: "microsoft.cognitiveservices/accounts"
    case .foundryProject: "microsoft.cognitiveservices/accounts/projects"
    case .hub, .hubProject, .mlWorkspace: "microsoft.machinelearningservices/workspaces"
    case .storage: "microsoft.storage/storageaccounts"
    case .cosmosDB: "microsoft.documentdb/databaseaccounts"
    case .search: "microsoft.search/searchservices"
    case .containerRegistry: "microsoft.containerregistry/registries"
    }
  }

  /// A Cognitive Services account of any kind.
  public var isAccount: Bool {
    switch self {
    case .foundry, .speech, .contentSafety, .contentModerator, .openAI, .cognitiveService: true
    case .foundryProject, .hub, .hubProject, .mlWorkspace, .storage, .cosmosDB, .search, .containerRegistry: false
    }
  }

  /// A workspace of any kind.
  public var isWorkspace: Bool { self == .hub || self == .hubProject || self == .mlWorkspace }

  /// Services whose own text allows keys of 2048, 3072 and 4096 bits and does not follow the Foundry rules on size (AZURE.md D9).
  public var followsOwnKeySizes: Bool { self == .storage || self == .search || self == .cosmosDB }
}

/// A service inside a multi-service resource that needs the request form (SPEC §4).
public enum Capability: Hashable, Sendable {
  case speech, contentSafety, contentModerator
  case other(String)

  public init(_ name: String) {
    switch name.lowercased() {
    case "speech": self = .speech
    case "contentsafety": self = .contentSafety
    case "contentmoderator": self = .contentModerator
    default: self = .other(name)
    }
  }

  public var title: String {
    switch self {
    case .speech: "Speech"
    case .contentSafety: "Content Safety"
    case .contentModerator: "Content Moderator"
    case .other(let name): name
    }
  }

  public var needsRequestForm: Bool { if case .other = self { false } else { true } }
}
