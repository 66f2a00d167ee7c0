import SourceText

// Reading a run of entries alone.
extension YAMLParser {
  /// Reads from the token at `i` to the first place behind byte `editEnd` where the parser holds what it held at the same place when
  /// it read the former text: there `old` stands then, and true is returned. False where the text's end came first.
  mutating func readRun(
    behind editEnd: Int, meeting old: inout YAMLTrail, of words: PieceTable<UInt64>, _ former: YAMLFormerText
  ) -> Bool {
    while true {
      skipToToken()
      if i >= end { break }
      if i >= editEnd, isFresh, mayMeet() {
        let place = i - former.delta
        old.advance(to: place, words, former)
        if old.entryStart(words, former) == place, holdsTheSame(as: old), gap(before: old, words, former.delta) <= Tape.maximumGap {
          return true
        }
      }
      readToken()
    }
    closeStream()
    return false
  }

  /// Whether an entry or a document begins at `i`, to which nothing before it still belongs.
  private mutating func mayMeet() -> Bool {
    let top = depth - 1
    if isMarker {
      guard text[i] == 0x2d, frames[top].state != .directives else { return false }
      closeDocument()
      return true
    }
    guard !hasTab, i - lineStart == frames[top].indent, !properties.areWaiting, properties.outerCount == 0 else { return false }
    switch frames[top].state {
    case .mappingKey: return !text.isDash(i)
    case .sequenceDash: return text.isDash(i)
    default: return false
    }
  }

  /// Whether what the parser holds is what it held when it came to the place of `old`.
  private func holdsTheSame(as old: YAMLTrail) -> Bool {
    guard depth == old.levels.count, quoteLimit <= i, isMarker || handles.isEmpty, i >= position else { return false }
    var level = depth - 1
    while level > 0 {
      let frame = frames[level]
      let other = old.levels[level]
      if frame.kind != other.kind || frame.indent != other.indent || other.isIrregular { return false }
      if frame.stray >= 0 || frame.isMarked || frame.column != frame.indent || frame.state == .mappingExplicitKey { return false }
      level -= 1
    }
    return true
  }

  /// The bytes between the last entry that was written and the one at the place of `old`.
  func gap(before old: YAMLTrail, _ words: PieceTable<UInt64>, _ delta: Int) -> Int {
    old.index < words.count ? old.position + TapeWord.gap(words[old.index]) + delta - position : 0
  }
}
