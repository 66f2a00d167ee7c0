import SourceText

extension JSONParser {
  /// How many bytes were looked at to see that an edit of an entry that has no mistake leaves it what it is; nil where it may not.
  static func keepsEntry(_ spot: EditSpot, _ edit: SmallEdit, _ text: SourceText) -> Int? {
    switch TapeWord.kind(spot.word) {
    case .jsonString, .jsonName:
      guard TapeWord.flags(spot.word) == 0 || edit.isBehindNoEscape(text), spot.range.length >= 2 else { return nil }
      return edit.isPlain(in: ByteRange(spot.range.start + 1, spot.range.end - 1)) ? edit.bytesRead : nil
    case .jsonNumber:
      // A zero must not get company.
      guard edit.isInDigits(spot.range, text), text[spot.range.start] != 0x30 else { return nil }
      return spot.range.length + edit.bytesRead
    default: return nil
    }
  }
}
