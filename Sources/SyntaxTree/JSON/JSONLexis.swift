import SourceText

/// The words of JSON, read from raw bytes: where strings, comments and bare words end.
///
/// Eight bytes at a time are read where eight are left, one at a time near the end, so the text needs no padding.
struct JSONLexis {
  let base: UnsafePointer<UInt8>
  let count: Int
  /// Literal line breaks (and tabs) are allowed in strings: ARM templates have them.
  let hasMultilineStrings: Bool
  /// The last search for the quote behind a line break: every search from a line break between the two has the same result.
  private var searchedFrom = 0
  private var foundQuote = -1
  private var isPlausible = false
  /// A string whose end was decided by what follows on other lines.
  struct Look {
    /// From the string's quote to the end of what was looked at.
    var range: ByteRange
    /// Whether the string goes over several lines.
    var isLong: Bool
  }
  private(set) var looks: [Look] = []
  private var lookEnd = 0
  /// Whether a comment goes over several lines.
  private(set) var hasLongComments = false
  /// Whether something was decided by the text being at its end: in a window on a longer text it may be wrong.
  var reachedEnd = false

  init(base: UnsafePointer<UInt8>, count: Int, hasMultilineStrings: Bool) {
    self.base = base
    self.count = count
    self.hasMultilineStrings = hasMultilineStrings
  }

  @inline(__always) static func load(_ base: UnsafePointer<UInt8>, _ i: Int) -> UInt64 {
    UnsafeRawPointer(base + i).loadUnaligned(as: UInt64.self)
  }

  /// The first byte from `i` on that is a quote, a backslash, a control character or not ASCII; `count` if there is none.
  @inline(__always) static func plainEnd(_ base: UnsafePointer<UInt8>, _ i: Int, _ count: Int) -> Int {
    var j = i
    while j &+ 8 <= count {
      let hits = special(load(base, j))
      if hits != 0 { return j &+ (hits.trailingZeroBitCount &>> 3) }
      j &+= 8
    }
    while j < count {
      let c = base[j]
      if c == 0x22 || c == 0x5c || c < 0x20 || c >= 0x80 { return j }
      j &+= 1
    }
    return count
  }

  /// The high bit of each byte that is a quote, a backslash, a control character or not ASCII. Exact up to the first hit: a
  /// borrow only spoils bytes behind it.
  @inline(__always) private static func special(_ x: UInt64) -> UInt64 {
    (((x ^ 0x2222_2222_2222_2222) &- 0x0101_0101_0101_0101) | ((x ^ 0x5c5c_5c5c_5c5c_5c5c) &- 0x0101_0101_0101_0101)
      | (x &- 0x2020_2020_2020_2020) | x) & 0x8080_8080_8080_8080
  }

  @inline(__always) static func spacesEnd(_ base: UnsafePointer<UInt8>, _ i: Int, _ count: Int) -> Int {
    var j = i
    while j &+ 8 <= count {
      let others = load(base, j) ^ 0x2020_2020_2020_2020
      if others != 0 { return j &+ (others.trailingZeroBitCount &>> 3) }
      j &+= 8
    }
    while j < count, base[j] == 0x20 { j &+= 1 }
    return j
  }

  /// White space, comma, colon, slash: what a gap is made of.
  @inline(__always) static func isGap(_ c: UInt8) -> Bool {
    c < 64 && (0x0400_9001_0000_2600 as UInt64) &>> UInt64(c) & 1 != 0
  }

  /// The end of a whole number or a literal at `i` that white space, a comma or a closing bracket follows, and what it is as
  /// bits of a tape word; the end is 0 where it is anything else.
  @inline(__always) static func plainWord(_ base: UnsafePointer<UInt8>, _ i: Int, _ count: Int) -> (end: Int, mark: UInt64) {
    guard i &+ 24 <= count else { return (0, 0) }
    var end = i
    var kind = NodeKind.jsonNumber
    let c = base[i]
    if c &- 0x31 < 9 {
      repeat { end &+= 1 } while base[end] &- 0x30 < 10 && end &- i < 20
    } else if c == 0x30 {
      end &+= 1
    } else {
      switch UnsafeRawPointer(base + i).loadUnaligned(as: UInt32.self) {
      case 0x6575_7274:
        kind = .jsonTrue
        end &+= 4
      case 0x6c6c_756e:
        kind = .jsonNull
        end &+= 4
      case 0x736c_6166 where base[i &+ 4] == 0x65:
        kind = .jsonFalse
        end &+= 5
      default: return (0, 0)
      }
    }
    let next = base[end]
    let isEnd = next == 0x2c || next == 0x0a || next == 0x7d || next == 0x5d || next == 0x20 || next == 0x0d
    return (isEnd ? end : 0, UInt64(kind.rawValue))
  }

  /// The end of the string whose opening quote is at `i`, and its flags or error as bits of a tape word; `j` is its first byte
  /// that is not plain.
  @inline(never) mutating func stringEnd(_ i: Int, from first: Int) -> (end: Int, mark: UInt64) {
    var j = first
    var fault: JSONFault?
    var hasEscapes = false
    while true {
      guard j < count else {
        reachedEnd = true
        return (trimmed(i, count), JSONFault.stringNotClosed.mark)
      }
      let c = base[j]
      switch c {
      case 0x22: return (j + 1, fault?.mark ?? (hasEscapes ? 1 << 10 : 0))
      case 0x5c:
        hasEscapes = true
        let length = Self.escapeLength(base, j, count)
        if length == 0 {
          fault = fault ?? .badEscape
          j += j + 1 < count && base[j + 1] >= 0x20 && base[j + 1] < 0x80 ? 2 : 1
        } else {
          j += length
        }
      case 0x0a, 0x0d:
        guard hasMultilineStrings, closesBehind(lineBreak: j, of: i) else {
          return (trimmed(i, j), JSONFault.stringNotClosed.mark)
        }
        j += 1
      case 0x80...:
        let length = Self.scalarLength(base, j, count)
        if length == 0 { fault = fault ?? .invalidUTF8 }
        j += max(1, length)
      case ..<0x20:
        if !(c == 0x09 && hasMultilineStrings) { fault = fault ?? .controlCharacter }
        j += 1
      default: j = Self.plainEnd(base, j, count)
      }
    }
  }

  /// The whole string at `i`.
  mutating func stringEnd(_ i: Int) -> (end: Int, mark: UInt64) {
    stringEnd(i, from: i + 1)
  }

  /// An unclosed string ends before white space and a comma at the end of its line: they are more likely not its own.
  private func trimmed(_ start: Int, _ end: Int) -> Int {
    var j = end
    while j > start + 1, base[j - 1] == 0x20 || base[j - 1] == 0x09 { j -= 1 }
    if j > start + 1, base[j - 1] == 0x2c { j -= 1 }
    return j
  }

  /// Whether the next quote behind a line break ends a string rather than beginning one: a comma, a closing bracket or
  /// the end of the text follows it.
  private mutating func closesBehind(lineBreak: Int, of string: Int) -> Bool {
    defer {
      var isLong = isPlausible
      if let last = looks.last, last.range.start == string {
        isLong = isLong || last.isLong
        looks.removeLast()
      }
      looks.append(Look(range: ByteRange(string, max(string, lookEnd)), isLong: isLong))
    }
    if lineBreak >= searchedFrom, lineBreak < foundQuote { return isPlausible }
    var j = lineBreak
    while j < count, base[j] != 0x22 {
      // A backslash takes no line break with it, so every search from a line break reads the bytes in the same way.
      j += base[j] == 0x5c && j + 1 < count && base[j + 1] != 0x0a && base[j + 1] != 0x0d ? 2 : 1
    }
    j = min(j, count)
    searchedFrom = lineBreak
    foundQuote = j
    isPlausible = false
    lookEnd = j
    reachedEnd = reachedEnd || j >= count
    if j < count {
      let next = gapEnd(j + 1)
      lookEnd = min(next + 1, count)
      isPlausible = next >= count || base[next] == 0x2c || base[next] == 0x7d || base[next] == 0x5d
    }
    return isPlausible
  }

  /// Bytes of the escape at `i`; 0 when it is none.
  static func escapeLength(_ base: UnsafePointer<UInt8>, _ i: Int, _ count: Int) -> Int {
    guard i + 1 < count else { return 0 }
    switch base[i + 1] {
    case 0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74: return 2
    case 0x75:
      guard i + 5 < count else { return 0 }
      for k in 2...5 where !isHexDigit(base[i + k]) { return 0 }
      return 6
    default: return 0
    }
  }

  static func isHexDigit(_ c: UInt8) -> Bool { c &- 0x30 < 10 || (c | 0x20) &- 0x61 < 6 }

  /// Bytes of the UTF-8 scalar at `i`, whose first byte is not ASCII; 0 when it is none (RFC 3629, table of §4).
  static func scalarLength(_ base: UnsafePointer<UInt8>, _ i: Int, _ count: Int) -> Int {
    func continues(_ k: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xbf) -> Bool {
      i + k < count && base[i + k] >= low && base[i + k] <= high
    }
    switch base[i] {
    case 0xc2...0xdf: return continues(1) ? 2 : 0
    case 0xe0: return continues(1, 0xa0) && continues(2) ? 3 : 0
    case 0xed: return continues(1, 0x80, 0x9f) && continues(2) ? 3 : 0
    case 0xe1...0xef: return continues(1) && continues(2) ? 3 : 0
    case 0xf0: return continues(1, 0x90) && continues(2) && continues(3) ? 4 : 0
    case 0xf1...0xf3: return continues(1) && continues(2) && continues(3) ? 4 : 0
    case 0xf4: return continues(1, 0x80, 0x8f) && continues(2) && continues(3) ? 4 : 0
    default: return 0
    }
  }

  /// Whether a comment begins at `i`.
  @inline(__always) func isComment(_ i: Int) -> Bool {
    i + 1 < count && base[i] == 0x2f && (base[i + 1] == 0x2f || base[i + 1] == 0x2a)
  }

  /// The end of the comment at `i`; a line comment ends before its line break.
  @inline(never) mutating func commentEnd(_ i: Int) -> (end: Int, isClosed: Bool) {
    var j = i + 2
    if base[i + 1] == 0x2f {
      while j < count, base[j] != 0x0a, base[j] != 0x0d { j += 1 }
      reachedEnd = reachedEnd || j >= count
      return (j, true)
    }
    while j + 1 < count {
      if base[j] == 0x2a, base[j + 1] == 0x2f { return (j + 2, true) }
      if base[j] == 0x0a || base[j] == 0x0d { hasLongComments = true }
      j += 1
    }
    reachedEnd = true
    return (count, false)
  }

  /// The end of white space and comments from `i` on.
  mutating func gapEnd(_ i: Int) -> Int {
    var j = i
    while j < count {
      switch base[j] {
      case 0x20, 0x09, 0x0a, 0x0d: j += 1
      case 0x2f:
        guard isComment(j) else { return j }
        j = commentEnd(j).end
      default: return j
      }
    }
    reachedEnd = true
    return j
  }

  /// The end of the bare word at `i`, at least one byte: up to white space, punctuation, a quote or a comment.
  mutating func wordEnd(_ i: Int) -> Int {
    if i < count, base[i] == 0x27, let end = singleQuotedEnd(i) { return end }
    var j = i + 1
    while j < count {
      switch base[j] {
      case 0x20, 0x09, 0x0a, 0x0d, 0x22, 0x2c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d: return j
      case 0x2f where isComment(j): return j
      default: j += 1
      }
    }
    reachedEnd = true
    return j
  }

  /// The end of a string in single quotes that is closed on its line.
  mutating func singleQuotedEnd(_ i: Int) -> Int? {
    var j = i + 1
    while j < count, base[j] != 0x0a, base[j] != 0x0d, base[j] != 0x22 {
      if base[j] == 0x27 { return j + 1 }
      j += 1
    }
    reachedEnd = reachedEnd || j >= count
    return nil
  }

  /// What the bare word from `i` to `end` is, as a value.
  func word(_ i: Int, _ end: Int) -> (kind: NodeKind, mark: UInt64) {
    if matches("true", i, end) { return (.jsonTrue, 0) }
    if matches("false", i, end) { return (.jsonFalse, 0) }
    if matches("null", i, end) { return (.jsonNull, 0) }
    let c = base[i]
    if c == 0x27, end - i > 1, base[end - 1] == 0x27 { return (.jsonString, JSONFault.singleQuotes.mark) }
    guard c == 0x2d || c == 0x2b || c == 0x2e || c &- 0x30 < 10 else { return (.jsonWord, JSONFault.badWord.mark) }
    return number(i, end)
  }

  private func number(_ i: Int, _ end: Int) -> (kind: NodeKind, mark: UInt64) {
    var k = i
    func digits() -> Bool {
      let start = k
      while k < end, base[k] &- 0x30 < 10 { k += 1 }
      return k > start
    }
    let bad = (NodeKind.jsonWord, JSONFault.badNumber.mark)
    if base[k] == 0x2d { k += 1 }
    let whole = k
    guard digits() else { return bad }
    let hasLeadingZero = base[whole] == 0x30 && k - whole > 1
    if k < end, base[k] == 0x2e {
      k += 1
      guard digits() else { return bad }
    }
    if k < end, base[k] | 0x20 == 0x65 {
      k += 1
      if k < end, base[k] == 0x2b || base[k] == 0x2d { k += 1 }
      guard digits() else { return bad }
    }
    guard k == end else { return bad }
    return (.jsonNumber, hasLeadingZero ? JSONFault.leadingZero.mark : 0)
  }

  private func matches(_ word: StaticString, _ i: Int, _ end: Int) -> Bool {
    guard end - i == word.utf8CodeUnitCount else { return false }
    for k in 0..<(end - i) where base[i + k] != word.utf8Start[k] { return false }
    return true
  }
}
