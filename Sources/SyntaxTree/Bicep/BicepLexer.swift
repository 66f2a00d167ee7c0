/// Reads Bicep token by token from a pointer behind whose last byte zeros stand.
///
/// Blank lines, comments and directives between two tokens on different lines are one `newLine`. What is wrong inside of a token
/// is told by `mistake`, what is wrong between tokens is gathered in `strays`.
struct BicepLexer {
  let text: UnsafePointer<UInt8>
  let count: Int

  private(set) var kind = BicepTokenKind.newLine
  /// The token's first byte, and the byte behind it.
  private(set) var start = 0
  private(set) var end = 0
  /// Where the token read last ended that was no `newLine`.
  private(set) var previousEnd = 0
  /// Where reading goes on. Behind a `newLine`: the first byte of the next token.
  private(set) var next = 0
  /// What is wrong inside of the token.
  private(set) var mistake = BicepMistake.none
  /// `BicepFlags` of a string or a piece of it.
  private(set) var flags: UInt8 = 0
  /// Quotes, and `$`s before them, at the start of the string; at the end of the piece the sign of a hole or quotes.
  private(set) var openingLength = 0
  private(set) var closingLength = 0

  /// Strings in whose holes the lexer is, with the braces opened there: 0 for a brace, 1 for a string between single quotes,
  /// 2 and the number of `$` for one between three.
  private var holes: [Int] = []

  /// Mistakes between the tokens, since they were last cleared.
  var strays: [(start: Int, end: Int, mistake: BicepMistake)] = []
  /// Where comments are, if they are wanted.
  var comments: [(start: Int, end: Int)]?
  /// Whether each run of line breaks is a token of its own, as upstream has it.
  let separatesNewLines: Bool

  /// The text must have `paddingLength` zero bytes behind its end.
  init(_ text: UnsafePointer<UInt8>, count: Int, separatesNewLines: Bool = false) {
    self.text = text
    self.count = count
    self.separatesNewLines = separatesNewLines
    if count >= 3, text[0] == 0xef, text[1] == 0xbb, text[2] == 0xbf { next = 3 }
  }

  static let paddingLength = 64

  /// Calls `body` with a copy of the text that has the padding.
  static func withPadding<Result>(_ bytes: [UInt8], _ body: (UnsafePointer<UInt8>) -> Result) -> Result {
    let text = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + paddingLength)
    defer { text.deallocate() }
    bytes.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { text.initialize(from: base, count: source.count) }
    }
    (text + bytes.count).initialize(repeating: 0, count: paddingLength)
    return body(text)
  }

  mutating func advance() {
    if kind != .newLine { previousEnd = end }
    var i = next
    while true {
      while text[i] == 0x20 || text[i] == 0x09 { i &+= 1 }
      let byte = text[i]
      if byte == 0x2f, text[i &+ 1] == 0x2f || text[i &+ 1] == 0x2a {
        i = skipComment(i)
        continue
      }
      if byte == 0x23, let behind = skipDirective(i) {
        i = behind
        continue
      }
      break
    }
    start = i
    mistake = .none
    let byte = text[i]
    switch byte {
    case 0x61...0x7a, 0x41...0x5a, 0x5f: readIdentifier()
    case 0x27: readString()
    case 0x0a, 0x0d: readNewLine()
    case 0x3a: text[i &+ 1] == 0x3a ? finish(.doubleColon, 2) : finish(.colon, 1)
    case 0x7b:
      if !holes.isEmpty { holes.append(0) }
      finish(.leftBrace, 1)
    case 0x7d: holes.isEmpty ? finish(.rightBrace, 1) : readClosingBrace()
    case 0x28: finish(.leftParenthesis, 1)
    case 0x29: finish(.rightParenthesis, 1)
    case 0x5b: finish(.leftSquare, 1)
    case 0x5d: finish(.rightSquare, 1)
    case 0x2e: text[i &+ 1] == 0x2e && text[i &+ 2] == 0x2e ? finish(.ellipsis, 3) : finish(.dot, 1)
    case 0x2c: finish(.comma, 1)
    case 0x40: finish(.at, 1)
    case 0x3d:
      switch text[i &+ 1] {
      case 0x3d: finish(.equal, 2)
      case 0x7e: finish(.equalIgnoringCase, 2)
      case 0x3e: finish(.arrow, 2)
      default: finish(.assignment, 1)
      }
    case 0x3f: text[i &+ 1] == 0x3f ? finish(.doubleQuestion, 2) : finish(.question, 1)
    case 0x30...0x39: readInteger()
    case 0x21:
      switch text[i &+ 1] {
      case 0x3d: finish(.notEqual, 2)
      case 0x7e: finish(.notEqualIgnoringCase, 2)
      default: finish(.exclamation, 1)
      }
    case 0x26: text[i &+ 1] == 0x26 ? finish(.and, 2) : finish(.unrecognized, 1)
    case 0x7c: text[i &+ 1] == 0x7c ? finish(.or, 2) : finish(.pipe, 1)
    case 0x3c: text[i &+ 1] == 0x3d ? finish(.lessOrEqual, 2) : finish(.less, 1)
    case 0x3e: text[i &+ 1] == 0x3d ? finish(.greaterOrEqual, 2) : finish(.greater, 1)
    case 0x2b: finish(.plus, 1)
    case 0x2d: finish(.minus, 1)
    case 0x2a: finish(.asterisk, 1)
    case 0x2f: finish(.slash, 1)
    case 0x25: finish(.percent, 1)
    case 0x5e: finish(.caret, 1)
    case 0x3b: finish(.semicolon, 1)
    case 0x24: readDollar()
    case 0 where i >= count:
      start = count
      next = count
      end = count
      kind = .endOfFile
    default: readUnrecognized()
    }
  }

  @inline(__always) private mutating func finish(_ kind: BicepTokenKind, _ length: Int) {
    self.kind = kind
    end = start &+ length
    next = end
  }
}

// MARK: - Between the tokens

extension BicepLexer {
  /// The line break at `start` with, unless they are wanted one by one, all that is no token behind it.
  @inline(__always) private mutating func readNewLine() {
    guard holes.isEmpty else { return leaveHoles() }
    kind = .newLine
    var i = start
    while Self.isLineBreak(text[i]) { i &+= 1 }
    end = i
    if !separatesNewLines {
      while true {
        while text[i] == 0x20 { i &+= 1 }
        let byte = text[i]
        if byte == 0x0a || byte == 0x0d || byte == 0x09 {
          i &+= 1
        } else if byte == 0x2f, text[i &+ 1] == 0x2f || text[i &+ 1] == 0x2a {
          i = skipComment(i)
        } else if byte == 0x23, let behind = skipDirective(i) {
          i = behind
        } else {
          break
        }
      }
    }
    next = i
  }

  @inline(__always) static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0a || byte == 0x0d }

  /// Behind the comment at `i`.
  @inline(never) private mutating func skipComment(_ start: Int) -> Int {
    var i = start &+ 2
    if text[start &+ 1] == 0x2f {
      while !Self.isLineBreak(text[i]), text[i] != 0 || i < count { i &+= 1 }
    } else {
      while !(text[i] == 0x2a && text[i &+ 1] == 0x2f) && i < count { i &+= 1 }
      if i < count {
        i &+= 2
      } else {
        i = count
        strays.append((start, i, .unterminatedComment))
      }
    }
    comments?.append((start, i))
    return i
  }

  /// Behind the directive (`#disable-next-line code …`) at `i`, if one is there: nothing but blanks may stand before it.
  @inline(never) private mutating func skipDirective(_ start: Int) -> Int? {
    var line = start
    while line > 0, text[line &- 1] == 0x20 || text[line &- 1] == 0x09 { line &-= 1 }
    guard line == 0 || Self.isLineBreak(text[line &- 1]) || line == 3 && text[0] == 0xef else { return nil }
    guard let length = Self.directives.first(where: { matches($0, at: start) })?.utf8CodeUnitCount else { return nil }
    var i = start + length
    var hasCode = false
    while true {
      while text[i] == 0x20 || text[i] == 0x09 { i += 1 }
      let word = i
      while Self.isIdentifierPart(text[i]) || text[i] == 0x2d { i += 1 }
      guard i > word else { break }
      hasCode = true
    }
    if !hasCode { strays.append((start, start + length, .missingDiagnosticCode)) }
    return i
  }

  private static let directives: [StaticString] = ["#disable-next-line", "#disable-diagnostics", "#restore-diagnostics"]

  private func matches(_ word: StaticString, at offset: Int) -> Bool {
    guard offset + word.utf8CodeUnitCount <= count else { return false }
    for i in 0..<word.utf8CodeUnitCount where text[offset + i] != word.utf8Start[i] { return false }
    return true
  }

  /// The first byte on the line that belongs to a token, from `offset`.
  func skippingBlanks(from offset: Int) -> Int {
    var i = offset
    while true {
      while text[i] == 0x20 || text[i] == 0x09 { i &+= 1 }
      guard text[i] == 0x2f, text[i &+ 1] == 0x2a else { return i }
      i &+= 2
      while !(text[i] == 0x2a && text[i &+ 1] == 0x2f) {
        guard i < count else { return count }
        i &+= 1
      }
      i &+= 2
    }
  }
}

// MARK: - Words and numbers

extension BicepLexer {
  @inline(__always) static func isIdentifierPart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5f
  }

  @inline(__always) static func isIdentifierStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5f }

  @inline(__always) private mutating func readIdentifier() {
    var i = start &+ 1
    while Self.isIdentifierPart(text[i]) { i &+= 1 }
    end = i
    next = i
    kind = .identifier
    switch i &- start {
    case 4:
      let word = UnsafeRawPointer(text + start).loadUnaligned(as: UInt32.self).littleEndian
      if word == 0x6575_7274 { kind = .trueKeyword } else if word == 0x6c6c_756e { kind = .nullKeyword }
    case 5:
      if text[start] == 0x66, text[start &+ 4] == 0x65 {
        let word = UnsafeRawPointer(text + start).loadUnaligned(as: UInt32.self).littleEndian
        if word == 0x736c_6166 { kind = .falseKeyword }
      }
    case 256...: mistake = .identifierTooLong
    default: break
    }
  }

  private mutating func readInteger() {
    var i = start
    var value: UInt64 = 0
    var overflows = false
    while text[i] &- 0x30 < 10 {
      let (product, high) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(text[i] &- 0x30))
      overflows = overflows || high || carry
      value = sum
      i &+= 1
    }
    end = i
    next = i
    kind = .integer
    if overflows { mistake = .integerTooLarge }
  }

  /// A byte that begins no token, with the other bytes of its scalar.
  private mutating func readUnrecognized() {
    var length = 1
    if text[start] >= 0xc0 { while length < 4, text[start + length] & 0xc0 == 0x80 { length += 1 } }
    finish(.unrecognized, length)
  }

  /// Whether the token is this word.
  @inline(__always) func isKeyword(_ keyword: BicepKeyword) -> Bool {
    kind == .identifier && end &- start == keyword.length && spells(keyword, at: start)
  }

  /// Whether the word stands at `offset`, whatever follows it.
  @inline(__always) private func spells(_ keyword: BicepKeyword, at offset: Int) -> Bool {
    let pointer = UnsafeRawPointer(text + offset)
    let head = pointer.loadUnaligned(as: UInt64.self).littleEndian
    if keyword.length <= 8 { return head & (~0 >> UInt64(64 &- 8 &* keyword.length)) == keyword.head }
    let tail = (pointer + 8).loadUnaligned(as: UInt64.self).littleEndian
    return head == keyword.head && tail & (~0 >> UInt64(128 &- 8 &* keyword.length)) == keyword.tail
  }

  /// Whether the word stands at `offset` and ends there.
  func hasKeyword(_ keyword: BicepKeyword, at offset: Int) -> Bool {
    spells(keyword, at: offset) && !Self.isIdentifierPart(text[offset + keyword.length])
  }

  /// Whether the line at `offset` begins a declaration: its keyword and a name.
  func beginsDeclaration(at offset: Int) -> Bool {
    guard let keyword = BicepKeyword.declarations.first(where: { hasKeyword($0, at: offset) }) else { return false }
    let behind = text[skippingBlanks(from: offset + keyword.length)]
    if Self.isIdentifierStart(behind) { return true }
    if keyword == .targetScope { return behind == 0x3d }
    if keyword == .import { return behind == 0x7b || behind == 0x2a || behind == 0x27 }
    return behind == 0x27 && (keyword == .extension || keyword == .provider || keyword == .using || keyword == .extends)
  }

  /// Whether one of the words that begin declarations stands at `offset`.
  func hasDeclarationKeyword(at offset: Int) -> Bool {
    BicepKeyword.declarations.contains { hasKeyword($0, at: offset) }
  }
}

// MARK: - Strings

extension BicepLexer {
  @inline(__always) private mutating func readString() {
    if text[start &+ 1] == 0x27, text[start &+ 2] == 0x27 {
      openingLength = 3
      readMultiLine(from: start &+ 3, dollars: 0, isFirst: true)
    } else {
      openingLength = 1
      readPiece(from: start &+ 1, isFirst: true)
    }
  }

  private mutating func readDollar() {
    var i = start
    while text[i] == 0x24 { i += 1 }
    let dollars = i - start
    guard text[i] == 0x27, text[i + 1] == 0x27, text[i + 2] == 0x27 else { return finish(.unrecognized, dollars) }
    openingLength = dollars + 3
    readMultiLine(from: i + 3, dollars: dollars, isFirst: true)
  }

  /// A `}` in a hole: the end of a brace opened there, or of the hole.
  private mutating func readClosingBrace() {
    let innermost = holes.last ?? 0
    if innermost == 0 {
      holes.removeLast()
      return finish(.rightBrace, 1)
    }
    openingLength = 1
    if innermost == 1 {
      readPiece(from: start &+ 1, isFirst: false)
    } else {
      readMultiLine(from: start &+ 1, dollars: innermost - 2, isFirst: false)
    }
  }

  /// A line break in a hole: strings with holes end at it.
  private mutating func leaveHoles() {
    holes.removeAll()
    flags = 0
    openingLength = 0
    closingLength = 0
    mistake = .unterminatedString
    finish(.stringRight, 0)
  }

  @inline(__always) private mutating func readPiece(from first: Int, isFirst: Bool) {
    var i = first
    var escapes: UInt8 = 0
    var found = BicepMistake.none
    while true {
      i = Self.skipPlain(text, i)
      switch text[i] {
      case 0x27:
        closingLength = 1
        return finishPiece(i &+ 1, isFirst ? .stringComplete : .stringRight, flags: escapes, mistake: found, isFirst: isFirst, hole: 0)
      case 0x24:
        i &+= 1
        if text[i] == 0x7b {
          closingLength = 2
          return finishPiece(i &+ 1, isFirst ? .stringLeft : .stringMiddle, flags: escapes, mistake: found, isFirst: isFirst, hole: 1)
        }
      case 0x5c:
        escapes = BicepFlags.hasEscapes
        let length = escapeLength(at: i)
        if length > 0 {
          i &+= length
        } else {
          found = .badEscape
          i &+= 1
          if !Self.isLineBreak(text[i]), i < count { i &+= 1 }
        }
      case 0 where i < count: i &+= 1
      default:
        closingLength = 0
        let kind: BicepTokenKind = isFirst ? .stringComplete : .stringRight
        return finishPiece(i, kind, flags: escapes, mistake: .unterminatedString, isFirst: isFirst, hole: 0)
      }
    }
  }

  /// Bytes of the escape sequence at `i`; 0 for one that is none.
  func escapeLength(at i: Int) -> Int {
    switch text[i + 1] {
    case 0x6e, 0x72, 0x74, 0x5c, 0x27, 0x24: return 2
    case 0x75 where text[i + 2] == 0x7b:
      var k = i + 3
      var value: UInt32 = 0
      while let digit = Self.hexValue(text[k]), k < i + 64 {
        value = min(value << 4 | digit, 0xff_ffff)
        k += 1
      }
      return k > i + 3 && text[k] == 0x7d && value <= 0x10_ffff ? k + 1 - i : 0
    default: return 0
    }
  }

  static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x61...0x66: UInt32(byte) - 0x57
    case 0x41...0x46: UInt32(byte) - 0x37
    default: nil
    }
  }

  private mutating func readMultiLine(from first: Int, dollars: Int, isFirst: Bool) {
    var i = first
    while i < count {
      switch text[i] {
      case 0x24 where dollars > 0:
        let run = i
        while text[i] == 0x24 { i += 1 }
        if i - run >= dollars, text[i] == 0x7b {
          closingLength = dollars + 1
          let kind: BicepTokenKind = isFirst ? .stringLeft : .stringMiddle
          return finishPiece(
            i + 1, kind, flags: BicepFlags.isMultiLine, mistake: .none, isFirst: isFirst, hole: 2 + dollars)
        }
      case 0x27:
        let run = i
        while text[i] == 0x27 { i += 1 }
        if i - run >= 3 {
          closingLength = 3
          let kind: BicepTokenKind = isFirst ? .stringComplete : .stringRight
          return finishPiece(i, kind, flags: BicepFlags.isMultiLine, mistake: .none, isFirst: isFirst, hole: 0)
        }
      default: i += 1
      }
    }
    closingLength = 0
    finishPiece(
      count, isFirst ? .stringComplete : .stringRight, flags: BicepFlags.isMultiLine, mistake: .unterminatedMultiLineString,
      isFirst: isFirst, hole: 0)
  }

  @inline(__always) private mutating func finishPiece(
    _ end: Int, _ kind: BicepTokenKind, flags: UInt8, mistake: BicepMistake, isFirst: Bool, hole: Int
  ) {
    self.kind = kind
    self.end = end
    next = end
    self.flags = flags
    self.mistake = mistake
    if kind == .stringLeft { holes.append(hole) }
    if kind == .stringRight { _ = holes.popLast() }
  }

  /// Past the bytes that mean themselves in a string between single quotes.
  @inline(__always) private static func skipPlain(_ text: UnsafePointer<UInt8>, _ first: Int) -> Int {
    var i = first
    while true {
      let word = UnsafeRawPointer(text + i).loadUnaligned(as: UInt64.self).littleEndian
      let hit =
        zeros(word ^ 0x2727_2727_2727_2727) | zeros(word ^ 0x2424_2424_2424_2424)
        | zeros(word ^ 0x5c5c_5c5c_5c5c_5c5c) | zeros(word ^ 0x0a0a_0a0a_0a0a_0a0a)
        | zeros(word ^ 0x0d0d_0d0d_0d0d_0d0d) | zeros(word)
      if hit != 0 { return i &+ hit.trailingZeroBitCount >> 3 }
      i &+= 8
    }
  }

  /// The high bit of each byte that is zero; bytes above the first such one may be wrong.
  @inline(__always) private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
