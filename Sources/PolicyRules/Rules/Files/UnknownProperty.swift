import EncryptionModel

extension Rule {
  static let unknownProperty = Rule(
    page: RulePage(
      id: "CMK002", name: "unknown-property", severity: .warning, fix: .safe,
      sources: [.product("A manifest or a configuration has the properties of its schema and no others.")],
      summary: "A property is not in the schema of the manifest or the configuration.",
      why: """
        A property that nobody knows is read by nobody. Most often it is a misspelling, and what it was meant to say \
        (purge protection is on, the form is approved) is then not said at all.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(vault: "purgeProtecton: true"),
          good: ExampleText.manifest(vault: "purgeProtection: true"))
      ], gaps: [RulePage.Gap([.arm, .bicep, .terraform, .plan, .whatIf], "Azure's and the provider's own tools tell")]),
    check: .defect { defect, report in
      guard case .unknownProperty(_, let suggestion) = defect.kind else { return }
      let fix = suggestion.map { Fix("Change to '\($0)'", .safe, .rename(defect.site, to: $0)) }
      report(
        Finding(
          defect.message.capitalizedFirst.asSentence, at: Place(defect.site), subject: defect.subject, related: defect.related, fix: fix))
    })
}
