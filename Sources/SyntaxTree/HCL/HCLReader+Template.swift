/// Quoted strings and templates: text, interpolations, directives.
extension HCLReader {
  mutating func quotedOperand(_ start: Int) -> HCLState {
    let scan = text.scanQuoted(start &+ 1)
    position = scan.end
    switch scan.stop {
    case .quote:
      position &+= 1
      leaf(.hclString, start, position, flags: scan.flags)
      if let mistake = scan.mistake { markLeaf(mistake) }
      takeLeafAsOperand()
      skipTrivia()
      return .operandEnd
    case .interpolation, .directive:
      if depth >= Self.maximumDepth { return tooDeep() }
      open(.hclTemplate, start, .template)
      frames[depth].island = .quotedTemplate
      return templatePiece(start &+ 1, scan)
    case .end:
      errorLeaf(.hclString, start, scan.end, .unclosedString)
      takeLeafAsOperand()
      if island == .quotedTemplate, ownerIsOnLine(of: position) { return abandonQuoted() }
      skipTrivia()
      return .operandEnd
    }
  }

  mutating func templateText() -> HCLState {
    if frames[depth].island == .heredoc { return heredocText(position) }
    return templatePiece(position, text.scanQuoted(position))
  }

  /// A piece of text of the quoted template on top, and what stops it.
  private mutating func templatePiece(_ start: Int, _ scan: HCLBytes.QuotedText) -> HCLState {
    if scan.end > start {
      leaf(.hclTemplateText, start, scan.end, flags: scan.flags)
      if let mistake = scan.mistake { markLeaf(mistake) }
    }
    position = scan.end
    switch scan.stop {
    case .quote:
      closeDirectives(.template)
      position &+= 1
      close(position)
      skipTrivia()
      return .operandEnd
    case .interpolation: return openInterpolation()
    case .directive: return directive()
    case .end:
      missing(position, .unclosedString)
      return abandonQuoted()
    }
  }

  /// Closes the directives that have no end before the end of their template.
  mutating func closeDirectives(_ role: HCLFrame.Role) {
    while depth > 1, frames[depth].role != role {
      missing(position, frames[depth].role == .templateFor ? .expectedEndFor : .expectedEndIf)
      pop()
    }
  }

  mutating func openInterpolation() -> HCLState {
    if depth >= Self.maximumDepth { return tooDeep() }
    openSequence(.hclInterpolation, position, .interpolation)
    return .operand
  }

  /// Opens what starts with `${` or `%{`; `position` is behind the brace and its `~` then.
  private mutating func openSequence(_ kind: NodeKind, _ start: Int, _ role: HCLFrame.Role) {
    let own = frames[depth].island
    open(kind, start, role)
    frames[depth].island = island
    frames[depth].islandDepth = Int32(truncatingIfNeeded: islandDepth)
    island = own
    islandDepth = depth
    newlinesEnd = false
    position = start &+ 2
    if text[position] == 0x7e {
      frames[depth].flags = HCLTrim.before.rawValue
      position &+= 1
    }
  }

  /// `}` or `~}` behind the expression of an interpolation or a clause.
  mutating func sequenceEnd(_ byte: UInt8) -> HCLState {
    if byte == 0x7e, text[position &+ 1] == 0x7d {
      frames[depth].flags |= HCLTrim.after.rawValue
      position &+= 1
    } else if byte != 0x7d {
      return recover(.expectedInterpolationEnd, at: last)
    }
    position &+= 1
    island = frames[depth].island
    islandDepth = Int(frames[depth].islandDepth)
    close(position)
    isQuiet = false
    return .text
  }

  // MARK: - Directives

  mutating func directive() -> HCLState {
    if depth >= Self.maximumDepth { return tooDeep() }
    let start = position
    let own = frames[depth].island
    var p = start &+ 2
    if text[p] == 0x7e { p &+= 1 }
    while text[p] == 0x20 || text[p] == 0x09 { p &+= 1 }
    let end = text.startsName(p) ? text.nameEnd(p) : p
    if text.isName(p, end, "if") {
      open(.hclTemplateIf, start, .templateIf)
      frames[depth].island = own
      openSequence(.hclIfClause, start, .ifClause)
      position = end
      return .operand
    }
    if text.isName(p, end, "for") {
      open(.hclTemplateFor, start, .templateFor)
      frames[depth].island = own
      openSequence(.hclForClause, start, .forClause)
      position = end
      return forVariables()
    }
    let isElse = text.isName(p, end, "else")
    let isEndIf = text.isName(p, end, "endif")
    let isEndFor = text.isName(p, end, "endfor")
    return closingDirective(start, end, isElse || isEndIf ? .templateIf : isEndFor ? .templateFor : nil, isElse: isElse)
  }

  /// `else`, `endif`, `endfor` or no directive at all, whose word ends at `wordEnd`.
  private mutating func closingDirective(_ start: Int, _ wordEnd: Int, _ role: HCLFrame.Role?, isElse: Bool) -> HCLState {
    var flags = text[start &+ 2] == 0x7e ? HCLTrim.before.rawValue : 0
    var p = wordEnd
    while text[p] == 0x20 || text[p] == 0x09 { p &+= 1 }
    if text[p] == 0x7e {
      flags |= HCLTrim.after.rawValue
      p &+= 1
    }
    guard let role, text[p] == 0x7d else {
      while p < count, text[p] != 0x7d, text[p] != 0x0a, text[p] != 0x22 { p &+= 1 }
      if text[p] == 0x7d { p &+= 1 }
      position = p
      errorLeaf(.unexpected, start, p, role == nil ? .unknownDirective : .expectedInterpolationEnd)
      isQuiet = false
      return .text
    }
    position = p &+ 1
    if frames[depth].role != role, frames[depth &- 1].role == role, frames[depth].role == .templateIf || frames[depth].role == .templateFor
    {
      missing(start, frames[depth].role == .templateFor ? .expectedEndFor : .expectedEndIf)
      isQuiet = false
      close(last)
    }
    guard frames[depth].role == role, !isElse || frames[depth].phase == 0 else {
      errorLeaf(.unexpected, start, position, .misplacedDirective)
      isQuiet = false
      return .text
    }
    leaf(isElse ? .hclElseClause : .hclEndClause, start, position, flags: flags)
    if isElse { frames[depth].phase = 1 } else { close(position) }
    return .text
  }
}
