import EncryptionModel
import SourceText

extension Rule {
  static let suppressionUnused = Rule(
    page: RulePage(
      id: "CMK013", name: "suppression-unused", severity: .warning, fix: .safe,
      sources: [.product("A suppression that suppresses nothing is removed.")],
      summary: "A suppression suppresses nothing.",
      why: """
        What it accepted is mended, or it never stood at the right place. Left behind, it would silence the next real finding on that \
        line. Only rules that ran are looked at.
        """,
      examples: .suppression(
        bad: "cmklint-ignore[CMK101]: a test vault", badValue: true, good: "cmklint-ignore[CMK101]: a test vault"),
      gaps: [RulePage.Gap([.plan, .whatIf], "a generated file has no comments")]),
    // Judged by `unusedSuppression`, when it is known what each suppression took away.
    check: .suppression { _, _ in })

  /// The finding on a suppression of which the selectors at `unused` took nothing away.
  public static func unusedSuppression(_ suppression: Suppression, unused: [Int]) -> Finding {
    let names = unused.map { suppression.selectors[$0].text }
    let kept = suppression.selectors.indices.filter { !unused.contains($0) }.map { suppression.selectors[$0] }
    var fix: Fix?
    if kept.isEmpty {
      fix = Fix("Remove the suppression", .safe, suppression.removal)
    } else if let first = suppression.selectors.first?.site, let last = suppression.selectors.last?.site, first.item == last.item {
      let list = Site(item: first.item, range: LocalRange(first.range.start, last.range.end))
      fix = Fix(
        "Remove \(names.joined(separator: ", ")) from the suppression", .safe,
        .replaceText(list, with: kept.map(\.text).joined(separator: ", ")))
    }
    var finding = Finding(
      "The suppression of \(names.joined(separator: ", ")) suppresses nothing.", severity: Rule.suppressionUnused.page.severity,
      at: Place(suppression.site), subject: Subject(.file, ""), fix: fix)
    finding.rule = Rule.suppressionUnused.page.id
    return finding
  }
}
