import EncryptionModel

extension Rule {
  static let unresolvedReference = Rule(
    page: RulePage(
      id: "CMK004", name: "unresolved-reference", severity: .error, fix: .none,
      sources: [
        .product("Every vault, key and identity that a manifest names is declared in a manifest of its folder or of the workspace.")
      ],
      summary: "A manifest names a vault, a key or an identity that nothing declares.",
      why: """
        The rules on vaults, keys and grants follow these names. A name that leads nowhere takes the resource out of all of them: \
        nobody checks the key that it is really encrypted with.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(encryption: "{ source: customerManaged, key: kv-ai/ai-2025 }"),
          good: ExampleText.manifest(encryption: "{ source: customerManaged, key: kv-ai/ai-2026 }"))
      ], gaps: [RulePage.Gap([.arm, .bicep, .terraform, .plan, .whatIf], "names of other files resolve at deployment")]),
    check: .defect { defect, report in
      guard defect.kind == .unresolvedReference else { return }
      report(Finding(defect.message.asSentence, at: Place(defect.site), subject: defect.subject, related: defect.related))
    })
}
