import EncryptionModel

extension Rule {
  static let duplicateName = Rule(
    page: RulePage(
      id: "CMK005", name: "duplicate-name", severity: .error, fix: .none,
      sources: [.product("The manifests of one folder declare each vault, key, identity and resource once.")],
      summary: "The same vault, key, identity or resource is declared twice in the manifests of one folder.",
      why: """
        Two declarations of one name contradict each other sooner or later, and nobody can tell which of them is deployed. \
        Of a name that stands twice in one object, most programs read only the last one.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(resource: "capabilities: []\n  ai-main:\n    kind: storage"),
          good: ExampleText.manifest(resource: "capabilities: []\n  st-main:\n    kind: storage"))
      ],
      gaps: [
        RulePage.Gap([.arm, .bicep, .terraform, .plan, .whatIf], "the dialect's own compiler tells, or two declarations are one resource")
      ]),
    check: .defect { defect, report in
      guard defect.kind == .duplicateName else { return }
      report(Finding(defect.message.asSentence, at: Place(defect.site), subject: defect.subject, related: defect.related))
    })
}
