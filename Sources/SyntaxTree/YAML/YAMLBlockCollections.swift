// Block mappings and sequences: their entries, keys and ends.
extension YAMLParser {
  /// A token where a block collection awaits its next entry.
  @inline(__always) mutating func continueBlock(_ state: YAMLState) {
    let top = depth &- 1
    let column = i &- lineStart
    if isFresh, column == frames[top].indent, !hasTab {
      frames[top].column = column
      if state == .mappingKey {
        if !text.isDash(i) {
          readMappingKey()
          return
        }
      } else if state == .sequenceDash, text.isDash(i) {
        readDash()
        return
      }
    }
    continueBlockSlowly(state)
  }

  @inline(never) private mutating func continueBlockSlowly(_ state: YAMLState) {
    let top = depth - 1
    let column = i - lineStart
    if state == .mappingColon {
      if isFresh, column == frames[top].column, text[i] == 0x3a, text.isBlank(i + 1) {
        if hasTab { unexpected(.tabIndentation, at: i) }
        frames[top].state = .mappingExplicitValue
        readIndicator()
      } else {
        emptyPlace = position
        writeEmpty()
        frames[top].state = .mappingKey
      }
      return
    }
    if !isFresh {
      unexpectedRest()
      return
    }
    let indent = frames[top].indent
    let isSequence = state == .sequenceDash
    let fits = isSequence ? text.isDash(i) : !text.isDash(i)
    if column == indent || column == frames[top].stray {
      if fits {
        if hasTab, !frames[top].isMarked { error(.unexpected, .tabIndentation, lineStart, i) }
        frames[top].column = column
        if isSequence { readDash() } else { readMappingKey() }
      } else if isSequence, frames[top - 1].column == column {
        closeTop()
      } else {
        unexpectedLines(isSequence ? .notAnEntry : .notAProperty, upTo: column, sequence: isSequence)
      }
      return
    }
    if column < indent {
      if column > frames[top - 1].column, looksLikeEntry(isSequence) {
        // Between this collection's column and its parent's: an entry that slipped to the left.
        error(.unexpected, hasTab ? .tabIndentation : .wrongIndentation, lineStart, i)
        frames[top].indent = column
        frames[top].column = column
        if isSequence { readDash() } else { readMappingKey() }
      } else {
        closeTop()
      }
      return
    }
    if looksLikeEntry(isSequence) {
      error(.unexpected, hasTab ? .tabIndentation : .wrongIndentation, lineStart, i)
      frames[top].stray = column
      frames[top].column = column
      if isSequence { readDash() } else { readMappingKey() }
    } else {
      unexpectedLines(.afterValue, upTo: indent)
    }
  }

  /// Whether an entry of a sequence, or else of a mapping, begins at `i`.
  private func looksLikeEntry(_ isSequence: Bool) -> Bool {
    let isDash = text.isDash(i)
    if isSequence || isDash { return isSequence && isDash }
    return text.isKeyLine(i)
  }

  /// Reads the `-`, `?` or explicit `:` at `i`; a collection may begin on the same line.
  @inline(__always) mutating func readIndicator() {
    i &+= 1
    emptyPlace = i
    collectionAllowed = true
    nodeHasTab = false
    isFresh = false
  }

  @inline(__always) mutating func readDash() {
    frames[depth &- 1].state = .sequenceItem
    readIndicator()
    // The usual: one space and a word.
    if text[i] == 0x20, properties.count == 0, text.isWordStart(i &+ 1) {
      i &+= 1
      readPlainNode(frames[depth &- 1].column)
    }
  }

  /// Reads an entry's key and its `:` at `i`, where an entry of the mapping opened last begins.
  @inline(__always) mutating func readMappingKey() {
    let byte = text[i]
    if byte == 0x3f, text.isBlank(i &+ 1) {
      frames[depth &- 1].state = .mappingExplicitKey
      readIndicator()
      return
    }
    emptyPlace = i
    collectionAllowed = true
    nodeHasTab = false
    if byte == 0x26 || byte == 0x21 { readProperties() }
    readKey()
  }

  /// Reads a key at `i` with its `:`. The mapping is open and its properties are written; the key's own wait.
  mutating func readKey() {
    let start = i
    switch text[i] {
    case 0x3a where text.isBlank(i + 1):
      writeKey(.yamlEmpty, emptyPlace, emptyPlace, flags: 0)
    case 0x22, 0x27:
      let scalar = readQuoted(beyond: frames[depth - 1].column)
      writeKey(scalar.kind, start, scalar.end, flags: scalar.flags, isMultiline: scalar.isMultiline)
      reportProblem(scalar)
    case 0x2a:
      readAlias(asKey: true)
    case 0x5b, 0x7b:
      openFlow()
    case 0x2c, 0x5d, 0x7d, 0x7c, 0x3e, 0x23:
      unexpectedRest(.notAProperty)
      if properties.areWaiting { writeEmptyPair() }
    case 0x0a, 0x0d:
      writeEmptyPair()
    case 0 where i >= end:
      writeEmptyPair()
    default:
      let line = readPlainLine(i)
      i = line.next
      writeKey(.yamlPlain, start, line.end, flags: 0, hasColon: line.hasColon)
      if line.hasControl { unexpected(.badCharacter) }
      if isReservedStart(start) { unexpected(.reservedStart) }
      // The usual: one space and a word.
      if line.hasColon, text[i] == 0x20, text.isWordStart(i &+ 1) {
        i &+= 1
        readPlainNode(frames[depth &- 1].column)
      }
    }
  }

  /// Properties with no key behind them.
  private mutating func writeEmptyPair() {
    let flags = takeProperties()
    leaf(.yamlEmpty, emptyPlace, emptyPlace, flags: flags)
    missing(.colonAfterKey)
    leaf(.yamlEmpty, position, position)
    isFresh = false
  }

  /// Writes a key that ends before `i`, and reads its `:`.
  @inline(__always) mutating func writeKey(
    _ kind: NodeKind, _ start: Int, _ stop: Int, flags: UInt8, isMultiline: Bool = false, hasColon: Bool? = nil
  ) {
    leaf(kind, start, stop, flags: flags | takeProperties())
    frames[depth &- 1].state = .mappingValue
    isFresh = false
    collectionAllowed = false
    nodeHasTab = false
    var p = i
    while text[p] == 0x20 || text[p] == 0x09 { p &+= 1 }
    if hasColon ?? (text[p] == 0x3a && text.isBlank(p &+ 1)) {
      i = p &+ 1
      emptyPlace = i
      if isMultiline { unexpected(.multilineKey) } else if stop &- start > 1024 { unexpected(.longKey) }
    } else {
      missing(.colonAfterKey)
      emptyPlace = position
    }
  }

  /// Opens a mapping or a sequence whose first entry stands at `start`; the outer properties are its own.
  mutating func openBlock(_ kind: NodeKind, _ state: YAMLState, at start: Int) {
    let outer = properties.outerCount
    let flags = (outer == 0 ? 0 : propertyFlags(0, outer)) | properties.settled
    properties.settled = 0
    if outer > 0 { writeProperties(0, outer) }
    // What is left belongs to the first key.
    var index = outer
    while index < properties.count {
      properties[index - outer] = properties[index]
      index += 1
    }
    properties.count -= outer
    properties.outerCount = 0
    let column = start - lineStart
    if nodeHasTab { unexpected(.tabIndentation, at: start) }
    let isMarked = nodeHasTab || isTabReported
    isTabReported = false
    open(kind, state, at: start, indent: column, flags: flags)
    frames[depth - 1].isMarked = isMarked
  }

  /// Ends the collection opened last; what it still awaits is written as empty or missing.
  mutating func closeTop() {
    let top = depth - 1
    switch frames[top].state {
    case .sequenceItem, .mappingValue, .mappingExplicitValue: writeEmpty()
    case .mappingExplicitKey:
      writeEmpty()
      emptyPlace = position
      writeEmpty()
    case .mappingColon:
      emptyPlace = position
      frames[top].state = .mappingValue
      writeEmpty()
    case .sequenceDash, .mappingKey, .stream, .directives, .documentContent, .documentDone: break
    default:
      closeFlowEarly()
      return
    }
    close(position)
    complete()
  }

  /// Ends collections until `target` are open.
  mutating func closeCollections(to target: Int) {
    while depth > target { closeTop() }
  }
}
