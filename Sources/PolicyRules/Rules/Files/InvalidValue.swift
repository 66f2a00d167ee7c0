import EncryptionModel

extension Rule {
  static let invalidValue = Rule(
    page: RulePage(
      id: "CMK003", name: "invalid-value", severity: .error, fix: .safe,
      sources: [.product("The values of a manifest or a configuration are those that its schema allows.")],
      summary: "A value is refused by the schema of the manifest or the configuration.",
      why: """
        A value that the schema refuses says nothing that a rule could judge: the fact counts as unknown until it is put right. \
        The schema accepts every real key type and size; what the policy thinks of them is told by CMK201 and CMK202.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(encryption: "{ source: customermanaged, key: kv-ai/ai-2026 }"),
          good: ExampleText.manifest(encryption: "{ source: customerManaged, key: kv-ai/ai-2026 }"))
      ], gaps: [RulePage.Gap([.arm, .bicep, .terraform, .plan, .whatIf], "Azure's and the provider's own tools tell")]),
    check: .defect { defect, report in
      guard case .invalidValue(let suggestion) = defect.kind else { return }
      var fix: Fix?
      if let slot = defect.slot {
        switch suggestion {
        case .text(let text): fix = Fix("Change to '\(text)'", .safe, .set(slot, .text(text)))
        case .integer(let number): fix = Fix("Change to \(number)", .safe, .set(slot, .integer(number)))
        case .boolean(let value): fix = Fix("Change to \(value)", .safe, .set(slot, .boolean(value)))
        case nil: break
        }
      }
      report(Finding(defect.message.asSentence, at: Place(defect.site), subject: defect.subject, related: defect.related, fix: fix))
    })
}
