/// Reads Bicep token by token from a pointer behind whose last byte zeros stand.
///
/// Blank lines, comments and directives between two tokens on different lines are one `newLine`. What is wrong inside of a token
/// is told by `mistake`, what is wrong between tokens is gathered in `strays`.
struct BicepLexer: ~Copyable {
  let text: UnsafePointer<UInt8>
  let count: Int

  var kind = BicepTokenKind.newLine
  /// The token's first byte, and the byte behind it.
  var start = 0
  var end = 0
  /// Where the token read last ended that was no `newLine`.
  var previousEnd = 0
  /// Where reading goes on. Behind a `newLine`: the first byte of the next token.
  var next = 0
  /// What is wrong inside of the token.
  var mistake = BicepMistake.none
  /// `BicepFlags` of a string or a piece of it.
  var flags: UInt8 = 0
  /// Quotes, and `$`s before them, at the start of the string; at the end of the piece the sign of a hole or quotes.
  var openingLength = 0
  var closingLength = 0

  /// Strings in whose holes the lexer is, with the braces opened there: 0 for a brace, 1 for a string between single quotes,
  /// 2 and the number of `$` for one between three.
  var holes: [Int] = []

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
    bytes.withUnsafeBufferPointer { withPadding($0, body) }
  }

  /// The same with a part of a text.
  static func withPadding<Result>(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafePointer<UInt8>) -> Result) -> Result {
    let text = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + paddingLength)
    defer { text.deallocate() }
    if let base = bytes.baseAddress { text.initialize(from: base, count: bytes.count) }
    (text + bytes.count).initialize(repeating: 0, count: paddingLength)
    return body(text)
  }

  mutating func advance() {
    if kind != .newLine { previousEnd = end }
    var i = next
    var byte = text[i]
    // Most gaps on a line are nothing or a space.
    if byte == 0x20 {
      i &+= 1
      byte = text[i]
    }
    if byte <= 0x2f, byte == 0x20 || byte == 0x09 || byte == 0x2f || byte == 0x23 {
      i = skipGap(i)
      byte = text[i]
    }
    start = i
    mistake = .none
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

  /// Behind blanks, comments and directives on a line, and behind comments over several lines.
  @inline(never) private mutating func skipGap(_ from: Int) -> Int {
    var i = from
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
      return i
    }
  }

  @inline(__always) mutating func finish(_ kind: BicepTokenKind, _ length: Int) {
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
        i = BicepBytes.behindSpaces(text, i)
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
      i = BicepBytes.lineEnd(text, i, count)
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
  @inline(__always) func skippingBlanks(from offset: Int) -> Int { Self.skippingBlanks(text, count, from: offset) }

  static func skippingBlanks(_ text: UnsafePointer<UInt8>, _ count: Int, from offset: Int) -> Int {
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
