import EncryptionModel

extension Rule {
  static let syntax = Rule(
    page: RulePage(
      id: "CMK001", name: "syntax", severity: .error, fix: .none,
      sources: [.product("A file of a recognised dialect must parse; the parts of it that can be read are still checked.")],
      summary: "The file does not parse.",
      why: """
        What cannot be read cannot be checked. A checker that passes over a broken file without a word lets mistakes through unseen, \
        so every place that does not parse is an error of its own, while the rest of the file is checked as usual.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(resource: "capabilities: ["),
          good: ExampleText.manifest(resource: "capabilities: []")),
        .arm(
          bad: ExampleText.arm(key: #""kty": "RSA" "keySize": 2048"#),
          good: ExampleText.arm(key: #""kty": "RSA", "keySize": 2048"#)),
      ]),
    check: .defect { defect, report in
      guard defect.kind == .syntax else { return }
      report(Finding("Syntax error: \(defect.message)".asSentence, at: Place(defect.site), subject: defect.subject))
    })
}
