import SourceText

extension BicepParser {
  private static let keywords = [
    "true", "false", "null", "targetScope", "metadata", "param", "var", "resource", "module", "output", "type", "func", "import",
    "extension",
    "provider", "using", "extends", "extensionConfig", "assert", "test", "with", "as", "from", "for", "in", "if", "existing",
  ].map(EditedWord.Spelling.init)

  /// How many bytes were looked at to see that an edit of an entry that has no mistake leaves it what it is; nil where it may not.
  static func keepsEntry(_ spot: EditSpot, _ edit: SmallEdit, _ text: SourceText) -> Int? {
    switch TapeWord.kind(spot.word) {
    case .name, .variable, .member, .nestedMember, .typeName:
      guard let word = EditedWord(edit, in: spot.range, of: .word, text), word.avoids(keywords) else { return nil }
      return word.bytesRead
    case .integer:
      guard spot.range.length + edit.delta <= 18, edit.isInDigits(spot.range, text) else { return nil }
      return spot.range.length + edit.bytesRead
    case .bicepString:
      let isMultiLine = TapeWord.flags(spot.word) == BicepFlags.isMultiLine
      guard isMultiLine || TapeWord.flags(spot.word) == 0 || edit.isBehindNoEscape(text) else { return nil }
      let dollars = isMultiLine ? Self.dollars(at: spot.range.start, text) : 0
      let quotes = isMultiLine ? 3 : 1
      guard spot.range.length >= dollars + 2 * quotes else { return nil }
      return edit.isPlain(in: ByteRange(spot.range.start + dollars + quotes, spot.range.end - quotes)) ? edit.bytesRead : nil
    case .stringSegment:
      guard TapeWord.flags(spot.word) & BicepFlags.hasEscapes == 0 || edit.isBehindNoEscape(text) else { return nil }
      return edit.isPlain(in: spot.range) ? edit.bytesRead : nil
    default: return nil
    }
  }

  /// How many `$` stand before the quotes; more than a few are not counted.
  private static func dollars(at start: Int, _ text: SourceText) -> Int {
    var place = start
    while place < text.count, place - start < 16, text[place] == 0x24 { place += 1 }
    return place - start
  }
}
