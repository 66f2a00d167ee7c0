import SourceText

// The loop over tokens, and what stands between documents.
extension YAMLParser {
  mutating func readStream() {
    open(.root, .stream, at: 0, indent: -2)
    skipMark()
    while true {
      skipToToken()
      if i >= end { break }
      readToken()
    }
    closeStream()
  }

  /// Skips a byte order mark at the start of the text.
  mutating func skipMark() {
    guard text[0] == 0xef, text[1] == 0xbb, text[2] == 0xbf else { return }
    i = 3
    lineStart = 3
  }

  /// Reads the token at `i`, and as much behind it as is known to belong to it.
  @inline(__always) mutating func readToken() {
    if isMarker {
      readMarker()
      return
    }
    let state = frames[depth &- 1].state
    switch state {
    case .mappingKey, .sequenceDash, .mappingColon: continueBlock(state)
    case .mappingValue, .sequenceItem, .mappingExplicitKey, .mappingExplicitValue, .documentContent: readBlockNode(state)
    case .flowItem, .flowItemDone, .flowKey, .flowKeyDone, .flowValue, .flowValueDone, .pairKey, .pairKeyDone, .pairValue, .pairDone:
      readFlowToken(state)
    case .documentDone:
      if isFresh { unexpectedLines(.secondTop, upTo: -1) } else { unexpectedRest() }
    case .stream, .directives: readBetweenDocuments(state)
    }
  }

  /// Closes everything at the end of the text.
  mutating func closeStream() {
    closeDocument()
    close(end)
  }

  /// Skips white space, line breaks and comments; afterwards a token or the text's end is at `i`.
  @inline(__always) mutating func skipToToken() {
    var p = i
    let text = text
    hasTab = false
    isMarker = false
    if !isFresh {
      // Most tokens stand right here, or behind one space; above `#` there is neither white space nor a comment.
      if text[p] == 0x20, text[p &+ 1] > 0x23 { i = p &+ 1 }
      if text[i] > 0x23 { return }
    }
    while true {
      let byte = text[p]
      if byte == 0x20 {
        p &+= 1
      } else if byte == 0x0a || byte == 0x0d {
        p &+= text.breakLength(p)
        lineStart = p
        isFresh = true
        hasTab = false
        p = text.afterSpaces(p)
        spaces = p &- lineStart
      } else if byte == 0x09 {
        if isFresh, !hasTab { spaces = p &- lineStart }
        hasTab = true
        p &+= 1
      } else if byte == 0x23, p == lineStart || text[p &- 1] == 0x20 || text[p &- 1] == 0x09 {
        p = text.lineEnd(p)
      } else {
        break
      }
    }
    i = p
    if isFresh {
      if !hasTab { spaces = p &- lineStart }
      if p == lineStart { isMarker = text.isMarkerLine(p) }
    }
  }

  // MARK: Between documents

  private mutating func readBetweenDocuments(_ state: YAMLState) {
    if text[i] == 0x25, isFresh, i == lineStart {
      if state == .stream { openDocument(.directives) }
      readDirective()
    } else if state == .directives {
      missing(.documentStart)
      frames[depth - 1].state = .documentContent
      emptyPlace = i
    } else if !isFresh {
      unexpectedRest(.afterMarker)
    } else if text[i] == 0xef, text[i + 1] == 0xbb, text[i + 2] == 0xbf, i == lineStart {
      // A byte order mark may stand before each document.
      i += 3
      lineStart = i
    } else {
      openDocument(.documentContent)
      emptyPlace = i
    }
  }

  private mutating func openDocument(_ state: YAMLState) {
    open(.yamlDocument, state, at: i, indent: -1)
    properties = YAMLProperties()
  }

  /// Closes all collections and the document; a document without content gets an empty node.
  mutating func closeDocument() {
    guard depth > 1 else { return }
    closeCollections(to: 2)
    switch frames[depth - 1].state {
    case .directives: missing(.documentStart)
    case .documentContent: writeEmpty()
    default: break
    }
    endDocument()
  }

  private mutating func endDocument() {
    words[frames[depth - 1].word] |= UInt64(frames[depth - 1].flags) << 10
    close(position)
    if !handles.isEmpty { handles = [] }
    hasVersion = false
  }

  private mutating func readMarker() {
    let isStart = text[i] == 0x2d
    if isStart {
      if depth == 2, frames[1].state == .directives {
        frames[1].state = .documentContent
      } else {
        closeDocument()
        openDocument(.documentContent)
      }
      frames[1].flags |= YAMLFlag.explicitStart
      leaf(.yamlDocumentStart, i, i + 3)
      collectionAllowed = false
      nodeHasTab = false
    } else {
      if depth > 1 {
        closeCollections(to: 2)
        switch frames[1].state {
        case .directives: missing(.documentStart)
        case .documentContent: writeEmpty()
        default: break
        }
        leaf(.yamlDocumentEnd, i, i + 3)
        frames[1].flags |= YAMLFlag.explicitEnd
        endDocument()
      } else {
        leaf(.yamlDocumentEnd, i, i + 3)
      }
    }
    i += 3
    emptyPlace = i
    isFresh = false
    quoteLimit = 0
  }

  // MARK: Directives

  private mutating func readDirective() {
    let start = i
    let stop = text.contentEnd(ofLineAt: i)
    let parts = words(from: i + 1, to: stop)
    var isWrong = parts.isEmpty || parts[0].start != i + 1
    if !isWrong {
      if equals(parts[0], "YAML") {
        isWrong = parts.count != 2 || hasVersion || !isVersion(parts[1])
        hasVersion = true
      } else if equals(parts[0], "TAG") {
        isWrong = parts.count != 3 || text[parts[1].start] != 0x21 || text[parts[1].end - 1] != 0x21
        if !isWrong, parts[1].length > 2 {
          var print = Fingerprint()
          for place in parts[1].start..<parts[1].end { print.add(text[place]) }
          isWrong = !handles.insert(print.value).inserted
        }
      }
    }
    if isWrong { error(.unexpected, .directive, start, stop) } else { leaf(.yamlDirective, start, stop) }
    i = stop
    isFresh = false
  }

  private func equals(_ range: ByteRange, _ name: StaticString) -> Bool {
    guard range.length == name.utf8CodeUnitCount else { return false }
    for k in 0..<range.length where text[range.start + k] != name.utf8Start[k] { return false }
    return true
  }

  private func isVersion(_ range: ByteRange) -> Bool {
    var dots = 0
    for place in range.start..<range.end {
      if text[place] == 0x2e { dots += 1 } else if text[place] < 0x30 || text[place] > 0x39 { return false }
    }
    return dots == 1 && text[range.start] != 0x2e && text[range.end - 1] != 0x2e
  }

  /// The first words of a piece of a line, at most four.
  private func words(from: Int, to stop: Int) -> [ByteRange] {
    var result: [ByteRange] = []
    var p = from
    while p < stop, result.count < 4 {
      while p < stop, text[p] == 0x20 || text[p] == 0x09 { p += 1 }
      let start = p
      while p < stop, text[p] != 0x20, text[p] != 0x09 { p += 1 }
      if p > start { result.append(ByteRange(start, p)) }
    }
    return result
  }
}
