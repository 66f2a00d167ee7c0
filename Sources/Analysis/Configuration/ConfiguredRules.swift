import EncryptionModel
import Lowering
import PolicyRules
import SyntaxTree

/// The rules that a configuration names and nobody knows.
enum ConfiguredRules {
  static func defects(in file: SourceFile) -> [Defect] {
    let document = file.document
    guard let top = document.topValue() else { return [] }
    var tables = [document.value(top, "rules")]
    if let overrides = document.value(top, "overrides") { tables += document.elements(overrides).map { document.value($0, "rules") } }
    return tables.compactMap { $0 }.flatMap(document.members).compactMap { member in
      guard Registry.ids(selectedBy: member.name).isEmpty else { return nil }
      let suggestion = Registry.suggestion(for: member.name)
      return Defect(
        .unknownProperty(name: member.name, suggestion: suggestion),
        "there is no rule '\(member.name)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? ""), at: file.site(member.key),
        subject: Subject(.file, ""))
    }
  }
}
