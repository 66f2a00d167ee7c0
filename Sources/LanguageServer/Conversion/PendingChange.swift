import SourceText

/// What has happened to a document since the analysis last saw it; several changes become few.
enum PendingChange: Equatable, Sendable {
  case none
  /// One after the other, each in the text after the one before.
  case edits([TextEdit])
  /// So much that the whole text is to be handed over.
  case wholeText

  /// More edits than this cost more than reading the text again.
  static let mostEdits = 64

  mutating func append(_ edit: TextEdit) {
    switch self {
    case .wholeText: break
    case .none: self = .edits([edit])
    case .edits(var edits):
      self = .none
      if let last = edits.last, let merged = Self.merged(last, edit) {
        edits[edits.count - 1] = merged
      } else {
        edits.append(edit)
      }
      self = edits.count > Self.mostEdits ? .wholeText : .edits(edits)
    }
  }

  /// The one edit that does what two in sequence do, if the second lies wholly in what the first wrote: somebody is typing.
  static func merged(_ first: TextEdit, _ second: TextEdit) -> TextEdit? {
    let start = first.range.start
    let written = first.replacement.count
    guard second.range.start >= start, second.range.end <= start + written else { return nil }
    var replacement = first.replacement
    replacement.replaceSubrange(second.range.start - start..<second.range.end - start, with: second.replacement)
    return TextEdit(first.range, replacement)
  }
}
