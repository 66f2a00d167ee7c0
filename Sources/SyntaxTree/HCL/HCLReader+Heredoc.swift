/// Heredocs.
extension HCLReader {
  /// The head of a heredoc whose `<<` is at `start`: its marker, and where its text starts. Nil where it is none.
  func heredocHead(_ start: Int) -> (marker: HCLHeredocMarker, textStart: Int)? {
    let name = text[start &+ 2] == 0x2d ? start &+ 3 : start &+ 2
    guard startsName(name) else { return nil }
    var end = nameEnd(name)
    let marker = HCLHeredocMarker(start: name, length: end &- name)
    if text[end] == 0x0d { end &+= 1 }
    return text[end] == 0x0a ? (marker, end &+ 1) : nil
  }

  /// The end of the closing marker, if the line at `line` is one: the marker alone, with white space around it.
  private func markerEnd(_ line: Int, _ marker: HCLHeredocMarker) -> Int? {
    var p = line
    while text[p] == 0x20 || text[p] == 0x09 { p &+= 1 }
    for k in 0..<marker.length where text[p &+ k] != text[marker.start &+ k] { return nil }
    p &+= marker.length
    var end = p
    while text[end] == 0x20 || text[end] == 0x09 || text[end] == 0x0d { end &+= 1 }
    return text[end] == 0x0a || end >= count ? p : nil
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

  mutating func heredocOperand(_ start: Int) -> HCLState {
    guard let head = heredocHead(start) else { return recover(.expectedHeredocMarker, at: start) }
    if repair?.heredoc == start, let end = repairedHeredocEnd(start, head.textStart) {
      errorLeaf(.hclHeredoc, start, end, .unclosedHeredoc)
      position = end
      takeLeafAsOperand()
      skipTrivia()
      return .operandEnd
    }
    let scan = scanHeredoc(head.textStart, head.marker, atLineStart: true)
    if scan.stop == .quote {
      leaf(.hclHeredoc, start, scan.markerEnd)
      if let mistake = scan.mistake { markLeaf(mistake) }
      position = scan.markerEnd
      takeLeafAsOperand()
      skipTrivia()
      return .operandEnd
    }
    if scan.stop == .end {
      if wantedRepair == nil { wantedRepair = HCLRepair(heredoc: start) }
      errorLeaf(.hclHeredoc, start, count, .unclosedHeredoc)
      position = count
      takeLeafAsOperand()
      return .operandEnd
    }
    if depth >= Self.maximumDepth { return tooDeep() }
    open(.hclHeredocTemplate, start, .heredoc)
    frames[depth].island = .heredoc
    heredocs.append(head.marker)
    return heredocPiece(head.textStart, scan)
  }

  /// A piece of text behind an interpolation or a directive.
  mutating func heredocText(_ start: Int) -> HCLState {
    guard let marker = heredocs.last else { return .finished }
    return heredocPiece(start, scanHeredoc(start, marker, atLineStart: false))
  }

  private mutating func heredocPiece(_ start: Int, _ scan: HeredocText) -> HCLState {
    if scan.end > start {
      leaf(.hclTemplateText, start, scan.end, flags: scan.flags)
      if let mistake = scan.mistake { markLeaf(mistake) }
    }
    position = scan.end
    switch scan.stop {
    case .interpolation: return openInterpolation()
    case .directive: return directive()
    case .quote:
      closeDirectives(.heredoc)
      heredocs.removeLast()
      position = scan.markerEnd
      close(position)
      skipTrivia()
      return .operandEnd
    case .end:
      while depth > 1, frames[depth].role != .heredoc { pop() }
      if wantedRepair == nil { wantedRepair = HCLRepair(heredoc: Int(frames[depth].start)) }
      return .finished
    }
  }

  /// How far a piece of a heredoc's text goes. The stop `quote` is the closing marker.
  private struct HeredocText {
    var end: Int
    var stop = QuotedText.Stop.end
    var flags: UInt8 = 0
    var mistake: HCLMistake?
    var markerEnd = 0
  }

  private func scanHeredoc(_ from: Int, _ marker: HCLHeredocMarker, atLineStart: Bool) -> HeredocText {
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
      switch text[p] {
      case 0x0a:
        p &+= 1
        isLineStart = true
      case 0x24, 0x25:
        if text[p &+ 1] == 0x7b {
          result.end = p
          result.stop = text[p] == 0x24 ? .interpolation : .directive
          return result
        }
        let isEscape = text[p &+ 1] == text[p] && text[p &+ 2] == 0x7b
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
  private func nextSpecial(_ from: Int) -> Int {
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
}
