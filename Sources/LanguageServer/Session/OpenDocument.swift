import SourceText

/// A document that the client has opened: its buffer wins over the file.
struct OpenDocument: Sendable {
  /// As the client spells it, byte for byte: what is sent back.
  let uri: String
  /// What the analysis knows it by.
  let path: String
  let languageID: String?
  /// The folder that it is checked in, a key of `Session.folders`.
  var folder: Int
  var version: Int?
  var text: SourceText
  /// Whether the analysis has taken it; a text of no dialect is offered again after each change.
  var isTracked = false
  var pending = PendingChange.none
  /// Whether it has been found out if a file stands behind it, since it was opened or saved.
  var isPlaced = false
  /// Whether the client waits to hear about this version.
  var awaitsReport = true
  var reported: Report?

  /// The diagnostics that the client has, or can be told to have, and their encoding.
  struct Report: Sendable {
    var diagnostics: [Diagnostic]
    /// The JSON array.
    var encoded: [UInt8]
    /// Unlike any other of the session.
    var resultID: Int
  }

  /// Applies one change as the client counts: a range, or nil for the whole text.
  mutating func apply(_ range: LineRange?, _ replacement: String, encoding: PositionEncoding) {
    guard let range else {
      text = SourceText(replacement)
      pending = .wholeText
      return
    }
    let start = text.offset(of: range.start, in: encoding)
    let end = text.offset(of: range.end, in: encoding)
    // A range that is the wrong way round means the text between its ends.
    let edit = TextEdit(ByteRange(min(start, end), max(start, end)), replacement)
    text.apply(edit)
    pending.append(edit)
  }
}
