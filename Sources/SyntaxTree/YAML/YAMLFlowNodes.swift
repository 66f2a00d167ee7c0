// Flow collections: `[a, b]` and `{a: b}`.
extension YAMLParser {
  /// Reads the bracket at `i`. A collection in a block collection may still turn out to be a key.
  mutating func openFlow() {
    let isSequence = text[i] == 0x5b
    let top = depth - 1
    let isOutermost = openBrackets + openBraces == 0
    let outerCount = isOutermost ? properties.outerCount : 0
    var outer: UInt8 = 0
    var inner: UInt8 = 0
    if properties.areWaiting {
      outer = propertyFlags(0, outerCount)
      inner = propertyFlags(outerCount, properties.count) | properties.settled
      properties.settled = 0
      writeProperties(0, outerCount)
    }
    if isOutermost {
      let start = properties.count > outerCount ? properties[outerCount].start : i
      reach(start)
      frames[top].entryWord = wordCount
      frames[top].entryStart = start
      frames[top].entryChildren = frames[top].children
      flowIndent = frames[top].column
      flowIndentReported = false
      isQuoteOpen = false
    }
    if properties.count > 0 { writeProperties(outerCount, properties.count) }
    properties.count = 0
    properties.outerCount = 0
    open(isSequence ? .yamlFlowSequence : .yamlFlowMapping, isSequence ? .flowItem : .flowKey, at: i, indent: 0)
    frames[depth - 1].flags = inner
    frames[depth - 1].outerFlags = outer
    frames[depth - 1].isMarked = isOutermost && collectionAllowed
    if isSequence { openBrackets += 1 } else { openBraces += 1 }
    i += 1
    emptyPlace = i
    isFresh = false
    beginEntry()
  }

  /// The entry of the open flow collection begins with the next word.
  private mutating func beginEntry() {
    let top = depth - 1
    frames[top].isExplicit = false
    frames[top].isAdjacent = false
    frames[top].entryWord = -1
  }

  /// Remembers where an entry begins, so that it can become a pair's key.
  private mutating func markEntry(_ start: Int) {
    let top = depth - 1
    guard frames[top].entryWord < 0 else { return }
    reach(start)
    frames[top].entryWord = wordCount
    frames[top].entryStart = start
    frames[top].entryChildren = frames[top].children
  }

  mutating func readFlowToken(_ state: YAMLState) {
    let byte = text[i]
    if isFresh {
      if spaces <= flowIndent, !acceptsIndentation(byte) { return }
      isFresh = false
    }
    switch byte {
    case 0x5d, 0x7d: readFlowClose(byte)
    case 0x2c: readComma(state)
    case 0x3a where text.isBlank(i + 1) || isFlowIndicator(text[i + 1]) || mayBeAdjacent(state): readFlowColon(state)
    case 0x3f where (text.isBlank(i + 1) || isFlowIndicator(text[i + 1])) && (state == .flowItem || state == .flowKey):
      markEntry(i)
      if state == .flowItem {
        open(.yamlFlowPair, .pairKey, at: i, indent: 0)
        frames[depth - 1].entryWord = -1
      }
      frames[depth - 1].isExplicit = true
      i += 1
      emptyPlace = i
    case 0x23:
      error(.unexpected, .commentWithoutSpace, i, text.lineEnd(i))
      i = text.lineEnd(i)
    default:
      switch state {
      case .flowItem, .flowKey, .flowValue, .pairKey, .pairValue: readFlowNode(byte)
      default:
        missing(state == .flowKeyDone ? .colonAfterFlowKey : .comma)
        if state == .flowKeyDone { frames[depth - 1].state = .flowValue } else { readSeparator(state) }
      }
    }
  }

  private func mayBeAdjacent(_ state: YAMLState) -> Bool {
    (state == .flowKeyDone || state == .flowItemDone || state == .pairKeyDone) && frames[depth - 1].isAdjacent
  }

  /// A line inside a flow collection that is not indented beyond its block: either the collection should have ended before it, and is
  /// ended (false), or only the indentation is wrong, which is reported once.
  private mutating func acceptsIndentation(_ byte: UInt8) -> Bool {
    let column = i - lineStart
    if byte == 0x5d || byte == 0x7d, column >= flowIndent, !hasTab || column == flowIndent {
      // A closing bracket below its key is what everybody writes.
      return true
    }
    if hasTab, column > flowIndent {
      if !flowIndentReported { error(.unexpected, .tabIndentation, lineStart, i) }
      flowIndentReported = true
      return true
    }
    if !isFlowIndicator(byte), text.isDash(i) || text.isKeyLine(i) || column < flowIndent {
      closeFlowFrames()
      isFresh = true
      return false
    }
    if !flowIndentReported { unexpected(.shallowContinuation, at: i) }
    flowIndentReported = true
    return true
  }

  /// Ends all open flow collections before their end.
  private mutating func closeFlowFrames() {
    if !isQuoteOpen { missing(openBraces > 0 && !isSequenceInnermost ? .closingBrace : .closingBracket) }
    while openBrackets + openBraces > 0 { endFlow(reporting: false, at: position) }
  }

  private var isSequenceInnermost: Bool {
    let frame = frames[depth - 1]
    return frame.kind == .yamlFlowSequence || frame.kind == .yamlFlowPair
  }

  /// Ends the flow collection opened last, whose bracket is missing.
  mutating func closeFlowEarly() { closeFlowFrames() }

  private mutating func readFlowNode(_ byte: UInt8) {
    if byte == 0x26 || byte == 0x21 {
      markEntry(i)
      readProperties()
      return
    }
    if !properties.areWaiting { markEntry(i) }
    let start = i
    switch byte {
    case 0x5b, 0x7b:
      openFlow()
    case 0x22, 0x27:
      let scalar = readQuoted(beyond: flowIndent)
      leaf(scalar.kind, start, scalar.end, flags: scalar.flags | takeProperties())
      frames[depth - 1].isAdjacent = true
      reportProblem(scalar)
      complete()
    case 0x2a:
      i += 1
      while isNameByte(i) { i += 1 }
      let hasProperties = properties.areWaiting
      leaf(.yamlAlias, start, i, flags: takeProperties())
      frames[depth - 1].isAdjacent = false
      if i == start + 1 { unexpected(.badProperty) } else if hasProperties { unexpected(.aliasWithProperties) }
      complete()
    case 0x2d where text.isBlank(i + 1) || isFlowIndicator(text[i + 1]):
      error(.unexpected, .blockInFlow, i, i + 1)
      i += 1
      emptyPlace = i
    default:
      let scalar = readFlowPlain()
      leaf(.yamlPlain, start, scalar.end, flags: scalar.flags | takeProperties())
      frames[depth - 1].isAdjacent = false
      if scalar.hasControl { unexpected(.badCharacter) }
      if isReservedStart(start) || byte == 0x7c || byte == 0x3e { unexpected(.reservedStart) }
      complete()
    }
  }

  private mutating func readFlowColon(_ state: YAMLState) {
    let top = depth - 1
    switch state {
    case .flowKeyDone: frames[top].state = .flowValue
    case .pairKeyDone: frames[top].state = .pairValue
    case .flowKey:
      writeEmptyInFlow()
      frames[top].state = .flowValue
    case .pairKey:
      writeEmptyInFlow()
      frames[top].state = .pairValue
    case .flowItem:
      let place = properties.areWaiting ? max(position, emptyPlace) : i
      markEntry(place)
      let flags = takeProperties()
      leaf(.yamlEmpty, place, place, flags: flags)
      wrapEntry(.yamlFlowPair, .pairValue, indent: 0, flags: 0)
    case .flowItemDone:
      let start = frames[top].entryStart
      if start < lineStart { unexpected(.multilineKey) } else if i - start > 1024 { unexpected(.longKey) }
      if wordCount - frames[top].entryWord < Self.longestKey {
        wrapEntry(.yamlFlowPair, .pairValue, indent: 0, flags: 0)
      } else {
        // Far too long for a key, which has been said; moving it would cost time without bound.
        readSeparator(state)
      }
    default:
      error(.unexpected, .colon, i, i + 1)
      if state == .flowValueDone || state == .pairDone {
        // What follows is read as another value, without asking for a comma.
        readSeparator(state)
      }
    }
    i += 1
    emptyPlace = i
  }

  /// Words of the tape that a pair's key can have: more than 1024 bytes need.
  private static let longestKey = 4096

  private mutating func writeEmptyInFlow() {
    let flags = takeProperties()
    let place = max(position, min(emptyPlace, i))
    leaf(.yamlEmpty, place, place, flags: flags)
    complete()
  }

  /// What a comma, or a missing one, means.
  private mutating func readSeparator(_ state: YAMLState) {
    finishEntry(state, isComma: true)
    frames[depth - 1].state = frames[depth - 1].kind == .yamlFlowSequence ? .flowItem : .flowKey
    beginEntry()
  }

  private mutating func readComma(_ state: YAMLState) {
    readSeparator(state)
    i += 1
    emptyPlace = i
  }

  /// Completes the entry before a comma or a closing bracket.
  private mutating func finishEntry(_ state: YAMLState, isComma: Bool) {
    switch state {
    case .flowItem:
      if properties.areWaiting { writeEmptyInFlow() } else if isComma { unexpected(.entryBeforeComma, at: i) }
    case .flowKey:
      if properties.areWaiting || frames[depth - 1].isExplicit {
        writeEmptyInFlow()
        writeEmptyValue()
      } else if isComma {
        unexpected(.entryBeforeComma, at: i)
      }
    case .flowKeyDone: writeEmptyValue()
    case .flowValue: writeEmptyInFlow()
    case .pairKey:
      writeEmptyInFlow()
      writeEmptyValue()
      closePair()
    case .pairKeyDone:
      writeEmptyValue()
      closePair()
    case .pairValue:
      writeEmptyInFlow()
      closePair()
    case .pairDone: closePair()
    default: break
    }
  }

  private mutating func writeEmptyValue() {
    leaf(.yamlEmpty, position, position)
    frames[depth - 1].state = frames[depth - 1].kind == .yamlFlowPair ? .pairDone : .flowValueDone
  }

  private mutating func closePair() {
    close(position)
    complete()
  }

  private mutating func readFlowClose(_ byte: UInt8) {
    let isSequence = byte == 0x5d
    if isSequence ? openBrackets == 0 : openBraces == 0 {
      error(.unexpected, .flowClose, i, i + 1)
      i += 1
      // The wrong bracket at the end of a line closes what should be closed there.
      if endsLine(i) { endFlow(reporting: true, at: i) }
      return
    }
    // Collections of the other kind that are still open inside are closed with it.
    while true {
      finishEntry(frames[depth - 1].state, isComma: false)
      let kind = frames[depth - 1].kind
      if (kind == .yamlFlowSequence) == isSequence { break }
      missing(isSequence ? .closingBrace : .closingBracket)
      endFlow(reporting: false, at: position)
      if openBrackets + openBraces == 0 { return }
    }
    i += 1
    endFlow(reporting: true, at: i)
  }

  /// Whether nothing but white space or a comment stands from `p` to its line's end.
  private func endsLine(_ place: Int) -> Bool {
    let text = text
    var p = place
    while text[p] == 0x20 || text[p] == 0x09 { p += 1 }
    return text[p] == 0x0a || text[p] == 0x0d || text[p] == 0x23 && p > place || p >= end
  }

  /// Closes the flow collection opened last at byte `to`. One that stands in a block collection may be a key.
  private mutating func endFlow(reporting: Bool, at to: Int) {
    finishEntry(frames[depth - 1].state, isComma: false)
    let frame = frames[depth - 1]
    if frame.kind == .yamlFlowSequence { openBrackets -= 1 } else { openBraces -= 1 }
    words[frame.word] |= UInt64(frame.flags | (openBrackets + openBraces > 0 ? frame.outerFlags : 0)) << 10
    close(to)
    emptyPlace = position
    isFresh = false
    if openBrackets + openBraces > 0 {
      frames[depth - 1].isAdjacent = true
      complete()
      return
    }
    finishOutermost(frame, reporting: reporting)
  }

  private mutating func finishOutermost(_ frame: YAMLFrame, reporting: Bool) {
    let top = depth - 1
    var p = i
    while text[p] == 0x20 || text[p] == 0x09 { p += 1 }
    let hasColon = reporting && text[p] == 0x3a && text.isBlank(p + 1)
    let start = frames[top].entryStart
    let isOneLine = start >= lineStart
    if frames[top].state == .mappingKey {
      frames[top].state = .mappingValue
      finishKey(hasColon: hasColon, isOneLine: isOneLine, length: i - start, at: p)
    } else if hasColon, frame.isMarked, isOneLine {
      let column = start - lineStart
      let isMarked = nodeHasTab
      wrapEntry(.yamlBlockMapping, .mappingValue, indent: column, flags: frame.outerFlags)
      frames[depth - 1].isMarked = isMarked
      finishKey(hasColon: true, isOneLine: true, length: i - start, at: p)
      if isMarked { unexpected(.tabIndentation) }
    } else {
      words[frame.word] |= UInt64(frame.outerFlags) << 10
      if frame.flags & frame.outerFlags != 0 { unexpected(.repeatedProperty) }
      complete()
    }
  }

  private mutating func finishKey(hasColon: Bool, isOneLine: Bool, length: Int, at colon: Int) {
    collectionAllowed = false
    nodeHasTab = false
    if hasColon {
      if !isOneLine { unexpected(.multilineKey) } else if length > 1024 { unexpected(.longKey) }
      i = colon + 1
    } else {
      missing(.colonAfterKey)
    }
    emptyPlace = max(i, position)
  }
}
