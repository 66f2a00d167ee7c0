/// A role definition and what it lets its holder do with keys (AZURE.md §2E).
public struct Role: Hashable, Sendable {
  public enum Strength: Hashable, Sendable {
    /// Get, wrap and unwrap, and little else.
    case sufficient
    /// Get, wrap and unwrap, and much more.
    case broad
    /// Not all of get, wrap and unwrap.
    case insufficient
    /// A role of which nothing is known.
    case unknown
  }

  public var name: String
  /// In lower case; empty where only the name is known.
  public var guid: String
  public var strength: Strength

  init(_ name: String, _ guid: String, _ strength: Strength) {
    self.name = name
    self.guid = guid
    self.strength = strength
  }

  /// The role with a name or a GUID, which may be the last part of a role definition's id.
  public init(_ text: String) {
    let last = text.split(separator: "/").last.map(String.init) ?? text
    let folded = last.lowercased()
    self = Self.table[folded] ?? Role(last, folded.count == 36 ? folded : "", .unknown)
  }

  public static let encryptionUser = Role("Key Vault Crypto Service Encryption User", "e147488a-f6f5-4113-8e2d-b22465e65bf6", .sufficient)

  public static let known: [Role] = [
    encryptionUser,
    Role("Key Vault Crypto User", "12338af0-0e69-4776-bea7-57ae8d297424", .sufficient),
    Role("Key Vault Crypto Officer", "14b46e9e-c2b7-41b4-b07b-48a6ebf60603", .broad),
    Role("Key Vault Administrator", "00482a5a-887f-4fb3-b363-3b7fe8e74483", .broad),
    Role("Key Vault Contributor", "f25e0fa2-a7c8-4377-a976-54943a77a395", .insufficient),
    Role("Key Vault Reader", "21090545-7ca7-4776-b22c-e363652d74d2", .insufficient),
    Role("Key Vault Crypto Service Release User", "08bbd89e-9f13-488c-ac41-acfcb10c90ab", .insufficient),
    Role("Key Vault Secrets Officer", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", .insufficient),
    Role("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6", .insufficient),
    Role("Key Vault Certificates Officer", "a4417e6f-fecd-4de8-b567-7b0420556985", .insufficient),
    Role("Key Vault Certificate User", "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba", .insufficient),
    Role("Key Vault Data Access Administrator", "8b54135c-b56d-4d72-a534-26097cfdc8d8", .insufficient),
    Role("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c", .insufficient),
    Role("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", .insufficient),
    Role("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", .insufficient),
    Role("User Access Administrator", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", .insufficient),
    Role("Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe", .insufficient),
    Role("Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", .insufficient),
    Role("Managed HSM Crypto User", "21dbd100-6940-42c2-9190-5d6cb909625b", .sufficient),
    Role("Managed HSM Crypto Service Encryption User", "33413926-3206-4cdd-b39a-83574fe37a17", .sufficient),
    Role("Managed HSM Crypto Officer", "515eb02d-2335-4d2d-92f2-b1cbdf9c3778", .insufficient),
    Role("Managed HSM Administrator", "a290e904-7015-4bba-90c8-60543313cdb4", .insufficient),
    Role("Managed HSM Crypto Auditor", "2c18b078-7c48-4d3a-af88-5a3a1b3f82b3", .insufficient),
  ]

  private static let table: [String: Role] = {
    var table: [String: Role] = [:]
    for role in known {
      table[role.name.lowercased()] = role
      table[role.guid] = role
    }
    return table
  }()

  /// What it gives of the three permissions that the user of a key needs; nil where nobody knows.
  public var gives: [KeyPermission]? {
    switch strength {
    case .sufficient, .broad: KeyPermission.needed
    case .insufficient: []
    case .unknown: nil
    }
  }
}
