import EncryptionModel

extension Rule {
  static let projectIdentityGrant = Rule(
    page: RulePage(
      id: "CMK313", name: "project-identity-grant", severity: .hint, group: .b, fix: .judged,
      sources: [
        .policy("001", "the permissions go to the system-assigned identity of the Foundry project"),
        .policy("004", "the permissions go to the system-assigned identity of the project"),
      ],
      summary: "The own identity of a Foundry project has no grant on the key of its resource.",
      why: """
        Two of the policy documents name the identity of the project where they ask for get, wrapKey and unwrapKey; newer text and the \
        service itself speak of the resource's (CMK304). Granting both follows either.
        """,
      examples: .azure(bad: .withProject(granted: false), good: .withProject(granted: true)).leavingOut(.whatIf)
        + .terraform(bad: .withProject(granted: false), good: .withProject(granted: true)),
      gaps: [.whatIfPrincipals, .init([.manifest], "a manifest's project names no account that it is one of")]),
    check: .resource { entry, report in
      guard entry.resource.kind == .foundryProject, entry.origin.dialect != .whatIf, let id = entry.resource.declaration.id.parent,
        entry.resource.identities.system.value == true, entry.resource.declaration.isCertain
      else { return }
      let accounts = report.estate.resources(at: id, near: entry.origin)
      guard accounts.count == 1, let account = accounts.first, account.origin == entry.origin,
        let use = KeyUse(account, report.estate), use.isSufficient, !report.estate.mayDeclareMore(entry.origin)
      else { return }
      let principal = Principal.system(of: entry.resource.declaration.id)
      let access = report.estate.access(of: principal, to: use.reference, near: entry.origin)
      guard !access.isSufficient, !access.doubtful.contains(where: { !$0.grant.isForDeployer && $0.grant.mayGiveKeys }) else { return }
      var finding = Finding(
        "\(entry.title.capitalizedFirst) has an identity of its own without a grant on vault '\(use.reference.vault.display)', in which the key "
          + "of '\(account.resource.name.display)' lies.",
        at: Place(entry.resource.site), subject: entry.subject,
        related: use.effective.prefix(1).map { Related("the grant of '\(account.resource.name.display)'", at: $0.grant.site) })
      if let vault = use.vaults.first(where: { $0.origin == entry.origin })?.vault {
        finding.fixes = [
          Fix(
            "Grant the project's identity access", .unsafe,
            .declare(.keyGrant(.system(of: entry.resource.site), byRole: use.usesRoles ?? true), beside: vault.site))
        ]
      }
      report(finding)
    })
}

extension AzureExample {
  fileprivate static func withProject(granted isGranted: Bool) -> AzureExample {
    let estate = granted().adding(
      Resource(
        "project", "Microsoft.CognitiveServices/accounts/projects", "2025-06-01", name: "proj", parent: "account",
        ["location": "eastus", "identity": ["type": "SystemAssigned"], "properties": ["displayName": "proj"]]))
    guard isGranted else { return estate }
    var more = grant(to: .reference("project", ["identity", "principalId"]))
    more.symbol = "projectGrant"
    more.name = "7d0cf0f9-3b1c-4a5e-9c0a-0c5f5a0d1a13"
    return estate.adding(more)
  }
}

extension TerraformExample {
  fileprivate static func withProject(granted isGranted: Bool) -> TerraformExample {
    let estate = granted().adding(
      Block(
        "resource", "azurerm_cognitive_account_project", "main",
        body: [
          "name": "proj", "cognitive_account_id": .reference("azurerm_cognitive_account.main", ["id"]), "location": "eastus",
          "identity": .block(["type": "SystemAssigned"]),
        ]))
    guard isGranted else { return estate }
    var more = grant(to: .reference("azurerm_cognitive_account_project.main", ["identity", "0", "principal_id"]))
    more.labels = ["azurerm_role_assignment", "project"]
    return estate.adding(more)
  }
}
