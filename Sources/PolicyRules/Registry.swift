/// All rules, and how people name them.
public enum Registry {
  /// In the order of their ids.
  public static let all: [Rule] = [
    .syntax, .unknownProperty, .invalidValue, .unresolvedReference, .duplicateName,
    .suppressionWithoutReason, .suppressionUnknownRule, .suppressionUnused, .suppressionExpired,
    .purgeProtection, .softDelete, .purgeProtectionFalse, .trustedServices, .privateVaultServiceSide,
    .sameRegion, .sameTenant, .sameResourceGroup, .sameSubscription,
    .retentionDays, .explicitAuthorizationModel, .vaultAPIVersion, .sharedVault,
    .keyType, .keySize, .keyOperations, .keyUsable, .hsmNeedsPremium, .keyNotUpdatable, .pinnedVersion, .noRotationPolicy, .notInKeyVault,
    .noIdentity, .identityNotNamed, .identityNotAttached, .missingGrant, .partialGrant, .wrongGrantModel, .roleTooWeak, .notAPrincipal,
    .cosmosGrant, .grantOrder, .oneShotSystemIdentity, .overBroadGrant, .projectIdentityGrant, .outboundBlocksVault, .openAIUserIdentity,
    .incompleteEncryption, .contradictoryEncryption, .vaultURI, .vaultMismatch, .keyVersionForm, .malformedVersion, .swappedArguments,
    .encryptionSpelling, .propertyNotInAPIVersion, .twoDefinitions, .hiddenDrift,
    .resourceNotEncrypted, .hubNotEncrypted, .keyNotPassedDown, .queueTableKeys, .searchEnforcement, .agentsBasicSetup,
    .projectEncryption, .speechWithoutStorage,
    .legacyManagedGroup, .serviceSideWithoutKey, .highBusinessImpact, .ownMetadataStores, .managedGroupTouched, .ownNetwork,
    .managedGroupDeleted, .quota, .computeDisks,
    .revertToMicrosoftKeys, .switchToCustomerKeys, .hubSwitchToCustomerKeys, .hubRevertToMicrosoftKeys, .crossVaultRotation, .keyRotation,
    .rotationWithoutGrant, .serviceSideToggled, .highBusinessImpactToggled, .resourceReplaced, .hubVaultOrStorageChanged, .cosmosKeyAdded,
    .purgeProtectionRemoved, .retentionChanged, .authorizationModelFlipped, .firewallTightened,
    .identityRemoved, .resourceMoved, .rotatedButNotUpdated,
    .grantRevoked, .keyRevoked, .oldKeyRetired, .vaultDeleted, .purgeOnDestroy, .noDeleteLock,
    .requestForm, .requestFormCapability, .needsE0,
    .extraCost, .softDeletedCost, .regionCapacity,
  ]

  /// The rule with this id or name, in any case.
  public static func rule(_ text: String) -> Rule? {
    let wanted = text.lowercased()
    return all.first { $0.page.id.lowercased() == wanted || $0.page.name == wanted }
  }

  /// The ids that a rule id, a name or a group (`CMK1`: all ids that begin so) stands for; empty for an unknown one.
  public static func ids(selectedBy text: String) -> [String] {
    if let rule = rule(text) { return [rule.page.id] }
    let wanted = text.uppercased()
    guard wanted.hasPrefix("CMK"), (3...5).contains(wanted.utf8.count) else { return [] }
    return all.map(\.page.id).filter { $0.hasPrefix(wanted) }
  }

  /// The id or name nearest to a misspelt one; nil where none is near.
  public static func suggestion(for text: String) -> String? {
    let wanted = text.lowercased()
    let candidates = all.flatMap { [$0.page.id, $0.page.name] }
    let best = candidates.map { (name: $0, distance: EditDistance.between(wanted, $0.lowercased())) }.min { $0.distance < $1.distance }
    guard let best, best.distance <= max(2, wanted.utf8.count / 3) else { return nil }
    return best.name
  }
}
