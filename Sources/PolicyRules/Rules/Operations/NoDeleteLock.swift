import EncryptionModel

extension Rule {
  static let noDeleteLock = Rule(
    page: RulePage(
      id: "CMK806", name: "no-delete-lock", severity: .hint, group: .c, fix: .safe,
      sources: [
        .policy("003", "do not delete what the encryption hangs on"),
        .product("Good practice: a lock against deletion on what many resources cannot do without."),
      ],
      summary: "Nothing locks a vault with a customer-managed key against deletion.",
      why: """
        Without its vault all that is encrypted with its keys is out of reach. Soft delete and purge protection bring it back within days; a \
        lock of level CanNotDelete on the vault, its resource group or its subscription keeps it from going at all.
        """,
      examples: [RulePage.Example].azure(bad: .foundry, good: .foundry.adding(AzureExample.vaultLock))
        + .terraform(bad: .foundry, good: .foundry.adding(TerraformExample.vaultLock)),
      gaps: [RulePage.Gap([.manifest], "a manifest does not tell locks")]),
    check: .vault { entry, report in
      guard entry.holdsCustomerManagedKey, entry.origin.dialect != .manifest else { return }
      let id = entry.vault.declaration.id
      let isLocked = report.estate.others.contains { other in
        guard other.resource.type.hasSuffix("/locks") else { return false }
        switch other.resource.target {
        case .vault(let target), .other(let target): return target.mayBe(id)
        case .resourceGroup, .subscription, .wider, .undecided, .key, nil: return true
        }
      }
      guard !isLocked else { return }
      report(
        Finding(
          "Nothing locks vault '\(entry.vault.name.display)' against deletion, and customer-managed keys lie in it.",
          at: Place(entry.vault.site), subject: Subject(.vault, entry.vault.name.display),
          fix: entry.vault.isReference ? nil : Fix("Lock it", .safe, .declare(.deleteLock, beside: entry.vault.site))))
    })
}

extension AzureExample {
  fileprivate static let vaultLock = Resource(
    "lock", "Microsoft.Authorization/locks", "2020-05-01", name: "keep", scope: "vault", ["properties": ["level": "CanNotDelete"]])
}

extension TerraformExample {
  fileprivate static let vaultLock = Block(
    "resource", "azurerm_management_lock", "vault",
    body: ["name": "keep", "scope": .reference("azurerm_key_vault.main", ["id"]), "lock_level": "CanNotDelete"])
}
