import SourceText

extension YAMLParser {
  /// How many bytes were looked at to see that an edit of an entry that has no mistake leaves it what it is; nil where it may not. The
  /// line of the edit is short: no key becomes too long.
  static func keepsEntry(_ spot: EditSpot, _ edit: SmallEdit, _ text: SourceText) -> Int? {
    switch TapeWord.kind(spot.word) {
    case .yamlPlain: keepsPlain(spot, edit, text) ? edit.bytesRead : nil
    case .yamlSingleQuoted, .yamlDoubleQuoted: keepsQuoted(spot, edit) ? edit.bytesRead : nil
    case .yamlLiteral, .yamlFolded: keepsBlock(spot, edit, text) ? edit.bytesRead : nil
    default: nil
    }
  }

  /// Letters and digits behind letters and digits between the quotes. Who looks at the line from a broken text above sees no quotes,
  /// but a `:` with a space behind it, or a `#` with one before: none comes, and none goes.
  private static func keepsQuoted(_ spot: EditSpot, _ edit: SmallEdit) -> Bool {
    guard TapeWord.flags(spot.word) & YAMLFlag.encoded == 0, spot.range.length >= 2, edit.isOf(.word) else { return false }
    return SmallEdit.Classes(edit.before).contains(.word) && edit.isPlain(in: ByteRange(spot.range.start + 1, spot.range.end - 1))
  }

  /// Letters and digits behind letters and digits in a scalar on one line, which is no document marker.
  private static func keepsPlain(_ spot: EditSpot, _ edit: SmallEdit, _ text: SourceText) -> Bool {
    guard TapeWord.flags(spot.word) & YAMLFlag.encoded == 0, edit.isOf(.word), SmallEdit.Classes(edit.before).contains(.dashed)
    else { return false }
    // Signs at its start mean what the next three bytes make them mean.
    guard edit.range.start >= spot.range.start + 4 || SmallEdit.Classes(text[spot.range.start]).contains(.word) else { return false }
    if edit.range.end == spot.range.end { return true }
    switch edit.after {
    case 0x20, 0x2e, 0x2f, 0x3a: return true
    default: return SmallEdit.Classes(edit.after).contains(.dashed)
    }
  }

  /// Letters and digits behind letters and digits, on a line below the header: no line becomes blank, a marker, or one with another
  /// indentation.
  private static func keepsBlock(_ spot: EditSpot, _ edit: SmallEdit, _ text: SourceText) -> Bool {
    guard edit.isOf(.word), SmallEdit.Classes(edit.before).contains(.word) else { return false }
    return text.lines.range(ofLine: text.lines.line(at: edit.range.start)).start > spot.range.start
  }
}
