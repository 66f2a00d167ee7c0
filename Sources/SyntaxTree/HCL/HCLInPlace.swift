import SourceText

extension HCLParser {
  private static let keywords = ["true", "false", "null", "for", "in", "if", "else", "endif", "endfor"].map(EditedWord.Spelling.init)

  /// How many bytes were looked at to see that an edit of an entry that has no mistake leaves it what it is; nil where it may not. The
  /// line of the edit is short: recovery looks no further back.
  static func keepsEntry(_ spot: EditSpot, _ edit: SmallEdit, _ text: SourceText, isInHeredoc: @autoclosure () -> Bool) -> Int? {
    switch TapeWord.kind(spot.word) {
    case .hclIdentifier, .hclVariable, .hclAttributeStep, .hclFunctionName, .hclForVariable:
      guard let word = EditedWord(edit, in: spot.range, of: .dashed, text), word.avoids(keywords) else { return nil }
      return word.bytesRead
    case .hclNumber:
      return edit.isInDigits(spot.range, text) ? spot.range.length + edit.bytesRead : nil
    case .hclString:
      guard TapeWord.flags(spot.word) == 0 || edit.isBehindNoEscape(text), spot.range.length >= 2 else { return nil }
      return edit.isPlain(in: ByteRange(spot.range.start + 1, spot.range.end - 1)) ? edit.bytesRead : nil
    case .hclTemplateText:
      if isInHeredoc() { return keepsLine(edit, text) }
      guard TapeWord.flags(spot.word) == 0 || edit.isBehindNoEscape(text) else { return nil }
      return edit.isPlain(in: spot.range) ? edit.bytesRead : nil
    case .hclHeredoc:
      let line = text.lines.range(ofLine: text.lines.line(at: edit.range.start))
      return line.start > spot.range.start && line.end < spot.range.end ? keepsLine(edit, text) : nil
    default: return nil
    }
  }

  /// Whether an edit puts letters behind letters, in a line that is not and does not become the marker that closes a heredoc; how many
  /// bytes were read.
  static func keepsLine(_ edit: SmallEdit, _ text: SourceText) -> Int? {
    guard edit.isOf(.word), SmallEdit.Classes(edit.before).contains(.word) else { return nil }
    let line = text.lines.range(ofLine: text.lines.line(at: edit.range.start))
    let read = text.withBytes(line) { bytes -> Int? in
      // A sign, or a blank between two words: the words themselves may change.
      var isBehindBlank = false
      var isBehindWord = false
      for (k, byte) in bytes.enumerated() {
        switch byte {
        case 0x20, 0x09, 0x0a, 0x0d: isBehindBlank = isBehindWord
        case 0x80...: isBehindWord = true
        default:
          if isBehindBlank || !SmallEdit.Classes(byte).contains(.dashed) { return k + 1 }
          isBehindWord = true
        }
      }
      return nil
    }
    return read.map { $0 + edit.bytesRead }
  }
}
