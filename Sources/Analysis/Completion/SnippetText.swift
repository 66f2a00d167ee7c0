/// A text to insert, as plain text and as an LSP snippet at once.
struct SnippetText: Hashable {
  private(set) var plain = ""
  private(set) var snippet = ""
  private var placeholders = 0

  init(_ literal: String = "") { append(literal) }

  mutating func append(_ literal: String) {
    plain += literal
    for character in literal {
      if character == "$" || character == "}" || character == "\\" { snippet += "\\" }
      snippet.append(character)
    }
  }

  mutating func append(_ other: SnippetText) {
    plain += other.plain
    snippet += other.snippet
    placeholders += other.placeholders
  }

  var hasPlaceholders: Bool { placeholders > 0 }

  /// A place where the caret stops, with what stands there meanwhile. Places are visited in the order of the text.
  mutating func append(placeholder text: String) {
    plain += text
    placeholders += 1
    snippet += text.isEmpty ? "${\(placeholders)}" : "${\(placeholders):\(SnippetText(text).snippet)}"
  }

  /// `${1}` or `${1:what stands there}` in a schema's snippet, always the whole of a text.
  struct Placeholder: Hashable {
    var text: String

    init?(_ source: String) {
      guard source.hasPrefix("${"), source.hasSuffix("}") else { return nil }
      let inner = source.dropFirst(2).dropLast()
      let parts = inner.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let first = parts.first, Int(first) != nil else { return nil }
      text = parts.count > 1 ? String(parts[1]) : ""
    }
  }
}
