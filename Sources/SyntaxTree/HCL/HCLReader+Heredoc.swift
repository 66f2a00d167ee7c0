/// Heredocs.
extension HCLReader {
  mutating func heredocOperand(_ start: Int) -> HCLState {
    guard let head = text.heredocHead(start) else { return recover(.expectedHeredocMarker, at: start) }
    let markerEnd = repair?.heredoc == start ? text.heredocEnd(head.textStart, head.marker) : nil
    if repair?.heredoc == start, let end = markerEnd ?? text.repairedHeredocEnd(start, head.textStart) {
      // Where the marker is there, it was taken for a part of an interpolation.
      errorLeaf(.hclHeredoc, start, end, markerEnd == nil ? .unclosedHeredoc : .unclosedInHeredoc)
      position = end
      takeLeafAsOperand()
      skipTrivia()
      return .operandEnd
    }
    let scan = text.scanHeredoc(head.textStart, head.marker, atLineStart: true)
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
    return heredocPiece(start, text.scanHeredoc(start, marker, atLineStart: false))
  }

  private mutating func heredocPiece(_ start: Int, _ scan: HCLBytes.HeredocText) -> HCLState {
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
}
