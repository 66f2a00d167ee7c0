import EncryptionModel

extension Rule {
  static let notAPrincipal = Rule(
    page: RulePage(
      id: "CMK308", name: "not-a-principal", severity: .error, group: .c, fix: .safe,
      sources: [
        .platform("access policies and role assignments name a principal by its object id; a client id is that of an application")
      ],
      summary: "A grant on a vault with a customer-managed key names a client id where a principal's object id belongs.",
      why: """
        A managed identity has a client id and a principal id. The encryption block of an account wants the first, a grant the second. A \
        grant for a client id is accepted for an access policy and gives its permissions to nobody; a role assignment fails. The well-known \
        application id of Azure Cosmos DB is such a client id too (a warning: some documents call it a principal); its principal has another \
        object id in each tenant.
        """,
      examples: .azure(
        bad: .userWaiting(for: .reference("identity", ["properties", "clientId"])),
        good: .userWaiting(for: .reference("identity", ["properties", "principalId"]))
      ).leavingOut(.whatIf)
        + .terraform(
          bad: .userWaiting(for: .reference("azurerm_user_assigned_identity.ai", ["client_id"])),
          good: .userWaiting(for: .reference("azurerm_user_assigned_identity.ai", ["principal_id"])))
        + [
          .init(
            .whatIf, bad: WhatIfExamplePrinter(before: nil, after: .userGranted(to: "a232010e-820c-4083-83bb-3ace5fc29d0b")).text,
            good: WhatIfExamplePrinter(before: nil, after: .userGranted(to: "55555555-aaaa-bbbb-cccc-555555555555")).text)
        ],
      gaps: [.init([.manifest], "a manifest names identities, and not their ids")]),
    check: .grant { entry, report in
      guard entry.grant.effect != .removes, case .known(.client(let identity, let text), let place) = entry.grant.principal else { return }
      let vault: SymbolicText
      switch entry.grant.target {
      case .vault(let id): vault = id.name
      case .key(let id):
        guard let parent = id.parent else { return }
        vault = parent.name
      case .resourceGroup, .subscription, .wider, .other, .undecided: return
      }
      guard report.estate.vaults(named: vault, near: entry.origin).contains(where: { $0.holdsCustomerManagedKey }) else { return }
      let subject = Subject(.grant, vault.display)
      guard let identity else {
        report(
          Finding(
            "'\(text.display)' is the application id of Azure Cosmos DB; a grant needs the object id of its service principal in this tenant.",
            severity: .warning, at: place.unwritten, subject: subject))
        return
      }
      let isResourceID = text.isResourceID
      var finding = Finding(
        "This grant on vault '\(vault.display)' names the \(isResourceID ? "resource" : "client") id of identity '\(identity.lastName.display)'; its principal id belongs here.",
        at: place.unwritten, subject: subject)
      guard !isResourceID else { return report(finding) }
      var fix = Fix("Use the principal id", place.slot?.replacesDeployed == true ? .unsafe : .safe)
      fix.amendments = [.replaceWords(place.site, ["clientId": "principalId", "client_id": "principal_id"])]
      // With the right id the grant counts, and its order does too.
      let users = report.estate.resources.filter {
        $0.origin == entry.origin && KeyUse($0, report.estate)?.principal.compared(to: .user(identity)) == .same
      }
      if !users.allSatisfy({ report.estate.isInOrder(entry, $0) }) { fix.safety = .unsafe }
      finding.fixes = [fix]
      report(finding)
    })
}
