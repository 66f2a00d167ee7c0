import EncryptionModel

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
      examples: [
        .manifest(
          bad: ExampleText.manifest(vault: "purgeProtection: true # cmklint-ignore[CMK101]: a test vault"),
          good: ExampleText.manifest(vault: "purgeProtection: false # cmklint-ignore[CMK101]: a test vault"))
      ]),
    // Judged by `unusedSuppression`, when it is known what each suppression took away.
    check: .suppression { _, _ in })

  /// The finding on a suppression whose `selectors` took nothing away.
  public static func unusedSuppression(_ suppression: Suppression, selectors: [String]) -> Finding {
    var finding = Finding(
      "The suppression of \(selectors.joined(separator: ", ")) suppresses nothing.", severity: Rule.suppressionUnused.page.severity,
      at: Place(suppression.site), subject: Subject(.file, ""),
      fix: selectors.count == suppression.selectors.count ? Fix("Remove the suppression", .safe, suppression.removal) : nil)
    finding.rule = Rule.suppressionUnused.page.id
    return finding
  }
}
