import EncryptionModel

extension Rule {
  static let encryptionSpelling = Rule(
    page: RulePage(
      id: "CMK408", name: "spelling", severity: .hint, group: .c, fix: .safe,
      sources: [
        .platform("Cognitive Services and Search write Microsoft.KeyVault, Storage writes Microsoft.Keyvault"),
        .platform("Cognitive Services and Search write both kinds of identity with a space after the comma, others without"),
      ],
      summary: "A word of the encryption is spelled otherwise than Azure spells it.",
      why: """
        Azure reads its words without regard to case, but not every tool does: what a template says and what Azure answers differ, and a \
        comparison shows a change where there is none. Each service has a spelling of its own.
        """,
      examples: .azure(
        bad: .foundry.setting("account", "properties", "encryption", "keySource", to: "Microsoft.Keyvault"), good: .foundry)
        + .terraform(
          bad: .foundry.setting("azurerm_cognitive_account.main", "identity", to: .block(["type": "systemAssigned"])), good: .foundry),
      gaps: [RulePage.Gap([.manifest], "a manifest's words are those of its schema, and CMK003 speaks of others")]),
    check: .resource { entry, report in
      guard entry.resource.encryption.isCustomerManaged else { return }
      for word in entry.resource.encryption.misspellings {
        report(
          Finding(
            "\(entry.title.capitalizedFirst) spells '\(word.property)' as '\(word.written)'; Azure writes '\(word.official)'.",
            at: word.place,
            subject: entry.subject, fix: Fix.setting("Change to '\(word.official)'", word.place, to: .text(word.official))))
      }
    })
}
