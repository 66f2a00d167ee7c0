import EncryptionModel

extension Rule {
  static let identityNotNamed = Rule(
    page: RulePage(
      id: "CMK302", name: "identity-not-named", severity: .error, group: .c, fix: .safe,
      sources: [
        .platform(
          "an account reaches its key as itself unless identityClientId names another identity; workspaces, Storage and Cosmos DB have "
            + "properties of their own for it")
      ],
      summary: "A resource that has user-assigned identities alone does not say with which of them it reaches its key.",
      why: """
        Without a name in the encryption block the service uses the identity of its own, and this resource has none. The deployment is \
        refused although an identity with the right grants is attached.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(head: "identities: { id-ai: {} }").replacing("identity: systemAssigned", "identity: userAssigned"),
          good: ExampleText.manifest(head: "identities: { id-ai: {} }").replacing(
            "identity: systemAssigned", "identity: userAssigned\n    userIdentity: id-ai"))
      ]
        + .azure(
          bad: .userReady.removing("account", "properties", "encryption", "keyVaultProperties", "identityClientId"), good: .userReady)
        + .terraform(bad: unnamed, good: .userReady).leavingOut(.plan)
        + [
          .init(
            .plan, bad: PlanExamplePrinter(before: TerraformExample(blocks: [TerraformExample.userIdentity]), after: unnamed).text,
            good: PlanExamplePrinter(before: TerraformExample(blocks: [TerraformExample.userIdentity]), after: .userReady).text)
        ]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.encryption.isCustomerManaged, case .absent(let place) = resource.encryption.identity,
        resource.kind.needsIdentity || resource.kind == .cosmosDB
      else { return }
      let uses: [IdentityUse]
      switch resource.identities.user {
      case .known(let found, _) where !found.isEmpty: uses = found
      // A manifest may say that there is one, and not which.
      case .absent where entry.origin.dialect == .manifest: uses = []
      case .known, .absent, .undecided, .either: return
      }
      switch resource.identities.system.judged(by: { $0 != true }) {
      case .complies: return
      case .undecided(let unknown): return report.waits(for: unknown)
      case .violates: break
      }
      // Cosmos DB has a principal of its own, unless one of the identities has what it needs.
      guard resource.kind != .cosmosDB || uses.contains(where: { report.estate.isGranted($0.principal, entry) }) else { return }
      let names = uses.map { "'\($0.principal.shortName)'" }.joined(separator: ", ")
      var finding = Finding(
        "\(entry.title.capitalizedFirst) has \(names.isEmpty ? "user-assigned identities" : names) and no identity of its own, but does "
          + "not name the one with which it reaches its key.",
        at: place.unwritten, subject: entry.subject,
        related: uses.prefix(8).map { Related("attached here", at: $0.place.site) })
      finding.fixes = fixes(entry, uses, place, report.estate)
      report(finding)
    })

  private static let unnamed = TerraformExample.userReady.removing(
    "azurerm_cognitive_account.main", "customer_managed_key", "identity_client_id")

  private static func fixes(_ entry: Estate.ResourceEntry, _ uses: [IdentityUse], _ place: Place, _ estate: Estate) -> [Fix] {
    guard let slot = place.slot else { return [] }
    let own = estate.identities.filter { $0.origin == entry.origin }
    func safety(_ principal: Principal) -> Fix.Safety { !slot.replacesDeployed && estate.isReady(principal, entry) ? .safe : .unsafe }
    if entry.origin.dialect == .manifest {
      guard own.count == 1, let identity = own.first?.identity, let name = identity.name.known else { return [] }
      return [Fix("Name identity '\(name)'", safety(.user(identity.declaration.id)), .set(slot, .text(name)))]
    }
    guard uses.count == 1, case .user(let id)? = uses.first?.principal,
      let identity = own.first(where: { $0.identity.declaration.id.mayBe(id) })?.identity
    else { return [] }
    let name = identity.name(asKeyUserOf: entry.resource.kind)
    return [Fix("Name identity '\(identity.name.display)'", safety(.user(id)), .refer(slot, name))]
  }
}

extension Principal {
  /// The last part of its name.
  var shortName: String {
    switch self {
    case .system(let id), .user(let id), .client(let id?, _): id.lastName.display
    case .object(let text), .client(nil, let text): text.display
    case .service(let name): name
    }
  }
}

extension Estate {
  /// Whether an identity certainly has a grant on the key of a resource.
  func isGranted(_ principal: Principal, _ entry: ResourceEntry) -> Bool {
    entry.resource.encryption.key.map { access(of: principal, to: $0, near: entry.origin).isSufficient } ?? false
  }
}
