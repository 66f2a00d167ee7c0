import SourceText

/// Edits inside a word, a number, a string or a comment that leave it one: nothing is read again, as the same entries stand in the tape
/// with the same kinds and flags. One length (or one gap) changes, and those of the containers around it.
///
/// Each format says which edits these are (`keepsEntry`): in doubt none. What looks at a text from afar (recovery, lookahead, the
/// layout of brackets) asks for words that mean something, for signs, and for where lines begin; none of them comes, goes or moves.
extension Document {
  /// Applies an edit of that kind. `range` lies in the text. Nil, with everything as it was, where it is none.
  mutating func applyInPlace(_ range: ByteRange, _ replacement: [UInt8]) -> Reparse? {
    guard let edit = SmallEdit(range, replacement, in: text), tape.words.count > 2, TapeWord.length(tape.words[0]) == text.count,
      text.count + edit.delta <= Tape.maximumLength
    else { return nil }
    guard let (spot, read) = spot(of: edit) else { return nil }
    text.apply(TextEdit(range, replacement))
    for outer in trail.path { tape.words[outer.index] &+= UInt64(bitPattern: Int64(edit.delta)) << 32 }
    switch spot.place {
    case .entry: tape.words[spot.index] &+= UInt64(bitPattern: Int64(edit.delta)) << 32
    case .gap: tape.words[spot.index] &+= UInt64(bitPattern: Int64(edit.delta)) << 16
    case .tail: break
    }
    landmarks.follow(spot.index..<spot.index, added: 0, delta: edit.delta, start: nil)
    if format.isJSON { jsonOutlook.follow(ByteRange(range.end, range.end), edit.delta, JSONOutlook.News()) }
    return Reparse(bytesRead: read)
  }

  /// What an edit lies in, if it may be made in place, and how many bytes were looked at to know that.
  private mutating func spot(of edit: SmallEdit) -> (EditSpot, Int)? {
    var place: Landmarks.Place?
    switch format {
    case .json:
      // What all of the text decides asks where quotes, brackets and lines are, and what stands beside these.
      guard jsonOutlook.isOfAll ? edit.isAmongLetters : jsonOutlook.isIndifferent(to: edit.range) else { return nil }
    case .yaml: guard edit.isOnShortLine(text) else { return nil }
    case .hcl, .bicep:
      if format == .hcl {
        guard edit.isOnShortLine(text) else { return nil }
        // Where a heredoc or a bracket has no end, a marker is looked for all over the text.
        if flags(root) & HCLReader.dependsOnWholeFlag != 0, HCLParser.keepsLine(edit, text) == nil { return nil }
      }
      landmarks.find(in: tape)
      place = landmarks.place(before: edit.range.start)
    }
    guard let spot = trail.spot(of: edit.range, in: tape, from: place, marksLeaves: !format.isJSON) else { return nil }
    if spot.place == .entry {
      guard !TapeWord.hasError(spot.word), let read = keepsEntry(spot, edit) else { return nil }
      return (spot, read)
    }
    let gap = spot.place == .gap ? TapeWord.gap(spot.word) + edit.delta : 0
    guard gap <= Tape.maximumGap, let read = edit.isInComment(of: commentForm, spot.range, text) else { return nil }
    return (spot, read)
  }

  private func keepsEntry(_ spot: EditSpot, _ edit: SmallEdit) -> Int? {
    switch format {
    case .json: JSONParser.keepsEntry(spot, edit, text)
    case .yaml: YAMLParser.keepsEntry(spot, edit, text)
    case .hcl: HCLParser.keepsEntry(spot, edit, text, isInHeredoc: isInHeredoc)
    case .bicep: BicepParser.keepsEntry(spot, edit, text)
    }
  }

  /// Of a JSON text a comment may be a part of what tells the column of a bracket.
  private var commentForm: CommentForm {
    switch format {
    case .json: CommentForm(hasSlashes: true, hasBlocks: true)
    case .yaml: CommentForm(hasSpacedHash: true)
    case .hcl: CommentForm(hasHash: true, hasSlashes: true, hasBlocks: true, editsBlocks: true)
    case .bicep: CommentForm(hasSlashes: true, hasBlocks: true, editsBlocks: true)
    }
  }

  /// Whether the text at the end of the trail is a heredoc's.
  private var isInHeredoc: Bool {
    for outer in trail.path.reversed() {
      let kind = kind(outer)
      if kind == .hclHeredocTemplate { return true }
      if kind == .hclTemplate { return false }
    }
    return false
  }
}
