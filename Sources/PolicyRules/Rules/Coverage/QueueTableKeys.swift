import EncryptionModel

extension Rule {
  static let queueTableKeys = Rule(
    page: RulePage(
      id: "CMK504", name: "queue-table-keys", severity: .info, group: .c, fix: .safe,
      sources: [.platform("queues and tables are encrypted with the account's key only where that is asked for at creation")],
      summary: "A storage account's customer-managed key does not cover its queues and tables.",
      why: """
        Blobs and files always use the account's key. Queues and tables use a key of the service's own unless the account was created with \
        `keyType: Account` for them; it cannot be changed later.
        """,
      examples: [RulePage.Example].azure(
        bad: .hubWithStorage(isEncrypted: true).removing("storage", "properties", "encryption", "services"),
        good: .hubWithStorage(isEncrypted: true))
        + .terraform(
          bad: .hubWithStorage(isEncrypted: true).setting("azurerm_storage_account.main", "queue_encryption_key_type", to: "Service"),
          good: .hubWithStorage(isEncrypted: true)),
      gaps: [RulePage.Gap([.manifest], "a manifest does not tell a storage account's services")]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind == .storage, resource.encryption.isCustomerManaged else { return }
      var names: [String] = []
      var violations: [Place] = []
      for (name, fact) in [("queues", resource.queuesUseKey), ("tables", resource.tablesUseKey)] {
        switch fact.judged(by: { $0 != true }) {
        case .complies: continue
        case .undecided(let unknown): report.waits(for: unknown)
        case .violates(let places):
          names.append(name)
          violations += places.map(\.1)
        }
      }
      guard let place = violations.first else { return }
      let what = names.joined(separator: " and ")
      var finding = Finding(
        "The customer-managed key of \(entry.title) does not cover its \(what).", at: place, subject: entry.subject)
      finding.fixes = Fix.setting("Use the account's key for \(what)", violations.map { ($0, .accountKey) })
      report(finding)
    })
}
