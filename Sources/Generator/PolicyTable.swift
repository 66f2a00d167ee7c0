import EncryptionModel
import PolicyRules

extension GeneratedFile {
  /// Every sentence of the policy documents with the rules that hold it, or the reason why none can.
  static let policyTable = GeneratedFile(path: "Sources/PolicyRules/PolicyRules.docc/PolicyStatements.md") { _ throws(ToolError) in
    var text = """
      # The policy documents, sentence by sentence

      What each sentence of the five policy documents comes to: the rules that hold it, or the reason why no rule can.

      """
    for document in Set(PolicyStatement.all.map(\.document)).sorted() {
      text += "\n## Document \(document)\n\n| sentence | held by |\n|---|---|\n"
      for statement in PolicyStatement.all where statement.document == document {
        let answer =
          switch statement.answer {
          case .rules(let ids): ids.map { "<doc:\($0)>" }.joined(separator: ", ")
          case .reason(let reason): reason.text
          }
        text += "| \(cell(statement.sentence)) | \(answer) |\n"
      }
    }
    return text
  }

  /// Rules by dialects: implemented, or why the dialect cannot express it.
  static let coverageTable = GeneratedFile(path: "Sources/PolicyRules/PolicyRules.docc/Coverage.md") { _ throws(ToolError) in
    let dialects: [Dialect] = [.manifest, .arm, .bicep, .terraform, .plan, .whatIf]
    var text = """
      # Rules and dialects

      Where each rule is implemented (✓), and why it cannot be expressed elsewhere.

      | rule | \(dialects.map(\.title).joined(separator: " | ")) |
      |---|\(String(repeating: "---|", count: dialects.count))

      """
    for page in Registry.all.map(\.page) {
      let cells = dialects.map { page.gap(in: $0).map(cell) ?? "✓" }
      text += "| <doc:\(page.id)> \(page.name) | \(cells.joined(separator: " | ")) |\n"
    }
    return text
  }

  /// What may stand in a cell: a bar would end it, an angle bracket begin a link.
  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|").replacing("<", with: "&lt;")
  }
}
