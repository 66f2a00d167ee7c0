/// Heredocs.
extension HCLBytes {
  /// How far a piece of a heredoc's text goes. The stop `quote` is the closing marker.
  struct HeredocText {
    var end: Int
    var stop = QuotedText.Stop.end
    var flags: UInt8 = 0
    var mistake: HCLMistake?
    var markerEnd = 0
  }

  /// The head of a heredoc whose `<<` is at `start`: its marker, and where its text starts. Nil where it is none.
  func heredocHead(_ start: Int) -> (marker: HCLHeredocMarker, textStart: Int)? {
    let name = self[start &+ 2] == 0x2d ? start &+ 3 : start &+ 2
    guard startsName(name) else { return nil }
    var end = nameEnd(name)
    let marker = HCLHeredocMarker(start: name, length: end &- name)
    if self[end] == 0x0d { end &+= 1 }
    return self[end] == 0x0a ? (marker, end &+ 1) : nil
  }

  /// The end of the closing marker, if the line at `line` is one: the marker alone, with white space around it.
  func markerEnd(_ line: Int, _ marker: HCLHeredocMarker) -> Int? {
    var p = line
    while self[p] == 0x20 || self[p] == 0x09 { p &+= 1 }
    for k in 0..<marker.length where self[p &+ k] != self[marker.start &+ k] { return nil }
    p &+= marker.length
    var end = p
    while self[end] == 0x20 || self[end] == 0x09 || self[end] == 0x0d { end &+= 1 }
    return self[end] == 0x0a || end >= count ? p : nil
  }

  /// The end of the heredoc whose text starts at `textStart`, without looking into it; nil where it has none.
  func heredocEnd(_ textStart: Int, _ marker: HCLHeredocMarker) -> Int? {
    var line = textStart
    while line < count {
      if let end = markerEnd(line, marker) { return end }
      line = lineEnd(line) &+ 1
    }
    return nil
  }

  func scanHeredoc(_ from: Int, _ marker: HCLHeredocMarker, atLineStart: Bool) -> HeredocText {
    var p = from
    var isLineStart = atLineStart
    var result = HeredocText(end: count)
    while p < count {
      if isLineStart, let end = markerEnd(p, marker) {
        result.end = p
        result.stop = .quote
        result.markerEnd = end
        return result
      }
      isLineStart = false
      switch self[p] {
      case 0x0a:
        p &+= 1
        isLineStart = true
      case 0x24, 0x25:
        if self[p &+ 1] == 0x7b {
          result.end = p
          result.stop = self[p] == 0x24 ? .interpolation : .directive
          return result
        }
        let isEscape = self[p &+ 1] == self[p] && self[p &+ 2] == 0x7b
        if isEscape { result.flags = 1 }
        p &+= isEscape ? 3 : 1
      case 0x80...:
        let length = scalar(p)?.1
        if length == nil { result.mistake = .invalidEncoding }
        p &+= length ?? 1
      default:
        p = nextSpecial(p)
      }
    }
    return result
  }

  /// The next `$`, `%`, new line or byte above ASCII, or the end of the text.
  @inline(__always)
  func nextSpecial(_ from: Int) -> Int {
    var p = from
    let one = SIMD16<UInt8>(repeating: 1)
    let percent = SIMD16<UInt8>(repeating: 0x25)
    let newline = SIMD16<UInt8>(repeating: 0x0a)
    let zero = SIMD16<Int8>(repeating: 1)
    while p < count {
      let bytes = sixteen(p)
      let special = ((bytes | one) .== percent) .| (bytes .== newline) .| (unsafeBitCast(bytes, to: SIMD16<Int8>.self) .< zero)
      let length = Self.first(special)
      p &+= length
      if length < 16 { return max(p, from &+ 1) }
    }
    return min(p, count)
  }

  /// Where a heredoc that has no end is taken to end: before the first line that is indented less than the one it starts on.
  func repairedHeredocEnd(_ start: Int, _ textStart: Int) -> Int? {
    guard let own = indentation(start), own > 0 else { return nil }
    var line = textStart
    while line < count {
      var p = line
      while self[p] == 0x20 || self[p] == 0x09 { p &+= 1 }
      if p &- line < own, self[p] == 0x7d { return max(textStart, line &- 1) }
      line = lineEnd(line) &+ 1
    }
    return nil
  }
}
