import EncryptionModel

extension Rule {
  static let suppressionWithoutReason = Rule(
    page: RulePage(
      id: "CMK011", name: "suppression-without-reason", severity: .warning, fix: .judged,
      sources: [.product("Whoever accepts a finding says why.")],
      summary: "A suppression gives no reason.",
      why: """
        A suppression outlives the memory of whoever wrote it. Without a reason neither a reviewer nor an auditor can tell an accepted \
        risk from a forgotten one.
        """,
      examples: .suppression(
        bad: "cmklint-ignore[CMK101]", good: "cmklint-ignore[CMK101]: a test vault, deleted every night"),
      gaps: [RulePage.Gap([.plan, .whatIf], "a generated file has no comments")]),
    check: .suppression { suppression, report in
      guard suppression.reason == nil, suppression.malformation == nil else { return }
      let fix = suppression.addReason.map { Fix("Add a reason", .unsafe, $0) }
      let names = suppression.selectors.map(\.text).joined(separator: ", ")
      let isComment = if case .removeText = suppression.removal { true } else { false }
      let advice = isComment ? "write one behind the bracket: ']: reason'" : "give it a 'reason'"
      report(
        Finding(
          "The suppression of \(names) gives no reason; \(advice).", at: Place(suppression.site), subject: Subject(.file, ""), fix: fix))
    })
}
