extension [RulePage.Example] {
  /// A vault's purge protection with a comment behind it, in every dialect that has comments.
  ///
  /// - Parameters:
  ///   - bad: the comment's text in the bad example, `cmklint-ignore[CMK101]: why`, and in the good one.
  ///   - badValue: the value that the comment stands behind.
  static func suppression(bad: String, badValue: Bool = false, good: String, goodValue: Bool = false) -> [RulePage.Example] {
    [
      .manifest(
        bad: ExampleText.manifest(vault: "purgeProtection: \(badValue) # \(bad)"),
        good: ExampleText.manifest(vault: "purgeProtection: \(goodValue) # \(good)")),
      .init(.arm, bad: arm(bad, badValue), good: arm(good, goodValue)),
      .init(.bicep, bad: bicep(bad, badValue), good: bicep(good, goodValue)),
      .init(.terraform, bad: terraform(bad, badValue), good: terraform(good, goodValue)),
    ]
  }

  private static func azure(_ value: Bool) -> AzureExample {
    .foundry.setting("vault", "properties", "enablePurgeProtection", to: .boolean(value))
  }

  private static func arm(_ comment: String, _ value: Bool) -> String {
    let line = "\"enablePurgeProtection\": \(value)"
    return ARMExamplePrinter(example: azure(value)).text.replacing(line, with: "\(line) // \(comment)")
  }

  private static func bicep(_ comment: String, _ value: Bool) -> String {
    let line = "enablePurgeProtection: \(value)"
    return BicepExamplePrinter(example: azure(value)).text.replacing(line, with: "\(line) // \(comment)")
  }

  private static func terraform(_ comment: String, _ value: Bool) -> String {
    let example = TerraformExample.foundry.setting("azurerm_key_vault.main", "purge_protection_enabled", to: .boolean(value))
    let spelling = "= \(value)"
    return HCLExamplePrinter(example: example).text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.contains("purge_protection_enabled") && line.hasSuffix(spelling) ? "\(line) # \(comment)" : String(line)
    }.joined(separator: "\n")
  }
}
