// The nodes of block collections, and of the document.
extension YAMLParser {
  /// A token where a block collection or the document awaits a node.
  @inline(__always) mutating func readBlockNode(_ state: YAMLState) {
    let beyond = frames[depth &- 1].column
    if isFresh {
      let column = i &- lineStart
      if column <= beyond {
        if column == beyond, state != .sequenceItem, state != .documentContent, text.isDash(i), !hasTab {
          properties.outerCount = properties.count
          nodeHasTab = false
          openBlock(.yamlBlockSequence, .sequenceDash, at: i)
          readDash()
        } else {
          writeEmpty()
        }
        return
      }
      properties.outerCount = properties.count
      collectionAllowed = true
      nodeHasTab = hasTab
      isTabReported = false
      if hasTab, spaces <= beyond {
        unexpectedTab()
        readNode(beyond)
        isTabReported = false
        return
      }
    } else if properties.count == properties.outerCount {
      nodeHasTab = hasTab
    }
    readNode(beyond)
  }

  @inline(never) private mutating func unexpectedTab() {
    if properties.count > 0 { return }
    error(.unexpected, .tabIndentation, lineStart, i)
    nodeHasTab = false
    isTabReported = true
  }

  private mutating func readNode(_ beyond: Int) {
    var byte = text[i]
    if byte == 0x26 || byte == 0x21 {
      readProperties()
      byte = text[i]
      if text.isBlank(i) || byte == 0x23 { return }
    }
    let inner = properties.count > properties.outerCount
    switch byte {
    case 0x2d where text.isBlank(i + 1):
      if !collectionAllowed || inner { unexpected(.sequenceOnKeyLine, at: inner ? 0 : i) }
      properties.outerCount = properties.count
      openBlock(.yamlBlockSequence, .sequenceDash, at: i)
      readDash()
    case 0x3f where text.isBlank(i + 1):
      if !collectionAllowed || inner { unexpected(.mappingOnKeyLine, at: inner ? 0 : i) }
      properties.outerCount = properties.count
      openBlock(.yamlBlockMapping, .mappingKey, at: i)
      readMappingKey()
    case 0x3a where text.isBlank(i + 1):
      if !collectionAllowed { unexpected(.mappingOnKeyLine) }
      openBlock(.yamlBlockMapping, .mappingKey, at: inner ? properties[properties.outerCount].start : i)
      readKey()
    case 0x7c, 0x3e:
      let flags = takeProperties()
      readBlockScalar(beyond, flags: flags)
    case 0x22, 0x27: readQuotedNode(beyond)
    case 0x2a: readAlias(asKey: false)
    case 0x5b, 0x7b: openFlow()
    case 0x2c, 0x5d, 0x7d, 0x23:
      unexpectedRest(byte == 0x23 ? .commentWithoutSpace : .flowClose)
    default: readPlainNode(beyond)
    }
  }

  mutating func readPlainNode(_ beyond: Int) {
    let start = i
    let line = readPlainLine(i)
    let inner = properties.count > properties.outerCount
    if line.hasColon, collectionAllowed {
      openBlock(.yamlBlockMapping, .mappingKey, at: inner ? properties[properties.outerCount].start : start)
      i = line.next
      writeKey(.yamlPlain, start, line.end, flags: 0, hasColon: true)
      if line.hasControl { unexpected(.badCharacter) }
      if isReservedStart(start) { unexpected(.reservedStart) }
      return
    }
    var stop = line.end
    var flags: UInt8 = 0
    var hasControl = line.hasControl
    i = line.next
    if line.hasColon {
      // `key: a: b`: a sentence that should be in quotes; it is taken whole.
      stop = text.contentEnd(ofLineAt: line.next)
      i = stop
    } else if !line.hasComment {
      let more = readPlainContinuation(i, beyond: beyond)
      if more.end > stop {
        stop = more.end
        i = more.end
        flags = YAMLFlag.encoded
        hasControl = hasControl || more.hasControl
      } else if more.keyColumn == start - lineStart, collectionAllowed, properties.count == 0 {
        // A half-written key above another one.
        openBlock(.yamlBlockMapping, .mappingKey, at: start)
        writeKey(.yamlPlain, start, line.end, flags: 0, hasColon: false)
        return
      }
    }
    leaf(.yamlPlain, start, stop, flags: flags | takeProperties())
    isFresh = false
    if hasControl { unexpected(.badCharacter) }
    if line.hasColon {
      unexpected(.colonInPlain)
    } else if isReservedStart(start) {
      unexpected(.reservedStart)
    }
    complete()
  }

  /// `@`, `` ` `` and `%` start no plain scalar.
  @inline(__always) func isReservedStart(_ p: Int) -> Bool { text[p] == 0x40 || text[p] == 0x60 || text[p] == 0x25 }

  private mutating func readQuotedNode(_ beyond: Int) {
    let start = i
    let startLine = lineStart
    let scalar = readQuoted(beyond: beyond)
    var p = i
    while text[p] == 0x20 || text[p] == 0x09 { p += 1 }
    if collectionAllowed, text[p] == 0x3a, text.isBlank(p + 1) {
      let inner = properties.count > properties.outerCount
      let line = lineStart
      lineStart = startLine
      openBlock(.yamlBlockMapping, .mappingKey, at: inner ? properties[properties.outerCount].start : start)
      lineStart = line
      writeKey(scalar.kind, start, scalar.end, flags: scalar.flags, isMultiline: scalar.isMultiline)
      reportProblem(scalar)
      return
    }
    leaf(scalar.kind, start, scalar.end, flags: scalar.flags | takeProperties())
    isFresh = false
    reportProblem(scalar)
    complete()
  }

  mutating func readAlias(asKey: Bool) {
    let start = i
    i += 1
    while isNameByte(i) { i += 1 }
    let isEmpty = i == start + 1
    var p = i
    while text[p] == 0x20 || text[p] == 0x09 { p += 1 }
    let inner = properties.count > properties.outerCount
    let hasColon = text[p] == 0x3a && text.isBlank(p + 1)
    if asKey || collectionAllowed && hasColon {
      if !asKey { openBlock(.yamlBlockMapping, .mappingKey, at: inner ? properties[properties.outerCount].start : start) }
      writeKey(.yamlAlias, start, i, flags: 0, hasColon: hasColon)
    } else {
      leaf(.yamlAlias, start, i, flags: takeProperties())
      isFresh = false
      complete()
    }
    if isEmpty { unexpected(.badProperty) } else if inner { unexpected(.aliasWithProperties) }
  }

  /// Writes an empty node where a node is awaited.
  mutating func writeEmpty() {
    let flags = takeProperties()
    let place = max(position, min(emptyPlace, i))
    leaf(.yamlEmpty, place, place, flags: flags)
    complete()
  }

  /// A node has been read: what is awaited next.
  @inline(__always) mutating func complete() {
    let top = depth &- 1
    switch frames[top].state {
    case .documentContent: frames[top].state = .documentDone
    case .sequenceItem: frames[top].state = .sequenceDash
    case .mappingExplicitKey: frames[top].state = .mappingColon
    case .mappingValue, .mappingExplicitValue: frames[top].state = .mappingKey
    case .flowItem: frames[top].state = .flowItemDone
    case .flowKey: frames[top].state = .flowKeyDone
    case .flowValue: frames[top].state = .flowValueDone
    case .pairKey: frames[top].state = .pairKeyDone
    case .pairValue: frames[top].state = .pairDone
    default: break
    }
  }
}
