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
        .init(
          .bicep, bad: "param keySize int =\n\nvar isSmall = keySize < 3072\n",
          good: "param keySize int = 2048\n\nvar isSmall = keySize < 3072\n"),
        .init(
          .terraform, bad: "locals {\n  key_size =\n  key_type = \"RSA\"\n}\n",
          good: "locals {\n  key_size = 2048\n  key_type = \"RSA\"\n}\n"),
        .init(
          .plan, bad: "{ \"format_version\": \"1.2\" \"resource_changes\": [] }\n",
          good: "{ \"format_version\": \"1.2\", \"resource_changes\": [] }\n"),
        .init(
          .whatIf, bad: "{ \"status\": \"Succeeded\" \"changes\": [{ \"changeType\": \"NoChange\" }] }\n",
          good: "{ \"status\": \"Succeeded\", \"changes\": [{ \"changeType\": \"NoChange\" }] }\n"),
      ]),
    check: .defect { defect, report in
      guard defect.kind == .syntax else { return }
      report(Finding("Syntax error: \(defect.message)".asSentence, at: Place(defect.site), subject: defect.subject))
    })
}
