import EncryptionModel

extension Rule {
  static let hiddenDrift = Rule(
    page: RulePage(
      id: "CMK411", name: "hidden-drift", severity: .hint, group: .c, fix: .none,
      sources: [.platform("Terraform passes over changes of what lifecycle.ignore_changes names")],
      summary: "Terraform ignores changes of a resource's customer-managed key, and nothing else manages it.",
      why: """
        The key is set when the resource is created and never looked at again: a key that somebody removes or replaces stays unnoticed, and a \
        new key in the configuration is not applied. That is right where a resource of its own manages the key, and there is none.
        """,
      examples: [
        .init(
          .terraform, bad: ExampleText.ignoring(HCLExamplePrinter(example: .foundry).text),
          good: HCLExamplePrinter(example: .foundry).text)
      ],
      gaps: [
        RulePage.Gap([.manifest, .arm, .bicep, .whatIf], "nothing is ignored there: what is declared is deployed"),
        RulePage.Gap([.plan], "a plan does not tell what a configuration ignores"),
      ]),
    check: .resource { entry, report in
      guard entry.origin.dialect == .terraform, let management = entry.resource.keyManagement, let own = management.own,
        let ignored = management.ignored, management.separate.isEmpty, !management.mayHaveMore
      else { return }
      report(
        Finding(
          "Terraform ignores changes of the customer-managed key of \(entry.title), and no other resource manages it.", at: Place(ignored),
          subject: entry.subject, related: [Related("the key", at: own)]))
    })
}

extension ExampleText {
  /// A configuration whose account ignores changes of its key.
  fileprivate static func ignoring(_ text: String) -> String {
    let block = "resource \"azurerm_cognitive_account\" \"main\" {\n"
    return text.replacing(block, block + "  lifecycle {\n    ignore_changes = [customer_managed_key]\n  }\n\n")
  }
}
