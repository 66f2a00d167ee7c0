import EncryptionModel

extension Rule {
  static let suppressionExpired = Rule(
    page: RulePage(
      id: "CMK014", name: "suppression-expired", severity: .warning, fix: .none,
      sources: [.product("A suppression with a date holds until the end of that day.")],
      summary: "The date of a suppression has passed.",
      why: """
        Whoever set the date wanted to look again. The suppression no longer holds: what it accepted is reported again, until the cause \
        is mended or the date is moved on purpose.
        """,
      examples: .suppression(
        bad: "cmklint-ignore[CMK101] until 2020-01-31: a test vault", good: "cmklint-ignore[CMK101] until 2999-01-31: a test vault"),
      gaps: [RulePage.Gap([.plan, .whatIf], "a generated file has no comments")]),
    check: .suppression { suppression, report in
      if let text = suppression.malformedDate {
        guard !suppression.isDateRefusedBySchema else { return }
        report(
          Finding(
            "'\(text)' is no date; a suppression ends on a day written YYYY-MM-DD.", at: Place(suppression.site),
            subject: Subject(.file, "")))
      } else if let until = suppression.until, until < report.today {
        report(
          Finding(
            "The suppression of \(suppression.selectors.map(\.text).joined(separator: ", ")) ended on \(until).",
            at: Place(suppression.site), subject: Subject(.file, "")))
      }
    })
}
