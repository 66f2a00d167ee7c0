import SourceText

/// What a hover shows.
public struct Hover: Hashable, Sendable {
  /// Markdown.
  public var text: String
  public var range: ByteRange

  public init(text: String, range: ByteRange) {
    self.text = text
    self.range = range
  }
}

/// One proposal of a completion.
public struct Completion: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case property, value, reference }

  public var label: String
  public var kind: Kind
  /// A few words beside the label: the type, `required`.
  public var detail: String
  /// Markdown; may be empty.
  public var documentation: String
  /// What is written in place of `range`; plain text without placeholders.
  public var newText: String
  /// The same with LSP snippet placeholders; nil where plain text is enough.
  public var snippet: String?
  /// On one line, with the caret inside.
  public var range: ByteRange
  /// Proposals are shown in the order of this text.
  public var sortKey: String
  /// What the editor matches what is typed against: begins as the text that `range` covers does.
  public var filterText: String
  public var isPreselected: Bool

  public init(
    label: String, kind: Kind, detail: String = "", documentation: String = "", newText: String, snippet: String? = nil, range: ByteRange,
    sortKey: String, filterText: String, isPreselected: Bool = false
  ) {
    self.label = label
    self.kind = kind
    self.detail = detail
    self.documentation = documentation
    self.newText = newText
    self.snippet = snippet
    self.range = range
    self.sortKey = sortKey
    self.filterText = filterText
    self.isPreselected = isPreselected
  }
}
