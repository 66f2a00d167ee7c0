import PolicyRules

extension GeneratedFile {
  /// One article a rule in the catalogue of `PolicyRules`, and the page that lists them.
  static let rulePages: [GeneratedFile] = {
    let folder = "Sources/PolicyRules/PolicyRules.docc/"
    let pages = Registry.all.map(\.page)
    let index = GeneratedFile(path: folder + "PolicyRules.md") { _ throws(ToolError) in
      """
      # ``PolicyRules``

      The rules on customer-managed keys, one file each with its page, its check, its fix and its examples.

      ## Topics

      ### Rules

      \(pages.map { "- <doc:\($0.id)>" }.joined(separator: "\n"))

      """
    }
    return [index] + pages.map { page in GeneratedFile(path: folder + page.id + ".md") { _ throws(ToolError) in page.article } }
  }()
}
