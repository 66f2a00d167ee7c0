// Where quoted scalars end, and what is wrong in them.
extension YAMLParser {
  struct Quoted {
    var kind: NodeKind
    var end: Int
    var flags: UInt8 = 0
    var isMultiline = false
    var problem: YAMLErrorCode?
  }

  /// Reads the quoted scalar at `i`, whose further lines must be indented beyond `beyond`; `i` moves behind it.
  mutating func readQuoted(beyond: Int) -> Quoted {
    let quote = text[i]
    let isDouble = quote == 0x22
    var scalar = Quoted(kind: isDouble ? .yamlDoubleQuoted : .yamlSingleQuoted, end: 0)
    let firstLineStart = lineStart
    var firstLineEnd = -1
    var p = i &+ 1
    while true {
      p = quotedStop(p, quote)
      let byte = text[p]
      if byte == quote {
        if !isDouble, text[p &+ 1] == quote {
          scalar.flags = YAMLFlag.encoded
          p &+= 2
          continue
        }
        if scalar.problem == nil, !text.isPrintable(i, p) { scalar.problem = .badCharacter }
        i = p &+ 1
        scalar.end = i
        return scalar
      }
      if isDouble, byte == 0x5c {
        scalar.flags = YAMLFlag.encoded
        let length = text.escapeLength(p)
        if length == 0, scalar.problem == nil { scalar.problem = .badEscape }
        p &+= max(1, length)
        continue
      }
      if byte == 0x0a || byte == 0x0d || byte == 0 && p >= end {
        if firstLineEnd < 0 { firstLineEnd = p }
        scalar.isMultiline = true
        scalar.flags = YAMLFlag.encoded
        let next = p < quoteLimit ? -1 : nextQuotedLine(p, beyond: beyond, quote: quote, &scalar)
        if next >= 0 {
          p = next
          continue
        }
        quoteLimit = max(quoteLimit, p)
        lineStart = firstLineStart
        i = trimmed(firstLineEnd, i)
        scalar.end = i
        scalar.isMultiline = false
        scalar.problem = isDouble ? .closingDoubleQuote : .closingSingleQuote
        if openBrackets + openBraces > 0 { isQuoteOpen = true }
        return scalar
      }
      p &+= 1
    }
  }

  /// The next quote, backslash or byte below a space from `from` on.
  @inline(__always) private func quotedStop(_ from: Int, _ quote: UInt8) -> Int {
    var p = from
    let quotes = UInt64(quote) &* 0x0101_0101_0101_0101
    while true {
      let bytes = text.word(p)
      let q = bytes ^ quotes
      let slash = bytes ^ 0x5c5c_5c5c_5c5c_5c5c
      let hit =
        ((bytes &- 0x2020_2020_2020_2020) & ~bytes | (q &- 0x0101_0101_0101_0101) & ~q
          | (slash &- 0x0101_0101_0101_0101) & ~slash) & 0x8080_8080_8080_8080
      if hit != 0 { return p &+ hit.trailingZeroBitCount &>> 3 }
      p &+= 8
    }
  }

  /// Where a quoted scalar goes on behind the break at `from`; -1 when it ends there without its quote.
  private mutating func nextQuotedLine(_ from: Int, beyond: Int, quote: UInt8, _ scalar: inout Quoted) -> Int {
    var p = from
    while p < end {
      p += text.breakLength(p)
      let line = p
      while text[p] == 0x20 { p += 1 }
      let indent = p - line
      while text[p] == 0x20 || text[p] == 0x09 { p += 1 }
      if p >= end { return -1 }
      if text[p] == 0x0a || text[p] == 0x0d { continue }
      if p == line, text.isMarkerLine(p) { return -1 }
      if indent <= beyond {
        if p - line > beyond {
          scalar.problem = scalar.problem ?? .tabIndentation
        } else if text.isDash(p) || text.isKeyLine(p) || p - line < beyond {
          return -1
        } else {
          scalar.problem = scalar.problem ?? .shallowContinuation
        }
      }
      lineStart = line
      return p
    }
    return -1
  }

  @inline(__always) mutating func reportProblem(_ scalar: Quoted) {
    guard let problem = scalar.problem else { return }
    if problem == .closingDoubleQuote || problem == .closingSingleQuote {
      missing(problem)
    } else {
      unexpected(problem)
    }
  }
}
