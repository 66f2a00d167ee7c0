import SourceText

/// Where a value would be written.
public struct Slot: Hashable, Sendable {
  public enum Target: Hashable, Sendable {
    /// The value that stands at the site gives way.
    case value(Site)
    /// The object at the site gets a property at the path; objects on the way that are missing are made.
    case property(in: Site, path: [String])
    /// The bytes of the site are a part of a literal and give way to a text.
    case text(Site)
  }

  public var target: Target
  /// In whose words the value is written.
  public var vocabulary: Vocabulary
  /// Writing here would make the provider replace what is deployed (Terraform's ForceNew): a fix is not safe.
  public var replacesDeployed: Bool
  /// What may be written here; nil: anything.
  public var accepted: AcceptedValues?

  public init(_ target: Target, vocabulary: Vocabulary, replacesDeployed: Bool = false, accepted: AcceptedValues? = nil) {
    self.target = target
    self.vocabulary = vocabulary
    self.replacesDeployed = replacesDeployed
    self.accepted = accepted
  }
}

/// The words in which a dialect spells the values of the model.
public enum Vocabulary: Hashable, Sendable {
  case manifest
  /// ARM's property values, in ARM templates, Bicep and azapi bodies alike.
  case azure
  case azurerm
}

/// What should be true, not how it is spelled: the dialect of the place prints it in the style of the text around it.
public enum Amendment: Hashable, Sendable {
  case set(Slot, AmendedValue)
  /// The property or element whose value stands at the site goes away.
  case remove(Site)
  /// The property whose name stands at the site gets another name.
  case rename(Site, to: String)
  /// The bytes of the site go away with the line, where nothing else is on it: a comment.
  case removeText(Site)
  /// The bytes of the site give way to a text: inside a comment.
  case replaceText(Site, with: String)
  /// Of the words, the one that stands in the site's text gives way to its counterpart; nothing is printed where there is not exactly one.
  case replaceWords(Site, [String: String])
  /// What only the text of the file can say: the name of another declaration in the notation of the file.
  case refer(Slot, DeclarationName)
  /// One more resource is declared, beside the one in whose declaration the site is.
  case declare(NewResource, beside: Site)
}

/// How a declaration is named by another one of the same file; the site is one in the declaration that is named.
public enum DeclarationName: Hashable, Sendable {
  /// The client id of a user-assigned identity.
  case clientID(of: Site)
  case id(of: Site)
  /// The id behind `UserAssignedIdentity=`, as Cosmos DB has it.
  case defaultIdentity(Site)
  /// A block of identities that holds this one; at the type of a block that is there, one more identity in it.
  case identities(Site)
  /// One more identity in a list of them.
  case oneMoreIdentity(Site)
  /// One more thing to wait for.
  case dependency(on: Site)

  public var site: Site {
    switch self {
    case .clientID(of: let site), .id(of: let site), .defaultIdentity(let site), .identities(let site), .oneMoreIdentity(let site),
      .dependency(on: let site):
      site
    }
  }
}

/// A resource that an amendment declares.
public enum NewResource: Hashable, Sendable {
  /// A lock against the deletion of the resource that it is declared beside.
  case deleteLock
  /// What an identity needs to encrypt with the keys of the vault that it is declared beside.
  case keyGrant(GrantHolder, byRole: Bool)
  /// A user-assigned identity for the resource that it is declared beside, which is there before it.
  case identity
  /// In a manifest: the vault, and the key in it, that a resource names.
  case key(KeyChoice)

  /// Who gets a grant, by a site in its declaration in the same file.
  public enum GrantHolder: Hashable, Sendable {
    /// The identity that a resource has of its own.
    case system(of: Site)
    /// A user-assigned identity.
    case user(Site)
    /// A service under its own name, whose object id differs in each tenant: a new parameter takes it.
    case service(ServicePrincipal)

    public var site: Site? {
      switch self {
      case .system(of: let site), .user(let site): site
      case .service: nil
      }
    }

    public var isUserAssigned: Bool { if case .user = self { true } else { false } }
  }

  /// A service of Microsoft's with an identity in each tenant.
  public enum ServicePrincipal: Hashable, Sendable {
    case cosmosDB

    public var name: String { "Azure Cosmos DB" }
    /// The same in all tenants, where the object id is not (AZURE.md §1C).
    public var applicationID: String { "a232010e-820c-4083-83bb-3ace5fc29d0b" }
  }
}

/// A value of the model that an amendment writes.
public enum AmendedValue: Hashable, Sendable {
  case boolean(Bool)
  case integer(Int)
  case text(String)
  case keyType(KeyType)
  case keyOperations([KeyOperation])
  case keyPermissions([KeyPermission])
  /// One more element of a list.
  case keyOperation(KeyOperation)
  case keyPermission(KeyPermission)
  case vaultTier(VaultTier)
  /// That trusted Microsoft services pass a firewall.
  case trustedServices
  case role(Role)
  /// A rotation policy that makes a new version each year.
  case rotationPolicy
  /// That a search service refuses what has no customer-managed key.
  case keyEnforcement
  /// That queues or tables are encrypted with the storage account's key.
  case accountKey
  /// That a workspace keeps its data on Microsoft's side.
  case serviceSideStorage
  /// The key that is named, with its version or without: what stands there is rewritten.
  case keyForm(Encryption.KeyForm)
  /// In the word that resources of the kind have for it.
  case encryptionSource(EncryptionSource, of: ResourceKind)
  /// The key to encrypt with, as resources of the kind name it.
  case keyReference(KeyChoice, of: ResourceKind)
  /// The resource id of the key's vault.
  case vaultID(KeyChoice)
  /// The address of the key's vault.
  case vaultAddress(KeyChoice)
  /// That a resource has an identity of its own.
  case systemIdentity
  case texts([String])
  /// A request form to be filled in by a person.
  case requestFormSkeleton
}

/// A key to encrypt with: by its names, and by its declaration where the same file has it.
public struct KeyChoice: Hashable, Sendable {
  public var vault: String
  public var key: String
  /// The version to go back to; nil: the newest.
  public var version: String?
  /// The vault's resource id where all of it is known.
  public var vaultID: String?
  /// Sites in the declarations of the vault and of the key.
  public var vaultSite: Site?
  public var keySite: Site?

  public init(vault: String, key: String, vaultSite: Site? = nil, keySite: Site? = nil) {
    self.vault = vault
    self.key = key
    self.vaultSite = vaultSite
    self.keySite = keySite
  }

  /// `vault/key`.
  public var display: String { vault + "/" + key }
}
