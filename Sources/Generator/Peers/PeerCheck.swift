import EncryptionModel
import Lowering

/// A rule of another checker that asks for something that this program knows too.
struct PeerCheck: Sendable {
  /// `checkov CKV_AZURE_110 (arm)`.
  let id: String
  /// What it asks for.
  let title: String
  let fixtures: @Sendable (PeerCorpora) -> [PeerFixture]
  /// The other checker's rule, asked of our facts.
  let judge: @Sendable (PeerFixture) -> PeerVerdict
  /// The rule of ours that says the same; nil where none does, and the facts alone are compared.
  var rule: String?
  /// Why our rule need not speak where theirs does.
  var silence: PeerReason = .noRule

  static let all: [PeerCheck] =
    [
      PeerCheck(
        id: "checkov CKV_AZURE_110 (arm)", title: "vault: purge protection",
        fixtures: { $0.armLabels("KeyVaultEnablesPurgeProtection") }, judge: purgeProtection, rule: "CMK101", silence: .onlyWhatEncrypts),
      PeerCheck(
        id: "checkov CKV_AZURE_110 (terraform)", title: "vault: purge protection",
        fixtures: { $0.inlineLabels("KeyVaultEnablesPurgeProtection") }, judge: purgeProtection, rule: "CMK101",
        silence: .onlyWhatEncrypts),
      PeerCheck(
        id: "checkov CKV_AZURE_111 (arm)", title: "vault: soft delete",
        fixtures: { $0.armLabels("KeyVaultEnablesSoftDelete") }, judge: softDelete, rule: "CMK102", silence: .onlyWhatEncrypts),
      PeerCheck(
        id: "checkov CKV_AZURE_111 (terraform)", title: "vault: soft delete",
        fixtures: { $0.inlineLabels("KeyVaultEnablesSoftDelete") }, judge: softDelete, rule: "CMK102", silence: .onlyWhatEncrypts),
      PeerCheck(
        id: "checkov CKV_AZURE_189 (arm)", title: "vault: firewall",
        fixtures: { $0.armLabels("KeyVaultDisablesPublicNetworkAccess") }, judge: firewall),
      PeerCheck(
        id: "checkov CKV_AZURE_189 (terraform)", title: "vault: firewall",
        fixtures: { $0.terraformLabels("KeyVaultDisablesPublicNetworkAccess", type: "azurerm_key_vault") }, judge: firewall),
      PeerCheck(
        id: "checkov CKV_AZURE_40 (arm)", title: "key: a date of expiry", fixtures: { $0.armLabels("KeyExpirationDate") }, judge: expiry),
      PeerCheck(
        id: "checkov CKV_AZURE_40 (terraform)", title: "key: a date of expiry", fixtures: { $0.inlineLabels("KeyExpirationDate") },
        judge: expiry),
      PeerCheck(
        id: "kics key_expiration_not_set", title: "key: a date of expiry", fixtures: { $0.kics("terraform/azure/key_expiration_not_set") },
        judge: expiry),
      PeerCheck(
        id: "trivy ensure_key_expiry", title: "key: a date of expiry", fixtures: { $0.trivy("keyvault/ensure_key_expiry") }, judge: expiry),
      PeerCheck(
        id: "avm KeyExpirationDate (plan)", title: "key: a date of expiry", fixtures: { $0.mocks("avmsec/KeyExpirationDate") },
        judge: expiry),
      PeerCheck(
        id: "trivy blob_container_cmk_encrypted", title: "storage: customer-managed key",
        fixtures: { $0.trivy("storage/blob_container_cmk_encrypted") }, judge: customerManaged, rule: "CMK501", silence: .notRequired),
      PeerCheck(
        id: "checkov CognitiveServicesCustomerManagedKey (graph)", title: "account: customer-managed key",
        fixtures: { $0.graphLabels("AzureCognitiveServicesCustomerManagedKey", type: "azurerm_cognitive_account") },
        judge: customerManaged, rule: "CMK501", silence: .notRequired),
      PeerCheck(
        id: "checkov OpenAICognitiveServicesRestrictedOutboundNetwork (terraform)", title: "account: outbound access",
        fixtures: { $0.terraformLabels("OpenAICognitiveServicesRestrictedOutboundNetwork", type: "azurerm_cognitive_account") },
        judge: outbound),
      PeerCheck(
        id: "checkov CKV_AZURE_207 (terraform)", title: "search: identity",
        fixtures: { $0.terraformLabels("AzureSearchManagedIdentity", type: "azurerm_search_service") }, judge: identity),
      PeerCheck(
        id: "checkov AzureMLWorkspacePublicNetwork (terraform)", title: "workspace: public network access",
        fixtures: { $0.graphLabels("AzureMLWorkspacePublicNetwork", type: "azurerm_machine_learning_workspace") }, judge: publicAccess),
      PeerCheck(
        id: "checkov AzureMLWorkspacePublicNetwork (arm)", title: "workspace: public network access",
        fixtures: { $0.armGraphLabels("AzureMLWorkspacePublicNetwork") }, judge: publicAccess),
      PeerCheck(
        id: "checkov AzureMLWorkspaceHBIPublicNetwork (terraform)", title: "workspace: high impact beside public storage",
        fixtures: { $0.graphLabels("AzureMLWorkspaceHBIPublicNetwork", type: "azurerm_machine_learning_workspace") },
        judge: highImpactBesidePublicStorage),
    ]
}

// MARK: Their rules, asked of our facts

private func verdict<Value>(_ fact: Fact<Value>?, _ isBad: (Value?) -> Bool) -> PeerVerdict {
  guard let fact else { return .open("the subject is not there") }
  switch fact.judged(by: isBad) {
  case .complies: return .good
  case .violates: return .bad
  case .undecided(let unknown): return .open(unknown.reason)
  }
}

@Sendable private func purgeProtection(_ fixture: PeerFixture) -> PeerVerdict { verdict(fixture.vault?.purgeProtection) { $0 != true } }
@Sendable private func softDelete(_ fixture: PeerFixture) -> PeerVerdict { verdict(fixture.vault?.softDelete) { $0 == false } }
@Sendable private func expiry(_ fixture: PeerFixture) -> PeerVerdict { verdict(fixture.key?.expires) { $0 == nil } }
@Sendable private func publicAccess(_ fixture: PeerFixture) -> PeerVerdict {
  verdict(fixture.resource(.mlWorkspace, .hub)?.publicNetworkAccess) { $0 == true }
}
@Sendable private func customerManaged(_ fixture: PeerFixture) -> PeerVerdict {
  verdict(fixture.resource()?.encryption.source) { $0 != .customerManaged }
}

/// Public access is off, or the firewall denies what it does not name.
@Sendable private func firewall(_ fixture: PeerFixture) -> PeerVerdict {
  guard let vault = fixture.vault else { return .open("the subject is not there") }
  let access = verdict(vault.publicNetworkAccess) { $0 != false }
  return access == .good ? access : verdict(vault.firewallAction) { $0 != .deny }
}

@Sendable private func outbound(_ fixture: PeerFixture) -> PeerVerdict {
  guard let resource = fixture.resource(), let account = resource.account else { return .open("the subject is not there") }
  guard resource.kind == .openAI else { return .good }
  let restricted = verdict(account.restrictsOutbound) { $0 != true }
  return restricted == .good ? verdict(account.allowedHosts) { $0?.isEmpty ?? true } : restricted
}

@Sendable private func identity(_ fixture: PeerFixture) -> PeerVerdict {
  guard let identities = fixture.resource()?.identities else { return .open("the subject is not there") }
  let system = verdict(identities.system) { $0 != true }
  return system == .good ? system : verdict(identities.user) { $0?.isEmpty ?? true }
}

@Sendable private func highImpactBesidePublicStorage(_ fixture: PeerFixture) -> PeerVerdict {
  guard let resource = fixture.resource(.mlWorkspace, .hub), let workspace = resource.workspace else {
    return .open("the subject is not there")
  }
  let impact = verdict(workspace.highBusinessImpact) { $0 == true }
  guard impact == .bad, let storage = resource.links.first(where: { $0.role == .storage }) else { return impact }
  let account = fixture.declarations.resources.first { $0.declaration.id == storage.target }
  return verdict(account?.publicNetworkAccess) { $0 != false }
}
