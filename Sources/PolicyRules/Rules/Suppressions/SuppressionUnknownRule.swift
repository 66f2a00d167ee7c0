import EncryptionModel

extension Rule {
  static let suppressionUnknownRule = Rule(
    page: RulePage(
      id: "CMK012", name: "suppression-unknown-rule", severity: .warning, fix: .safe,
      sources: [.product("A suppression names rules by id, name or group.")],
      summary: "A suppression names no rule, or one that does not exist.",
      why: "It suppresses nothing, while whoever wrote it believes that it does; a later rule of that id would be silenced unseen.",
      examples: .suppression(
        bad: "cmklint-ignore[purge-protecton]: a test vault", good: "cmklint-ignore[purge-protection]: a test vault"),
      gaps: [RulePage.Gap([.plan, .whatIf], "a generated file has no comments")]),
    check: .suppression { suppression, report in
      if let malformation = suppression.malformation {
        report(
          Finding(
            "The suppression suppresses nothing: \(malformation.asSentence)", at: Place(suppression.site), subject: Subject(.file, "")))
      }
      for selector in suppression.selectors where Registry.ids(selectedBy: selector.text).isEmpty {
        let suggestion = Registry.suggestion(for: selector.text)
        let fix = suggestion.map { name in
          // In a comment the name is bare; elsewhere it is a value, with its notation's quotes.
          if case .removeText = suppression.removal { return Fix("Change to '\(name)'", .safe, .replaceText(selector.site, with: name)) }
          return Fix("Change to '\(name)'", .safe, .set(Slot(.value(selector.site), vocabulary: .manifest), .text(name)))
        }
        report(
          Finding(
            "There is no rule '\(selector.text)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? "."), at: Place(selector.site),
            subject: Subject(.file, ""), fix: fix))
      }
    })
}
